"""Deleting what is stored about a person: at once, except what a case keeps."""

from datetime import datetime

from sqlalchemy import and_, delete, exists, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.auditing import note
from storage.page_tables import transcripts
from storage.tables import (
    agenda,
    cases,
    conversations,
    data_links,
    erase_requests,
    feedback,
    messages,
    people,
    tasks,
)


async def erase(db: AsyncConnection, person: int, at: datetime) -> bool:
    """Delete tasks, messages and links. With a case its task and messages stay until an admin decides: then True."""
    mine = select(conversations.c.id).where(conversations.c.person == person)
    has_case = await db.scalar(select(exists().where(cases.c.person == person)))
    kept = select(cases.c.task).where(cases.c.person == person, cases.c.task.is_not(None))
    free = or_(messages.c.task.is_(None), messages.c.task.not_in(kept))
    await db.execute(delete(messages).where(messages.c.conversation.in_(mine), free))
    await db.execute(delete(transcripts).where(transcripts.c.person == person, transcripts.c.task.not_in(kept)))
    await db.execute(delete(tasks).where(tasks.c.person == person, tasks.c.id.not_in(kept)))
    await db.execute(
        delete(agenda).where(agenda.c.person == person, or_(agenda.c.task.is_(None), agenda.c.task.not_in(kept)))
    )
    await db.execute(delete(feedback).where(feedback.c.person == person))
    await db.execute(delete(data_links).where(data_links.c.person == person))
    await db.execute(update(people).where(people.c.id == person).values(talk="{}"))
    if has_case:
        asked = and_(erase_requests.c.person == person, erase_requests.c.done.is_(None))
        if not await db.scalar(select(exists().where(asked))):
            await db.execute(insert(erase_requests).values(person=person, at=at))
    what = "erasure requested" if has_case else "erased"
    await note(db, at, "person", what, f"person {person}")
    return bool(has_case)
