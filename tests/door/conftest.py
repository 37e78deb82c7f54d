"""One fake Microsoft, and one server for each kind of database."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.databases import KINDS, Kind, NewDatabase, database, new_database, postgres
from tests.door.guest import Guest
from tests.door.server import Server, serving
from tests.fakes.client import FakeMicrosoft, bot_environment, fake_process
from tests.fakes.driver import TeamsDriver

__all__ = ["database", "new_database", "postgres"]


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


@pytest.fixture(scope="session")
def servers(
    microsoft: str, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Kind], Server]]:
    """One server for each kind of database, started when it is first asked for."""
    started: dict[Kind, Server] = {}
    with ExitStack() as stack:

        def of(kind: Kind) -> Server:
            if kind not in started:
                log = tmp_path_factory.mktemp("server") / "log"
                life = serving(new_database(kind), bot_environment(microsoft), log)
                started[kind] = stack.enter_context(life)
            return started[kind]

        yield of


@pytest.fixture(scope="module", params=KINDS)
def open_server(
    request: pytest.FixtureRequest, microsoft: str, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server of a module's own where a channel that asks for cases gets them at once."""
    settings = {**bot_environment(microsoft), "LOCAL_SIGN_IN": "1"}
    with serving(new_database(request.param), settings, tmp_path_factory.mktemp("open") / "log") as started:
        yield started


@pytest.fixture(scope="session")
def server(servers: Callable[[Kind], Server]) -> Server:
    """A server on SQLite that all tests share; each brings its own people."""
    return servers("sqlite")


@pytest.fixture(scope="session", params=KINDS)
def any_server(request: pytest.FixtureRequest, servers: Callable[[Kind], Server]) -> Server:
    """The same on each kind of database."""
    return servers(request.param)


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
