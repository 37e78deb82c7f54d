"""Whatever is not right about a sign-in: nobody is signed in, and a page says how to begin again."""

import secrets
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.databases import NewDatabase
from tests.door.server import Server, rows, serving
from tests.fakes.minting import Order
from tests.fakes.provider import LIFE
from tests.fakes.provider_client import SOUND, BadProvider, provider_process
from tests.web.providing import Visit, fresh_browser

pytestmark = pytest.mark.slow
NAME, LIST = "everywhere", "/coach/conversations"
AGO, LATER = int(time.time()) - 10 * LIFE, int(time.time()) + 10 * LIFE

TOKENS: dict[str, Order] = {
    "another issuer": Order({"iss": "https://login.exempel.se"}),
    "an issuer with a slash": Order({"iss": f"http://127.0.0.1/{NAME}/"}),
    "no issuer": Order(without=("iss",)),
    "for another client": Order({"aud": "another"}),
    "for nobody": Order(without=("aud",)),
    "for several, without a party": Order({"aud": ["7d1c2b3a-4e5f-4a6b-8c7d-9e0f1a2b3c4d", "another"]}),
    "for another party": Order({"azp": "another"}),
    "for an object": Order({"aud": {"7d1c2b3a-4e5f-4a6b-8c7d-9e0f1a2b3c4d": 1}}),
    "another nonce": Order({"nonce": "another"}),
    "no nonce": Order(without=("nonce",)),
    "an empty nonce": Order({"nonce": ""}),
    "over": Order({"exp": AGO, "iat": AGO - 5, "nbf": AGO - 5}),
    "without an end": Order(without=("exp",)),
    "an end that is no number": Order({"exp": "never"}),
    "an end that is true": Order({"exp": True}),
    "an end that is endless": Order({"exp": 1e300}),
    "from the future": Order({"iat": LATER, "exp": LATER + 5}),
    "without a beginning": Order(without=("iat",)),
    "not valid yet": Order({"nbf": LATER, "exp": LATER + 5}),
    "unsigned": Order(alg="none"),
    "signed with the public key as a password": Order(alg="HS256"),
    "another algorithm than announced": Order(alg="RS512"),
    "another family of algorithms": Order(alg="ES256"),
    "padded otherwise": Order(alg="PS256"),
    "another key under a known id": Order(key="other_same_kid"),
    "an unknown key": Order(key="unknown_kid"),
    "a key that it brings along": Order(key="attacker_jwk"),
    "no key named, of several": Order(key="no_kid"),
    "changed after signing": Order(altered={"roles": ["admin"]}),
    "an algorithm that its head lies about": Order(headers={"alg": "none"}),
    "a critical extension": Order(headers={"crit": ["x"], "x": 1}),
    "a key id that is no word": Order(headers={"kid": 7}),
    "about nobody": Order(without=("sub",)),
    "about an object": Order({"sub": {"a": 1}}),
    "about somebody with an endless id": Order({"sub": "a" * 300}),
}
TOKEN_ANSWERS: dict[str, tuple[dict[str, Any], int]] = {
    "the code is refused": ({"status": 400, "body": '{"error": "invalid_grant"}'}, 400),
    "an error with 200": ({"body": '{"error": "access_denied"}'}, 400),
    "an error that is an object": ({"status": 400, "body": '{"error": {"a": "<script>"}}'}, 400),
    "no ID token": ({"body": '{"access_token": "a", "token_type": "Bearer"}'}, 400),
    "an ID token that is none": ({"body": '{"id_token": "abc"}'}, 400),
    "an ID token that is a number": ({"body": '{"id_token": 7}'}, 400),
    "an ID token that is endless": ({"body": '{"id_token": "' + "a" * 100_000 + '.b.c"}'}, 400),
    "we are refused": ({"status": 401, "body": '{"error": "invalid_client"}'}, 503),
    "it is broken": ({"status": 500, "body": "oops"}, 503),
    "tokens with a refusal": ({"status": 400}, 503),
    "tokens of a broken one": ({"status": 500}, 503),
    "it is elsewhere": ({"status": 302, "headers": {"Location": "/token"}}, 503),
    "a page": ({"body": "<html>", "headers": {"Content-Type": "text/html"}}, 503),
    "a list": ({"body": "[]"}, 503),
    "too much": ({"body": '{"id_token": "', "size": 2_000_000}, 503),
    "packed": ({"headers": {"Content-Encoding": "gzip"}}, 503),
    "too deep": ({"body": "[" * 100_000}, 503),
    "too late": ({"delay": 7}, 503),
}
QUERIES: dict[str, dict[str, str]] = {
    "no state": {"state": ""},
    "another state": {"state": "another"},
    "no code": {"code": ""},
    "another code": {"code": "another"},
    "an error": {"error": "access_denied"},
    "an error that is long": {"error": "x" * 5_000},
    "an error that would be a line of its own": {"error": 'a"}\n{"event": "signed in'},
    "from another issuer": {"iss": "https://login.exempel.se"},
}


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with provider_process() as address:
        yield address


@pytest.fixture
async def provider(base_url: str) -> AsyncIterator[BadProvider]:
    async with ClientSession() as session:
        good = BadProvider(base_url, NAME, session)
        yield good
        await good.set(answers={}, person={})


