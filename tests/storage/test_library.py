"""Content that was published by another replica: made ready beside the turns, which go on with what they have."""

import asyncio

import pytest

from knowledge.model import Revision
from knowledge.parse import dump
from services.library import Library, publish
from services.ports import TryAgainError
from storage.store import SqlStore
from tests.cast import NAMES, greeting, shipped
from tests.storage.turns import NOW

pytestmark = pytest.mark.slow


async def test_what_another_replica_published_is_used_as_soon_as_it_is_ready(store: SqlStore) -> None:
    await _publish(store, shipped())
    library = Library(store, NAMES, shipped())
    assert (await library.latest()).number == 1
    await _publish(store, greeting("Hej två"))

    at_once = await library.latest()
    later = await _when_ready(library, 2)

    assert at_once.number == 1
    assert later == "Hej två"
    assert (await library.at(1)).number == 1


async def test_what_is_published_here_is_ready_before_it_can_be_asked_for(store: SqlStore) -> None:
    await _publish(store, shipped())
    library = Library(store, NAMES, shipped())
    await library.latest()
    content = greeting("Hej här")

    number = await library.adopt(await library.trial(content), lambda: _publish(store, content))

    assert (await library.current(number)).revision.wording.welcome.hello.sv == "Hej här"


async def test_old_revisions_are_let_go_and_read_again_when_somebody_still_talks_with_them(store: SqlStore) -> None:
    library = Library(store, NAMES, shipped(), kept=2)
    for number in range(1, 5):
        await _publish(store, greeting(f"Hej {number}"))
        await library.at(number)
    first = await library.at(1)

    assert first.revision.wording.welcome.hello.sv == "Hej 1"
    assert (await library.latest()).number == 4
    assert await library.at(1) is first
    for number in range(2, 4):
        await library.at(number)
    assert await library.at(1) is not first


async def test_of_two_who_publish_at_once_the_second_is_compared_with_the_first(
    store: SqlStore, twin: SqlStore
) -> None:
    await _publish(store, shipped())
    twice = ((store, greeting("Hej ett")), (twin, greeting("Hej två")))

    numbers = await asyncio.gather(*(publish(to, each, by="test", note="test", at=NOW) for to, each in twice))

    assert set(numbers) == {2, 3}
    with pytest.raises(TryAgainError):
        await store.publish(dump(shipped()), by="test", note="stale", at=NOW, after=1)


async def _publish(store: SqlStore, revision: Revision) -> int:
    return await store.publish(dump(revision), by="test", note="test", at=NOW)


async def _when_ready(library: Library, number: int) -> str:
    for _ in range(2_000):
        knowledge = await library.latest()
        if knowledge.number == number:
            return knowledge.revision.wording.welcome.hello.sv
        await asyncio.sleep(0.01)
    raise TimeoutError
