"""The fake's tokens have exactly the defects they were ordered with, and its keys come and go as told."""

from typing import Any

import jwt
import pytest
from aiohttp import ClientSession

from tests.fakes import faults
from tests.fakes.client import FakeMicrosoft
from tests.fakes.minting import Order
from tests.fakes.world import APP_ID, ISSUER

pytestmark = pytest.mark.slow


def published(keys: list[dict[str, Any]], token: str) -> jwt.PyJWK:
    kid = jwt.get_unverified_header(token)["kid"]
    return jwt.PyJWK(next(key for key in keys if key["kid"] == kid))


async def test_a_token_is_sound_unless_something_else_is_asked_for(fake: FakeMicrosoft) -> None:
    token = await fake.mint()

    claims = jwt.decode(token, published(await fake.published_keys(), token), ["RS256"], audience=APP_ID, issuer=ISSUER)
    assert claims["serviceurl"] == fake.service_url


@pytest.mark.parametrize("alg", ["RS384", "RS512", "PS256", "ES256"])
async def test_other_algorithms_are_properly_signed(fake: FakeMicrosoft, alg: Any) -> None:
    token = await fake.mint(Order(alg=alg))

    key = published(await fake.published_keys(), token)
    assert jwt.decode(token, key.key, [alg], audience=APP_ID)["iss"] == ISSUER


@pytest.mark.parametrize(
    "order",
    [
        Order(key="other_same_kid"),
        Order(key="other_same_kid", headers={"jku": "https://attacker.example/keys"}),
        Order(altered={"aud": "else"}),
        Order(alg="HS256"),
        Order(alg="none"),
    ],
)
async def test_a_bad_token_names_a_published_key_that_did_not_sign_it(fake: FakeMicrosoft, order: Order) -> None:
    token = await fake.mint(order)

    key = published(await fake.published_keys(), token)
    with pytest.raises(jwt.InvalidTokenError):
        jwt.decode(token, key.key, ["RS256"], audience=APP_ID)


async def test_an_attackers_token_carries_the_key_that_signed_it(fake: FakeMicrosoft) -> None:
    token = await fake.mint(Order(key="attacker_jwk"))

    header = jwt.get_unverified_header(token)
    assert jwt.decode(token, jwt.PyJWK(header["jwk"]), ["RS256"], audience=APP_ID)["iss"] == ISSUER
    assert header["kid"] not in [key["kid"] for key in await fake.published_keys()]


@pytest.mark.parametrize(
    ("order", "header"),
    [
        (Order(key="unknown_kid"), "attacker"),
        (Order(key="no_kid"), None),
        (Order(headers={"kid": "k" * 10_000}), "k" * 10_000),
    ],
)
async def test_the_key_may_be_named_wrongly(fake: FakeMicrosoft, order: Order, header: str | None) -> None:
    assert jwt.get_unverified_header(await fake.mint(order)).get("kid") == header


@pytest.mark.parametrize(
    ("key", "endorsements"), [("unendorsed", None), ("empty_endorsements", []), ("endorsed_elsewhere", ["slack"])]
)
async def test_a_key_may_lack_the_endorsement(fake: FakeMicrosoft, key: Any, endorsements: Any) -> None:
    kid = jwt.get_unverified_header(await fake.mint(Order(key=key)))["kid"]

    (found,) = [key for key in await fake.published_keys() if key["kid"] == kid]
    assert found.get("endorsements") == endorsements


async def test_claims_can_be_changed_and_left_out(fake: FakeMicrosoft) -> None:
    order = Order(claims={"aud": [APP_ID], "exp": 10**20, "iss": None}, without=("nbf",))

    claims = jwt.decode(await fake.mint(order), options={"verify_signature": False})

    assert claims == {"serviceurl": fake.service_url, "aud": [APP_ID], "exp": 10**20, "iss": None}


async def test_after_a_rotation_only_the_new_key_is_published(fake: FakeMicrosoft) -> None:
    before = await fake.mint()

    kid = await fake.rotate_keys()

    keys = await fake.published_keys()
    assert jwt.get_unverified_header(before)["kid"] not in [key["kid"] for key in keys]
    assert published(keys, await fake.mint()).key_id == kid


async def test_the_openid_documents_fail_as_told_and_count_their_fetches(fake: FakeMicrosoft) -> None:
    url = fake.environment()["BOT_OPENID_METADATA_URL"]
    await fake.fail_openid(faults.SERVER_ERROR, faults.HTML)

    async with ClientSession() as session:
        kinds = []
        for _ in range(3):
            async with session.get(url) as response:
                kinds.append((response.status, response.content_type))

    assert kinds == [(500, "application/json"), (200, "text/html"), (200, "application/json")]
    assert (await fake.counts())["metadata"] == 3


async def test_keys_can_be_published_without_their_ids(fake: FakeMicrosoft) -> None:
    await fake.publish_keys_without_ids()
    assert not [key for key in await fake.published_keys() if "kid" in key]

    await fake.heal()

    assert [key for key in await fake.published_keys() if "kid" in key]
