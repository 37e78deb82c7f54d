"""An empty store for each test, on each kind of database."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import open_engine
from storage.schema import upgrade
from storage.store import SqlStore
from tests.databases import database, new_database, postgres

__all__ = ["database", "new_database", "postgres"]


@pytest.fixture
async def engine(database: str) -> AsyncIterator[AsyncEngine]:
    """A database with the tables of this version."""
    opened = open_engine(database)
    await upgrade(opened)
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
