"""A server of its own for what publishes: other tests talk with the content that is shipped."""

from collections.abc import AsyncIterator, Iterator

import pytest

from services.access import Identity
from tests.databases import KINDS, NewDatabase
from tests.door.server import Server, serving
from tests.web.browsing import Browser, signed_in
from tests.web.knowledge.desk import Admin
from tests.web.played import Stage


@pytest.fixture(scope="module", params=KINDS)
def server(
    request: pytest.FixtureRequest, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("editing") / "log"
    with serving(new_database(request.param), {"LOCAL_SIGN_IN": "1", "PUBLIC_URL": ""}, log) as started:
        yield started


@pytest.fixture
async def admin(adam: Browser) -> Admin:
    """Adam, with a draft that is the same as what is published."""
    found = Admin(adam)
    await found.take_back()
    return found


@pytest.fixture
async def other(server: Server, played: Stage) -> AsyncIterator[Admin]:
    """An admin besides Adam."""
    berit = Identity("local", "local-berit", "Berit", ("admin",), "local")
    async with signed_in(server.url, played.store.sessions, berit) as opened:
        yield Admin(opened)
