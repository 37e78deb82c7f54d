"""The tables that the migrations make are those of the program, and a program knows when they are not."""

import asyncio

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.editing_tables import settings  # noqa: F401 - all tables belong to the metadata
from storage.engine import open_engine
from storage.schema import upgrade
from storage.store import SqlStore
from storage.tables import metadata
from tests.storage.turns import NOW


async def test_the_migrations_make_exactly_the_tables_of_the_program(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_an_upgrade_may_be_run_twice(engine: AsyncEngine) -> None:
    await upgrade(engine)

    assert await SqlStore(engine).ready()


async def test_two_processes_may_upgrade_at_once(empty_database: str) -> None:
    engines = [open_engine(empty_database), open_engine(empty_database)]

    await asyncio.gather(*(upgrade(each) for each in engines))

    assert [await SqlStore(each).ready() for each in engines] == [True, True]
    for each in engines:
        await each.dispose()


async def test_an_empty_database_is_not_ready(empty_database: str) -> None:
    engine = open_engine(empty_database)

    assert not await SqlStore(engine).ready()
    await engine.dispose()


async def test_a_database_of_another_version_is_not_ready(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    assert not await SqlStore(engine).ready()


async def test_the_first_revision_is_published_once(store: SqlStore, twin: SqlStore) -> None:
    numbers = await asyncio.gather(
        *(each.publish("{}", by="system", note="first", at=NOW, after=0) for each in (store, twin)),
        return_exceptions=True,
    )

    assert numbers.count(1) == 1
    assert [each.number for each in await store.history()] == [1]


def _differences(connection: Connection) -> list[object]:
    options = {"compare_type": True, "include_name": _is_ours}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def _is_ours(name: str | None, kind: str, _: object) -> bool:
    """The index of the search is the database's own: tables of FTS5, or a column with an index."""
    return not (kind == "table" and str(name).startswith("found")) and "lexemes" not in str(name)
