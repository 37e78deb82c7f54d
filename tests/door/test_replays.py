"""The same thing twice, an old button, a forged one: one effect, and the current card."""

import asyncio
from typing import Any

import pytest

from tests.door.cards import answer_to, button, card_in, question_of, step_of, texts, verbs
from tests.door.guest import Guest, onward
from tests.door.server import Server, rows, state_of
from tests.fakes.driver import Answer
from tests.fakes.people import Person

pytestmark = pytest.mark.slow


async def test_a_message_delivered_again_is_answered_once(any_guest: Guest) -> None:
    activity = any_guest.seat.message("hjälp")

    answers = [await any_guest.sends(activity) for _ in range(3)]

    assert answers == [Answer(200, None)] * 3
    assert len(await any_guest.news()) == 1


async def test_a_message_delivered_five_times_at_once_is_answered_once(any_guest: Guest) -> None:
    activity = any_guest.seat.message("hjälp")

    answers = await asyncio.gather(*(any_guest.sends(activity) for _ in range(5)))

    assert answers == [Answer(200, None)] * 5
    assert len(await any_guest.driver.fake.quiet(any_guest.chat)) == 1


async def test_other_words_under_a_known_id_are_ignored(any_server: Server, any_guest: Guest) -> None:
    activity = any_guest.seat.message("hjälp")
    await any_guest.sends(activity)
    before = await state_of(any_server.database, any_guest.chat)

    answer = await any_guest.sends({**activity, "text": "radera mina data"})

    assert (answer.status, len(await any_guest.news())) == (200, 1)
    assert await state_of(any_server.database, any_guest.chat) == before
    logged = any_server.logged("known_message_with_other_words")
    assert [line["why"] for line in logged if line["said"] == activity["id"]] == ["security"]


async def test_a_stranger_who_writes_in_somebodys_personal_chat_is_refused(
    any_server: Server, any_guest: Guest
) -> None:
    await any_guest.says("hjälp")
    before = await rows(any_server.database)
    stranger = Guest(any_guest.driver.seat(Person.unique(), any_guest.seat.chat), any_guest.driver)

    answer = await any_guest.sends(stranger.seat.message("mina data"))

    assert answer.status == 403
    assert await rows(any_server.database) == before
    assert await any_guest.news() == []


async def test_a_press_delivered_again_gets_the_stored_answer(any_guest: Guest) -> None:
    await _stands_at(any_guest, "C12")
    data = onward(any_guest.card)
    activity = any_guest.seat.press(data, verb="answer")

    first = await any_guest.sends(activity)
    again = [await any_guest.sends(activity) for _ in range(2)]

    assert [*again] == [first] * 2
    assert len(await any_guest.news()) == 1


async def test_a_press_delivered_five_times_at_once_has_one_answer(any_guest: Guest) -> None:
    await _stands_at(any_guest, "C12")
    activity = any_guest.seat.press(onward(any_guest.card), verb="answer")

    answers = await asyncio.gather(*(any_guest.sends(activity) for _ in range(5)))

    assert all(answer == answers[0] for answer in answers)
    assert verbs(answers[0].body["value"]) == {"change"}
    assert len(await any_guest.driver.fake.quiet(any_guest.chat, since=any_guest.seen)) == 1


async def test_the_same_press_under_a_new_id_gets_the_same_card_and_nothing_more(any_guest: Guest) -> None:
    await _stands_at(any_guest, "C12")
    data = onward(any_guest.card)
    settled = await any_guest.presses(data)
    following = any_guest.card

    again = await any_guest.presses(data)

    assert again == settled
    assert any_guest.card is following


async def test_a_double_click_at_once_has_one_effect(any_guest: Guest) -> None:
    await _stands_at(any_guest, "C12")
    data = onward(any_guest.card)
    clicks = [any_guest.seat.press(data, verb="answer") for _ in range(10)]

    answers = await asyncio.gather(*(any_guest.sends(click) for click in clicks))

    assert all(answer == answers[0] for answer in answers)
    assert len(await any_guest.driver.fake.quiet(any_guest.chat, since=any_guest.seen)) == 1


async def test_another_option_on_an_answered_card_changes_nothing(any_server: Server, any_guest: Guest) -> None:
    await _stands_at(any_guest, "C12")
    other = {**onward(any_guest.card), "c": "avgor"}
    await any_guest.goes_on()
    before = (await state_of(any_server.database, any_guest.chat))[0]

    shown = await any_guest.presses(other)

    assert question_of(shown) == "C13"
    assert (await state_of(any_server.database, any_guest.chat))[0] == before
    assert question_of(any_guest.card) == "C13"


