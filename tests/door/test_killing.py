"""The server is killed in the middle of an interview, again and again: nothing is lost, hardly anything comes twice."""

import asyncio
import json
import random
import re
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientError

from tests.databases import NewDatabase
from tests.door.cards import step_of
from tests.door.guest import TASK, Guest, typed_onward
from tests.door.patience import eventually
from tests.door.server import Server, serving, state_of
from tests.fakes import faults
from tests.fakes.calls import is_shown
from tests.fakes.client import FakeMicrosoft
from tests.fakes.driver import TeamsDriver
from tests.fakes.wire import Wire

pytestmark = pytest.mark.slow
KILLS = 2
"""How often the server is killed; five hundred times in the long run."""


_INTERVIEW = re.compile(r'"i": "([^"]+)"')


class Mortal:
    """A server that can be killed and started again on the same database."""

    def __init__(self, database: str, fake: FakeMicrosoft, folder: Path) -> None:
        self.database = database
        self._fake = fake
        self._folder = folder
        self._lives = 0
        self._stack = ExitStack()
        self.server: Server

    async def start(self) -> None:
        self._lives += 1
        life = serving(self.database, self._fake.environment(), self._folder / f"log{self._lives}")
        self.server = await asyncio.to_thread(self._stack.enter_context, life)

    async def dies(self, after: float = 0) -> None:
        await asyncio.sleep(after)
        await asyncio.to_thread(self.server.kill)

    async def end(self) -> None:
        await asyncio.to_thread(self._stack.close)

    async def delivers(self, guest: Guest, activity: Wire) -> bool:
        """Whether the bot took an activity; what it did not take, Teams delivers again."""
        try:
            async with TeamsDriver.to(self.server.url, self._fake) as driver:
                return (await driver.post(activity)).status == 200
        except (ClientError, ConnectionError):
            return False
        finally:
            guest.driver = driver


@asynccontextmanager
async def mortal(database: str, fake: FakeMicrosoft, folder: Path) -> AsyncIterator[Mortal]:
    server = Mortal(database, fake, folder)
    await server.start()
    try:
        yield server
    finally:
        await server.end()


async def test_an_interview_survives_a_server_that_is_killed_at_any_moment(
    database: str, fake: FakeMicrosoft, tmp_path: Path
) -> None:
    chance = random.Random(7)  # noqa: S311 - the same moments every time
    async with mortal(database, fake, tmp_path) as server, TeamsDriver.to(server.server.url, fake) as driver:
        model, tried = Guest.new(driver), Guest.new(driver)
        lines = await _spoken_by(model)
        deadly = set(chance.sample(range(len(lines)), KILLS))

        for number, line in enumerate(lines):
            activity = tried.seat.message(line) if line else tried.seat.installed()
            if number in deadly:
                await asyncio.gather(server.delivers(tried, activity), server.dies(after=chance.uniform(0.0, 0.03)))
                await server.start()
            await eventually(partial(server.delivers, tried, activity))
        expected = await _shown_to(model)
        await eventually(partial(_has_seen, tried, set(expected)))

        states = [await _state(server.database, guest) for guest in (model, tried)]
        found = await _shown_to(tried)

    assert states[0] == states[1]
    assert set(found) == set(expected)
    assert len(found) <= len(expected) + KILLS


async def test_a_reply_on_record_is_sent_after_a_restart_without_a_new_message(
    new_database: NewDatabase, fake: FakeMicrosoft, tmp_path: Path
) -> None:
    """The channel is silent and the server is killed with the reply on its way: the next one's outbox sends it."""
    async with mortal(new_database("sqlite"), fake, tmp_path) as server:
        async with TeamsDriver.to(server.server.url, fake) as driver:
            guest = Guest.new(driver)
            await fake.fail_in(guest.chat, faults.lasting(faults.HANG))
            told = asyncio.create_task(server.delivers(guest, guest.seat.message("hjälp")))
            await eventually(partial(fake.calls, guest.chat))
        await server.dies()
        await told
        await fake.heal()
        await server.start()

        await fake.wait_for(guest.chat, 1, timeout=30)

    assert [is_shown(call) for call in await fake.calls(guest.chat)] == [False, True]


async def _spoken_by(guest: Guest) -> list[str]:
    """All that somebody types until the result; first comes the install, without words."""
    lines = ["", TASK]
    await guest.begins()
    while step_of(guest.card) != "result":
        lines.append(typed_onward(guest.card))
        await guest.says(lines[-1])
    return lines


async def _state(database: str, guest: Guest) -> tuple[Any, ...]:
    """What is remembered, without the ids and the times of this very interview."""
    talk, turns, is_closed = await state_of(database, guest.chat)
    told = json.loads(talk)
    del told["asked"]
    interview = {name: value for name, value in told.pop("interview").items() if name not in ("id", "begun")}
    return told, interview, turns, is_closed


async def _shown_to(guest: Guest) -> list[str]:
    """The messages that were shown, without the id of this very interview."""
    shown = [json.dumps(activity["attachments"]) for activity in await guest.driver.fake.sent(guest.chat)]
    own = next((found[1] for each in shown if (found := _INTERVIEW.search(each))), "none")
    return [each.replace(own, "ID") for each in shown]


async def _has_seen(guest: Guest, expected: set[str]) -> bool:
    return set(await _shown_to(guest)) >= expected
