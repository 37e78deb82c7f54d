"""A turn's transaction: entered once, kept whole, numbered without a gap."""

import asyncio
import traceback
from dataclasses import replace

import pytest

from dialogs.case import Somebody
from dialogs.message import TaskLine
from dialogs.state import Talk
from services.ports import TryAgainError
from services.records import Earlier, Entered, Turn
from storage.store import SqlStore
from tests.storage.turns import (
    CASE,
    NOW,
    TALK,
    TASK,
    answered,
    incoming,
    keep,
    keep_turn,
    of_task,
    open_case,
    out,
    told,
    turn,
)


async def test_a_stranger_is_entered_with_an_empty_talk(store: SqlStore) -> None:
    async with store.begin() as unit:
        entered = await unit.enter(incoming())

    assert entered is not None
    assert (entered.talk, entered.version) == (Talk(), 0)


async def test_what_was_kept_is_there_the_next_time(store: SqlStore) -> None:
    await keep(store, incoming("m1"), out("Hej"))

    async with store.begin() as unit:
        entered = await unit.enter(incoming("m2"))

    assert entered is not None
    assert (entered.talk, entered.version) == (TALK, 1)


async def test_a_message_on_record_is_not_entered_again(store: SqlStore) -> None:
    await keep(store, incoming("m1"))

    async with store.begin() as unit:
        assert await unit.enter(incoming("m1")) is None


async def test_the_words_of_a_message_on_record_can_be_compared(store: SqlStore) -> None:
    await keep(store, incoming("m1"))

    async with store.begin() as unit:
        assert await unit.words_of(incoming("m1")) == "hej"
        assert await unit.words_of(incoming("m2")) is None
        assert await unit.words_of(incoming("m1", "bo")) is None


async def test_of_an_edited_message_the_newest_words_count_and_what_it_was_about(store: SqlStore) -> None:
    first = replace(turn(incoming("m1")), heard="en timme", about="description")
    edit = replace(turn(replace(incoming("edit:m1"), activity_id="m1")), heard="en kvart")
    await keep_turn(store, first)
    await keep_turn(store, edit)

    async with store.begin() as unit:
        entered = await unit.enter(incoming("m2"))
        assert entered is not None
        assert await unit.heard(entered, "m1") == Earlier("en kvart", "description")
        assert await unit.heard(entered, "m9") is None


async def test_the_same_id_in_another_conversation_is_another_message(store: SqlStore) -> None:
    await keep(store, incoming("m1", "anna"))

    async with store.begin() as unit:
        assert await unit.enter(incoming("m1", "bo")) is not None


async def test_a_turn_that_breaks_leaves_nothing(store: SqlStore) -> None:
    with pytest.raises(RuntimeError):
        await _broken(store)

    async with store.begin() as unit:
        entered = await unit.enter(incoming("m1"))
    assert entered is not None
    assert entered.version == 0


async def test_a_twin_that_was_quicker_makes_the_other_try_again(store: SqlStore, twin: SqlStore) -> None:
    results = await asyncio.gather(*(keep(each, incoming("m1")) for each in (store, twin)), return_exceptions=True)

    troubles = [result for result in results if not isinstance(result, tuple)]
    assert len(troubles) == 1
    assert isinstance(troubles[0], TryAgainError | AssertionError)


async def test_the_answer_of_a_press_is_given_again(store: SqlStore) -> None:
    await keep(store, incoming("m1"), answered("settled"), out("next"))

    async with store.begin() as unit:
        assert await unit.answer_of(incoming("m1")) == {"type": "message", "text": "settled"}
        assert await unit.answer_of(incoming("m2")) is None


async def test_a_known_conversation_is_one_where_something_was_said(store: SqlStore) -> None:
    await keep(store, incoming("m1"))
    before = await _spoken(store)

    await keep(store, incoming("m2"), out("Hej"))

    assert (before, await _spoken(store)) == (False, True)


async def test_an_error_of_the_database_does_not_repeat_what_was_said(store: SqlStore) -> None:
    whole = replace(turn(incoming("m1")), heard="en hemlighet")
    await keep_turn(store, whole)

    async with store.begin() as unit:
        entered = await unit.enter(incoming("m2"))
        assert entered is not None
    with pytest.raises(TryAgainError) as caught:
        await _kept_again(store, entered, whole)

    assert "hemlighet" not in "".join(traceback.format_exception(caught.value))


