"""Opening the database: SQLite by default, PostgreSQL when it grows; the same code on both."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from services.ports import StoreDownError, TryAgainError

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
_BUSY_SECONDS = 5
_RACES = ("40001", "40P01", "55P03", "23505")
"""Serialization failure, deadlock, lock not available, unique violation: another turn was quicker."""
_DOWN = ("08", "53", "57", "58", "25006")
"""How SQLSTATEs begin: no connection, no resources, shut down or cancelled, system error, read only."""


def driver_url(url: str) -> URL:
    """The URL with the asynchronous driver for its kind of database. `ValueError` for another kind."""
    parsed = make_url(url)
    kind = parsed.get_backend_name()
    if kind not in _DRIVERS:
        raise ValueError(f"DATABASE_URL names {kind}: use sqlite:// or postgresql://")
    return parsed.set(drivername=_DRIVERS[kind])


def open_engine(url: str) -> AsyncEngine:
    """The engine for a database. A SQLite file's folder is made when it is not there yet.

    Parameters are people's words: an error does not repeat them.
    """
    address = driver_url(url)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(address)
    return create_async_engine(
        address,
        pool_size=10,
        max_overflow=5,
        pool_timeout=5,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"timeout": 5, "command_timeout": 10},
    )


def _open_sqlite(address: URL) -> AsyncEngine:
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        address, pool_size=5, pool_timeout=5, hide_parameters=True, connect_args={"timeout": _BUSY_SECONDS}
    )
    event.listen(engine.sync_engine, "connect", _tune)
    event.listen(engine.sync_engine, "begin", _begin_at_once)
    return engine


def _tune(connection: Any, _: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={_BUSY_SECONDS * 1000}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: Any) -> Any:
    """SQLite's own knows the letters a to z only."""
    return value.lower() if isinstance(value, str) else value


def _begin_at_once(connection: Any) -> None:
    """A transaction that will write takes its turn at the start: it never has to give up halfway."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


class Transactions:
    """Transactions on one engine, with the database's troubles told apart."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._one_writer = asyncio.Lock() if engine.dialect.name == "sqlite" else contextlib.nullcontext()

    @contextlib.asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Everything or nothing. SQLite has one writer at a time: waiting here is fairer than polling there."""
        async with self._one_writer:
            with told_apart():
                async with self.engine.begin() as connection:
                    yield connection

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        with told_apart():
            async with self.engine.connect() as connection:
                yield await connection.execution_options(reading=True)


@contextlib.contextmanager
def told_apart() -> Iterator[None]:
    """A lost race or connection may be tried again; a database that is not there may not."""
    try:
        yield
    except IntegrityError as error:
        raise TryAgainError(str(error.orig)) from error
    except DBAPIError as error:
        if error.connection_invalidated or _code(error) in _RACES or "locked" in str(error.orig):
            raise TryAgainError(str(error.orig)) from error
        if isinstance(error, OperationalError | InterfaceError) or _code(error).startswith(_DOWN):
            raise StoreDownError(str(error.orig)) from error
        raise
    except (PoolTimeoutError, OSError) as error:
        raise StoreDownError(str(error)) from error


def _code(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or getattr(error.orig, "pgcode", ""))
