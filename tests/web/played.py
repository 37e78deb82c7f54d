"""Conversations that really took place: the same turns as in Teams, played straight into a database."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from app import clock
from bot.outbound import write_reply
from dialogs.message import Joined, Message, Pressed, Said
from dialogs.reply import Press, Reply, choices_of
from knowledge.part import Language
from services.effects import TurnPorts
from services.library import publish_first
from services.ports import Settings
from services.records import Address, Incoming, Wire
from services.turns import take_turn
from storage.engine import open_engine
from storage.schema import upgrade
from storage.store import SqlStore
from tests.cast import NAMES, shipped
from tests.shelf import Shelf

TASK = "Varje vecka samlar jag in tidrapporter från tre mejl och skriver in dem i Excel, det tar en halvtimme"


@dataclass
class Play:
    """One person in a chat with the coach. `heard` is what the coach answered last."""

    ports: TurnPorts
    person: str
    language: Language = "sv"
    now: datetime = field(default_factory=clock)
    heard: list[Reply] = field(default_factory=list)

    async def joins(self) -> None:
        await self.does(Joined(), "conversationUpdate")

    async def says(self, text: str) -> None:
        await self.does(Said(text), "message")

    async def presses(self, verb: str, **inputs: str) -> None:
        """The button with this verb among those that were just shown."""
        found = [choice.press for reply in self.heard for choice in choices_of(reply) if choice.press.verb == verb]
        await self.press(found[-1], **inputs)

    async def press(self, press: Press, **inputs: str) -> None:
        await self.does(Pressed(press, inputs), "adaptiveCard/action")

    async def does(self, message: Message, kind: str) -> None:
        self.heard.clear()
        self.now += timedelta(seconds=20)
        received = secrets.token_hex(8)
        incoming = Incoming(self._address, received, received, kind, message, self.language, self.now)
        await take_turn(incoming, replace(self.ports, write=self._write, clock=lambda: self.now))

    @property
    def _address(self) -> Address:
        chat, url = f"a:{self.person}", "https://smba.trafficmanager.net/emea/"
        name = self.person.partition("-")[0].capitalize()
        return Address("msteams", chat, url, "28:bot", f"29:{self.person}", "tenant", self.person, name, "sv-SE")

    def _write(self, reply: Reply, language: Language) -> Wire:
        self.heard.append(reply)
        return write_reply(reply, language)


@dataclass(frozen=True, slots=True)
class Stage:
    """A database in which people talk."""

    store: SqlStore
    ports: TurnPorts

    def person(self, name: str, *, at: datetime | None = None, language: Language = "sv") -> Play:
        """Somebody new whose name begins so."""
        return Play(self.ports, f"{name}-{secrets.token_hex(4)}", language, at or datetime.now(UTC))  # noqa: TID251


@asynccontextmanager
async def stage(database: str) -> AsyncIterator[Stage]:
    engine = open_engine(database)
    try:
        await upgrade(engine)
        store = SqlStore(engine)
        await publish_first(store, shipped(), at=clock())
        yield Stage(store, TurnPorts(store, Shelf(store), write_reply, clock, Settings(NAMES, "http://127.0.0.1:3978")))
    finally:
        await engine.dispose()
