"""The cases as coaches list them: filtered, searched, paged by key, in the order in which they should be worked."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import and_, case, exists, func, literal, not_, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.case import OPEN, UNTAKEN, Somebody
from services.access import Visitor
from services.board import CasePage, CaseRow, Wanted
from services.searching import Query, Term
from services.team import Absence, handle, stand_in
from storage.casebook import case_of
from storage.page_tables import coaches
from storage.standing_in import absent
from storage.tables import Moment, cases, tasks

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_FAR = datetime.fromisoformat("9999-01-01T00:00:00+00:00")
_MICRO = timedelta(microseconds=1)
_KEY = re.compile(r"(\d)-(\d)-(\d{1,18})-(\d{1,3})-(\d{1,18})")
_NEWEST_KEY = re.compile(r"(\d{1,18})-(\d{1,18})")
_OF_PERSON = cases.alias()
_NAMED = exists().where(_OF_PERSON.c.person == cases.c.person, _OF_PERSON.c.state.in_(OPEN))
ROWS = select(cases, tasks.c.promised.label("hours"), _NAMED.label("named")).outerjoin(
    tasks, tasks.c.id == cases.c.task
)
"""Cases with what a row shows of them besides."""
_OVER = case((cases.c.state.in_(OPEN), 0), else_=1)
_CALM = case((cases.c.urgent, 0), else_=1)
_DUE = func.coalesce(cases.c.promised, literal(_FAR, Moment), type_=Moment)
_ORDER = (_OVER, _CALM, _DUE, 100 - cases.c.priority, cases.c.id)


async def page(
    db: AsyncConnection, wanted: Wanted, by: Visitor, now: datetime, part: tuple[str | None, int]
) -> CasePage:
    """Cases after a key, at most so many, with where the next ones begin."""
    after, most = part
    away = await absent(db, now)
    chosen = await conditions(db, wanted, by, now, away)
    if chosen is None:
        return CasePage(())
    query = ROWS.where(*chosen, cases.c.state.in_(wanted.states))
    if wanted.newest_first:
        if (begin := _NEWEST_KEY.fullmatch(after or "")) is not None:
            query = query.where(tuple_(cases.c.changed, cases.c.id) < (_moment(begin[1]), int(begin[2])))
        query = query.order_by(cases.c.changed.desc(), cases.c.id.desc())
    else:
        if (begin := _KEY.fullmatch(after or "")) is not None:
            here = (int(begin[1]), int(begin[2]), _moment(begin[3]), int(begin[4]), int(begin[5]))
            query = query.where(tuple_(*_ORDER) > here)
        query = query.order_by(*_ORDER)
    found = (await db.execute(query.limit(most + 1))).all()
    rows = tuple(row_of(each, away) for each in found[:most])
    return CasePage(rows, _key(rows[-1], newest_first=wanted.newest_first) if len(found) > most else None)


async def counts(db: AsyncConnection, wanted: Wanted, by: Visitor, now: datetime) -> Mapping[str, int]:
    """How many cases the filter shows in each state, whatever state it names."""
    chosen = await conditions(db, wanted, by, now, await absent(db, now))
    if chosen is None:
        return {}
    query = select(cases.c.state, func.count().label("many")).where(*chosen).group_by(cases.c.state)
    return {row.state: row.many for row in await db.execute(query)}


def row_of(row: Any, away: Sequence[Absence]) -> CaseRow:
    found = case_of(row)
    instead = stand_in(found.coach, away) if found.coach is not None and found.state in OPEN else None
    return CaseRow(found, bool(row.named), row.hours, instead)


async def conditions(
    db: AsyncConnection, wanted: Wanted, by: Visitor, now: datetime, away: Sequence[Absence]
) -> list[Any] | None:
    """The filter but for the state, as conditions on cases; None where nothing can be found."""
    rows = cases.c
    found: list[Any] = []
    if wanted.words.strip():
        if wanted.query is None:
            return None
        found.append(_holds(wanted.query))
    exact = {"department": rows.department, "topic": rows.topic}
    found += [column == value for name, column in exact.items() if (value := getattr(wanted, name))]
    if wanted.late:
        found += [rows.state.in_(UNTAKEN), rows.promised < now]
    if wanted.coach == "nobody":
        found.append(rows.coach.is_(None))
    elif wanted.coach == "mine":
        me = Somebody(by.key, by.name)
        theirs = [each.coach.key for each in away if (instead := stand_in(each.coach, away)) and instead.key == me.key]
        found.append(or_(rows.coach == me.key, and_(rows.coach.in_(theirs), rows.state.in_(OPEN))))
    elif wanted.coach:
        found.append(rows.coach.in_(await _called(db, wanted.coach)))
    return found


async def _called(db: AsyncConnection, wanted: str) -> list[str]:
    """Whom a handle stands for."""
    had = await db.execute(select(cases.c.coach).where(cases.c.coach.is_not(None)).distinct())
    known = {*had.scalars(), *(await db.execute(select(coaches.c.key))).scalars()}
    return [cast("str", key) for key in known if handle(str(key)) == wanted]


def _holds(query: Query) -> Any:
    """The search as a condition: stems are words between blanks."""
    wanted = [or_(*(_said(term) for term in group)) for group in query.wanted]
    return and_(*wanted, *(not_(_said(term)) for term in query.unwanted))


def _said(term: Term) -> Any:
    end = "%" if term.beginning else " %"
    return or_(*(cases.c.stems.like(f"% {' '.join(form)}{end}") for form in term.forms))


def _moment(micros: str) -> datetime:
    return min(_FAR, _EPOCH + min(int(micros), (_FAR - _EPOCH) // _MICRO) * _MICRO)


def _key(row: CaseRow, *, newest_first: bool) -> str:
    found = row.case
    if newest_first:
        return f"{((found.changed or found.opened) - _EPOCH) // _MICRO}-{found.id}"
    due = ((found.promised or _FAR) - _EPOCH) // _MICRO
    return f"{int(found.state not in OPEN)}-{int(not found.urgent)}-{due}-{100 - found.priority}-{found.id}"
