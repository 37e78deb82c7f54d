"""The record of who did what, on SQL."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, insert, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.speech import HOME
from services.access import Visitor
from services.auditing import BEGINS, CUT, SHOWN, Filter, Kind, LogPage, Noted
from storage.engine import Transactions
from storage.tables import audit

READ_ANONYMISED = "read anonymised"
_FIRST, _LAST = date(1970, 1, 1), date(9000, 1, 1)
"""Days beyond these are no moments everywhere."""


async def note(  # noqa: PLR0913 - a row of the record has so many columns
    db: AsyncConnection,
    at: datetime,
    who: str,
    what: str,
    about: str,
    *,
    old: str | None = None,
    new: str | None = None,
) -> None:
    """Put on record who did what, in the transaction in which it is done. Names that are too long are cut."""
    row = {"at": at, "who": who[:255], "what": what[:64], "object": about[:255], "old": old, "new": new}
    await db.execute(insert(audit).values(row))


class SqlAuditing:
    """`services.auditing.Auditing` on SQLAlchemy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def page(self, wanted: Filter, before: int | None, most: int) -> LogPage:
        async with self._transactions.reading() as db:
            rows = await _rows(db, wanted, before, most + 1)
        return LogPage(rows[:most], rows[most - 1].id if len(rows) > most else None)

    async def export(self, wanted: Filter, most: int, by: Visitor, now: datetime) -> tuple[Noted, ...]:
        async with self._transactions.writing() as db:
            rows = await _rows(db, wanted, None, most)
            about = ", ".join(each for each in (f"{len(rows)} events", wanted.told) if each)
            await note(db, now, by.name, "exported log", about)
            return rows

    async def read_anonymised(self, conversations: Collection[int], by: Visitor, now: datetime) -> None:
        shown = [f"conversation {each}" for each in conversations]
        lately = (audit.c.who == by.name[:255], audit.c.what == READ_ANONYMISED, audit.c.at > now - timedelta(days=1))
        async with self._transactions.writing() as db:
            noted = set((await db.execute(select(audit.c.object).where(audit.c.object.in_(shown), *lately))).scalars())
            for each in shown:
                if each not in noted:
                    await note(db, now, by.name, READ_ANONYMISED, each)


async def _rows(db: AsyncConnection, wanted: Filter, before: int | None, most: int) -> tuple[Noted, ...]:
    whole = (audit.c.id, audit.c.at, audit.c.who, audit.c.what, audit.c.object)
    cut = (func.substr(audit.c[name], 1, SHOWN + 1).label(name) for name in ("old", "new"))
    query = select(*whole, *cut).where(*_conditions(wanted)).order_by(audit.c.id.desc()).limit(most)
    if before is not None:
        query = query.where(audit.c.id < before)
    return tuple(
        Noted(row.id, row.at, row.who, row.what, row.object, _cut(row.old), _cut(row.new))
        for row in await db.execute(query)
    )


def _cut(value: str | None) -> str | None:
    return value[:SHOWN] + CUT if value is not None and len(value) > SHOWN else value


def _conditions(wanted: Filter) -> list[Any]:
    found = [_of(wanted.kind)] if wanted.kind is not None else []
    if wanted.who:
        found.append(func.lower(audit.c.who).contains(wanted.who.lower(), autoescape=True))
    if wanted.since is not None:
        found.append(audit.c.at >= _begin(wanted.since))
    if wanted.until is not None:
        found.append(audit.c.at < _begin(wanted.until) + timedelta(days=1))
    return found


def _begin(day: date) -> datetime:
    return datetime.combine(min(max(day, _FIRST), _LAST), time(), HOME)


def _of(kind: Kind) -> Any:
    if kind == "change":
        return not_(_begins([word for words in BEGINS.values() for word in words]))
    return _begins(BEGINS[kind])


def _begins(words: Any) -> Any:
    return or_(*(audit.c.what.startswith(word, autoescape=True) for word in words))