async def test_the_change_button_is_the_way_to_change_an_answer(any_guest: Guest) -> None:
    await _stands_at(any_guest, "C12")
    settled = await any_guest.goes_on()

    await any_guest.press(button(settled, "change"))

    assert question_of(any_guest.card) == "C12"
    await any_guest.presses(answer_to(any_guest.card, "underlag"))
    assert question_of(any_guest.card) == "C13"


FORGED: dict[str, dict[str, Any]] = {
    "another interview": {"v": "answer", "c": "nej", "i": "somebody-elses", "q": "C12"},
    "no interview": {"v": "answer", "c": "nej", "q": "C12"},
    "a later question": {"v": "answer", "c": "nej", "q": "C18"},
    "a question that is none": {"v": "answer", "c": "nej", "q": "C99"},
    "straight to the result": {"v": "judge"},
    "straight to the templates": {"v": "templates"},
    "a template that was never shown": {"v": "fits", "c": "T01"},
    "an unknown verb": {"v": "grant_admin"},
    "a verb from inside": {"v": "__class__"},
    "numbers for words": {"v": 7, "c": 1.5, "i": None, "q": []},
    "objects for words": {"v": {"a": 1}, "c": {}, "i": {}, "q": {}},
    "nothing": {},
    "a score": {"v": "answer", "q": "C12", "score": 100, "outcome": "self"},
    "half a megabyte": {"v": "answer", "c": "x" * 500_000, "q": "C12"},
    "to say yes unasked": {"v": "erase_yes"},
    "to send unasked": {"v": "send"},
}


@pytest.mark.parametrize("data", FORGED.values(), ids=FORGED)
async def test_a_forged_button_gets_the_current_card(
    any_server: Server, any_guest: Guest, data: dict[str, Any]
) -> None:
    await _stands_at(any_guest, "C12")
    own = {"i": onward(any_guest.card)["i"]} if "i" not in data and "q" in data and data["q"] != "C12" else {}
    before = (await state_of(any_server.database, any_guest.chat))[0]

    shown = await any_guest.presses({**data, **own})

    assert question_of(shown) == "C12"
    assert (await state_of(any_server.database, any_guest.chat))[0] == before


@pytest.mark.parametrize("code", ["maybe", "", "nej,avgor", "' OR 1=1 --"])
async def test_an_option_that_is_none_is_asked_again(any_guest: Guest, code: str) -> None:
    await _stands_at(any_guest, "C12")
    data = {**answer_to(any_guest.card, "nej"), "c": code}

    answer = await any_guest.press(data)

    assert answer.status == 200
    assert question_of(any_guest.card) == "C12"


async def test_a_value_over_one_mebibyte_is_refused(any_guest: Guest) -> None:
    await _stands_at(any_guest, "C12")

    answer = await any_guest.sends(any_guest.seat.press({"v": "answer", "c": "x" * 1_100_000}, verb="answer"))

    assert answer.status == 413


@pytest.mark.parametrize("value", [None, [], "x", {}, {"action": None}, {"action": {"type": "Action.Submit"}}])
async def test_an_invoke_that_is_no_execute_is_refused(any_guest: Guest, value: Any) -> None:
    answer = await any_guest.sends(any_guest.seat.invoke("adaptiveCard/action", value))

    assert answer.status == 400
    assert await any_guest.news() == []


async def test_a_button_of_an_earlier_interview_is_old(any_guest: Guest) -> None:
    await _stands_at(any_guest, "C12")
    old = onward(any_guest.card)
    await any_guest.says("ny uppgift")
    now = step_of(any_guest.card)

    shown = await any_guest.presses(old)

    assert (step_of(shown), now) == (now, "describe")


async def test_somebody_elses_button_is_foreign(any_server: Server, any_guest: Guest) -> None:
    await _stands_at(any_guest, "C12")
    eve = Guest.new(any_guest.driver)
    await _stands_at(eve, "C12")
    anna_before = await state_of(any_server.database, any_guest.chat)

    shown = await eve.presses(onward(any_guest.card))

    assert button(shown, "answer")["i"] == button(eve.card, "answer")["i"]
    assert texts(eve.card) in texts(shown)
    assert await state_of(any_server.database, any_guest.chat) == anna_before


async def test_a_submitted_old_button_gets_the_current_card_as_a_message(any_guest: Guest) -> None:
    await _stands_at(any_guest, "C12")
    other = {**onward(any_guest.card), "c": "avgor"}
    await any_guest.goes_on()

    (shown,) = await any_guest.submits(other)

    assert (shown.operation, question_of(card_in(shown.activity))) == ("send", "C13")


async def _stands_at(guest: Guest, question: str) -> None:
    await guest.begins()
    await guest.reaches(question)
