"""Deleting what is no longer kept, night by night for years, and when a process is killed in the middle."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.agenda import Clockwork
from services.announcing import Announcer
from services.decisions import decide_retention, limit, look_at, next_night
from services.disposal import dispose
from storage.store import SqlStore
from tests.storage.clockwork import working
from tests.storage.keeping import ADAM, YEAR, asks, becomes, counts, night, talks, tells, told
from tests.storage.test_outbox import Watch
from tests.storage.turns import NOW


@pytest.fixture
def watch() -> Watch:
    return Watch(NOW)


@pytest.fixture
async def clockwork(engine: AsyncEngine, watch: Watch) -> Clockwork:
    return await working(engine, watch)


async def test_a_part_that_is_killed_is_done_again_and_counted_once(
    engine: AsyncEngine, store: SqlStore, watch: Watch, clockwork: Clockwork
) -> None:
    for number in range(120):
        await tells(store, f"p{number}", NOW - timedelta(days=400 + number), f"t{number}")
    before = await counts(engine)
    await decide_retention(YEAR, ADAM, clockwork.ports)
    watch.now = next_night(watch.now)
    await clockwork.work_due()
    after_one = await counts(engine)

    with pytest.raises(RuntimeError):
        await _killed(store, clockwork, watch)
    after_kill = await counts(engine)
    while await clockwork.work_due():
        pass

    parts = await told(engine)
    assert 0 < after_one["transcripts"] < before["transcripts"]
    assert after_kill == after_one
    assert (await counts(engine))["messages"] == 0
    assert [sum(int(str(each[name])) for each in parts) for name in ("conversations", "messages", "tasks")] == [
        before["transcripts"],
        before["messages"],
        before["tasks"],
    ]


@pytest.mark.parametrize("months", [1, 13])
async def test_three_years_night_by_night(
    engine: AsyncEngine, store: SqlStore, watch: Watch, clockwork: Clockwork, months: int
) -> None:
    """Somebody new every 23 days; every third comes back later; every fifth has a case, half of them open."""
    rule, alive = replace(YEAR, months=months), dict[str, datetime]()
    held: set[str] = set()
    said = 0
    await decide_retention(rule, ADAM, clockwork.ports)
    for day in range(0, 3 * 365, 23):
        watch.now = NOW + timedelta(days=day)
        name = f"t{day}"
        await tells(store, f"p{day}", watch.now, name)
        alive[name], said = watch.now, said + 1
        if day % 5 == 0:
            case = await asks(store, f"p{day}", watch.now, name)
            held |= {name} if day % 2 == 0 else set()
            if day % 2:
                await becomes(engine, case, "closed", watch.now)
        if day % 3 == 0 and (back := f"t{day - 115}") in alive:
            await tells(store, f"p{day - 115}", watch.now, back)
            alive[back], said = watch.now, said + 1
        await night(clockwork, watch)
        alive = {key: at for key, at in alive.items() if key in held or at >= limit(rule, watch.now)}

        assert await talks(engine) == set(alive)

    left, parts = await counts(engine), await told(engine)
    assert sum(int(str(each["conversations"])) for each in parts) == 48 - len(alive)
    assert left["tasks"] == len(alive)
    assert sum(int(str(each["messages"])) for each in parts) + left["messages"] == 2 * said


async def _killed(store: SqlStore, clockwork: Clockwork, watch: Watch) -> None:
    """A process that does a part, and is gone before it is written."""
    ports = clockwork.ports
    async with store.begin() as unit:
        announcer = Announcer(unit, await ports.library.latest(), ports.write, ports.settings, watch.now)
        await dispose(look_at(watch.now), announcer)
        raise RuntimeError("killed")
