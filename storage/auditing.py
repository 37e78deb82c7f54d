"""The record of who did what, on SQL."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.access import Visitor
from services.auditing import BEGINS, Kind, Noted
from storage.engine import Transactions
from storage.tables import audit


class SqlAuditing:
    """`services.auditing.Auditing` on SQLAlchemy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def latest(self, kind: Kind | None, most: int) -> tuple[Noted, ...]:
        async with self._transactions.reading() as db:
            return await _rows(db, kind, most)

    async def export(self, kind: Kind | None, most: int, by: Visitor, now: datetime) -> tuple[Noted, ...]:
        async with self._transactions.writing() as db:
            rows = await _rows(db, kind, most)
            about = f"{len(rows)} events" + (f", {kind}" if kind else "")
            await db.execute(insert(audit).values(at=now, who=by.name, what="exported log", object=about))
            return rows


async def _rows(db: AsyncConnection, kind: Kind | None, most: int) -> tuple[Noted, ...]:
    query = select(audit).order_by(audit.c.id.desc()).limit(most)
    if kind is not None:
        query = query.where(_of(kind))
    return tuple(Noted(row.id, row.at, row.who, row.what, row.object) for row in await db.execute(query))


def _of(kind: Kind) -> Any:
    if kind == "change":
        return not_(_begins([word for words in BEGINS.values() for word in words]))
    return _begins(BEGINS[kind])


def _begins(words: Any) -> Any:
    return or_(*(audit.c.what.startswith(word, autoescape=True) for word in words))
