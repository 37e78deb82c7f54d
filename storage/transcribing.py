"""Keeping a turn's transcript: what coaches list and search is written in the turn's own transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.state import Talk
from dialogs.tasks import TaskRecord
from knowledge.part import Language
from services.records import Entered, Turn
from services.searching import stems
from storage.counting import upsert
from storage.page_tables import searchable, transcripts
from storage.tables import conversations, messages


async def note_turn(db: AsyncConnection, entered: Entered, turn: Turn, inbound: int) -> None:
    """Put the turn into the list, and what was written into the search."""
    language = _language(turn)
    at = turn.incoming.at
    told = _of_task(turn.task) if turn.task is not None else {}
    now = {"latest": at, "language": language, "department": turn.talk.department, **told}
    task = turn.talk.interview.id if turn.talk.interview else ""
    lasting = {
        "conversation": entered.conversation,
        "task": task,
        "person": entered.person,
        "began": at,
    }
    if entered.talk.interview is None and task:
        await _begun(db, entered.conversation, task)
    said = 1 + len(turn.outgoing)
    fresh = {"status": "open" if task else "talk", "messages": said, **lasting, **now}
    changed = {**now, "messages": transcripts.c.messages + said, "review": _REVIEW}
    statement = upsert(db, transcripts).values(fresh)
    statement = statement.on_conflict_do_update(index_elements=["conversation", "task"], set_=changed)
    transcript = await db.scalar(statement.returning(transcripts.c.id))
    if turn.heard:
        row = {"message": inbound, "transcript": transcript, "stems": stems(turn.heard, language)}
        await db.execute(insert(searchable).values(row))


async def note_task(db: AsyncConnection, task: TaskRecord) -> None:
    """A task that is not the open one stands differently now."""
    here = transcripts.c.task == task.interview.id
    await db.execute(update(transcripts).where(here).values(_of_task(task)))


async def note_told(db: AsyncConnection, conversation: int, task: str | None, count: int, at: datetime) -> None:
    """Something was said without being asked: it belongs to the transcript, and does not make it unread."""
    here = and_(transcripts.c.conversation == conversation, transcripts.c.task == (task or ""))
    now = {"messages": transcripts.c.messages + count, "latest": at}
    await db.execute(update(transcripts).where(here).values(now))


async def note_thumb(db: AsyncConnection, message: int, reaction: str) -> None:
    row = (await db.execute(select(messages.c.conversation, messages.c.task).where(messages.c.id == message))).one()
    here = and_(transcripts.c.conversation == row.conversation, transcripts.c.task == (row.task or ""))
    await db.execute(update(transcripts).where(here).values(thumb=reaction[:8]))


async def forget_words(db: AsyncConnection, message_ids: Any) -> None:
    """Take messages out of the search."""
    await db.execute(delete(searchable).where(searchable.c.message.in_(message_ids)))


async def forget_task(db: AsyncConnection, person: int, task: str) -> None:
    """A task that its owner deleted: nobody reads it any more, and its words are gone."""
    mine = select(conversations.c.id).where(conversations.c.person == person)
    said = and_(messages.c.task == task, messages.c.conversation.in_(mine), messages.c.delivery != "pending")
    await db.execute(delete(transcripts).where(transcripts.c.task == task, transcripts.c.person == person))
    await db.execute(update(messages).where(said).values(text="", activity=None))


async def _begun(db: AsyncConnection, conversation: int, task: str) -> None:
    """The first task: what was said before it is read with it, and is deleted without it."""
    talk = and_(transcripts.c.conversation == conversation, transcripts.c.task == "")
    await db.execute(update(transcripts).where(talk).values(task=task))


def _language(turn: Turn) -> Language:
    talk: Talk = turn.talk
    return talk.language or talk.spoken or turn.incoming.language


def _of_task(task: TaskRecord) -> dict[str, Any]:
    return {
        "title": task.title,
        "status": task.status,
        "outcome": task.outcome,
        "template": task.interview.building or task.interview.liked,
        "hours": task.promised,
    }


_REVIEW = case((transcripts.c.review == "read", "changed"), else_=transcripts.c.review)
"""Something new was said: what was read before has to be read again."""
