"""Keeping a turn's transcript: what coaches list and search is written in the turn's own transaction."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.state import Talk
from dialogs.tasks import STAGES, TaskRecord
from knowledge.part import Language
from services.insights import quadrant
from services.judging import told_in
from services.months import month_of
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
    firsts = _firsts(turn.task, at) if turn.task is not None else {}
    now = {"latest": at, "language": language, "department": turn.talk.department, **told}
    task = turn.talk.interview.id if turn.talk.interview else ""
    is_new = turn.talk.interview is not None and turn.talk.interview.begun >= at
    lasting = {
        "conversation": entered.conversation,
        "task": task,
        "person": entered.person,
        "began": at,
        "came": month_of(at),
        "counts": is_new,
    }
    if entered.talk.interview is None and task:
        await _begun(db, entered.conversation, task)
    said = 1 + len(turn.outgoing)
    fresh = {"status": "open" if task else "talk", "messages": said, **lasting, **now, **firsts}
    changed = {**now, **_kept(firsts), "messages": transcripts.c.messages + said, "review": _REVIEW}
    statement = upsert(db, transcripts).values(fresh)
    statement = statement.on_conflict_do_update(index_elements=["conversation", "task"], set_=changed)
    transcript = (await db.execute(statement.returning(transcripts.c.id, transcripts.c.counts))).one()
    if task and not transcript.counts:
        await _counts_here(db, transcript.id, task)
    if turn.heard:
        row = {"message": inbound, "transcript": transcript.id, "stems": stems(turn.heard, language)}
        await db.execute(insert(searchable).values(row))


async def note_task(db: AsyncConnection, task: TaskRecord, at: datetime) -> None:
    """A task that is not the open one stands differently now."""
    here = transcripts.c.task == task.interview.id
    await db.execute(update(transcripts).where(here).values({**_of_task(task), **_kept(_firsts(task, at))}))


async def note_told(db: AsyncConnection, conversation: int, task: str | None, count: int, at: datetime) -> None:
    """Something was said without being asked: it belongs to the transcript, and does not make it unread."""
    here = and_(transcripts.c.conversation == conversation, transcripts.c.task == (task or ""))
    now = {"messages": transcripts.c.messages + count, "latest": at}
    await db.execute(update(transcripts).where(here).values(now))


async def note_thumb(db: AsyncConnection, message: int, reaction: str, at: datetime) -> None:
    row = (await db.execute(select(messages.c.conversation, messages.c.task).where(messages.c.id == message))).one()
    here = and_(transcripts.c.conversation == row.conversation, transcripts.c.task == (row.task or ""))
    await db.execute(update(transcripts).where(here).values(thumb=reaction[:8], thumbed=month_of(at)))


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
    await db.execute(update(transcripts).where(talk).values(task=task, counts=True))


async def _counts_here(db: AsyncConnection, transcript: int, task: str) -> None:
    """The task goes on in another chat than before: from now on the figures count it here, and only here."""
    await db.execute(
        update(transcripts).where(transcripts.c.task == task).values(counts=transcripts.c.id == transcript)
    )


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
        "benefit": task.benefit,
        "ease": task.ease,
        "fits": task.fits,
        "quadrant": quadrant(task.benefit, task.ease),
        "step": task.step,
        "stage": STAGES.index(task.stage),
        "measured": task.interview.measured,
        "shown": _listed(task.interview.shown),
        "refused": _listed(task.interview.refused),
        "systems": _listed(_systems(task)),
        "told": told_in(task.interview),
    }


def _firsts(task: TaskRecord, at: datetime) -> dict[str, Any]:
    """The months in which something may have happened for the first time."""
    month = month_of(at)
    return {
        **({"finished": month} if task.status == "finished" else {}),
        **({"measured_in": month} if task.interview.measured is not None else {}),
    }


def _kept(firsts: dict[str, Any]) -> dict[str, Any]:
    """A first time stays the first time."""
    return {name: func.coalesce(transcripts.c[name], month) for name, month in firsts.items()}


def _systems(task: TaskRecord) -> tuple[str, ...]:
    named = next((fact.value for fact in task.interview.facts if fact.slot == "systems"), ())
    return named if isinstance(named, tuple) else ()


def _listed(names: Iterable[str]) -> str | None:
    found = list(dict.fromkeys(names))
    return json.dumps(found) if found else None


_REVIEW = case((transcripts.c.review == "read", "changed"), else_=transcripts.c.review)
"""Something new was said: what was read before has to be read again."""
