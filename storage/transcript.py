"""One conversation with all that belongs to it, and what coaches note beside it."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.state import Interview
from services.access import Visitor
from services.transcripts import MESSAGES, Filter, Listed, Page, Remark, Review, Said, Transcript
from storage import reading
from storage.auditing import note
from storage.engine import Transactions
from storage.page_tables import labels, remarks, transcripts
from storage.tables import cases, feedback, messages, tasks

_CARD = "application/vnd.microsoft.card.adaptive"


class SqlReadings:
    """`services.transcripts.Readings` on SQLAlchemy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def page(self, wanted: Filter, now: datetime, after: str | None, most: int) -> Page:
        async with self._transactions.reading() as db:
            return await reading.page(db, wanted, now, after, most)

    async def rows(self, wanted: Filter, now: datetime, before: int | None, most: int) -> tuple[Listed, ...]:
        async with self._transactions.reading() as db:
            return await reading.rows(db, wanted, now, before, most)

    async def one(self, transcript: int, first: int | None, by: Visitor, now: datetime) -> Transcript | None:
        async with self._transactions.writing() as db:
            row = (await db.execute(select(transcripts).where(transcripts.c.id == transcript))).first()
            if row is None:
                return None
            await _log(db, "read conversation", _named(transcript), by, now)
            return await _whole(db, row, first)

    async def unread(self, wanted: Filter, now: datetime, than: int | None) -> int | None:
        async with self._transactions.reading() as db:
            query = select(transcripts.c.id).where(*reading.conditions(wanted, now), *reading.with_words(db, wanted))
            query = query.where(transcripts.c.review.in_(("new", "changed")))
            if than is not None:
                query = query.where(transcripts.c.id != than)
            order = (transcripts.c.latest.desc(), transcripts.c.id.desc())
            return await db.scalar(query.order_by(*order).limit(1))

    async def review(self, transcript: int, review: Review, by: Visitor, now: datetime) -> bool:
        done = review == "read"
        values = {"review": review, "reviewed_by": by.name if done else None, "reviewed": now if done else None}
        return await self._changed(transcript, values, f"reviewed: {review}", by, now)

    async def mark_test(self, transcript: int, test: bool, by: Visitor, now: datetime) -> bool:  # noqa: FBT001
        return await self._changed(transcript, {"test": test}, f"marked as test: {test}", by, now)

    async def label(self, transcript: int, chosen: Sequence[str], by: Visitor, now: datetime) -> bool:
        async with self._transactions.writing() as db:
            if not await _is_there(db, transcript):
                return False
            await db.execute(delete(labels).where(labels.c.transcript == transcript))
            rows = [{"transcript": transcript, "label": each, "by": by.name, "at": now} for each in chosen]
            if rows:
                await db.execute(insert(labels), rows)
            await _log(db, "labelled", _named(transcript), by, now)
            return True

    async def remark(self, transcript: int, message: int | None, text: str, by: Visitor, now: datetime) -> bool:
        async with self._transactions.writing() as db:
            if not await _is_there(db, transcript) or not await _is_of(db, transcript, message):
                return False
            row = {"transcript": transcript, "message": message, "by": by.key, "name": by.name, "at": now}
            await db.execute(insert(remarks).values({**row, "text": text}))
            await _log(db, "noted", _named(transcript), by, now)
            return True

    async def forget_remark(self, transcript: int, remark: int, by: Visitor, now: datetime) -> bool:
        async with self._transactions.writing() as db:
            own = (remarks.c.id == remark, remarks.c.transcript == transcript, remarks.c.by == by.key)
            done = (await db.execute(delete(remarks).where(*own))).rowcount > 0
            if done:
                await _log(db, "took back a note", _named(transcript), by, now)
            return done

    async def log(self, what: str, about: str, by: Visitor, now: datetime) -> None:
        async with self._transactions.writing() as db:
            await _log(db, what, about, by, now)

    async def _changed(self, transcript: int, values: Mapping[str, Any], what: str, by: Visitor, now: datetime) -> bool:
        async with self._transactions.writing() as db:
            here = transcripts.c.id == transcript
            done = (await db.execute(update(transcripts).where(here).values(values))).rowcount > 0
            if done:
                await _log(db, what, _named(transcript), by, now)
            return done


