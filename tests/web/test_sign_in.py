"""Signing in as a standard provider has it, as the local cast, and not at all."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.databases import NewDatabase
from tests.door.server import Server, rows, serving
from tests.web.browsing import Browser, browser
from tests.web.providing import fresh_browser
from tests.web.standard_provider import StandardProvider, standard_provider

pytestmark = pytest.mark.slow
LIST = "/coach/conversations"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandardProvider]:
    with standard_provider(tmp_path_factory.mktemp("provider") / "log") as started:
        yield started


@pytest.fixture(scope="module")
def pages(
    provider: StandardProvider, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("pages") / "log"
    with serving(new_database("sqlite"), {**provider.environment(), "PUBLIC_URL": ""}, log) as started:
        yield started


@pytest.fixture
async def opened(pages: Server) -> AsyncIterator[Browser]:
    async with fresh_browser(pages.url) as window:
        yield window


async def _signs_in(window: Browser, provider: StandardProvider, who: str, back: str = LIST) -> str:
    """Gives back where the person ends up."""
    begun = await window.post("/sign-in/begin", {"back": back})
    returned = (await provider.signs_in(begun.to, who)).removeprefix(window.url)
    return (await window.get(returned)).to


async def test_a_coach_signs_in_reads_and_signs_out(opened: Browser, provider: StandardProvider) -> None:
    await provider.gives("carla", name="Carla Coach", roles=["coach"])
    page = await opened.get("/sign-in")

    assert 'action="/sign-in/begin"' in page.text
    assert await _signs_in(opened, provider, "carla") == LIST
    assert "Inloggad som Carla Coach" in (await opened.get(LIST)).text
    assert (await opened.get("/admin")).status == 403
    out = await opened.post("/sign-out")
    assert f"{provider.url}/oauth2/end_session?client_id=pages" in (await opened.get(out.to)).text
    assert (await opened.get(LIST)).to == f"/sign-in?back={LIST}"


async def test_an_admin_who_is_also_a_coach_has_both(opened: Browser, provider: StandardProvider) -> None:
    await provider.gives("adam", name="Adam Admin", roles=["admin", "coach"])

    await _signs_in(opened, provider, "adam")

    assert [(await opened.get(path)).status for path in (LIST, "/admin")] == [200, 200]


async def test_who_has_no_role_is_told_where_the_coach_is(opened: Browser, provider: StandardProvider) -> None:
    await provider.gives("anna", name="Anna")

    assert await _signs_in(opened, provider, "anna", "/") == "/"
    assert "Automationscoachen finns i Teams" in (await opened.get("/")).text
    assert (await opened.get(LIST)).status == 403


async def test_who_says_no_at_the_provider_is_not_signed_in(opened: Browser, provider: StandardProvider) -> None:
    begun = await opened.post("/sign-in/begin", {"back": LIST})

    back = await opened.get((await provider.denies(begun.to)).removeprefix(opened.url))

    assert (back.status, "Ingen har loggats in" in back.text) == (400, True)


async def test_a_role_that_is_taken_away_or_given_counts_at_the_next_request(
    opened: Browser, provider: StandardProvider
) -> None:
    await provider.gives("carla", name="Carla Coach", roles=["coach"])
    await _signs_in(opened, provider, "carla")
    statuses = []

    for roles in (["coach"], [], ["admin"], ["coach"]):
        await provider.gives("carla", name="Carla Coach", roles=roles)
        statuses.append((await opened.get(LIST)).status)

    assert statuses == [200, 403, 403, 200]


async def test_who_is_thrown_out_there_is_thrown_out_here(
    opened: Browser, provider: StandardProvider, pages: Server
) -> None:
    await provider.gives("carla", name="Carla Coach", roles=["coach"])
    await _signs_in(opened, provider, "carla")
    before = (await rows(pages.database))["sessions"]

    await provider.revokes("carla")

    assert (await opened.get(LIST)).to.startswith("/sign-in?")
    assert (await rows(pages.database))["sessions"] == before - 1


async def test_without_any_way_to_sign_in_a_sentence_says_what_to_set_and_no_old_session_counts(
    new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> None:
    database, logs = new_database("sqlite"), tmp_path_factory.mktemp("none")
    with serving(database, {"LOCAL_SIGN_IN": "1", "PUBLIC_URL": ""}, logs / "before") as local:
        async with browser(local.url, "carla") as window:
            cookie, before = window.cookie, await window.get(LIST)
    with serving(database, {"LOCAL_SIGN_IN": "0", "PUBLIC_URL": ""}, logs / "after") as server:
        async with browser(server.url) as window:
            page, old = await window.get("/sign-in"), await window.get(LIST, Cookie=f"session={cookie}")
            sent = [await window.post_raw(path, [], Origin=server.url) for path in ("/sign-in/begin", "/sign-in/teams")]
            back = [await window.get(path) for path in ("/sign-in/return?state=x", "/sign-in/teams")]

    assert (before.status, old.to) == (200, f"/sign-in?back={LIST}")
    assert (page.status, "OIDC_ISSUER" in page.text) == (503, True)
    assert [each.status for each in sent + back] == [404, 404, 404, 404]


async def test_too_many_sign_ins_from_one_address_are_stopped(pages: Server) -> None:
    async with fresh_browser(pages.url) as window:
        statuses = [(await window.post("/sign-in/begin", {"back": "/"})).status for _ in range(32)]

    assert (statuses[:30], statuses[30:]) == ([303] * 30, [429] * 2)
