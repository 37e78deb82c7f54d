"""Channels come and go: routing, bursts, the app removed from a team, people who cannot be reached."""

import json
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from tests.door.cards import button, card_in, texts
from tests.door.guest import Guest
from tests.door.server import Server
from tests.door.team import Team, ask_for_help, lines
from tests.fakes import faults
from tests.fakes.calls import Call
from tests.fakes.client import FakeMicrosoft
from tests.fakes.driver import Answer, TeamsDriver
from tests.fakes.people import CARLA, Chat

pytestmark = pytest.mark.slow


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


async def test_a_channel_that_was_disconnected_hears_nothing_more_of_its_cases(team: Team) -> None:
    words = f"hjälp {uuid4()}"
    guest = await ask_for_help(team, words)
    (post,) = about(await team.cards(), words)
    await team.says(CARLA, "koppla från")

    await guest.presses_on("case")
    await guest.presses_on("case_add")
    await guest.says("det här är bara för teamet")

    assert await team.thread(post) == []


async def test_a_channel_that_could_not_be_reached_once_is_reached_again_after_a_press(
    team: Team, fake: FakeMicrosoft
) -> None:
    first = f"hjälp {uuid4()}"
    await ask_for_help(team, first)
    (post,) = about(await team.cards(), first)
    await fake.fail_in(team.chat.id, faults.FORBIDDEN_WITHOUT_CODE)
    await ask_for_help(team, "når inte fram")
    await team.presses(CARLA, post, button(card_in(post.activity), "case_take"))

    later = f"hjälp {uuid4()}"
    await ask_for_help(team, later)

    assert len(about(await team.cards(), later)) == 1


async def test_the_case_is_in_the_language_of_the_channel(team: Team) -> None:
    words = f"help {uuid4()}"
    guest = Guest.new(team.driver, locale="en-US")
    await guest.says("human")
    await guest.says(words)
    await guest.says("send")

    (post,) = about(await team.cards(), words)

    assert "Vill ha hjälp med" in json.dumps(post.activity, ensure_ascii=False)
    assert "Wants help with" not in json.dumps(post.activity)


async def test_the_same_reply_twice_is_sent_once(team: Team) -> None:
    words = f"hjälp {uuid4()}"
    guest = await ask_for_help(team, words)
    (post,) = about(await team.cards(), words)
    send = {**button(card_in(post.activity), "case_reply"), "v": "case_reply_send", "field_text": "Jag ringer"}

    for _ in range(3):
        await team.presses(CARLA, post, send)

    shown = [texts(card_in(call.activity)) for call in await guest.news()]
    assert sum("Jag ringer" in each for each in shown) == 1
