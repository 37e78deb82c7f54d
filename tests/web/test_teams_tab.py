"""The pages as a tab in Teams: signed in with the token that Teams has, in a cookie of the tab's own."""

import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import ClientSession

from services.access import form_token
from tests.databases import NewDatabase
from tests.door.server import Server, rows, serving
from tests.fakes.minting import Order
from tests.fakes.provider import CLIENT
from tests.fakes.provider_client import BadProvider, provider_process
from tests.web.browsing import Answer
from tests.web.providing import Visit, fresh_browser

pytestmark = pytest.mark.slow
LIST, PUBLIC, HOST = "/coach/conversations", "https://coach.exempel.se", "coach.exempel.se"
FRAMED = {"Sec-Fetch-Dest": "iframe"}
SOUND = Order({"scp": "access_as_user", "azp": "1fec8e78-bce4-4aaf-ab1b-5451cc387264"})
AGO = int(time.time()) - 40_000

BAD: dict[str, Order] = {
    "an ID token": Order(),
    "another scope": Order({"scp": "User.Read access_as_user_too"}),
    "scopes as a list": Order({"scp": ["access_as_user"]}),
    "another issuer": replace(SOUND, claims={**SOUND.claims, "iss": "https://sts.windows.net/x/"}),
    "for another app": replace(SOUND, claims={**SOUND.claims, "aud": "another"}),
    "for another host": replace(SOUND, claims={**SOUND.claims, "aud": f"api://exempel.se/{CLIENT}"}),
    "for several": replace(SOUND, claims={**SOUND.claims, "aud": [CLIENT]}),
    "over": replace(SOUND, claims={**SOUND.claims, "exp": AGO, "iat": AGO - 9, "nbf": AGO - 9}),
    "without an end": replace(SOUND, without=("exp",)),
    "unsigned": replace(SOUND, alg="none"),
    "signed with the public key as a password": replace(SOUND, alg="HS256"),
    "another key": replace(SOUND, key="other_same_kid"),
    "an unknown key": replace(SOUND, key="unknown_kid"),
    "changed after signing": replace(SOUND, altered={"roles": ["admin"]}),
}


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with provider_process() as address:
        yield address


