"""One fake Microsoft and, for each module, one server for each kind of database."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.databases import KINDS, NewDatabase, new_database, postgres
from tests.door.guest import Guest
from tests.door.server import Server, serving
from tests.fakes.client import FakeMicrosoft, bot_environment, fake_process
from tests.fakes.driver import TeamsDriver

__all__ = ["new_database", "postgres"]


@pytest.fixture(scope="session")
def microsoft() -> Iterator[str]:
    """The address of a fake Microsoft."""
    with fake_process() as base_url:
        yield base_url


@pytest.fixture
async def fake(microsoft: str) -> AsyncIterator[FakeMicrosoft]:
    async with FakeMicrosoft.at(microsoft) as client:
        yield client
        await client.heal()


@pytest.fixture(scope="module")
def server(microsoft: str, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on SQLite that a module's tests share; each brings its own people."""
    log = tmp_path_factory.mktemp("server") / "log"
    with serving(new_database("sqlite"), bot_environment(microsoft), log) as running:
        yield running


@pytest.fixture(scope="module", params=KINDS)
def any_server(
    request: pytest.FixtureRequest,
    microsoft: str,
    new_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    """The same on each kind of database."""
    log = tmp_path_factory.mktemp("server") / "log"
    with serving(new_database(request.param), bot_environment(microsoft), log) as running:
        yield running


@pytest.fixture
async def driver(server: Server, fake: FakeMicrosoft) -> AsyncIterator[TeamsDriver]:
    async with TeamsDriver.to(server.url, fake) as teams:
        yield teams


@pytest.fixture
async def any_driver(any_server: Server, fake: FakeMicrosoft) -> AsyncIterator[TeamsDriver]:
    async with TeamsDriver.to(any_server.url, fake) as teams:
        yield teams


@pytest.fixture
def guest(driver: TeamsDriver) -> Guest:
    return Guest.new(driver)


@pytest.fixture
def any_guest(any_driver: TeamsDriver) -> Guest:
    return Guest.new(any_driver)
