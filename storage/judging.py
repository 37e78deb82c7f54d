"""Tasks that coaches judge, and what they say of them, on SQL."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.state import Interview
from services.access import Visitor
from services.insights import FEWEST
from services.judging import Candidate, Judged, JudgedTask, Verdict
from services.rejudging import StoredTask
from storage.auditing import READ_ANONYMISED, note
from storage.counting import upsert
from storage.editing_tables import judgements
from storage.engine import Transactions
from storage.learning import newest
from storage.page_tables import transcripts
from storage.tables import people, tasks

_ROWS, _SAID = transcripts.c, judgements.c
_FINISHED = and_(_ROWS.outcome.is_not(None), _ROWS.status == "finished")
_OPEN = and_(_FINISHED, _ROWS.test.is_(False), _ROWS.counts.is_(True))
"""A task that is judged."""
_AS_TOLD = or_(_SAID.told.is_(None), _ROWS.told.is_(None), _SAID.told == _ROWS.told)
"""A judgement of the answers as they are now; of a program that notes no digests, whatever they are."""
_OF_TASK = and_(_SAID.transcript == _ROWS.id, _AS_TOLD)
_TOLD = (_ROWS.id, _ROWS.title, _ROWS.department, _ROWS.outcome, tasks.c.interview)
_STANDING = case((not_(_OPEN), "closed"), (not_(_AS_TOLD), "changed"), else_="counts").label("standing")


class SqlJudging:
    """`services.judging.Judging` on SQLAlchemy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def candidates(self, by: Visitor, most: int) -> tuple[Candidate, ...]:
        some = newest(most, and_(_FINISHED, _others(by))).subquery()
        begun = select(_ROWS.id).join(judgements, _OF_TASK).where(_OPEN).group_by(_ROWS.id).having(func.count() == 1)
        mine = func.sum(case((_SAID.coach == by.key, 1), else_=0))
        query = (
            select(_ROWS.id, func.count(_SAID.coach).label("n"))
            .outerjoin(judgements, _OF_TASK)
            .where(_ROWS.id.in_(select(some.c.id).union(begun)), _OPEN, _others(by))
            .group_by(_ROWS.id)
            .having(func.coalesce(mine, 0) == 0)
        )
        return tuple(Candidate(row.id, row.n) for row in await self._rows(query))

    async def task(self, transcript: int, by: Visitor, now: datetime) -> StoredTask | None:
        query = _stored().where(_ROWS.id == transcript, _OPEN, _others(by))
        async with self._transactions.writing() as db:
            row = (await db.execute(query)).first()
            if row is None:
                return None
            await note(db, now, by.name, READ_ANONYMISED, f"conversation {transcript}")
            found = _read(row)
            department = found.department if await _is_large(db, found.department) else None
            return StoredTask(found.transcript, "", found.interview, department)

    async def judge(self, transcript: int, outcome: str, by: Visitor, now: datetime, seen: str = "") -> Judged | None:
        there = select(_ROWS.told, _OPEN.label("open")).where(_ROWS.id == transcript, _ROWS.task != "", _others(by))
        async with self._transactions.writing() as db:
            row = (await db.execute(there)).first()
            if row is None:
                return None
            if not row.open or not (row.told or seen).startswith(seen):
                return "changed"
            before = await db.scalar(select(_SAID.outcome).where(*_own(transcript, by)))
            said = {"outcome": outcome, "name": by.name, "at": now, "told": row.told}
            kept = upsert(db, judgements).values({"transcript": transcript, "coach": by.key, **said})
            await db.execute(kept.on_conflict_do_update(index_elements=["transcript", "coach"], set_=said))
            await note(db, now, by.name, "judged", f"conversation {transcript}", old=before, new=outcome)
            return "judged"

    async def forget(self, transcript: int, by: Visitor, now: datetime) -> bool:
        async with self._transactions.writing() as db:
            gone = delete(judgements).where(*_own(transcript, by)).returning(_SAID.outcome)
            before = await db.scalar(gone)
            if before is None:
                return False
            await note(db, now, by.name, "took back a judgement", f"conversation {transcript}", old=before)
            return True

    async def own(self, by: Visitor, most: int, skipped: int = 0) -> tuple[Verdict, ...]:
        query = _said().where(_SAID.coach == by.key).order_by(_SAID.at.desc(), _ROWS.id.desc())
        return tuple(map(_verdict, await self._rows(query.limit(most).offset(skipped))))

    async def verdict(self, transcript: int, by: Visitor) -> Verdict | None:
        rows = await self._rows(_said().where(*_own(transcript, by)))
        return next(map(_verdict, rows), None)

    async def judged(self, most: int) -> tuple[JudgedTask, ...]:
        some = select(_ROWS.id).join(judgements, _OF_TASK).where(_OPEN).distinct().order_by(_ROWS.id.desc()).limit(most)
        rows = await self._rows(_stored().where(_ROWS.id.in_(some)).order_by(_ROWS.id.desc()))
        said: dict[int, list[str]] = {}
        by_whom = select(_ROWS.id, _SAID.outcome).join(judgements, _OF_TASK).where(_ROWS.id.in_(some))
        for row in await self._rows(by_whom.order_by(_ROWS.id, _SAID.at, _SAID.coach)):
            said.setdefault(row.id, []).append(row.outcome)
        return tuple(JudgedTask(_read(row), tuple(said[row.id])) for row in rows if row.id in said)

    async def _rows(self, query: Select[Any]) -> Collection[Any]:
        async with self._transactions.reading() as db:
            return tuple(await db.execute(query))


def _stored(*more: Any) -> Select[Any]:
    """Tasks as they were told, with these columns too."""
    return select(*_TOLD, *more).select_from(transcripts.join(tasks, tasks.c.id == _ROWS.task))


def _read(row: Any) -> StoredTask:
    return StoredTask(row.id, row.title, Interview.model_validate_json(row.interview), row.department, row.outcome)


def _said() -> Select[Any]:
    """Tasks with what was said of each."""
    return _stored(_SAID.outcome.label("said"), _SAID.at, _STANDING).join(judgements, _SAID.transcript == _ROWS.id)


def _verdict(row: Any) -> Verdict:
    return Verdict(_read(row), row.said, row.at, row.standing)


def _others(by: Visitor) -> ColumnElement[bool]:
    """What this coach has not told themselves."""
    return _ROWS.person.not_in(select(people.c.id).where(people.c.key == by.key))


def _own(transcript: int, by: Visitor) -> tuple[Any, ...]:
    return (_SAID.transcript == transcript, _SAID.coach == by.key)


async def _is_large(db: AsyncConnection, department: str | None) -> bool:
    """Whether so many persons tell of tasks there that nobody is singled out."""
    if department is None:
        return False
    theirs = (_ROWS.department == department, _ROWS.test.is_(False), _ROWS.counts.is_(True))
    some = select(_ROWS.person).where(*theirs).distinct().limit(FEWEST).subquery()
    return int(await db.scalar(select(func.count()).select_from(some)) or 0) >= FEWEST
