"""What is said without being asked: each entry once, in working hours, and not when it no longer holds."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from dialogs.state import Talk
from services.records import Entry, EntryKind
from storage.pacing import A_SECOND
from storage.store import SqlStore
from tests.storage.clockwork import BUILDING, MORNING, _own, kinds, plan, state, working
from tests.storage.test_outbox import Watch
from tests.storage.turns import NOW, address, incoming, keep_turn, of_task, turn


@pytest.mark.parametrize(("kind", "shown"), [("follow_up", "follow_up"), ("measure", "form")])
async def test_a_question_is_asked_once_when_it_is_due(
    engine: AsyncEngine, store: SqlStore, kind: EntryKind, shown: str
) -> None:
    watch = Watch(MORNING)
    clockwork = await working(engine, watch)
    await plan(store, MORNING, kind=kind)

    worked = [await clockwork.work_due() for _ in range(3)]

    assert (worked, (await kinds(engine))[shown], await state(engine)) == ([1, 0, 0], 1, ["done"])


async def test_two_processes_ask_once(engine: AsyncEngine, store: SqlStore) -> None:
    watch = Watch(MORNING)
    both = [await working(engine, watch) for _ in range(2)]
    for number in range(10):
        await keep_turn(store, of_task(turn(incoming("m1", f"p{number}")), _own(number)))
        async with store.begin() as unit:
            entered = await unit.enter(incoming("m2", f"p{number}"))
            assert entered is not None
            await unit.agenda.plan(Entry("follow_up", f"f:{number}", MORNING, entered.person, f"task-{number}"))

    await asyncio.gather(*(each.work_due() for each in both))

    assert (await kinds(engine))["follow_up"] == 10


async def test_what_comes_due_at_night_waits_for_the_morning(engine: AsyncEngine, store: SqlStore) -> None:
    watch = Watch(datetime(2026, 3, 14, 22, 0, tzinfo=UTC))
    clockwork = await working(engine, watch)
    await plan(store, watch.now)

    await clockwork.work_due()
    early = await kinds(engine)
    watch.now = datetime(2026, 3, 16, 7, 0, tzinfo=UTC)
    await clockwork.work_due()

    assert "follow_up" not in early
    assert (await kinds(engine))["follow_up"] == 1


@pytest.mark.parametrize(
    "talk",
    [
        {"quiet": True},
        {"interview": BUILDING.model_copy(update={"measured": 12.0})},
        {"interview": BUILDING.model_copy(update={"cancelled": True})},
    ],
)
async def test_a_question_that_no_longer_holds_is_not_asked(
    engine: AsyncEngine, store: SqlStore, talk: dict[str, object]
) -> None:
    clockwork = await working(engine, Watch(MORNING))
    await plan(store, MORNING)
    async with store.begin() as unit:
        entered = await unit.enter(incoming("m3"))
        assert entered is not None
        await unit.remember(entered.person, Talk(interview=BUILDING).model_copy(update=talk))

    await clockwork.work_due()

    assert "follow_up" not in await kinds(engine)


async def test_nobody_is_asked_where_the_chat_is_closed(engine: AsyncEngine, store: SqlStore) -> None:
    clockwork = await working(engine, Watch(MORNING))
    await plan(store, MORNING)
    async with store.begin() as unit:
        await unit.close(address(), NOW)

    await clockwork.work_due()

    assert "follow_up" not in await kinds(engine)


async def test_an_entry_that_always_fails_is_parked_and_the_others_go_on(engine: AsyncEngine, store: SqlStore) -> None:
    watch = Watch(MORNING)
    clockwork = await working(engine, watch)
    await plan(store, MORNING)
    async with store.begin() as unit:
        await unit.agenda.plan(Entry("repost", "repost:not-a-number", MORNING))

    for _ in range(4):
        await clockwork.work_due()
        watch.now += timedelta(minutes=6)

    assert sorted(await state(engine)) == ["done", "parked"]
    assert [each.name[0] for each in await store.unsent(10) if each.state == "parked"] == ["e"]
    assert await store.retry([next(e.name for e in await store.unsent(10) if e.state == "parked")], watch.now) == 1


async def test_many_at_once_are_spread_out_over_all_processes(engine: AsyncEngine, store: SqlStore) -> None:
    watch = Watch(MORNING)
    clockwork = await working(engine, watch)
    for number in range(60):
        await keep_turn(store, of_task(turn(incoming("m1", f"p{number}")), _own(number)))
        async with store.begin() as unit:
            entered = await unit.enter(incoming("m2", f"p{number}"))
            assert entered is not None
            await unit.agenda.plan(Entry("follow_up", f"f:{number}", MORNING, entered.person, f"task-{number}"))
    await clockwork.work_due()

    claims = [await store.due(watch.now, watch.now + timedelta(seconds=20), 25) for _ in range(3)]

    moments = sorted(each.not_before for claim in claims for each in claim if each.not_before)
    assert len(moments) == 60
    assert all(later - earlier >= timedelta(seconds=1 / A_SECOND) for earlier, later in pairwise(moments))
