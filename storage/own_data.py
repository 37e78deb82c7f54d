"""Everything that is stored about one person, for that person."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.state import Talk
from services.records import StoredData
from storage.tables import audit, cases, conversations, data_links, messages, people, tasks


async def read(db: AsyncConnection, token: str, now: datetime) -> StoredData | None:
    """The data of whoever the link is for; None when it is over. That it was read is put on record."""
    valid = (data_links.c.token == token, data_links.c.until > now)
    person = await db.scalar(select(data_links.c.person).where(*valid))
    if person is None:
        return None
    await db.execute(insert(audit).values(at=now, who="person", what="own data read", object=f"person {person}"))
    row = (await db.execute(select(people).where(people.c.id == person))).one()
    return StoredData(
        person=_person(row),
        tasks=tuple([_task(task) for task in await db.execute(select(tasks).where(tasks.c.person == person))]),
        messages=tuple([_message(said) for said in await db.execute(_said(person))]),
        cases=tuple([_case(case) for case in await db.execute(select(cases).where(cases.c.person == person))]),
    )


def _said(person: int) -> Any:
    mine = select(conversations.c.id).where(conversations.c.person == person)
    return select(messages).where(messages.c.conversation.in_(mine)).order_by(messages.c.id)


def _person(row: Any) -> dict[str, str]:
    talk = Talk.model_validate_json(row.talk)
    told = {
        "tenant": row.tenant,
        "id": row.key,
        "since": row.since.isoformat(),
        "language": talk.language or "",
        "department": talk.department or "",
    }
    return {name: value for name, value in told.items() if value}


def _task(row: Any) -> dict[str, Any]:
    return {
        "title": row.title,
        "status": row.status,
        "outcome": row.outcome or "",
        "begun": row.begun.isoformat(),
        "changed": row.changed.isoformat(),
        "interview": json.loads(row.interview),
    }


def _message(row: Any) -> dict[str, Any]:
    return {"at": row.at.isoformat(), "from": "you" if row.direction == "in" else "coach", "text": row.text}


def _case(row: Any) -> dict[str, Any]:
    return {
        "number": row.number,
        "state": row.state,
        "opened": row.opened.isoformat(),
        "title": row.title,
        "comment": row.comment,
        "name": row.name,
        "sent": dict(json.loads(row.rows)),
    }
