"""Channels come and go: routing, bursts, the app removed from a team, people who cannot be reached."""

from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import pytest

from tests.databases import KINDS, NewDatabase
from tests.door.cards import button, card_in, texts
from tests.door.guest import Guest
from tests.door.server import Server, serving
from tests.door.team import Team, ask_for_help, lines
from tests.fakes import faults
from tests.fakes.calls import Call
from tests.fakes.client import FakeMicrosoft, bot_environment
from tests.fakes.driver import Answer, TeamsDriver
from tests.fakes.people import CARLA, Chat

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=KINDS)
def open_server(
    request: pytest.FixtureRequest,
    microsoft: str,
    new_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    settings = {**bot_environment(microsoft), "LOCAL_SIGN_IN": "1"}
    with serving(new_database(request.param), settings, tmp_path_factory.mktemp("channels") / "log") as server:
        yield server


@pytest.fixture
async def team(open_server: Server, fake: FakeMicrosoft) -> AsyncIterator[Team]:
    """A channel that receives cases until the test is over."""
    async with TeamsDriver.to(open_server.url, fake) as driver:
        bound = Team.new(driver, f"kanal-{uuid4()}")
        await bound.says(CARLA, "koppla")
        await bound.cards()
        yield bound
        await bound.says(CARLA, "koppla från")


def about(calls: list[Call], words: str) -> list[Call]:
    return [call for call in calls if words in texts(card_in(call.activity))]


@pytest.mark.parametrize("gone", ["app", "bot", "team", "channel"])
async def test_a_channel_that_is_gone_receives_nothing_more(team: Team, gone: str) -> None:
    seat = team.seat(CARLA)
    named = {"team": {"id": seat.chat.team}, "channel": {"id": seat.chat.channel}, "tenant": {"id": CARLA.tenant}}
    event = {
        "app": seat.uninstalled(channelData=named),
        "bot": seat.members_removed(),
        "team": seat.activity("conversationUpdate", channelData={**named, "eventType": "teamDeleted"}),
        "channel": seat.activity("conversationUpdate", channelData={**named, "eventType": "channelDeleted"}),
    }[gone]

    answers = [await team.driver.post(event) for _ in range(2)]
    words = f"hjälp mig {uuid4()}"
    guest = await ask_for_help(team, words)

    assert answers == [Answer(200, None)] * 2
    assert about(await team.cards(), words) == []
    assert "ingen kanal tar emot" in texts(guest.card)


async def test_the_team_is_told_when_the_person_cannot_be_reached(team: Team) -> None:
    words = f"hjälp {uuid4()}"
    guest = await ask_for_help(team, words)
    (post,) = about(await team.cards(), words)
    await guest.sends(guest.seat.uninstalled())

    await team.presses(CARLA, post, button(card_in(post.activity), "case_take"))

    told = lines(await team.thread(post))
    assert any("kan inte nås i Teams" in each for each in told)


async def test_a_card_that_may_have_arrived_is_known_by_a_press_on_it(team: Team, fake: FakeMicrosoft) -> None:
    await fake.fail_in(team.chat.id, faults.but_delivered(faults.BAD_GATEWAY))
    words = f"hjälp {uuid4()}"
    await ask_for_help(team, words)
    (post,) = about(await fake.wait_for(team.chat.id, 1, since=team.seen.get(team.chat.id, 0)), words)

    await team.presses(CARLA, post, button(card_in(post.activity), "case_take"))

    assert [call.operation for call in await team.thread(post)] == ["update", "send"]


async def test_in_a_group_chat_nothing_can_be_bound(guest: Guest) -> None:
    crowd = guest.elsewhere(Chat.group("grupp"))

    await crowd.sends(crowd.seat.mention("koppla"))

    assert "en kanal i ett team" in texts(card_in((await crowd.news())[-1].activity))
