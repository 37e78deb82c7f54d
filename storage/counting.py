"""Counters that are counted inside a transaction: a number is never lost or given twice."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import counters


def upsert(db: AsyncConnection, table: Any) -> Any:
    """An INSERT of this database's own kind, which knows what to do when the row is there."""
    return (postgresql if db.dialect.name == "postgresql" else sqlite).insert(table)


async def next_number(db: AsyncConnection, name: str) -> int:
    """The next number of a counter, from 1 on."""
    statement = upsert(db, counters).values(name=name, value=1)
    counted = statement.on_conflict_do_update(index_elements=["name"], set_={"value": counters.c.value + 1}).returning(
        counters.c.value
    )
    return int(await db.scalar(counted) or 0)