async def _whole(db: AsyncConnection, row: Any, first: int | None) -> Transcript:
    (shown,) = await reading.listed(db, [row])
    here = (messages.c.conversation == row.conversation, await _belongs(db, row))
    begin = (messages.c.id >= first,) if first is not None else ()
    query = select(messages).where(*here, *begin).order_by(messages.c.id).limit(MESSAGES + 1)
    found = (await db.execute(query)).all()
    said = await _said(db, found[:MESSAGES])
    stored = await db.scalar(select(tasks.c.interview).where(tasks.c.id == row.task)) if row.task else None
    numbers = select(cases.c.number).where(cases.c.task == row.task).order_by(cases.c.id)
    noted = select(remarks).where(remarks.c.transcript == row.id).order_by(remarks.c.id)
    return Transcript(
        listed=shown,
        interview=Interview.model_validate_json(stored) if stored else None,
        said=said,
        before=await _before(db, here, first),
        after=found[MESSAGES].id if len(found) > MESSAGES else None,
        remarks=tuple(
            Remark(each.id, each.message, each.by, each.name, each.at, each.text) for each in await db.execute(noted)
        ),
        cases=tuple((await db.execute(numbers)).scalars()) if row.task else (),
    )


async def _belongs(db: AsyncConnection, row: Any) -> Any:
    """What was said about the task; with the first one of a chat also what was said before it."""
    mine = messages.c.task == (row.task or None)
    first = select(func.min(transcripts.c.id)).where(transcripts.c.conversation == row.conversation)
    is_first = row.task and await db.scalar(first) == row.id
    return or_(mine, messages.c.task.is_(None)) if is_first else mine


async def _before(db: AsyncConnection, here: Sequence[Any], first: int | None) -> int | None:
    """Where the page of messages before this one begins."""
    if first is None:
        return None
    query = select(messages.c.id).where(*here, messages.c.id < first).order_by(messages.c.id.desc()).limit(MESSAGES)
    return min((await db.execute(query)).scalars(), default=None)


async def _said(db: AsyncConnection, rows: Sequence[Any]) -> tuple[Said, ...]:
    ids = [row.id for row in rows]
    given = select(feedback.c.message, feedback.c.reaction, feedback.c.words).where(feedback.c.message.in_(ids))
    thumbs = {each.message: each for each in await db.execute(given)}
    places = {row.id: row.replaces for row in rows if row.replaces is not None}
    shown = {row.card: row.id for row in rows if row.card and row.direction == "out" and row.delivery != "answered"}
    for row in rows:
        if row.delivery == "answered" and row.card in shown:
            places[row.id] = shown[row.card]
    later = {place: number for number, place in places.items()}
    return tuple(_one(row, places.get(row.id), later.get(row.id), thumbs.get(row.id)) for row in rows)


def _one(row: Any, place: int | None, later: int | None, thumb: Any) -> Said:
    return Said(
        id=row.id,
        mine=row.direction == "in",
        kind=row.kind,
        text=row.text,
        card=_card(row.activity),
        press=_press(row.activity) if row.direction == "in" else None,
        at=row.at,
        delivery=row.delivery,
        trouble=row.trouble or "",
        in_place_of=place,
        later=later,
        thumb=thumb.reaction if thumb is not None else None,
        thumb_words=thumb.words if thumb is not None else "",
    )


def _card(activity: str | None) -> Mapping[str, Any] | None:
    sent = json.loads(activity) if activity else {}
    return next((each["content"] for each in sent.get("attachments", ()) if each.get("contentType") == _CARD), None)


def _press(activity: str | None) -> tuple[str, str] | None:
    told = json.loads(activity) if activity else {}
    return (told["press"], told.get("code", "")) if "press" in told else None


async def _is_there(db: AsyncConnection, transcript: int) -> bool:
    return bool(await db.scalar(select(exists().where(transcripts.c.id == transcript))))


async def _is_of(db: AsyncConnection, transcript: int, message: int | None) -> bool:
    """Whether a message was said in the chat of this conversation."""
    if message is None:
        return True
    chat = select(transcripts.c.conversation).where(transcripts.c.id == transcript).scalar_subquery()
    return bool(await db.scalar(select(exists().where(messages.c.id == message, messages.c.conversation == chat))))


async def _log(db: AsyncConnection, what: str, about: str, by: Visitor, now: datetime) -> None:
    await note(db, now, by.name, what, about)


def _named(transcript: int) -> str:
    return f"conversation {transcript}"
