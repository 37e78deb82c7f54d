"""The figures of the overview: a few grouped queries over the transcripts, none over the messages."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, and_, case, cast, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.case import OPEN, UNTAKEN
from dialogs.tasks import STAGES
from services.insights import (
    FEWEST,
    MOST_POINTS,
    PARTS,
    Came,
    Counted,
    Figures,
    Finished,
    Measured,
    Part,
    Point,
    Scope,
    TemplateUse,
    Thumbs,
    TopTask,
    Waiting,
)
from services.transcripts import ABANDONED
from storage.engine import Transactions
from storage.page_tables import transcripts
from storage.tables import cases

_ROWS = transcripts.c
_LONG = 3
"""Months."""
_CHOSEN, _BUILDING, _BUILT = (STAGES.index(stage) for stage in ("chosen", "building", "built"))
_AT_ONCE: tuple[tuple[Part, ...], ...] = (
    ("came", "finished", "measured", "points", "stops", "thumbs", "few", "waiting"),
    ("templates", "systems"),
)
"""Reckoned side by side: lists are slow to count."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question to the figures, and the connection that it is answered on."""

    db: AsyncConnection
    scope: Scope
    now: datetime

    @property
    def came(self) -> ColumnElement[bool]:
        """Rows that came in the period, for queries whose columns no index has.

        A long period is most of the table: read in its own order it is quicker than by way of an index.
        """
        is_long = len(self.scope.months) > _LONG
        return self.where(_ROWS.came + 0 if is_long else _ROWS.came)

    def where(self, month: ColumnElement[Any]) -> ColumnElement[bool]:
        """Rows that count, of the department, whose month is in the period."""
        mine = () if self.scope.department is None else (_ROWS.department == self.scope.department,)
        return and_(
            _ROWS.test.is_(False), _ROWS.counts.is_(True), month.between(self.scope.first, self.scope.last), *mine
        )


