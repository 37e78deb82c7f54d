"""What can be learnt from conversations, on SQL: so many of the newest tasks, never all of them."""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from dialogs.state import Interview
from knowledge.model import UNSURE
from services.access import Visitor
from services.learning import Chosen, Decision, Proposed, Trace
from services.transcripts import ABANDONED
from storage.auditing import note
from storage.counting import upsert
from storage.editing_tables import proposals
from storage.engine import Transactions
from storage.page_tables import transcripts
from storage.tables import tasks

_ROWS = transcripts.c


class SqlLearning:
    """`services.learning.Learning` on SQLAlchemy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def chosen(self, most: int) -> tuple[Chosen, ...]:
        rows = await self._interviews(newest(most, _ROWS.template.is_not(None), _ROWS.template))
        found = [(row, Interview.model_validate_json(row.interview)) for row in rows]
        return tuple(
            Chosen(row.id, row.template, interview.description) for row, interview in found if interview.description
        )

    async def programs(self, most: int) -> tuple[Trace, ...]:
        rows = await self._rows(newest(most, _ROWS.systems.is_not(None), _ROWS.systems))
        return tuple(Trace(row.id, row.person, _listed(row.systems), ()) for row in rows)

    async def refused(self, most: int) -> tuple[Trace, ...]:
        rows = await self._rows(newest(most, _ROWS.shown.is_not(None), _ROWS.shown, _ROWS.refused))
        return tuple(Trace(row.id, row.person, _listed(row.shown), _listed(row.refused)) for row in rows)

    async def stopped(self, now: datetime, most: int) -> tuple[Trace, ...]:
        given_up = (_ROWS.status.in_(("open", "paused")), _ROWS.latest < now - ABANDONED, _ROWS.step.is_not(None))
        rows = await self._rows(newest(most, and_(*given_up), _ROWS.step))
        return tuple(Trace(row.id, row.person, (row.step,), (row.step,)) for row in rows)

    async def unsure(self, most: int) -> tuple[Trace, ...]:
        rows = await self._interviews(newest(most, _ROWS.outcome.is_not(None)))
        return tuple(_answered(row) for row in rows)

    async def descriptions(self, which: Collection[int]) -> Mapping[int, str]:
        query = select(_ROWS.id, tasks.c.interview).join(tasks, tasks.c.id == _ROWS.task).where(_ROWS.id.in_(which))
        rows = await self._rows(query) if which else ()
        return {row.id: Interview.model_validate_json(row.interview).description for row in rows}

    async def decided(self, which: Collection[str]) -> frozenset[str]:
        query = select(proposals.c.id).where(proposals.c.id.in_(which))
        return frozenset(row.id for row in await self._rows(query)) if which else frozenset()

    async def decide(self, what: Proposed, decision: Decision, by: Visitor, now: datetime) -> None:
        row = {"id": what.id, "decision": decision, "by": by.key, "who": by.name, "at": now}
        async with self._transactions.writing() as db:
            kept = upsert(db, proposals).values({**row, "transcript": what.transcript})
            if (await db.execute(kept.on_conflict_do_nothing(index_elements=["id"]))).rowcount:
                await note(db, now, by.name, f"{decision} proposal", what.about)

    async def _interviews(self, rows: Select[Any]) -> Collection[Any]:
        """The rows with what was told."""
        some = rows.subquery()
        return await self._rows(
            select(some, tasks.c.interview)
            .join(tasks, tasks.c.id == some.c.task)
            .order_by(some.c.latest.desc(), some.c.id.desc())
        )

    async def _rows(self, query: Select[Any]) -> Collection[Any]:
        async with self._transactions.reading() as db:
            return tuple(await db.execute(query))


def newest(most: int, where: ColumnElement[bool], *columns: ColumnElement[Any]) -> Select[Any]:
    """The newest tasks that count, of which this holds; with these columns beside those that are always needed."""
    query = select(_ROWS.id, _ROWS.person, _ROWS.task, _ROWS.latest, *columns)
    counted = (_ROWS.test.is_(False), _ROWS.counts.is_(True), where)
    return query.where(*counted).order_by(_ROWS.latest.desc(), _ROWS.id.desc()).limit(most)


def _listed(names: str | None) -> tuple[str, ...]:
    return tuple(map(str, json.loads(names))) if names else ()


def _answered(row: Any) -> Trace:
    """Read as plain JSON: a thousand of them stand on a page."""
    told: Mapping[str, Any] = json.loads(row.interview)
    answers, inferred = told.get("answers") or {}, set(told.get("inferred") or ())
    asked = {name: value for name, value in answers.items() if name not in inferred}
    return Trace(row.id, row.person, tuple(asked), tuple(_unsure(asked)))


def _unsure(answers: Mapping[str, Any]) -> Iterator[str]:
    return (name for name, value in answers.items() if value == UNSURE or (isinstance(value, list) and UNSURE in value))
