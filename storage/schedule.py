"""What is to be said at a later time, on SQL: each entry is worked by one process and done exactly once."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.records import Entry
from storage.counting import upsert
from storage.tables import agenda

MOST_TRIES = 3
"""An entry that fails so often is parked for a human to look at."""


class SqlAgenda:
    """`services.ports.Agenda` on SQLAlchemy."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def plan(self, entry: Entry) -> None:
        """Put an entry on record. One with its key that still waits gets the new time; one that is done stays."""
        row = {
            "key": entry.key,
            "kind": entry.kind,
            "person": entry.person,
            "task": entry.task,
            "case": entry.case,
            "receiver": entry.receiver,
            "due": entry.due,
            "state": "waiting",
        }
        statement = upsert(self._db, agenda).values(row)
        waits = agenda.c.state.in_(("waiting", "dropped"))
        again = {"due": entry.due, "state": "waiting", "attempts": 0, "claimed": None}
        await self._db.execute(statement.on_conflict_do_update(index_elements=["key"], set_=again, where=waits))

    async def drop(
        self, *, person: int | None = None, case: int | None = None, task: str | None = None, kind: str | None = None
    ) -> None:
        """Nothing more is said about this."""
        named = ((agenda.c.person, person), (agenda.c.case, case), (agenda.c.task, task), (agenda.c.kind, kind))
        about = [column == value for column, value in named if value is not None]
        await self._db.execute(update(agenda).where(*about, agenda.c.state == "waiting").values(state="dropped"))

    async def next(self, kind: str) -> datetime | None:
        """When the next entry of a kind is due; None when none waits."""
        query = select(agenda.c.due).where(agenda.c.kind == kind, agenda.c.state == "waiting")
        return await self._db.scalar(query.order_by(agenda.c.due).limit(1))

    async def take(self, entry: int) -> Entry | None:
        """An entry that still waits, locked until the transaction ends."""
        query = select(agenda).where(agenda.c.id == entry, agenda.c.state == "waiting").with_for_update()
        row = (await self._db.execute(query)).first()
        return _entry(row) if row is not None else None

    async def done(self, entry: Entry) -> None:
        await self._db.execute(update(agenda).where(agenda.c.id == entry.id).values(state="done", claimed=None))


async def any_due(db: AsyncConnection, now: datetime) -> bool:
    return (await db.execute(_due(now).limit(1))).first() is not None


async def claim(db: AsyncConnection, now: datetime, until: datetime, most: int) -> tuple[int, ...]:
    """Take the oldest due entries; another process skips them until then."""
    query = _due(now).order_by(agenda.c.due, agenda.c.id).limit(most)
    if db.dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True)
    ids = tuple((await db.execute(query)).scalars())
    if ids:
        await db.execute(update(agenda).where(agenda.c.id.in_(ids)).values(claimed=until))
    return ids


async def failed(db: AsyncConnection, entry: int, said: str, again: datetime) -> bool:
    """Note a failure; True when it was one too many and the entry is parked."""
    row = (await db.execute(select(agenda.c.attempts).where(agenda.c.id == entry))).one()
    parked = bool(row.attempts + 1 >= MOST_TRIES)
    state = {"state": "parked" if parked else "waiting", "due": again, "claimed": None}
    values: dict[str, Any] = {**state, "attempts": row.attempts + 1, "trouble": said[:500]}
    await db.execute(update(agenda).where(agenda.c.id == entry).values(values))
    return parked


def _due(now: datetime) -> Any:
    free = or_(agenda.c.claimed.is_(None), agenda.c.claimed <= now)
    return select(agenda.c.id).where(and_(agenda.c.state == "waiting", agenda.c.due <= now, free))


def _entry(row: Any) -> Entry:
    return Entry(row.kind, row.key, row.due, row.person, row.task, row.case, row.receiver, row.id)
