"""What is no longer kept is deleted: never too early, nothing is left, nothing of others."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from dialogs.state import Talk
from services.agenda import Clockwork
from services.decisions import decide_retention, kept, limit, next_night
from services.transcripts import Filter
from storage.store import SqlStore
from storage.tables import agenda, cases, messages, people
from tests.storage.clockwork import plan, posted, working
from tests.storage.keeping import ADAM, YEAR, asks, becomes, counts, night, talks, tells, told
from tests.storage.test_outbox import Watch
from tests.storage.test_reading import CARLA
from tests.storage.turns import NOW, incoming


@pytest.fixture
def watch() -> Watch:
    return Watch(NOW)


@pytest.fixture
async def clockwork(engine: AsyncEngine, watch: Watch) -> Clockwork:
    return await working(engine, watch)


async def test_a_conversation_goes_with_all_that_belongs_to_it_and_nothing_of_others(
    engine: AsyncEngine, store: SqlStore, watch: Watch, clockwork: Clockwork
) -> None:
    await tells(store, "bo", NOW - timedelta(days=30), "young")
    others = await counts(engine)
    await tells(store, "anna", NOW - timedelta(days=500))
    await tells(store, "anna", NOW - timedelta(days=499), "old")
    async with store.begin() as unit:
        await unit.thumb(incoming(person="anna").address, "", "like", "Bra", NOW)
    old = (await store.readings.page(Filter(), NOW, None, 10)).rows[-1].id
    await store.readings.remark(old, None, "Titta här", CARLA, NOW)
    await store.readings.label(old, ["misread"], CARLA, NOW)

    await decide_retention(YEAR, ADAM, clockwork.ports)
    at_once = await counts(engine)
    await night(clockwork, watch)

    assert at_once["transcripts"] == 2
    assert await counts(engine) == others
    assert await talks(engine) == {"young"}
    (row,) = await told(engine)
    assert {name: row[name] for name in ("conversations", "messages", "tasks", "cases")} == {
        "conversations": 1,
        "messages": 4,
        "tasks": 1,
        "cases": 0,
    }
    assert "anna" not in json.dumps(row).lower()


@pytest.mark.parametrize(("older", "left"), [(timedelta(0), {"task"}), (timedelta(seconds=1), set())])
async def test_to_the_second(
    engine: AsyncEngine,
    store: SqlStore,
    watch: Watch,
    clockwork: Clockwork,
    older: timedelta,
    left: set[str],
) -> None:
    await tells(store, "anna", limit(YEAR, next_night(NOW)) - older, "task")
    await decide_retention(YEAR, ADAM, clockwork.ports)

    await night(clockwork, watch)

    assert await talks(engine) == left


async def test_nothing_is_deleted_until_it_is_decided_and_after_it_is_switched_off(
    engine: AsyncEngine, store: SqlStore, watch: Watch, clockwork: Clockwork
) -> None:
    await tells(store, "anna", NOW - timedelta(days=3000), "task")
    before = await counts(engine)

    await night(clockwork, watch)
    await decide_retention(YEAR, ADAM, clockwork.ports)
    await decide_retention(None, ADAM, clockwork.ports)
    await night(clockwork, watch)

    assert await counts(engine) == before
    assert (await kept(clockwork.ports)).next is None


async def test_when_it_has_stopped_that_is_seen_and_saving_once_more_starts_it(
    engine: AsyncEngine, store: SqlStore, watch: Watch, clockwork: Clockwork
) -> None:
    await tells(store, "anna", NOW - timedelta(days=500), "task")
    await decide_retention(YEAR, ADAM, clockwork.ports)
    watch.now = next_night(watch.now)
    async with engine.begin() as db:
        await db.execute(update(agenda).values(state="parked"))

    stopped = await kept(clockwork.ports)
    await decide_retention(YEAR, ADAM, clockwork.ports)
    started = await kept(clockwork.ports)
    await night(clockwork, watch)

    assert (stopped.retention, stopped.next, stopped.conversations) == (YEAR, None, 1)
    assert started.next == next_night(NOW) + timedelta(days=1)
    assert await talks(engine) == set()


@pytest.mark.parametrize("task", ["task", None])
async def test_an_open_case_keeps_its_conversation_and_both_go_when_it_has_been_over_for_as_long(
    engine: AsyncEngine, store: SqlStore, watch: Watch, clockwork: Clockwork, task: str | None
) -> None:
    then = NOW - timedelta(days=800)
    await tells(store, "anna", then, task)
    case = await asks(store, "anna", then, task)
    await decide_retention(YEAR, ADAM, clockwork.ports)

    await night(clockwork, watch)
    held = await counts(engine)
    await becomes(engine, case, "closed", watch.now - timedelta(days=360))
    await night(clockwork, watch)
    over = await counts(engine)
    watch.now += timedelta(days=10)
    await night(clockwork, watch)

    assert (held["transcripts"], held["cases"], held["messages"]) == (1, 1, 2)
    assert (over["transcripts"], over["cases"], over["case_events"]) == (0, 1, 1)
    assert await counts(engine) == dict.fromkeys(held, 0)


async def test_the_card_of_a_case_goes_from_the_channel_with_it(
    engine: AsyncEngine, store: SqlStore, watch: Watch, clockwork: Clockwork
) -> None:
    case = await posted(clockwork, store)
    await becomes(engine, case.id, "solved", NOW - timedelta(days=400))
    async with engine.begin() as db:
        await db.execute(update(messages).values(at=NOW - timedelta(days=400)))
    before = await counts(engine)

    await decide_retention(YEAR, ADAM, clockwork.ports)
    await night(clockwork, watch)

    assert (before["messages"], before["cases"]) == (1, 1)
    assert await counts(engine) == dict.fromkeys(before, 0)


async def test_the_double_of_an_open_case_is_kept_with_it(
    engine: AsyncEngine, store: SqlStore, watch: Watch, clockwork: Clockwork
) -> None:
    then = NOW - timedelta(days=800)
    double, main = [await asks(store, "anna", then + timedelta(hours=each)) for each in range(2)]
    async with engine.begin() as db:
        number = await db.scalar(select(cases.c.number).where(cases.c.id == main))
        await db.execute(update(cases).where(cases.c.id == double).values(state="closed", double_of=number))
    await decide_retention(YEAR, ADAM, clockwork.ports)

    await night(clockwork, watch)
    held = (await counts(engine))["cases"]
    await becomes(engine, main, "withdrawn", then)
    await night(clockwork, watch)

    assert (held, (await counts(engine))["cases"]) == (2, 0)


async def test_the_coach_forgets_the_task_and_knows_nobody_of_whom_nothing_is_left(
    engine: AsyncEngine, store: SqlStore, watch: Watch, clockwork: Clockwork
) -> None:
    await tells(store, "anna", NOW - timedelta(days=500), "old")
    await tells(store, "bo", NOW - timedelta(days=20), "recent")
    await tells(store, "bo", NOW - timedelta(days=10), "new")
    await decide_retention(YEAR, ADAM, clockwork.ports)

    await night(clockwork, watch)

    async with engine.connect() as db:
        stored = (await db.execute(select(people.c.talk).order_by(people.c.id))).scalars().all()
    known = [Talk.model_validate_json(each) for each in stored]
    assert [each.interview.id if each.interview else None for each in known] == [None, "new"]
    assert known[0] == Talk()


async def test_what_was_to_be_said_about_a_deleted_task_is_not_said(
    engine: AsyncEngine, store: SqlStore, watch: Watch, clockwork: Clockwork
) -> None:
    await plan(store, NOW + timedelta(days=900))
    await decide_retention(YEAR, ADAM, clockwork.ports)
    watch.now += timedelta(days=400)

    await night(clockwork, watch)

    async with engine.connect() as db:
        assert set((await db.execute(select(agenda.c.kind))).scalars()) == {"retention"}
