"""What was said before there were pages can be listed, read and searched after the upgrade."""

from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, select
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import open_engine
from storage.page_tables import searchable, transcripts
from storage.schema import config_on
from tests.web.played import TASK, stage

_NOT_THE_SAME = ("id", "benefit", "ease", "quadrant", "finished", "step")
"""Numbers may have gaps; what the content says of a judged task is known from its next turn on."""


@pytest.fixture
async def told(database: str) -> str:
    """A database in which somebody was interviewed and somebody else only chatted."""
    async with stage(database) as here:
        anna, bo = here.person("anna"), here.person("bo", language="en")
        await anna.joins()
        await anna.says(TASK)
        await anna.says("ja")
        await bo.says("What can you do?")
    return database


async def test_the_list_and_the_search_are_as_if_they_had_always_been_there(told: str) -> None:
    engine = open_engine(told)
    before = await _listed(engine), await _searched(engine)
    async with engine.begin() as db:
        await db.run_sync(_away_and_back)

    after = await _listed(engine), await _searched(engine)

    assert after == before
    assert len(before[0]) == 2
    assert before[1]
    await engine.dispose()


def _away_and_back(connection: Connection) -> None:
    command.downgrade(config_on(connection), "0002")
    command.upgrade(config_on(connection), "head")


async def _listed(engine: AsyncEngine) -> list[dict[str, Any]]:
    async with engine.connect() as db:
        rows = (await db.execute(select(transcripts).order_by(transcripts.c.conversation))).all()
    return [_compared(row) for row in rows]


async def _searched(engine: AsyncEngine) -> list[tuple[int, str]]:
    async with engine.connect() as db:
        rows = await db.execute(select(searchable.c.message, searchable.c.stems).order_by(searchable.c.message))
        return [(row.message, row.stems) for row in rows]


def _compared(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row._asdict().items() if name not in _NOT_THE_SAME}
