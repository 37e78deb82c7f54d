"""From the welcome to the templates, over HTTP, on every kind of database."""

import pytest

from tests.door.cards import answer_to, button, card_in, question_of, step_of, verbs
from tests.door.guest import Guest

pytestmark = pytest.mark.slow


async def test_an_install_is_welcomed_once_and_an_upgrade_never(any_guest: Guest) -> None:
    welcome = await any_guest.installs()

    again = await any_guest.installs()
    await any_guest.sends(any_guest.seat.upgraded())

    assert [call.operation for call in welcome] == ["send"]
    assert again == await any_guest.news() == []


async def test_an_upgrade_greets_nobody_who_was_never_greeted(any_guest: Guest) -> None:
    await any_guest.sends(any_guest.seat.upgraded())

    assert await any_guest.news() == []


async def test_who_wrote_before_the_install_arrived_is_not_greeted_any_more(any_guest: Guest) -> None:
    await any_guest.says("hjälp")

    assert await any_guest.installs() == []


async def test_a_task_is_told_asked_about_and_judged_by_pressing(any_guest: Guest) -> None:
    await any_guest.begins()
    assert step_of(any_guest.card) == "facts"
    asked = []
    while step_of(any_guest.card) != "result":
        asked.append(question_of(any_guest.card) or step_of(any_guest.card))
        await any_guest.goes_on()

    await any_guest.press(button(any_guest.card, "templates"))

    assert asked[:4] == ["facts", "department", "C12", "C13"]
    assert asked[-2:] == ["C17", "summary"]
    assert {"fits", "fits_not"} <= verbs(any_guest.card)


async def test_a_press_is_answered_with_the_settled_card(any_guest: Guest) -> None:
    await any_guest.begins()
    await any_guest.reaches("C12")

    settled = await any_guest.goes_on()

    assert (verbs(settled), button(settled, "change")["q"]) == ({"change"}, "C12")


async def test_a_task_is_told_asked_about_and_judged_by_typing(any_guest: Guest) -> None:
    await any_guest.begins()
    while step_of(any_guest.card) != "result":
        before = any_guest.card
        await any_guest.types_on()
        assert any_guest.card is not before, question_of(before)


async def test_a_typed_answer_settles_the_open_card_and_asks_the_next_question(any_guest: Guest) -> None:
    await any_guest.begins()
    await any_guest.reaches("C12")
    (asked,) = [call for call in await any_guest.driver.fake.calls(any_guest.chat) if _asks(call.activity, "C12")]

    update, question = await any_guest.types_on()

    assert (update.operation, update.activity_id) == ("update", asked.activity_id)
    assert verbs(card_in(update.activity)) == {"change"}
    assert (question.operation, question_of(any_guest.card)) == ("send", "C13")


async def test_a_client_without_execute_submits_and_is_answered_like_typed_words(any_guest: Guest) -> None:
    await any_guest.begins()
    await any_guest.reaches("C12")

    update, question = await any_guest.submits(answer_to(any_guest.card, "nej"))

    assert (update.operation, question.operation) == ("update", "send")
    assert question_of(any_guest.card) == "C13"


def _asks(activity: dict[str, object], question: str) -> bool:
    return question_of(card_in(activity)) == question
