"""A task counts once in the figures, wherever it is talked about."""

from dataclasses import replace
from datetime import timedelta

from services.insights import Scope
from storage.store import SqlStore
from tests.storage.turns import NOW, incoming, keep_turn, of_task, turn

MARCH = Scope(202603, 202603)


async def test_a_task_that_goes_on_in_another_chat_counts_there_and_only_once(store: SqlStore) -> None:
    for number, chat in enumerate(("old", "new", "new", "old")):
        heard = incoming(f"m{number}", at=NOW + timedelta(minutes=number))
        there = replace(heard, address=replace(heard.address, conversation=f"a:{chat}"))
        await keep_turn(store, of_task(turn(there)))

        figures = await store.insights.figures(MARCH, NOW)

        assert [(each.month, each.count) for each in figures.came] == [(202603, 1)]
        assert figures.waiting.tasks == 1


async def test_talk_without_a_task_is_no_task(store: SqlStore) -> None:
    await keep_turn(store, turn(incoming()))

    assert (await store.insights.figures(MARCH, NOW)).came == ()
