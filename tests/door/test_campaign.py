"""Many follow-ups at once: none lost, none twice, none above the platform's limit, whatever happens to a server."""

import asyncio
from pathlib import Path

import pytest

from tests.databases import NewDatabase
from tests.door.campaign import prepare, watched
from tests.door.server import serving
from tests.fakes.client import FakeMicrosoft, bot_environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
PEOPLE = 150
LIMIT = 30
"""Sends a second, app and tenant (msteams-docs, rate-limit.md)."""


@pytest.fixture
def shared(new_database: NewDatabase) -> str:
    """A database that two servers can share."""
    return new_database("postgresql")


async def test_two_servers_ask_everybody_once_although_one_is_killed(
    microsoft: str, shared: str, tmp_path: Path
) -> None:
    async with FakeMicrosoft.at(microsoft) as fake:
        await fake.reset()
        await prepare(shared, PEOPLE, fake.service_url)
        settings = bot_environment(microsoft)
        with serving(shared, settings, tmp_path / "one") as doomed, serving(shared, settings, tmp_path / "two"):
            await asyncio.sleep(5)
            doomed.kill()
            outcome = await watched(fake, PEOPLE, patience=90)

    assert (outcome.asked, outcome.lost) == (PEOPLE, 0)
    assert outcome.twice <= 1  # A message that was sent and not yet noted when the server died.
    assert outcome.busiest <= LIMIT
