"""Many follow-ups at once: none lost, none twice, none above the platform's limit, whatever happens to a server."""

import asyncio
from pathlib import Path
from uuid import uuid4

import pytest

from tests.databases import NewDatabase
from tests.door.campaign import prepare, watched
from tests.door.cards import card_in, texts
from tests.door.server import serving
from tests.door.team import Team, ask_for_help
from tests.fakes.calls import is_shown
from tests.fakes.client import FakeMicrosoft, bot_environment
from tests.fakes.driver import TeamsDriver
from tests.fakes.people import CARLA

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
PEOPLE = 150


@pytest.fixture
def shared(new_database: NewDatabase) -> str:
    """A database that two servers can share."""
    return new_database("postgresql")


async def test_two_servers_ask_everybody_once_although_one_is_killed(
    microsoft: str, shared: str, tmp_path: Path
) -> None:
    async with FakeMicrosoft.at(microsoft) as fake:
        await fake.reset()
        await fake.change(enforce_limits=True)
        await prepare(shared, PEOPLE, fake.service_url)
        settings = bot_environment(microsoft)
        with serving(shared, settings, tmp_path / "one") as doomed, serving(shared, settings, tmp_path / "two"):
            await asyncio.sleep(5)
            doomed.kill()
            outcome = await watched(fake, PEOPLE, patience=90)

    assert (outcome.asked, outcome.lost) == (PEOPLE, 0)
    assert outcome.twice <= 1  # A message that was sent and not yet noted when the server died.


async def test_cases_that_nobody_has_seen_come_in_an_orderly_way_when_a_channel_is_bound(
    microsoft: str, fake: FakeMicrosoft, tmp_path: Path
) -> None:
    settings = {**bot_environment(microsoft), "LOCAL_SIGN_IN": "1"}
    with serving(f"sqlite:///{tmp_path}/coach.db", settings, tmp_path / "log") as server:
        async with TeamsDriver.to(server.url, fake) as driver:
            await _all_come(Team.new(driver, "sent bunden"), fake)


async def _all_come(team: Team, fake: FakeMicrosoft) -> None:
    wishes = [f"önskan {uuid4()}" for _ in range(15)]
    for each in wishes:
        await ask_for_help(team, each)
    await fake.change(enforce_limits=True)

    await team.says(CARLA, "koppla")
    await fake.wait_for(team.chat.id, len(wishes), since=team.seen.get(team.chat.id, 0), timeout=40)
    calls = await team.news(team.chat.id)

    posted = [texts(card_in(call.activity)) for call in calls if is_shown(call)]
    assert [wish for wish in wishes if sum(wish in each for each in posted) != 1] == []
    assert {call.status for call in calls} <= {201, 429}, "what is refused for now is sent once more"
