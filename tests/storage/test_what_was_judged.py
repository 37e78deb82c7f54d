"""The upgrade that ties judgements and proposals to the words they are about, there and back."""

from datetime import datetime

from alembic import command
from sqlalchemy import Connection, column, insert, select, table
from sqlalchemy.ext.asyncio import AsyncEngine

from services.judging import told_in
from storage.editing_tables import judgements
from storage.page_tables import transcripts
from storage.schema import config_on
from storage.store import SqlStore
from tests.storage.talked import Told, tell, visitor
from tests.storage.turns import NOW

CARLA, ADAM = visitor("Carla"), visitor("Adam", "admin")


async def test_what_was_judged_and_decided_before_goes_on_counting(engine: AsyncEngine, store: SqlStore) -> None:
    at = await tell(store, Told("ann", 1, answers={"C02": 30.0, "C05": "ja", "C10": ("a", "b")}), Told("bo", 2))
    await store.judging.judge(at[1], "self", CARLA, NOW)
    async with engine.begin() as db:
        await db.run_sync(_away, NOW)
        await db.run_sync(_back)

    async with engine.connect() as db:
        there = select(transcripts.c.told, judgements.c.told.label("judged"))
        rows = (await db.execute(there.outerjoin(judgements).order_by(transcripts.c.id))).all()
    found = await store.judging.judged(9)

    assert [row.judged for row in rows] == [told_in(found[0].task.interview), None]
    assert rows[0].told == rows[0].judged
    assert rows[1].told not in (None, rows[0].told)
    assert [each.said for each in found] == [("self",)]
    assert await store.learning.decided(["a" * 64]) == {"a" * 64}


def _away(connection: Connection, now: datetime) -> None:
    """As it was before; there somebody refuses a program."""
    command.downgrade(config_on(connection), "0005")
    by = {"id": "a" * 64, "decision": "refused", "by": ADAM.key, "who": "Adam", "at": now.replace(tzinfo=None)}
    connection.execute(insert(table("proposals", *map(column, by))), by)


def _back(connection: Connection) -> None:
    command.upgrade(config_on(connection), "head")
