"""The cases on SQL, as the pages read them, and what the team notes about them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.case import Case, Event
from dialogs.state import Talk
from services.access import Visitor
from services.board import MESSAGES_BESIDE, CaseFile, CaseNote, CasePage, CaseRow, Wanted
from services.team import Absence
from storage import listing
from storage.auditing import note
from storage.casebook import case_of, events_of
from storage.engine import Transactions
from storage.page_tables import case_notes, transcripts
from storage.standing_in import absent
from storage.tables import cases, messages, people

_OTHERS = 20


class SqlBoard:
    """`services.board.Board` on SQLAlchemy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def page(self, wanted: Wanted, by: Visitor, now: datetime, after: str | None, most: int) -> CasePage:
        async with self._transactions.reading() as db:
            return await listing.page(db, wanted, by, now, (after, most))

    async def counts(self, wanted: Wanted, by: Visitor, now: datetime) -> Mapping[str, int]:
        async with self._transactions.reading() as db:
            return await listing.counts(db, wanted, by, now)

    async def one(self, number: str, by: Visitor, now: datetime) -> CaseFile | None:
        async with self._transactions.writing() as db:
            row = (await db.execute(listing.ROWS.where(cases.c.number == number))).first()
            if row is None:
                return None
            await _log(db, "read case", number, by, now)
            away = await absent(db, now)
            return await _whole(db, listing.row_of(row, away), away)

    async def latest(self, number: str) -> tuple[Case, Event] | None:
        async with self._transactions.reading() as db:
            row = (await db.execute(select(cases).where(cases.c.number == number))).first()
            if row is None:
                return None
            return case_of(row), (await events_of(db, row.id))[-1]

    async def note(self, number: str, text: str, by: Visitor, now: datetime) -> bool:
        async with self._transactions.writing() as db:
            case = await db.scalar(select(cases.c.id).where(cases.c.number == number))
            if case is None:
                return False
            row = {"case": case, "by": by.key, "name": by.name, "at": now, "text": text}
            await db.execute(insert(case_notes).values(row))
            await _log(db, "noted on case", number, by, now)
            return True

    async def forget_note(self, number: str, note: int, by: Visitor, now: datetime) -> bool:
        async with self._transactions.writing() as db:
            case = select(cases.c.id).where(cases.c.number == number).scalar_subquery()
            own = (case_notes.c.id == note, case_notes.c.case == case, case_notes.c.by == by.key)
            done = (await db.execute(delete(case_notes).where(*own))).rowcount > 0
            if done:
                await _log(db, "took back a note on case", number, by, now)
            return done


async def _whole(db: AsyncConnection, row: CaseRow, away: tuple[Absence, ...]) -> CaseFile:
    case = row.case
    doubles = (await db.execute(listing.ROWS.where(cases.c.double_of == case.number).order_by(cases.c.id))).all()
    others = select(cases).where(cases.c.person == case.person, cases.c.id != case.id)
    talk = Talk.model_validate_json(await db.scalar(select(people.c.talk).where(people.c.id == case.person)) or "{}")
    transcript = await _conversation(db, case)
    return CaseFile(
        row=row,
        events=await events_of(db, case.id),
        notes=await _notes(db, case),
        doubles=tuple([await _double(db, listing.row_of(each, away)) for each in doubles]),
        others=tuple(case_of(each) for each in await db.execute(others.order_by(cases.c.id.desc()).limit(_OTHERS))),
        language=talk.language or talk.spoken or "sv",
        transcript=transcript,
        recent=await _recent(db, transcript) if transcript is not None else None,
    )


async def _double(db: AsyncConnection, row: CaseRow) -> CaseFile:
    """A double with what was written in it."""
    return CaseFile(row, await events_of(db, row.case.id), await _notes(db, row.case))


async def _notes(db: AsyncConnection, case: Case) -> tuple[CaseNote, ...]:
    query = select(case_notes).where(case_notes.c.case == case.id).order_by(case_notes.c.id)
    return tuple(CaseNote(row.id, row.by, row.name, row.at, row.text) for row in await db.execute(query))


async def _conversation(db: AsyncConnection, case: Case) -> int | None:
    """The conversation that the case came from: that of its task, else the newest of its chat."""
    chat = select(cases.c.conversation).where(cases.c.id == case.id).scalar_subquery()
    query = select(transcripts.c.id).where(transcripts.c.conversation == chat).order_by(transcripts.c.latest.desc())
    of_task = query.where(transcripts.c.task == (case.task or ""))
    found = await db.scalar(of_task.limit(1))
    return found if found is not None else await db.scalar(query.limit(1))


async def _recent(db: AsyncConnection, transcript: int) -> int | None:
    row = (await db.execute(select(transcripts).where(transcripts.c.id == transcript))).one()
    here = (messages.c.conversation == row.conversation, messages.c.task == (row.task or None))
    last = select(messages.c.id).where(*here).order_by(messages.c.id.desc()).limit(MESSAGES_BESIDE).subquery()
    first: int | None = await db.scalar(select(func.min(last.c.id)))
    return first


async def _log(db: AsyncConnection, what: str, about: str, by: Visitor, now: datetime) -> None:
    await note(db, now, by.name, what, f"case {about}")
