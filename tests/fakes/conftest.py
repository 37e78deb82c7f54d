"""One fake for the tests of the fake."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.fakes.client import FakeMicrosoft, fake_process


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    with fake_process() as url:
        yield url


@pytest.fixture
async def fake(base_url: str) -> AsyncIterator[FakeMicrosoft]:
    async with FakeMicrosoft.at(base_url) as client:
        await client.reset()
        yield client
