"""The channel's keys: fetched once, kept when their source is down, renewed for a new one, and never on demand."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.keys import ChannelKeys, KeysDownError
from tests.databases import NewDatabase
from tests.door.guest import Guest
from tests.door.refusals import sent_with
from tests.door.server import serving
from tests.fakes import faults
from tests.fakes.client import FakeMicrosoft, fake_process
from tests.fakes.driver import TeamsDriver
from tests.fakes.faults import KEYS, METADATA, Fault
from tests.fakes.minting import Order

pytestmark = pytest.mark.slow
UNKNOWN = 200
"""Tokens with made-up key ids; ten thousand in the long run."""


@pytest.fixture
def alone() -> Iterator[str]:
    """A fake of one's own: its keys change."""
    with fake_process() as base_url:
        yield base_url


@pytest.fixture
async def own_fake(alone: str) -> AsyncIterator[FakeMicrosoft]:
    async with FakeMicrosoft.at(alone) as client:
        yield client


@pytest.fixture
async def keys(own_fake: FakeMicrosoft) -> AsyncIterator[ChannelKeys]:
    async with ClientSession() as session:
        yield ChannelKeys(session, own_fake.environment()["BOT_OPENID_METADATA_URL"])


async def test_a_fresh_server_fetches_the_keys_once_and_again_for_a_new_key(
    own_fake: FakeMicrosoft, new_database: NewDatabase, tmp_path: Path
) -> None:
    """A hundred first requests at once, then a rotation, then a flood of made-up key ids."""
    database = new_database("sqlite")
    with ExitStack() as stack:
        server = await asyncio.to_thread(
            stack.enter_context, serving(database, own_fake.environment(), tmp_path / "log")
        )
        async with TeamsDriver.to(server.url, own_fake) as driver:
            guests = [Guest.new(driver) for _ in range(100)]
            first = await asyncio.gather(*(sent_with(guest, Order()) for guest in guests))
            cold = await _fetches(own_fake)
            await own_fake.rotate_keys()
            rotated = await asyncio.gather(*(sent_with(guest, Order()) for guest in guests[:10]))
            warm = await _fetches(own_fake)
            made_up = [Order(key="unknown_kid", headers={"kid": f"kid-{number}"}) for number in range(UNKNOWN)]
            flood = await asyncio.gather(*(sent_with(guests[0], order) for order in made_up))

    assert ({each.status for each in first}, cold) == ({200}, 1)
    assert ({each.status for each in rotated}, warm) == ({200}, 2)
    assert ({each.status for each in flood}, await _fetches(own_fake)) == ({401}, 2)


@pytest.mark.parametrize("scope", [METADATA, KEYS])
@pytest.mark.parametrize(
    "fault",
    [faults.SERVER_ERROR, faults.HTML, faults.EMPTY_KEYS, faults.RESET, Fault(status=302), Fault(status=200, body=[])],
    ids=["500", "html", "no keys", "reset", "redirect", "a list"],
)
async def test_known_keys_count_while_their_source_is_broken(
    own_fake: FakeMicrosoft, keys: ChannelKeys, scope: str, fault: Fault
) -> None:
    assert await keys.key("good-1") is not None
    await own_fake.fail(scope, faults.lasting(fault))

    assert await keys.key("made-up") is None
    assert await keys.key("good-1") is not None


async def test_known_keys_count_at_once_while_their_source_is_silent(
    own_fake: FakeMicrosoft, keys: ChannelKeys
) -> None:
    await keys.key("good-1")
    await own_fake.fail_openid(faults.lasting(faults.HANG))
    waiting = asyncio.create_task(keys.key("made-up"))
    await asyncio.sleep(0)

    known = await keys.key("good-1")

    assert (known is not None, waiting.done()) == (True, False)
    waiting.cancel()


async def test_keys_without_an_id_are_passed_over(own_fake: FakeMicrosoft, keys: ChannelKeys) -> None:
    await own_fake.publish_keys_without_ids()

    with pytest.raises(KeysDownError):
        await keys.key("good-1")


async def test_all_who_wait_for_a_source_that_is_down_learn_it_from_one_attempt(
    own_fake: FakeMicrosoft, keys: ChannelKeys
) -> None:
    await own_fake.fail(METADATA, faults.lasting(faults.SERVER_ERROR))

    found = await asyncio.gather(*(keys.key("good-1") for _ in range(100)), return_exceptions=True)

    assert all(isinstance(each, KeysDownError) for each in found)
    assert (await own_fake.counts())["metadata"] == 1


async def _fetches(fake: FakeMicrosoft) -> int:
    counts = await fake.counts()
    assert counts["keys"] == counts["metadata"]
    return counts["keys"]
