"""The entry and the composition root: here the parts are put together, and nowhere else."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import chat
from cli import CONTENT, content_files, main
from config import Config
from knowledge.part import Language
from services.effects import TurnPorts
from services.library import Library, publish_first
from services.ports import Settings, Writer
from storage.engine import open_engine
from storage.schema import upgrade
from storage.store import SqlStore


def clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one clock


@contextlib.asynccontextmanager
async def store_of(config: Config) -> AsyncIterator[SqlStore]:
    """The store, with its tables and its first content."""
    engine = open_engine(config.database_url.get_secret_value())
    try:
        await upgrade(engine)
        store = SqlStore(engine)
        await publish_first(store, content_files(CONTENT), at=clock())
        yield store
    finally:
        await engine.dispose()


def turn_ports(config: Config, store: SqlStore, write: Writer) -> TurnPorts:
    settings = Settings(config.names, config.base_url)
    return TurnPorts(store, Library(store, config.names), write, clock, settings)


class Root:
    """What the commands do, on the real parts."""

    clock = staticmethod(clock)

    def serve(self, config: Config) -> None:
        raise SystemExit(f"not yet {config}")

    async def chat(self, config: Config, *, person: str, language: Language | None, as_json: bool) -> None:
        async with store_of(config) as store:
            show = chat.show_json if as_json else chat.show_text
            ports = turn_ports(config, store, lambda reply, spoken: terminal.remember(reply, spoken))
            terminal = chat.Terminal(ports, person, language or config.default_language, show)
            await terminal.begin()
            while line := await asyncio.to_thread(sys.stdin.readline):
                if line.strip():
                    await terminal.hear(line.strip())

    async def with_store(self, config: Config, use: Callable[[SqlStore], Any]) -> Any:
        async with store_of(config) as store:
            return await use(store)

    async def upgrade(self, config: Config) -> None:
        engine = open_engine(config.database_url.get_secret_value())
        await upgrade(engine)
        await engine.dispose()

    async def is_current(self, config: Config) -> bool:
        engine = open_engine(config.database_url.get_secret_value())
        try:
            return await SqlStore(engine).ready()
        finally:
            await engine.dispose()


if __name__ == "__main__":
    main(obj=Root(), prog_name="python app.py")