@pytest.fixture(scope="module")
def server(base_url: str, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Behind a proxy that does https; here it is spoken to as the proxy does."""
    settings = BadProvider(base_url, "tab", None).environment()  # type: ignore[arg-type]  # Nothing is asked.
    log = tmp_path_factory.mktemp("tab") / "log"
    with serving(new_database("sqlite"), {**settings, "PUBLIC_URL": PUBLIC}, log) as started:
        yield started


@pytest.fixture
async def visit(server: Server, base_url: str) -> AsyncIterator[Visit]:
    async with fresh_browser(server.url) as opened, ClientSession() as session:
        yield Visit(opened, BadProvider(base_url, "tab", session))


async def _hands_over(visit: Visit, token: str, **fields: str) -> Answer:
    sent = [("token", token), *fields.items()]
    return await visit.browser.post_raw("/sign-in/teams", sent, Origin=PUBLIC, **{"Sec-Fetch-Site": "same-origin"})


async def _cookie(visit: Visit, order: Order = SOUND, **fields: str) -> str:
    answer = await _hands_over(visit, await visit.provider.mint(order), **fields)
    assert answer.status == 204
    return next(each for each in _set(answer) if each.startswith("__Host-tab="))


def _set(answer: Answer) -> list[str]:
    """Every cookie that an answer sets."""
    headers: Any = answer.headers
    return list(headers.getall("Set-Cookie"))


@pytest.mark.parametrize("audience", [CLIENT, f"api://{HOST}/{CLIENT}"])
async def test_the_token_of_teams_signs_in_to_the_tab(visit: Visit, audience: str) -> None:
    cookie = await _cookie(visit, replace(SOUND, claims={**SOUND.claims, "aud": audience}))

    page = await visit.browser.get(LIST, Cookie=cookie.partition(";")[0], **FRAMED)

    assert cookie.partition("; ")[2] == "HttpOnly; Path=/; Secure; SameSite=None; Partitioned"
    assert (page.status, "Inloggad som Sofia" in page.text) == (200, True)
    assert "https://*.cloud.microsoft" in page.headers["Content-Security-Policy"].partition("frame-ancestors")[2]


@pytest.mark.parametrize("what", BAD)
async def test_a_token_that_is_not_right_signs_nobody_in(visit: Visit, server: Server, what: str) -> None:
    before = (await rows(server.database))["sessions"]

    answer = await _hands_over(visit, await visit.provider.mint(BAD[what]))

    assert answer.status == 400
    assert "Set-Cookie" not in answer.headers
    assert (await rows(server.database))["sessions"] == before
    assert server.logged("sign_in_failed")[-1]["way"] == "teams"


@pytest.mark.parametrize("token", ["", "a", "a.b.c", "." * 5, "a" * 100_000, "e30.e30.", "\0.\0.\0"])
async def test_what_is_no_token_signs_nobody_in(visit: Visit, token: str) -> None:
    assert (await _hands_over(visit, token)).status == 400


async def test_another_site_cannot_sign_anybody_in(visit: Visit) -> None:
    token = await visit.provider.mint(SOUND)

    sent = await visit.browser.post_raw("/sign-in/teams", [("token", token)], Origin="https://teams.microsoft.com")
    crossed = await visit.browser.post_raw("/sign-in/teams", [("token", token)], **{"Sec-Fetch-Site": "cross-site"})

    assert (sent.status, crossed.status) == (403, 403)


@pytest.mark.parametrize(
    ("path", "headers", "to"),
    [
        ("/coach", FRAMED, "/sign-in/teams?back=/coach"),
        ("/coach?tab=1", {}, "/sign-in/teams?back=/coach?tab%3D1"),
        (f"{LIST}?status=open", FRAMED, f"/sign-in/teams?back={LIST}?status%3Dopen"),
        (LIST, {"Cookie": "__Host-tab=over"}, f"/sign-in/teams?back={LIST}"),
        (LIST, {}, f"/sign-in?back={LIST}"),
        (LIST, {"Sec-Fetch-Dest": "document"}, f"/sign-in?back={LIST}"),
    ],
)
async def test_a_tab_is_sent_where_it_signs_in_by_itself(
    visit: Visit, path: str, headers: dict[str, str], to: str
) -> None:
    assert (await visit.browser.get(path, **headers)).to == to


async def test_the_page_of_a_tab_may_be_framed_by_teams_and_tells_the_way_out(visit: Visit) -> None:
    page = await visit.browser.get(f"/sign-in/teams?back={LIST}", **FRAMED)

    assert "https://teams.microsoft.com" in page.headers["Content-Security-Policy"]
    assert f'data-back="{LIST}"' in page.text
    assert 'href="/sign-in?back=%2Fcoach%2Fconversations" target="_blank"' in page.text
    assert "frame-ancestors 'none'" in (await visit.browser.get("/sign-in")).headers["Content-Security-Policy"]


@pytest.mark.parametrize("back", ["//exempel.se", "/\\exempel.se", "https://exempel.se", "javascript:alert(1)"])
async def test_a_tab_never_goes_on_to_another_site(visit: Visit, back: str) -> None:
    page = await visit.browser.get(f"/sign-in/teams?back={back}")

    assert 'data-back="/coach"' in page.text


async def test_signing_out_of_a_tab_ends_the_session_and_stays_where_teams_shows_it(
    visit: Visit, server: Server
) -> None:
    cookie = (await _cookie(visit)).partition(";")[0]
    before = (await rows(server.database))["sessions"]
    form = [("form", form_token(cookie.partition("=")[2]))]

    out = await visit.browser.post_raw("/sign-out", form, Origin=PUBLIC, Cookie=cookie)

    assert (out.status, out.to) == (303, "/sign-in/teams?out")
    assert "__Host-tab=; Max-Age=0; HttpOnly; Path=/; Secure; SameSite=None; Partitioned" in str(out.headers)
    assert (await rows(server.database))["sessions"] == before - 1
    assert "Du är utloggad" in (await visit.browser.get(out.to)).text


async def test_the_cookie_of_a_tab_is_no_way_around_the_token_of_a_form(visit: Visit) -> None:
    cookie = (await _cookie(visit)).partition(";")[0]

    assert (await visit.browser.post_raw("/language", [("language", "en")], Origin=PUBLIC, Cookie=cookie)).status == 403


async def test_a_tab_looks_as_teams_does_around_it(visit: Visit) -> None:
    token = await visit.provider.mint(SOUND)
    answer = await _hands_over(visit, token, theme="contrast")
    cookies = "; ".join(each.partition(";")[0] for each in _set(answer))

    page = await visit.browser.get(LIST, Cookie=cookies)
    other = await visit.browser.get(LIST, Cookie=f"{cookies}; __Host-theme=x")

    assert '<html lang="sv" data-theme="contrast">' in page.text
    assert "data-theme" not in other.text


async def test_the_cookies_of_the_browser_are_for_this_host_and_https_only(visit: Visit) -> None:
    begun = await visit.browser.post_raw("/sign-in/begin", [("back", LIST)], Origin=PUBLIC)
    cookie = begun.headers["Set-Cookie"]

    assert cookie.startswith("__Host-sign-in=")
    assert cookie.partition("; ")[2] == "HttpOnly; Max-Age=600; Path=/; SameSite=Lax; Secure"
    code, state = await visit.provider.code_for(begun.to)
    back = await visit.browser.get(f"/sign-in/return?code={code}&state={state}", Cookie=cookie.partition(";")[0])
    session = back.headers["Set-Cookie"]
    assert f"redirect_uri={PUBLIC}/sign-in/return" in begun.to
    assert session.startswith("__Host-session=")
    assert session.partition("; ")[2] == "HttpOnly; Path=/; SameSite=Lax; Secure"
    assert "max-age=63072000" in back.headers["Strict-Transport-Security"]
