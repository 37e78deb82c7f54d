"""What the provider announces is checked, kept, and read again when that is needed and no more often."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession

from services.access import Session, digest
from storage.engine import open_engine
from storage.schema import upgrade
from storage.store import SqlStore
from tests.databases import NewDatabase
from tests.fakes.minting import Order
from tests.fakes.provider import CLIENT, SECRET
from tests.fakes.provider_client import BadProvider, provider_process
from web.oidc.line import Client, ProviderDownError
from web.oidc.provider import Answered, OpenId, Registration
from web.oidc.trust import UntrustedError

pytestmark = pytest.mark.slow
BACK = "http://127.0.0.1:1/sign-in/return"
OLD, NEW = "an old secret that is long enough", "a new secret that is long enough"


@dataclass
class Pages:
    """What stands behind the pages, as often as there are processes."""

    store: SqlStore
    bad: BadProvider
    now: datetime = field(default_factory=lambda: datetime.now(UTC))  # noqa: TID251 - tokens of the fake are of now
    opened: list[OpenId] = field(default_factory=list)

    def process(self, *secrets: str, every: timedelta = timedelta(0)) -> OpenId:
        registration = Registration(self.bad.issuer, Client(CLIENT, SECRET), "roles", secrets or (NEW,), every)
        self.opened.append(OpenId(registration, self.store.sessions, self.store.attempts, lambda: self.now))
        return self.opened[-1]

    async def signed_in(self, process: OpenId, order: Order | None = None) -> Session:
        address = await process.address("browser", "/coach", BACK)
        code, state = await self.bad.code_for(address, order or Order())
        token, _ = await process.finish(Answered({"code": code, "state": state}, "browser", BACK))
        session = await self.store.sessions.find(digest(token))
        assert session is not None
        return session


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with provider_process() as address:
        yield address


@pytest.fixture
async def pages(base_url: str, new_database: NewDatabase) -> AsyncIterator[Pages]:
    engine = open_engine(new_database("sqlite"))
    await upgrade(engine)
    async with ClientSession() as session:
        opened = Pages(SqlStore(engine), BadProvider(base_url, secrets.token_hex(4), session))
        yield opened
        for process in opened.opened:
            await process.close()
    await engine.dispose()


METADATA: dict[str, dict[str, Any]] = {
    "of another issuer": {"issuer": "https://login.exempel.se"},
    "of no issuer": {"issuer": None},
    "without a place for keys": {"jwks_uri": None},
    "with a token endpoint that others can listen to": {"token_endpoint": "http://login.exempel.se/token"},
    "with a page that is a program": {"authorization_endpoint": "javascript:alert(1)"},
    "with an address that is none": {"jwks_uri": "https://[::1"},
}
ANSWERS: dict[str, dict[str, Any]] = {
    "is broken": {"status": 500},
    "is not there": {"status": 404},
    "is garbage": {"body": "{"},
    "is a list": {"body": "[]"},
    "is too long": {"body": '{"issuer": "', "size": 2_000_000},
    "is packed": {"headers": {"Content-Encoding": "gzip"}},
    "is elsewhere": {"status": 302, "headers": {"Location": "/keys"}},
}
KEYS: dict[str, Any] = {
    "none": {"keys": []},
    "no list": {"keys": {"a": 1}},
    "secret ones": {"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "good-1"}]},
    "half ones": {"keys": [{"kty": "RSA", "n": "AQAB", "kid": "good-1"}, 7, None]},
    "short ones": {"keys": [{"kty": "RSA", "n": "x" * 86, "e": "AQAB", "kid": "good-1"}]},
    "for encryption": {"keys": [{"kty": "RSA", "n": "x" * 342, "e": "AQAB", "kid": "good-1", "use": "enc"}]},
}


@pytest.mark.parametrize("what", METADATA)
async def test_metadata_that_is_not_right_is_not_used(pages: Pages, what: str) -> None:
    await pages.bad.set(documents={"metadata": METADATA[what]})

    with pytest.raises(ProviderDownError):
        await pages.process().address("browser", "/", BACK)


@pytest.mark.parametrize("what", ANSWERS)
@pytest.mark.parametrize("part", ["metadata", "keys"])
async def test_without_metadata_or_keys_nobody_signs_in_until_they_are_there(
    pages: Pages, part: str, what: str
) -> None:
    await pages.bad.set(answers={part: ANSWERS[what]})
    process = pages.process()

    with pytest.raises(ProviderDownError):
        await pages.signed_in(process)
    await pages.bad.set(answers={})

    assert (await pages.signed_in(process)).identity.name == "Sofia"


@pytest.mark.parametrize("what", KEYS)
async def test_keys_that_are_none_are_not_used(pages: Pages, what: str) -> None:
    await pages.bad.set(documents={"keys": KEYS[what]})

    with pytest.raises(ProviderDownError):
        await pages.signed_in(pages.process())


async def test_a_provider_that_is_silent_costs_five_seconds_once_for_all_who_wait(pages: Pages) -> None:
    await pages.bad.set(answers={"metadata": {"delay": 20}})
    process, loop = pages.process(), asyncio.get_running_loop()
    begun = loop.time()

    waited = await asyncio.gather(
        *(process.address(f"{number}", "/", BACK) for number in range(20)), return_exceptions=True
    )

    assert {type(each) for each in waited} == {ProviderDownError}
    assert 4 < loop.time() - begun < 8
    assert (await pages.bad.counts())["metadata"] == 1


async def test_metadata_and_keys_are_read_once(pages: Pages) -> None:
    process = pages.process()

    for _ in range(3):
        await pages.signed_in(process)

    counts = await pages.bad.counts()
    assert (counts["metadata"], counts["keys"]) == (1, 1)


async def test_a_new_key_is_found_and_its_provider_is_asked_once(pages: Pages) -> None:
    process = pages.process()
    await pages.signed_in(process)
    await pages.bad.rotate()

    sessions = await asyncio.gather(*(pages.signed_in(process) for _ in range(5)))

    assert len(sessions) == 5
    assert (await pages.bad.counts())["keys"] == 2


async def test_unknown_keys_lead_to_one_question_a_minute_whoever_sends_how_many(pages: Pages) -> None:
    process = pages.process()
    await pages.signed_in(process)

    for _ in range(5):
        with pytest.raises(UntrustedError, match="unknown key"):
            await pages.signed_in(process, Order(key="unknown_kid"))

    assert (await pages.bad.counts())["keys"] == 2


async def test_known_keys_count_while_their_place_is_down(pages: Pages) -> None:
    process = pages.process()
    await pages.signed_in(process)
    await pages.bad.set(answers={"keys": {"status": 500}, "metadata": {"status": 500}})

    assert (await pages.signed_in(process)).identity.name == "Sofia"


async def test_two_processes_that_ask_at_once_keep_the_session(pages: Pages) -> None:
    """The provider takes each refresh token once: one of the two is refused, and goes on with what the other got."""
    one, other = pages.process(), pages.process()
    await pages.bad.set(rotates=True)
    session = await pages.signed_in(one)
    pages.now += timedelta(seconds=1)

    for _ in range(5):
        found = await asyncio.gather(one.still(session), other.still(session))
        assert None not in found
        pages.now += timedelta(seconds=1)


async def test_roles_are_believed_for_as_long_as_the_setting_says(pages: Pages) -> None:
    process = pages.process(every=timedelta(seconds=60))
    session = await pages.signed_in(process)
    await pages.bad.set(person={"roles": []})

    pages.now += timedelta(seconds=59)
    before = await process.still(session)
    pages.now += timedelta(seconds=1)
    after = await process.still(session)

    assert (before and before.identity.claims, after and after.identity.claims) == (("coach",), ())


async def test_a_new_secret_first_and_the_old_one_after_it_change_nothing_for_who_is_signed_in(pages: Pages) -> None:
    session = await pages.signed_in(pages.process(OLD))
    pages.now += timedelta(seconds=1)

    assert await pages.process(NEW, OLD).still(session) is not None
    pages.now += timedelta(seconds=1)
    assert await pages.process(NEW).still(session) is not None, "it was sealed again with the new one"
    pages.now += timedelta(seconds=1)
    assert await pages.process(OLD).still(session) is None


async def test_what_is_stored_of_a_session_tells_no_refresh_token(pages: Pages) -> None:
    await pages.bad.set(documents={}, person={})
    session = await pages.signed_in(pages.process())

    assert session.identity.refresh is not None
    assert session.identity.refresh.startswith("gAAAA")


async def test_without_a_refresh_token_a_session_ends_with_its_id_token(pages: Pages) -> None:
    await pages.bad.set(answers={})
    process = pages.process()
    address = await process.address("browser", "/coach", BACK)
    code, state = await pages.bad.code_for(address)
    token = await pages.bad.mint(Order({"nonce": address.split("nonce=")[1].split("&")[0]}))
    await pages.bad.set(answers={"token": {"body": f'{{"id_token": "{token}"}}'}})

    session, _ = await process.finish(Answered({"code": code, "state": state}, "browser", BACK))

    found = await pages.store.sessions.find(digest(session))
    assert found is not None
    assert timedelta(minutes=59) < found.ends - pages.now < timedelta(minutes=61)
    assert await process.still(found) == found
    assert (await pages.bad.counts())["token"] == 1


async def test_who_takes_longer_than_ten_minutes_begins_again(pages: Pages) -> None:
    process = pages.process()
    code, state = await pages.bad.code_for(await process.address("browser", "/", BACK))
    pages.now += timedelta(minutes=10)

    with pytest.raises(UntrustedError, match="too late"):
        await process.finish(Answered({"code": code, "state": state}, "browser", BACK))


@pytest.mark.parametrize("algorithm", ["RS256", "RS512", "PS256", "ES256"])
async def test_what_a_provider_announces_to_sign_with_is_taken(pages: Pages, algorithm: Any) -> None:
    told = {"id_token_signing_alg_values_supported": [algorithm, "HS256", "none"]}
    await pages.bad.set(documents={"metadata": told})

    assert (await pages.signed_in(pages.process(), Order(alg=algorithm))).identity.name == "Sofia"
    for never in ("HS256", "none"):
        with pytest.raises(UntrustedError, match="algorithm"):
            await pages.signed_in(pages.process(), Order(alg=never))


async def test_a_provider_with_one_key_need_not_name_it(pages: Pages) -> None:
    async with pages.bad.session.get(f"{pages.bad.issuer}/keys") as response:
        keys = (await response.json())["keys"]
    await pages.bad.set(documents={"keys": {"keys": [each for each in keys if each["kid"] == "good-1"]}})

    assert (await pages.signed_in(pages.process(), Order(key="no_kid"))).identity.name == "Sofia"


@pytest.mark.parametrize(
    ("answer", "there"),
    [
        ({"body": '{"sub": "somebody", "roles": ["admin"]}'}, True),
        ({"body": '{"sub": "another", "roles": ["admin"]}'}, False),
        ({"body": '{"roles": ["admin"]}'}, False),
        ({"status": 401, "body": "{}"}, False),
    ],
)
async def test_where_no_fresh_id_token_is_given_the_page_about_the_person_counts(
    pages: Pages, answer: dict[str, Any], *, there: bool
) -> None:
    process = pages.process()
    session = await pages.signed_in(process)
    pages.now += timedelta(seconds=1)
    await pages.bad.set(answers={"token": {"body": '{"access_token": "a"}'}, "userinfo": answer})

    found = await process.still(session)

    assert (found.identity.claims if found else None) == (("admin",) if there else None)
    assert found is None or (found.identity.name, found.identity.refresh) == ("Sofia", session.identity.refresh)
