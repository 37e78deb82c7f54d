"""Everything that is stored about one person, for that person."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, Table, cast, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.state import Talk
from services.records import StoredData
from storage.auditing import READ_ANONYMISED, note
from storage.casebook import read_rows
from storage.editing_tables import judgements
from storage.page_tables import case_notes, labels, remarks, transcripts
from storage.tables import (
    agenda,
    audit,
    case_events,
    cases,
    conversations,
    data_links,
    feedback,
    messages,
    people,
    tasks,
)


async def read(db: AsyncConnection, token: str, now: datetime) -> StoredData | None:
    """The data of whoever the link is for; None when it is over. That it was read is put on record."""
    valid = (data_links.c.token == token, data_links.c.until > now)
    person = await db.scalar(select(data_links.c.person).where(*valid))
    if person is None:
        return None
    await note(db, now, "person", "own data read", f"person {person}")
    row = (await db.execute(select(people).where(people.c.id == person))).one()
    theirs = {table: select(table).where(table.c.person == person) for table in (tasks, cases, feedback, agenda)}
    return StoredData(
        person=_person(row),
        tasks=tuple([_task(each) for each in await db.execute(theirs[tasks])]),
        messages=tuple([_message(said) for said in await db.execute(_said(person))]),
        cases=tuple([await _case(db, each) for each in (await db.execute(theirs[cases])).all()]),
        thumbs=tuple([_thumb(each) for each in await db.execute(theirs[feedback])]),
        planned=tuple([_planned(each) for each in await db.execute(theirs[agenda])]),
        readings=tuple([_reading(each) for each in await db.execute(_read(person))]),
        remarks=tuple([_remark(each) for each in await db.execute(_beside(remarks, person, remarks.c.id))]),
        labels=tuple([_label(each) for each in await db.execute(_beside(labels, person, labels.c.at))]),
        judgements=tuple([_judgement(each) for each in await db.execute(_beside(judgements, person, judgements.c.at))]),
    )


def _said(person: int) -> Any:
    mine = select(conversations.c.id).where(conversations.c.person == person)
    return select(messages).where(messages.c.conversation.in_(mine)).order_by(messages.c.id)


def _read(person: int) -> Any:
    """Every time somebody opened a conversation of theirs, newest first."""
    named = "conversation " + cast(transcripts.c.id, String)
    mine = select(named).where(transcripts.c.person == person)
    read = (audit.c.what.in_(("read conversation", READ_ANONYMISED)), audit.c.object.in_(mine))
    return select(audit).where(*read).order_by(audit.c.id.desc())


def _beside(table: Table, person: int, order: ColumnElement[Any]) -> Any:
    """What coaches have put beside a conversation of theirs."""
    query = select(table, transcripts.c.title).join(transcripts, transcripts.c.id == table.c.transcript)
    return query.where(transcripts.c.person == person).order_by(order, transcripts.c.id)


def _reading(row: Any) -> dict[str, Any]:
    return {"at": row.at.isoformat(), "who": row.who, "what": row.object}


def _remark(row: Any) -> dict[str, Any]:
    return {"at": row.at.isoformat(), "who": row.name, "text": row.text}


def _label(row: Any) -> dict[str, Any]:
    return {"at": row.at.isoformat(), "who": row.by, "label": row.label, "task": row.title}


def _judgement(row: Any) -> dict[str, Any]:
    return {"at": row.at.isoformat(), "who": row.name, "outcome": row.outcome, "task": row.title}


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
        "promised_hours": row.promised,
        "measured_hours": row.measured,
        "measured": row.measured_at.isoformat() if row.measured_at else None,
        "interview": json.loads(row.interview),
    }


def _message(row: Any) -> dict[str, Any]:
    return {"at": row.at.isoformat(), "from": "you" if row.direction == "in" else "coach", "text": row.text}


async def _case(db: AsyncConnection, row: Any) -> dict[str, Any]:
    noted = select(case_notes).where(case_notes.c.case == row.id)
    happened = select(case_events).where(case_events.c.case == row.id)
    return {
        "number": row.number,
        "state": row.state,
        "opened": row.opened.isoformat(),
        "title": row.title,
        "comment": row.comment,
        "name": row.name,
        "sent": {language: dict(rows) for language, rows in read_rows(row.rows).items()},
        "topic": row.topic,
        "department": row.department or "",
        "outcome": row.outcome or "",
        "priority": row.priority,
        "urgent": row.urgent,
        "coach": row.coach_name or "",
        "promised": row.promised.isoformat() if row.promised else "",
        "double_of": row.double_of or "",
        "notes": [_note(each) for each in await db.execute(noted.order_by(case_notes.c.id))],
        "events": [_event(each) for each in await db.execute(happened.order_by(case_events.c.id))],
    }


def _event(row: Any) -> dict[str, Any]:
    return {"at": row.at.isoformat(), "what": row.what, "who": row.who, "text": row.note, "whom": row.whom}


def _note(row: Any) -> dict[str, Any]:
    """What the team noted for itself: about the person, so theirs to read here."""
    return {"at": row.at.isoformat(), "who": row.name, "text": row.text}


def _thumb(row: Any) -> dict[str, Any]:
    return {"at": row.at.isoformat(), "reaction": row.reaction, "text": row.words}


def _planned(row: Any) -> dict[str, Any]:
    return {"due": row.due.isoformat(), "kind": row.kind, "state": row.state}
