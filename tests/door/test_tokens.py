"""Only Teams gets in: the table of tokens, row by row. A refused request leaves no trace."""

import base64
import json
from typing import Any

import pytest

from tests.door.guest import Guest
from tests.door.refusals import After, at, nothing_happens, sent_spoiled, sent_with, tenant_of
from tests.door.server import Server
from tests.fakes.minting import Order
from tests.fakes.people import STRANGER
from tests.fakes.world import APP_ID, TENANT

pytestmark = pytest.mark.slow

HOUR = 3600
EMULATOR = f"https://sts.windows.net/{TENANT}/"


def unsigned(payload: object) -> str:
    parts = [{"alg": "none"}, payload]
    return ".".join(base64.urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in parts) + "."


HEADERS = {
    "2 none": None,
    "3 empty": "",
    "4 the scheme alone": "Bearer",
    "4 the scheme and a space": "Bearer ",
    "5 no scheme": "{token}",
    "5 basic": "Basic {token}",
    "5 potato": "Potato {token}",
    "6 lower case": "bearer {token}",
    "6 two spaces": "Bearer  {token}",
    "6 three parts": "Bearer {token} more",
    "7 no token at all": "Bearer not-a-jwt",
    "7 two segments": "Bearer eyJhbGciOiJSUzI1NiJ9.e30",
    "7 no base64": "Bearer !!!.###.***",
    "7 base64 of nothing": "Bearer AAAA.AAAA.AAAA",
    "7 a list for a header": "Bearer W10.W10.W10",
    "7 100 kB": "Bearer " + "a" * 100_000,
    "8 unsigned by hand": f"Bearer {unsigned({'aud': APP_ID, 'exp': 10**10})}",
}

FORGED = {
    "8 alg none": Order(alg="none"),
    "9 key confusion": Order(alg="HS256"),
    "10 RS384": Order(alg="RS384"),
    "10 RS512": Order(alg="RS512"),
    "10 ES256": Order(alg="ES256"),
    "10 PS256": Order(alg="PS256"),
    "11 another key under a good id": Order(key="other_same_kid"),
    "11 an unknown key": Order(key="unknown_kid"),
    "12 the attacker's key in the header": Order(key="attacker_jwk"),
    "13 no kid": Order(key="no_kid"),
    "13 a number for a kid": Order(headers={"kid": 7}),
    "13 a list for a kid": Order(headers={"kid": ["good-1"]}),
    "13 an empty kid": Order(headers={"kid": ""}),
    "13 10 kB of kid": Order(headers={"kid": "k" * 10_000}),
    "14 altered": Order(altered={"aud": APP_ID, "nbf": 1}),
    "15 an hour too late": Order(claims={"exp": After(-HOUR)}),
    "15 six minutes too late": Order(claims={"exp": After(-360)}),
    "17 an hour too early": Order(claims={"nbf": After(HOUR)}),
    "17 a day too early": Order(claims={"nbf": After(24 * HOUR)}),
    "17 nbf a text": Order(claims={"nbf": "soon"}),
    "18 no exp": Order(without=("exp",)),
    "18 exp a text": Order(claims={"exp": After(HOUR, as_a=str)}),
    "18 exp a fraction": Order(claims={"exp": After(HOUR, as_a=lambda moment: moment + 0.5)}),
    "18 exp negative": Order(claims={"exp": -1}),
    "18 exp far away": Order(claims={"exp": 10**20}),
    "18 exp null": Order(claims={"exp": None}),
    "18 exp true": Order(claims={"exp": True}),
    "19 another issuer": Order(claims={"iss": "https://api.botframework.com.evil.example"}),
    "19 a slash more": Order(claims={"iss": "https://api.botframework.com/"}),
    "19 no issuer": Order(without=("iss",)),
    "19 a list of issuers": Order(claims={"iss": ["https://api.botframework.com"]}),
    "19 an object for an issuer": Order(claims={"iss": {"a": 1}}),
    "20 another audience": Order(claims={"aud": "00000000-0000-0000-0000-000000000000"}),
    "20 no audience": Order(without=("aud",)),
    "20 an empty audience": Order(claims={"aud": ""}),
    "20 capitals": Order(claims={"aud": APP_ID.upper()}),
    "21 a list of audiences": Order(claims={"aud": [APP_ID]}),
    "21 a number": Order(claims={"aud": 7}),
    "22 nobody": Order(claims={"iss": "https://api.botframework.com"}, key="other_same_kid"),
    "23 no serviceurl": Order(without=("serviceurl",)),
    "23 an empty serviceurl": Order(claims={"serviceurl": ""}),
    "23 another host": Order(claims={"serviceurl": "https://smba.trafficmanager.net/emea/"}),
    "23 no text": Order(claims={"serviceurl": ["https://smba.trafficmanager.net/emea/"]}),
    "31 emulator 1.0": Order(claims={"iss": EMULATOR, "appid": APP_ID, "ver": "1.0"}),
    "31 emulator 2.0": Order(claims={"iss": EMULATOR, "azp": APP_ID, "ver": "2.0"}),
    "32 emulator without version": Order(claims={"iss": EMULATOR, "appid": APP_ID}),
    "32 emulator of version 9": Order(claims={"iss": EMULATOR, "appid": APP_ID, "ver": "9.0"}),
    "32 emulator without app": Order(claims={"iss": EMULATOR, "ver": "2.0"}),
    "32 emulator of another app": Order(claims={"iss": EMULATOR, "azp": TENANT, "ver": "2.0"}),
    "33 forged emulator": Order(claims={"iss": EMULATOR, "azp": APP_ID, "ver": "2.0"}, key="other_same_kid"),
    "34 a skill": Order(claims={"aud": TENANT, "appid": APP_ID, "ver": "2.0"}),
    "36 our own sign-in": Order(claims={"iss": f"https://login.microsoftonline.com/{TENANT}/v2.0"}),
    "36 another resource": Order(claims={"aud": "https://graph.microsoft.com", "iss": EMULATOR}),
}