async def test_an_open_card_is_found_by_its_key(store: SqlStore) -> None:
    await keep(store, incoming("m1"), out("first", key="task-1:C12"))
    (second,) = await keep(store, incoming("m2"), out("again", key="task-1:C12"))
    await keep(store, incoming("m3"), out("settled", key="task-1:C12", replaces=second.id))

    async with store.begin() as unit:
        entered = await unit.enter(incoming("m4"))
        assert entered is not None
        assert await unit.card(entered, "task-1:C12") == second.id
        assert await unit.card(entered, "task-1:C13") is None


async def test_an_own_task_is_kept_listed_and_loaded(store: SqlStore) -> None:
    await keep_turn(store, of_task(turn(incoming("m1"))))
    number = await open_case(store, incoming("m2"), TASK.id)

    async with store.begin() as unit:
        entered = await unit.enter(incoming("m3"))
        assert entered is not None
        assert await unit.tasks(entered, "sv") == (TaskLine(TASK.id, "Listor", "open", None, number, "2 mars 2026"),)
        assert await unit.load_task(entered, TASK.id) == TASK


async def test_nobody_sees_or_removes_another_ones_task(store: SqlStore) -> None:
    await keep_turn(store, of_task(turn(incoming("m1"))))

    async with store.begin() as unit:
        eve = await unit.enter(incoming("m1", "eve"))
        assert eve is not None
        await unit.remove_task(eve, TASK.id)
        assert (await unit.tasks(eve, "sv"), await unit.load_task(eve, TASK.id)) == ((), None)
        anna = await unit.enter(incoming("m2"))
        assert anna is not None
        assert await unit.load_task(anna, TASK.id) == TASK


async def test_a_task_with_a_case_is_not_removed(store: SqlStore) -> None:
    await keep_turn(store, of_task(turn(incoming("m1"))))
    await open_case(store, incoming("m2"), TASK.id)

    async with store.begin() as unit:
        entered = await unit.enter(incoming("m3"))
        assert entered is not None
        await unit.remove_task(entered, TASK.id)
        assert await unit.load_task(entered, TASK.id) == TASK


async def test_a_task_kept_aside_can_be_removed(store: SqlStore) -> None:
    async with store.begin() as unit:
        entered = await unit.enter(incoming("m1"))
        assert entered is not None
        await unit.keep_task(entered, told(), NOW)
        await unit.remove_task(entered, TASK.id)
        assert await unit.tasks(entered, "sv") == ()


async def test_case_numbers_have_no_gap_and_no_twin(store: SqlStore, twin: SqlStore) -> None:
    """Two processes open twenty cases at once, and one of their transactions fails halfway."""
    await keep(store, incoming("m0"))
    with pytest.raises(RuntimeError):
        await _breaks_after_case(store)

    people = [f"person {number}" for number in range(20)]
    stores = [store, twin] * 10
    numbers = await asyncio.gather(*(open_case(s, incoming(person=p)) for s, p in zip(stores, people, strict=True)))

    assert sorted(numbers) == [f"AC-2026-{number:04}" for number in range(1, 21)]


async def test_the_words_of_a_deleted_message_are_gone(store: SqlStore) -> None:
    await keep(store, incoming("m1"), out("Hej"))

    async with store.begin() as unit:
        entered = await unit.enter(incoming("m2"))
        assert entered is not None
        await unit.blank(entered, "m1")
        await unit.link(entered, "token", NOW.replace(year=2027))
    found = await store.data("token", NOW)

    assert found is not None
    assert [said["text"] for said in found.messages] == ["", "Hej"]


async def _kept_again(store: SqlStore, entered: Entered, whole: Turn) -> None:
    async with store.begin() as unit:
        await unit.keep(entered, whole)


async def _broken(store: SqlStore) -> None:
    async with store.begin() as unit:
        entered = await unit.enter(incoming("m1"))
        assert entered is not None
        await unit.keep(entered, turn(incoming("m1"), out("Hej")))
        raise RuntimeError


async def _breaks_after_case(store: SqlStore) -> None:
    async with store.begin() as unit:
        entered = await unit.enter(incoming("m1"))
        assert entered is not None
        case = await unit.cases.open(entered, CASE, Somebody("anna", "Anna"), NOW)
        assert case.number == "AC-2026-0001"
        raise RuntimeError


async def _spoken(store: SqlStore) -> bool:
    async with store.begin() as unit:
        entered = await unit.enter(incoming("m9"))
        assert entered is not None
        return await unit.has_spoken(entered)
