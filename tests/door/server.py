"""The product as a child process: started, stopped, killed, and read from outside."""

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from storage.engine import open_engine
from storage.tables import conversations, messages, metadata, people
from tests.forked import forked

ROOT: Final = Path(__file__).resolve().parent.parent.parent
_START: Final = 60
"""Seconds that a start may take on a busy machine."""


@dataclass(frozen=True, slots=True)
class Server:
    """A bot that listens."""

    url: str
    database: str
    log: Path
    process: ForkServerProcess

    def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is tidied up."""
        self.process.kill()
        self.process.join()

    def logged(self, event: str) -> list[dict[str, object]]:
        """The lines of the log about an event."""
        lines = [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
        return [line for line in lines if line.get("event") == event]


@contextmanager
def serving(database: str, settings: Mapping[str, str], log: Path) -> Iterator[Server]:
    """The product on this database until the block ends."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("Microsoft", "BOT_"))},
        "HOST": "127.0.0.1",
        "PORT": "0",
        "DATABASE_URL": database,
        **settings,
    }
    log.touch()
    process = forked(["serve"], environment, ROOT, err=log)
    try:
        yield Server(_address(process, log), database, log, process)
    finally:
        _stop(process)


def _address(process: ForkServerProcess, log: Path) -> str:
    end = time.monotonic() + _START
    while time.monotonic() < end and process.exitcode is None:
        for line in log.read_text().splitlines():
            if line.startswith('{"address"'):
                return str(json.loads(line)["address"]).removesuffix("/api/messages")
        time.sleep(0.02)
    raise RuntimeError(f"The bot did not start:\n{log.read_text()[-2000:]}")


def _stop(process: ForkServerProcess) -> None:
    process.terminate()
    process.join(20)
    if process.exitcode is None:
        process.kill()
        process.join()


async def rows(database: str) -> Mapping[str, int]:
    """How many rows each table has."""
    engine = open_engine(database)
    try:
        async with engine.connect() as connection:
            counts = [select(func.count()).select_from(table).scalar_subquery() for table in metadata.sorted_tables]
            row = (await connection.execute(select(*counts))).one()
            return {table.name: count for table, count in zip(metadata.sorted_tables, row, strict=True)}
    finally:
        await engine.dispose()


async def state_of(database: str, conversation: str) -> tuple[str, int, bool]:
    """What is remembered in a conversation: the talk, the number of turns, whether it cannot be reached."""
    query = (
        select(people.c.talk, people.c.version, conversations.c.unreachable_since)
        .join(conversations, conversations.c.person == people.c.id)
        .where(conversations.c.external == conversation)
    )
    engine = open_engine(database)
    try:
        async with engine.connect() as connection:
            row = (await connection.execute(query)).one()
            return row.talk, row.version, row.unreachable_since is not None
    finally:
        await engine.dispose()


async def heard(database: str, conversation: str) -> list[str]:
    """The words of a person that are on record, in order."""
    query = (
        select(messages.c.text)
        .join(conversations, conversations.c.id == messages.c.conversation)
        .where(conversations.c.external == conversation, messages.c.direction == "in", messages.c.text != "")
        .order_by(messages.c.id)
    )
    engine = open_engine(database)
    try:
        async with engine.connect() as connection:
            return list((await connection.execute(query)).scalars())
    finally:
        await engine.dispose()
