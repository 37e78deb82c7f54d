"""An empty store for each test, on each kind of database."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import open_engine
from storage.store import SqlStore
from tests.databases import KINDS, NewDatabase, new_database, new_ready_database, postgres
from tests.databases import database as empty_database

__all__ = ["empty_database", "new_database", "new_ready_database", "postgres"]


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, new_ready_database: NewDatabase) -> str:
    """The URL of a database with the tables of this version and nothing in them, of each kind in turn."""
    return new_ready_database(request.param)


@pytest.fixture
async def engine(database: str) -> AsyncIterator[AsyncEngine]:
    """A database with the tables of this version."""
    opened = open_engine(database)
    yield opened
    await opened.dispose()


@pytest.fixture
def store(engine: AsyncEngine) -> SqlStore:
    return SqlStore(engine)


@pytest.fixture
async def twin(database: str, engine: AsyncEngine) -> AsyncIterator[SqlStore]:  # noqa: ARG001 - the tables are there
    """A second process on the same database."""
    opened = open_engine(database)
    yield SqlStore(opened)
    await opened.dispose()
