"""What "radera mina data" leaves: nothing, or with a case what the case needs."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.store import SqlStore
from storage.tables import (
    audit,
    case_events,
    cases,
    conversations,
    data_links,
    erase_requests,
    messages,
    people,
    tasks,
)
from tests.storage.turns import NOW, TASK, incoming, keep, keep_turn, later, of_task, open_case, out, turn

pytestmark = pytest.mark.usefixtures("engine")
PERSONAL = (messages, tasks, data_links, cases, case_events, erase_requests)


async def test_without_a_case_everything_is_deleted(store: SqlStore, engine: AsyncEngine) -> None:
    await _lived(store)

    assert await _erase(store) is False

    assert await _counts(engine) == dict.fromkeys([table.name for table in PERSONAL], 0)
    assert await _talk(engine) == "{}"


async def test_with_a_case_its_task_and_messages_stay_and_a_request_is_made(
    store: SqlStore, engine: AsyncEngine
) -> None:
    await _lived(store)
    await open_case(store, incoming("m5"), TASK.id)

    assert await _erase(store) is True

    left = {"messages": 2, "tasks": 1, "data_links": 0, "cases": 1, "case_events": 1, "erase_requests": 1}
    assert await _counts(engine) == left


async def test_erasing_twice_makes_one_request(store: SqlStore, engine: AsyncEngine) -> None:
    await _lived(store)
    await open_case(store, incoming("m5"), TASK.id)

    await _erase(store)
    await _erase(store)

    assert (await _counts(engine))["erase_requests"] == 1


async def test_somebody_elses_data_stay(store: SqlStore, engine: AsyncEngine) -> None:
    await keep(store, incoming("m1", "bo"), out("Hej Bo"))
    await _lived(store)

    await _erase(store)

    assert (await _counts(engine))["messages"] == 2


async def test_an_erasure_is_on_the_trail_without_a_name(store: SqlStore, engine: AsyncEngine) -> None:
    await _lived(store)

    await _erase(store)

    async with engine.connect() as connection:
        trail = [tuple(row) for row in await connection.execute(select(audit.c.who, audit.c.what, audit.c.object))]
    assert trail[-1] == ("person", "erased", "person 1")


async def test_a_link_shows_everything_until_its_time_is_over(store: SqlStore) -> None:
    await _lived(store)

    found = await store.data("token", later(minutes=29))

    assert found is not None
    assert [said["text"] for said in found.messages] == ["hej", "Hej", "hej", "Fråga"]
    assert [task["title"] for task in found.tasks] == ["Listor"]
    assert await store.data("token", later(minutes=30)) is None
    assert await store.data("another", NOW) is None


async def _lived(store: SqlStore) -> None:
    """Two turns, one of them in a task, and a link to the data."""
    await keep(store, incoming("m1"), out("Hej"))
    await keep_turn(store, of_task(turn(incoming("m2"), out("Fråga"))))
    async with store.begin() as unit:
        entered = await unit.enter(incoming("m3"))
        assert entered is not None
        await unit.link(entered, "token", later(minutes=30))


async def _erase(store: SqlStore) -> bool:
    async with store.begin() as unit:
        entered = await unit.enter(incoming("m9"))
        assert entered is not None
        return await unit.erase(entered, NOW)


async def _counts(engine: AsyncEngine) -> dict[str, int]:
    async with engine.connect() as connection:
        return {
            table.name: int(await connection.scalar(select(func.count()).select_from(table)) or 0) for table in PERSONAL
        }


async def _talk(engine: AsyncEngine) -> str:
    async with engine.connect() as connection:
        query = select(people.c.talk).join(conversations, conversations.c.person == people.c.id)
        return str(await connection.scalar(query))