@pytest.fixture(scope="module")
def server(base_url: str, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = BadProvider(base_url, NAME, None).environment()  # type: ignore[arg-type]  # Nothing is asked.
    with serving(new_database("sqlite"), {**settings, "PUBLIC_URL": ""}, tmp_path_factory.mktemp("oidc") / "log") as it:
        yield it


@pytest.fixture
async def visit(server: Server, provider: BadProvider) -> AsyncIterator[Visit]:
    async with fresh_browser(server.url) as opened:
        yield Visit(opened, provider)


async def _is_refused(visit: Visit, server: Server, status: int = 400) -> None:
    """Nobody is signed in; one line of the log says so, without what was sent."""
    page = await visit.browser.get(LIST)

    assert page.to.startswith("/sign-in?back=")
    assert (await rows(server.database))["sessions"] == 0
    if status == 400:
        last = server.logged("sign_in_failed")[-1]
        assert last["why"] == "security"
        assert len(str(last["reason"])) < 40


@pytest.mark.parametrize("what", TOKENS)
async def test_a_token_that_is_not_right_signs_nobody_in(visit: Visit, server: Server, what: str) -> None:
    answer = await visit.signs_in(TOKENS[what])

    assert answer.status == 400
    assert "Ingen har loggats in" in answer.text
    assert 'href="/sign-in"' in answer.text
    await _is_refused(visit, server)


@pytest.mark.parametrize("what", TOKEN_ANSWERS)
async def test_an_answer_that_is_not_right_signs_nobody_in(visit: Visit, server: Server, what: str) -> None:
    told, status = TOKEN_ANSWERS[what]
    begun = await visit.begins()
    code, state = await visit.provider.code_for(begun.to)
    await visit.provider.set(answers={"token": told})

    answer = await visit.returns(code=code, state=state)

    assert answer.status == status
    assert ("Ingen har loggats in" if status == 400 else "Just nu går det inte att fråga") in answer.text
    assert 'href="/sign-in"' in answer.text
    assert "secret words" not in server.log.read_text()
    await _is_refused(visit, server, status)


@pytest.mark.parametrize("what", QUERIES)
async def test_a_way_back_that_is_not_right_signs_nobody_in(visit: Visit, server: Server, what: str) -> None:
    answer = await visit.signs_in(SOUND, LIST, **QUERIES[what])

    assert answer.status == 400
    await _is_refused(visit, server)


async def test_a_way_back_works_once(visit: Visit, server: Server) -> None:
    begun = await visit.begins()
    code, state = await visit.provider.code_for(begun.to)
    first = await visit.returns(code=code, state=state)

    second = await visit.returns(code=code, state=state)
    await visit.browser.post("/sign-out")

    assert (first.status, second.status) == (303, 400)
    await _is_refused(visit, server)


async def test_a_way_back_that_failed_once_is_over(visit: Visit, server: Server) -> None:
    begun = await visit.begins()
    code, state = await visit.provider.code_for(begun.to)
    await visit.returns(state=state, error="server_error")

    assert (await visit.returns(code=code, state=state)).status == 400
    await _is_refused(visit, server)


async def test_a_code_works_once(visit: Visit, server: Server) -> None:
    """Somebody who saw a code cannot put it into a sign-in of their own."""
    begun = await visit.begins()
    code, _ = await visit.provider.code_for(begun.to)
    own = await visit.begins()
    _, state = await visit.provider.code_for(own.to)

    assert (await visit.returns(code=code, state=state)).status == 400
    await _is_refused(visit, server)


async def test_another_browser_cannot_finish_a_sign_in(visit: Visit, server: Server) -> None:
    begun = await visit.begins()
    code, state = await visit.provider.code_for(begun.to)
    async with fresh_browser(server.url) as other:
        theirs = Visit(other, visit.provider)
        answer = await theirs.returns(code=code, state=state)
        await _is_refused(theirs, server)

    assert answer.status == 400
    assert (await visit.returns(code=code, state=state)).status == 400


async def test_a_browser_with_a_sign_in_of_its_own_cannot_finish_anothers(visit: Visit, server: Server) -> None:
    begun = await visit.begins()
    code, state = await visit.provider.code_for(begun.to)
    async with fresh_browser(server.url) as other:
        theirs = Visit(other, visit.provider)
        await theirs.begins()

        assert (await theirs.returns(code=code, state=state)).status == 400
        await _is_refused(theirs, server)


async def test_another_site_cannot_begin_a_sign_in(visit: Visit, server: Server) -> None:
    before = (await rows(server.database))["sign_ins"]

    sent = await visit.browser.post_raw("/sign-in/begin", [("back", "/")], Origin="https://exempel.se")

    assert sent.status == 403
    assert (await rows(server.database))["sign_ins"] == before


async def test_nothing_that_was_handed_over_stands_in_the_log(visit: Visit, server: Server) -> None:
    marked = f"marked-{secrets.token_hex(8)}"
    token = Order({"name": marked, "nonce": marked, "email": f"{marked}@exempel.se"})

    await visit.signs_in(token)
    await visit.signs_in(state=marked)
    await visit.signs_in(error=marked)

    assert marked not in server.log.read_text()
