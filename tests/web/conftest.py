"""The pages on each kind of database, with the local cast, and a stage to fill them from."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.databases import KINDS, NewDatabase, new_database, postgres
from tests.door.server import Server, serving
from tests.web.browsing import Browser, browser, signed_in
from tests.web.played import Stage, stage
from web.sign_in import CAST

__all__ = ["new_database", "postgres"]


@pytest.fixture(scope="session", params=KINDS)
def server(
    request: pytest.FixtureRequest, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """One server that the tests share: each brings its own people."""
    log = tmp_path_factory.mktemp("pages") / "log"
    with serving(new_database(request.param), {"LOCAL_SIGN_IN": "1", "PUBLIC_URL": ""}, log) as started:
        yield started


@pytest.fixture
async def played(server: Server) -> AsyncIterator[Stage]:
    async with stage(server.database) as opened:
        yield opened


@pytest.fixture
async def nobody(server: Server) -> AsyncIterator[Browser]:
    async with browser(server.url) as opened:
        yield opened


@pytest.fixture
async def anna(server: Server, played: Stage) -> AsyncIterator[Browser]:
    """An employee."""
    async with signed_in(server.url, played.store.sessions, CAST["anna"]) as opened:
        yield opened


@pytest.fixture
async def carla(server: Server, played: Stage) -> AsyncIterator[Browser]:
    """A coach."""
    async with signed_in(server.url, played.store.sessions, CAST["carla"]) as opened:
        yield opened


@pytest.fixture
async def adam(server: Server, played: Stage) -> AsyncIterator[Browser]:
    """An admin."""
    async with signed_in(server.url, played.store.sessions, CAST["adam"]) as opened:
        yield opened
