"""A case from the chat to the team's channel and back: one card, its thread, and the person told at each step."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from tests.door.cards import Card, button, card_in, texts, verbs
from tests.door.guest import Guest
from tests.door.server import Server
from tests.door.team import Team, ask_for_help, lines
from tests.fakes.calls import Call
from tests.fakes.client import FakeMicrosoft
from tests.fakes.driver import TeamsDriver
from tests.fakes.people import ADAM, CARLA, Person

pytestmark = pytest.mark.slow
WORDS = "field_text"


@dataclass
class Desk:
    """The person who asks for help, the team's channel, and the card of the case."""

    guest: Guest
    team: Team
    post: Call
    card: Card = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.card = card_in(self.post.activity)

    async def presses(self, person: Person, verb: str, **inputs: str) -> str:
        """Press a button of the card as it stands now; gives what can be read in its place."""
        card = await self.team.presses(person, self.post, button(self.card, verb), **inputs)
        self.card = card
        return texts(card)

    async def fills_in(self, person: Person, verb: str, **inputs: str) -> str:
        """Press a button that asks for more, and send what it asks for."""
        before = self.card
        form = await self.team.presses(person, self.post, button(before, verb))
        self.card = await self.team.presses(person, self.post, button(form, f"{verb}_send"), **inputs)
        return texts(self.card)


@pytest.fixture
async def desk(open_server: Server, fake: FakeMicrosoft) -> AsyncIterator[Desk]:
    """Somebody has asked for help; the case stands in the channel."""
    async with TeamsDriver.to(open_server.url, fake) as driver:
        team = Team.new(driver, f"kanal-{id(driver)}")
        await team.says(CARLA, "koppla")
        guest = await ask_for_help(team, "Hjälp mig med fakturorna, ring 070-123 45 67")
        *_, post = await team.cards()
        yield Desk(guest, team, post)
        await team.says(CARLA, "koppla från")


async def test_a_case_stands_in_the_channel_with_all_that_the_team_needs(desk: Desk) -> None:
    shown = texts(desk.card)

    assert "AC-2026-" in shown
    assert "070-123 45 67" in shown
    assert "Nytt" in shown
    assert verbs(desk.card) == {"case_take", "case_assign", "case_reply", "case_solve"}
    assert "AC-2026-" in texts(desk.guest.card)


async def test_whoever_takes_a_case_has_it_and_the_person_is_told(desk: Desk) -> None:
    shown = await desk.presses(CARLA, "case_take")

    assert "Carla Carlsson har ärendet" in shown
    update, line = await desk.team.thread(desk.post)
    assert (update.operation, texts(card_in(update.activity))) == ("update", shown)
    assert "Carla Carlsson** tog ärendet" in line.activity["text"]
    (told,) = await desk.guest.news()
    assert "Carla Carlsson" in texts(card_in(told.activity))


async def test_of_two_who_take_at_once_one_has_it_and_the_other_is_told_who(desk: Desk) -> None:
    take = button(desk.card, "case_take")

    cards = await asyncio.gather(desk.team.presses(CARLA, desk.post, take), desk.team.presses(ADAM, desk.post, take))

    told = [texts(card) for card in cards]
    winner = "Carla Carlsson" if "Carla Carlsson har ärendet" in told[0] else "Adam Adamsson"
    assert all(f"{winner} har ärendet" in each for each in told)
    assert sum(f"{winner} hann före" in each for each in told) == 1
    assert len(await desk.guest.news()) == 1


async def test_the_same_press_twice_has_one_effect(desk: Desk) -> None:
    take = button(desk.card, "case_take")

    cards = await asyncio.gather(*(desk.team.presses(CARLA, desk.post, take) for _ in range(5)))

    assert all("Carla Carlsson har ärendet" in texts(card) for card in cards)
    assert len(lines(await desk.team.thread(desk.post))) == 1


async def test_coach_and_person_write_to_each_other_through_the_bot(desk: Desk) -> None:
    await desk.presses(CARLA, "case_take")
    await desk.guest.news()

    await desk.fills_in(CARLA, "case_ask", **{WORDS: "Vilket system *gäller* det? 19811228-9874"})
    (asked,) = await desk.guest.news()
    shown = texts(card_in(asked.activity))
    assert "Carla Carlsson" in shown
    assert "\\*gäller\\*" in shown
    assert "19811228-9874" not in shown
    assert "Väntar på svar" in texts(desk.card)
    await desk.team.thread(desk.post)

    await desk.guest.presses({**button(card_in(asked.activity), "case_answer"), WORDS: "Visma, mejla eva@exempel.se"})

    update, line = await desk.team.thread(desk.post)
    assert "Taget" in texts(card_in(update.activity))
    assert line.activity["text"].endswith("svarar: Visma, mejla eva@exempel.se")