class SqlInsights:
    """`services.insights.Insights` on SQLAlchemy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def figures(self, scope: Scope, now: datetime, parts: Collection[Part] = PARTS) -> Figures:
        groups = [wanted for group in _AT_ONCE if (wanted := [part for part in group if part in parts])]
        found = await asyncio.gather(*(self._reckoned(scope, now, group) for group in groups))
        return Figures(**{name: value for each in found for name, value in each.items()})

    async def top(self, scope: Scope, most: int) -> tuple[TopTask, ...]:
        columns = (_ROWS.id, _ROWS.title, _ROWS.department, _ROWS.outcome, _ROWS.hours)
        async with self._transactions.reading() as db:
            here = (_Asked(db, scope, datetime.min).where(_ROWS.finished), _IS_WORTH, _ROWS.hours > 0)  # noqa: DTZ901
            query = select(*columns).where(*here).order_by(_ROWS.hours.desc(), _ROWS.id).limit(most)
            rows = await db.execute(query)
            return tuple(TopTask(row.id, row.title, row.department, row.outcome, row.hours) for row in rows)

    async def _reckoned(self, scope: Scope, now: datetime, parts: Collection[Part]) -> Mapping[str, Any]:
        async with self._transactions.reading() as db:
            asked = _Asked(db, scope, now)
            return {part: await _RECKONED[part](asked) for part in parts}


async def _came(asked: _Asked) -> tuple[Came, ...]:
    groups = (_ROWS.came, _ROWS.department, _ROWS.stage)
    query = select(*groups, func.count().label("n")).where(asked.where(_ROWS.came)).group_by(*groups).order_by(*groups)
    return tuple(Came(row.came, row.department, STAGES[row.stage], row.n) for row in await asked.db.execute(query))


async def _finished(asked: _Asked) -> tuple[Finished, ...]:
    groups = (_ROWS.finished, _ROWS.department, _ROWS.outcome, _ROWS.quadrant)
    worth = case((_IS_WORTH, _ROWS.hours), else_=0.0)
    building = case((and_(_IS_WORTH, _ROWS.stage >= _BUILDING), _ROWS.hours), else_=0.0)
    sums = (func.count().label("n"), func.sum(worth).label("hours"), func.sum(building).label("building"))
    here = (asked.where(_ROWS.finished), _ROWS.outcome.is_not(None))
    rows = await asked.db.execute(select(*groups, *sums).where(*here).group_by(*groups).order_by(*groups))
    return tuple(
        Finished(row.finished, row.department, row.outcome, row.quadrant, row.n, row.hours, row.building)
        for row in rows
    )


async def _measured(asked: _Asked) -> tuple[Measured, ...]:
    groups = (_ROWS.measured_in, _ROWS.department)
    sums = (
        func.count().label("n"),
        func.sum(_ROWS.measured).label("hours"),
        func.sum(func.coalesce(_ROWS.hours, 0.0)).label("promised"),
    )
    here = asked.where(_ROWS.measured_in)
    rows = await asked.db.execute(select(*groups, *sums).where(here).group_by(*groups).order_by(*groups))
    return tuple(Measured(row.measured_in, row.department, row.n, row.hours, row.promised) for row in rows)


async def _points(asked: _Asked) -> tuple[Point, ...]:
    """All of them, or evenly chosen ones where there are too many to tell apart."""
    here = (asked.where(_ROWS.finished), _ROWS.outcome.is_not(None))
    count = int(await asked.db.scalar(select(func.count()).where(*here)) or 0)
    every = -(-count // MOST_POINTS)
    query = select(_ROWS.benefit, _ROWS.ease, _ROWS.outcome).where(*here)
    chosen = query.where(_ROWS.id % every == 0) if every > 1 else query
    rows = await asked.db.execute(chosen.order_by(_ROWS.id).limit(MOST_POINTS))
    return tuple(Point(row.benefit, row.ease, row.outcome) for row in rows)


async def _stops(asked: _Asked) -> tuple[Counted, ...]:
    """Where interviews stand that were begun in the period and given up since."""
    given_up = (_ROWS.status.in_(("open", "paused")), _ROWS.latest < asked.now - ABANDONED)
    query = select(_ROWS.step, func.count().label("n")).where(asked.came, *given_up).group_by(_ROWS.step)
    found = [Counted(row.step, row.n) for row in await asked.db.execute(query) if row.step]
    return tuple(sorted(found, key=lambda each: (-each.count, each.name)))


async def _templates(asked: _Asked) -> tuple[TemplateUse, ...]:
    """By the tasks that were begun in the period."""
    counts = {"shown": await _in_lists(asked, _ROWS.shown), "refused": await _in_lists(asked, _ROWS.refused)}
    query = select(_ROWS.template, _ROWS.stage, func.count().label("n")).where(asked.came, _ROWS.stage >= _CHOSEN)
    for row in await asked.db.execute(query.group_by(_ROWS.template, _ROWS.stage)):
        for name, least in (("chosen", _CHOSEN), ("building", _BUILDING), ("built", _BUILT)):
            if row.template and row.stage >= least:
                counts.setdefault(name, Counter())[row.template] += row.n
    names = sorted({name for each in counts.values() for name in each})
    return tuple(TemplateUse(name, **{key: each[name] for key, each in counts.items()}) for name in names)


async def _systems(asked: _Asked) -> tuple[Counted, ...]:
    return tuple(Counted(name, count) for name, count in (await _in_lists(asked, _ROWS.systems)).items())


async def _in_lists(asked: _Asked, column: ColumnElement[Any]) -> Counter[str]:
    """How often each name stands in a list, most often first. Lists that are the same are taken apart once."""
    lists = select(column.label("names"), func.count().label("n")).where(asked.came, column.is_not(None))
    same = lists.group_by(column).subquery()
    if asked.db.dialect.name == "sqlite":
        named = func.json_each(same.c.names).table_valued("value", name="named")
    else:
        named = func.json_array_elements_text(cast(same.c.names, JSON)).table_valued("value", name="named")
    count = func.sum(same.c.n).label("n")
    query = select(named.c.value, count).select_from(same.join(named, true())).group_by(named.c.value)
    found = [(row.value, int(row.n)) for row in await asked.db.execute(query)]
    return Counter(dict(sorted(found, key=lambda each: (-each[1], each[0]))))


async def _thumbs(asked: _Asked) -> tuple[Thumbs, ...]:
    up, down = (func.sum(case((_ROWS.thumb == thumb, 1), else_=0)) for thumb in ("like", "dislike"))
    query = select(_ROWS.thumbed, up.label("up"), down.label("down")).where(
        asked.where(_ROWS.thumbed), _ROWS.thumb.in_(("like", "dislike"))
    )
    rows = await asked.db.execute(query.group_by(_ROWS.thumbed).order_by(_ROWS.thumbed))
    return tuple(Thumbs(row.thumbed, int(row.up), int(row.down)) for row in rows)


async def _few(asked: _Asked) -> frozenset[str | None]:
    """Departments behind whose figures are too few persons: three are looked for in each, never all counted."""
    counted = (_ROWS.test.is_(False), _ROWS.counts.is_(True))
    departments = (await asked.db.execute(select(_ROWS.department).where(*counted).distinct())).scalars().all()
    few = set()
    for department in departments:
        if asked.scope.department in (None, department):
            few |= {department} if await _persons(asked, department) < FEWEST else set()
    return frozenset(few)


async def _persons(asked: _Asked, department: str | None) -> int:
    mine = _ROWS.department.is_(None) if department is None else _ROWS.department == department
    happened = or_(*(asked.where(month) for month in (_ROWS.came, _ROWS.finished, _ROWS.measured_in)))
    some = select(_ROWS.person).where(mine, happened).distinct().limit(FEWEST).subquery()
    return int(await asked.db.scalar(select(func.count()).select_from(some)) or 0)


async def _waiting(asked: _Asked) -> Waiting:
    of = asked.scope.department
    tasks_of, cases_of = ((_ROWS.department == of,), (cases.c.department == of,)) if of is not None else ((), ())
    under_way = (_ROWS.status.in_(("open", "paused")), _ROWS.latest >= asked.now - ABANDONED)
    counted = (_ROWS.test.is_(False), _ROWS.counts.is_(True), *under_way, *tasks_of)
    open_tasks = int(await asked.db.scalar(select(func.count()).where(*counted)) or 0)
    query = select(cases.c.state, func.count().label("n")).where(cases.c.state.in_(OPEN), *cases_of)
    states = {row.state: row.n for row in await asked.db.execute(query.group_by(cases.c.state))}
    return Waiting(open_tasks, sum(states.values()), sum(states.get(each, 0) for each in UNTAKEN))


_IS_WORTH = _ROWS.outcome != "not_now"
"""Hours that a flow could free, of a task that should wait, are promised to nobody."""
_RECKONED: Mapping[Part, Callable[[_Asked], Awaitable[Any]]] = {
    "came": _came,
    "finished": _finished,
    "measured": _measured,
    "points": _points,
    "stops": _stops,
    "templates": _templates,
    "systems": _systems,
    "thumbs": _thumbs,
    "few": _few,
    "waiting": _waiting,
}
