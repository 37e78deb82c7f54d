"""Signing in with a provider that speaks the standard, and what the provider says afterwards."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator

import pytest
from aiohttp import ClientSession

from tests.databases import KINDS, NewDatabase
from tests.door.server import Server, rows, serving
from tests.fakes.minting import Order
from tests.fakes.provider import CLIENT
from tests.fakes.provider_client import BadProvider, provider_process
from tests.web.browsing import COOKIE
from tests.web.providing import Visit, fresh_browser

pytestmark = pytest.mark.slow
NAME, LIST = "town", "/coach/conversations"


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with provider_process() as address:
        yield address


@pytest.fixture
async def provider(base_url: str) -> AsyncIterator[BadProvider]:
    async with ClientSession() as session:
        good = BadProvider(base_url, NAME, session)
        yield good
        await good.set(answers={}, person={}, rotates=False)


@pytest.fixture(scope="module", params=KINDS)
def server(
    request: pytest.FixtureRequest, base_url: str, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    settings = BadProvider(base_url, NAME, None).environment()  # type: ignore[arg-type]  # Nothing is asked.
    log = tmp_path_factory.mktemp("oidc") / "log"
    with serving(new_database(request.param), {**settings, "PUBLIC_URL": ""}, log) as started:
        yield started


@pytest.fixture
async def visit(server: Server, provider: BadProvider) -> AsyncIterator[Visit]:
    async with fresh_browser(server.url) as opened:
        yield Visit(opened, provider)


async def test_who_the_provider_vouches_for_is_signed_in_and_comes_back_to_where_they_were(visit: Visit) -> None:
    answer = await visit.signs_in(back=f"{LIST}?status=open")

    page = await visit.browser.get(answer.to)

    assert (answer.status, answer.to) == (303, f"{LIST}?status=open")
    assert (page.status, "Inloggad som Sofia" in page.text) == (200, True)


@pytest.mark.parametrize(
    "back",
    ["//exempel.se", "/\\exempel.se", "https://exempel.se", "%2f%2fexempel.se", "/a\r\nLocation: x", "/sign-out", ""],
)
async def test_nobody_is_sent_to_another_site_after_signing_in(visit: Visit, back: str) -> None:
    assert (await visit.signs_in(back=back)).to == "/"


async def test_every_sign_in_has_a_session_of_its_own_and_ends_the_one_before(visit: Visit, server: Server) -> None:
    await visit.signs_in()
    first = visit.browser.cookie
    before = (await rows(server.database))["sessions"]

    await visit.signs_in()

    assert visit.browser.cookie not in ("", first)
    assert (await rows(server.database))["sessions"] == before
    async with fresh_browser(server.url) as other:
        assert (await other.get(LIST, Cookie=f"{COOKIE}={first}")).to.startswith("/sign-in?")
        assert (await other.get(LIST, Cookie=f"{COOKIE}={visit.browser.cookie}")).status == 200


@pytest.mark.parametrize(
    ("roles", "status"),
    [(["coach"], 200), ("coach", 200), (["admin"], 403), ([], 403), (None, 403), ({"coach": 1}, 403), (["Coach"], 403)],
)
async def test_the_roles_are_those_that_the_provider_names(visit: Visit, roles: object, status: int) -> None:
    await visit.provider.set(person={"roles": roles})

    await visit.signs_in(Order({"roles": roles}))

    assert (await visit.browser.get(LIST)).status == status


async def test_roles_that_were_too_many_to_tell_are_none(visit: Visit, server: Server) -> None:
    left_out = {"_claim_names": {"roles": "src1"}, "_claim_sources": {"src1": {"endpoint": "https://exempel.se"}}}
    await visit.provider.set(person={"roles": None, **left_out})

    await visit.signs_in(Order({"roles": None}))

    assert (await visit.browser.get(LIST)).status == 403
    assert (server.logged("signed_in")[-1]["roles"], server.logged("signed_in")[-1]["left_out"]) == (0, True)


async def test_a_party_among_several_that_is_us_is_taken(visit: Visit) -> None:
    answer = await visit.signs_in(Order({"aud": [CLIENT, "another"], "azp": CLIENT}))

    assert answer.status == 303


async def test_a_role_that_was_taken_away_is_gone_at_the_next_request(visit: Visit) -> None:
    await visit.signs_in()
    before = await visit.browser.get(LIST)
    await visit.provider.set(person={"roles": []})

    after = await visit.browser.get(LIST)

    assert (before.status, after.status) == (200, 403)


async def test_who_is_no_longer_vouched_for_is_signed_out_at_the_next_request(visit: Visit, server: Server) -> None:
    await visit.signs_in()
    before = (await rows(server.database))["sessions"]
    await visit.provider.set(refresh={})

    page = await visit.browser.get(LIST)

    assert page.to == "/sign-in?back=/coach/conversations"
    assert (await rows(server.database))["sessions"] == before - 1
    assert server.logged("no_longer_vouched_for")[-1]["reason"] == "invalid_grant"


@pytest.mark.parametrize("answer", [{"status": 500}, {"body": "<html>"}, {"status": 503}, {"delay": 7}])
async def test_while_the_provider_is_down_nobody_gets_in_and_nobody_is_signed_out(
    visit: Visit, answer: dict[str, object]
) -> None:
    await visit.signs_in()
    await visit.provider.set(answers={"token": answer})

    down = [(await visit.browser.get(path)).status for path in (LIST, "/healthz", "/sign-in")]
    await visit.provider.set(answers={})

    assert down == [503, 200, 200]
    assert (await visit.browser.get(LIST)).status == 200


async def test_signing_out_works_while_the_provider_is_down(visit: Visit, server: Server) -> None:
    await visit.signs_in()
    cookie, before = visit.browser.cookie, (await rows(server.database))["sessions"]
    await visit.provider.set(answers={"token": {"status": 500}})

    out = await visit.browser.post("/sign-out")

    assert (out.status, (await rows(server.database))["sessions"]) == (303, before - 1)
    page = await visit.browser.get(out.to)
    assert f"{visit.provider.issuer}/leave?client_id={CLIENT}&amp;post_logout_redirect_uri=" in page.text
    assert (await visit.browser.get(LIST, Cookie=f"{COOKIE}={cookie}")).to.startswith("/sign-in?")


async def test_another_person_in_a_fresh_token_ends_the_session(visit: Visit) -> None:
    await visit.signs_in()
    await visit.provider.set(person={"sub": "somebody-else", "roles": ["coach", "admin"]})

    assert (await visit.browser.get(LIST)).to.startswith("/sign-in?")


async def test_many_requests_at_once_stay_signed_in_where_a_refresh_token_works_once(visit: Visit) -> None:
    await visit.provider.set(rotates=True)
    await visit.signs_in()

    pages = await asyncio.gather(*(visit.browser.get(LIST) for _ in range(20)))

    assert {page.status for page in pages} == {200}
    assert (await visit.browser.get(LIST)).status == 200


async def test_a_person_is_known_by_tenant_and_lasting_id_not_by_name_or_address(visit: Visit) -> None:
    oid = secrets.token_hex(8)
    person = {"tid": "t", "oid": oid, "sub": "for us only", "name": "Åsa\r\n\u202eÖ", "email": "asa@exempel.se"}
    await visit.provider.set(person=person)

    await visit.signs_in()
    page = await visit.browser.get(LIST)

    assert "Inloggad som ÅsaÖ" in page.text
    assert "asa@exempel.se" not in page.text
    assert oid not in page.text


async def test_the_words_of_another_language_are_used_where_a_sign_in_fails(visit: Visit) -> None:
    answer = await visit.browser.get("/sign-in/return?state=x", **{"Accept-Language": "en"})

    assert (answer.status, "Nobody was signed in" in answer.text) == (400, True)


async def test_the_form_may_lead_to_the_provider_and_nothing_else_may(visit: Visit) -> None:
    page = await visit.browser.get("/sign-in")
    other = await visit.browser.get("/sign-in/return")

    assert f"form-action 'self' {visit.provider.base_url};" in page.headers["Content-Security-Policy"]
    assert "form-action 'self';" in other.headers["Content-Security-Policy"]


async def test_who_reads_english_is_told_in_english_that_the_provider_is_down(visit: Visit) -> None:
    await visit.signs_in()
    await visit.browser.post("/language", {"language": "en", "back": LIST})
    await visit.provider.set(answers={"token": {"status": 500}})

    page = await visit.browser.get(LIST, **{"Accept-Language": "sv"})

    assert (page.status, page.headers["Retry-After"]) == (503, "10")
    assert "The sign-in service does not answer" in page.text
    assert f'href="{LIST}"' in page.text


async def test_a_slow_provider_holds_up_nobody_else(visit: Visit, server: Server) -> None:
    await visit.signs_in()
    await visit.provider.set(answers={"token": {"delay": 2}})
    waiting = asyncio.create_task(visit.browser.get(LIST))
    async with fresh_browser(server.url) as other:
        begun = asyncio.get_running_loop().time()

        statuses = [(await other.get(path)).status for path in ("/healthz", "/sign-in", "/static/site.css")]

        assert statuses == [200, 200, 200]
        assert asyncio.get_running_loop().time() - begun < 1.5
    assert (await waiting).status == 200