async def test_typed_words_after_a_coach_has_written_are_sent_when_the_person_says_so(desk: Desk) -> None:
    await desk.fills_in(CARLA, "case_reply", **{WORDS: "Hej! Ska vi ses?"})
    await desk.guest.news()
    await desk.team.thread(desk.post)

    (question,) = await desk.guest.says("gärna på tisdag efter lunch")
    await desk.guest.press(button(card_in(question.activity), "case_send"))

    assert lines(await desk.team.thread(desk.post)) == ["**Någon** lägger till: gärna på tisdag efter lunch"]


async def test_a_case_is_solved_closed_and_reopened(desk: Desk) -> None:
    solved = await desk.fills_in(CARLA, "case_solve", **{WORDS: "Mallen är delad."})
    closed = await desk.presses(ADAM, "case_close")
    told = [texts(card_in(call.activity)) for call in await desk.guest.news()]
    again = await desk.presses(CARLA, "case_reopen")

    assert ["Löst" in solved, "Avslutat" in closed, "Öppnat igen" in again] == [True] * 3
    assert "Mallen är delad." in told[0]
    assert len(told) == 2
    happened = lines(await desk.team.thread(desk.post))
    assert [line.split("**")[1] for line in happened] == ["Carla Carlsson", "Adam Adamsson", "Carla Carlsson"]


async def test_the_person_sees_adds_withdraws_and_reopens(desk: Desk) -> None:
    view = await desk.guest.presses_on("case")
    assert {"case_add", "case_withdraw", "tasks"} <= verbs(view)
    await desk.guest.presses_on("case_add")
    await desk.guest.says("Det är bråttom också")
    await desk.guest.presses_on("case")
    await desk.guest.presses_on("case_withdraw")
    await desk.guest.presses_on("case_withdraw_yes")
    gone = await desk.guest.presses_on("case")
    assert "Återtaget" in texts(gone)
    refused = await desk.presses(CARLA, "case_take")
    await desk.guest.presses_on("case_reopen")

    assert "”Återtaget”" in refused
    happened = lines(await desk.team.thread(desk.post))
    assert [line.split("** ")[1].split()[0] for line in happened] == ["lägger", "tog", "öppnade"]


async def test_a_case_is_given_to_anyone_in_the_team(desk: Desk) -> None:
    await desk.team.driver.fake.seat(desk.team.chat.id, CARLA, ADAM)

    form = await desk.team.presses(CARLA, desk.post, button(desk.card, "case_assign"))
    chosen = {"field_coach": ADAM.aad_id, "field_urgent": "1"}
    card = await desk.team.presses(CARLA, desk.post, button(form, "case_assign_send"), **chosen)

    assert "Adam Adamsson har ärendet" in texts(card)
    assert "Bråttom" in texts(card)
    assert "Adam Adamsson" in texts(card_in((await desk.guest.news())[0].activity))


async def test_a_dialog_asks_for_the_words_where_a_card_cannot(desk: Desk) -> None:
    opened = await desk.team.opens(CARLA, desk.post, button(desk.card, "case_reply"))
    submit = opened["value"]["card"]["content"]["actions"][0]["data"]
    empty = await desk.team.submits(CARLA, desk.post, submit, **{WORDS: " "})
    done = await desk.team.submits(CARLA, desk.post, submit, **{WORDS: "Jag ringer dig"})

    assert (opened["type"], empty["type"], done["type"]) == ("continue", "continue", "message")
    (taken, told) = await desk.guest.news()
    assert "har tagit ditt ärende" in texts(card_in(taken.activity))
    assert "Jag ringer dig" in texts(card_in(told.activity))


async def test_a_case_of_another_channel_or_none_cannot_be_touched(desk: Desk) -> None:
    stranger = Team.new(desk.team.driver, "en annan kanal")
    forged = {**button(desk.card, "case_take"), "c": "AC-2026-9999"}

    elsewhere = await stranger.presses(ADAM, desk.post, button(desk.card, "case_take"))
    unknown = await desk.team.presses(ADAM, desk.post, forged)

    assert all("Jag hittar inget sådant ärende" in texts(card) for card in (elsewhere, unknown))
    assert await desk.team.thread(desk.post) == []


async def test_a_channel_that_is_disconnected_receives_nothing_more_and_cases_move_on(desk: Desk) -> None:
    other = Team.new(desk.team.driver, "reserv")

    await desk.team.says(CARLA, "koppla från")
    await other.says(ADAM, "koppla")
    moved = await other.driver.fake.quiet(other.chat.id)
    dead = await desk.presses(CARLA, "case_take")
    await other.says(ADAM, "koppla från")

    assert any("Hjälp mig med fakturorna" in texts(card_in(call.activity)) for call in moved), [
        texts(card_in(call.activity)) for call in moved
    ]
    assert "Jag hittar inget sådant ärende" in dead


async def test_a_channel_waits_for_an_admin_where_nobody_signs_in_locally(guest: Guest) -> None:
    team = Team.new(guest.driver, "obekräftad")

    (asked,) = await team.says(CARLA, "koppla")
    (again,) = await team.says(CARLA, "koppla")

    assert "administratör behöver godkänna" in texts(card_in(asked.activity))
    assert "väntar fortfarande" in texts(card_in(again.activity))