SOUND = {
    "1 sound": Order(),
    "16 four minutes late": Order(claims={"exp": After(-240)}),
    "17 four minutes early": Order(claims={"nbf": After(240)}),
    "17 no nbf": Order(without=("nbf",)),
    "30 another endorsed key": Order(key="spare"),
}

HOSTS = [
    "https://evil.example/",
    "https://169.254.169.254/",
    "http://169.254.169.254/latest/",
    "http://localhost:8080/",
    "https://localhost/",
    "https://smba.trafficmanager.net@evil.example/",
    "https://evil.example\\@smba.trafficmanager.net/",
    "https://smba.trafficmanager.net.evil.example/",
    "https://x.botframework.com.evil.com/",
    "https://evilbotframework.com/",
    "https://smba.trafficmanager.net:8443/",
    "http://smba.trafficmanager.net/",
    "ftp://smba.trafficmanager.net/",
    "//smba.trafficmanager.net/",
    "https:///smba.trafficmanager.net/",
    "https://[::1]/",
    "https://smba.trafficmanager.net/?to=https://evil.example",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
async def test_a_request_without_a_token_is_refused(server: Server, guest: Guest, header: str | None) -> None:
    token = await guest.driver.fake.mint()
    authorization = {} if header is None else {"Authorization": header.format(token=token)}
    body = json.dumps(guest.seat.message("hjälp")).encode()

    async with nothing_happens(server, guest):
        answer = await guest.driver.post_raw(body, {"Content-Type": "application/json", **authorization})

    assert answer.status == 401


@pytest.mark.parametrize("order", FORGED.values(), ids=FORGED)
async def test_a_bad_token_is_refused(server: Server, guest: Guest, order: Order) -> None:
    async with nothing_happens(server, guest):
        assert (await sent_with(guest, order)).status == 401


@pytest.mark.parametrize("order", SOUND.values(), ids=SOUND)
async def test_a_sound_token_is_let_through(guest: Guest, order: Order) -> None:
    assert (await sent_with(guest, order)).status == 200
    assert len(await guest.news()) == 1


@pytest.mark.parametrize("claimed", ["http://x/teams", "HTTP://X/teams/"], ids=["24 no slash", "24 capitals"])
async def test_the_same_service_url_may_be_written_in_two_ways(guest: Guest, claimed: str) -> None:
    host = guest.seat.service_url.split("/")[2]
    order = Order(claims={"serviceurl": claimed.replace("http://x", f"http://{host}").replace("X", host)})

    assert (await sent_with(guest, order)).status == 200


@pytest.mark.parametrize("claims", [Order(), Order(without=("serviceurl",))], ids=["25 claim", "25 no claim"])
@pytest.mark.parametrize("url", [None, "", 7])
async def test_an_activity_has_to_say_where_replies_go(server: Server, guest: Guest, claims: Order, url: Any) -> None:
    token = await guest.driver.fake.mint(claims)

    async with nothing_happens(server, guest):
        answer = await guest.driver.post_with(token, guest.seat.message("hjälp", serviceUrl=url))

    assert answer.status == 400


@pytest.mark.parametrize("url", HOSTS)
async def test_replies_go_to_no_other_host(server: Server, guest: Guest, url: str) -> None:
    async with nothing_happens(server, guest):
        assert (await sent_with(at(guest, url), Order())).status == 403


@pytest.mark.parametrize(
    ("channel", "status"), [("slack", 403), ("webchat", 403), ("emulator", 403), ("MSTEAMS", 403), ("", 400), (7, 400)]
)
async def test_only_the_channel_of_teams_is_served(server: Server, guest: Guest, channel: Any, status: int) -> None:
    async with nothing_happens(server, guest):
        assert (await sent_spoiled(guest, channelId=channel)).status == status


async def test_an_activity_without_a_channel_is_refused(server: Server, guest: Guest) -> None:
    async with nothing_happens(server, guest):
        assert (await sent_spoiled(guest, channelId=None)).status == 400


@pytest.mark.parametrize("key", ["unendorsed", "empty_endorsements", "endorsed_elsewhere"])
async def test_a_key_has_to_be_endorsed_for_teams(server: Server, guest: Guest, key: Any) -> None:
    async with nothing_happens(server, guest):
        assert (await sent_with(guest, Order(key=key))).status == 403


@pytest.mark.parametrize(
    ("data", "conversation"),
    [(STRANGER.tenant, STRANGER.tenant), (STRANGER.tenant, TENANT), (TENANT, STRANGER.tenant), (None, None)],
)
async def test_only_one_tenant_is_served(
    server: Server, guest: Guest, data: str | None, conversation: str | None
) -> None:
    fields = tenant_of(guest.seat.message(""), data=data, conversation=conversation)

    async with nothing_happens(server, guest):
        assert (await sent_spoiled(guest, **fields)).status == 403
