"""The fake Microsoft keeps its promises."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time
from typing import Any

import pytest
from aiohttp import ClientConnectionError, ClientSession

from tests.fakes import faults
from tests.fakes.calls import Call
from tests.fakes.client import FakeMicrosoft
from tests.fakes.faults import Fault
from tests.fakes.people import ANNA, CARLA, Chat
from tests.fakes.wire import Seat
from tests.fakes.world import SCOPE

pytestmark = pytest.mark.slow

HELLO = {"type": "message", "text": "Hej!"}
CHAT = "a:1anna"


@dataclass(frozen=True)
class Bot:
    """The least that a bot does to speak."""

    fake: FakeMicrosoft
    session: ClientSession

    async def token(self, **changes: str) -> tuple[int, dict[str, Any]]:
        settings = self.fake.environment()
        form = {
            "grant_type": "client_credentials",
            "client_id": settings["MicrosoftAppId"],
            "client_secret": settings["MicrosoftAppPassword"],
            "scope": SCOPE,
        }
        async with self.session.post(settings["BOT_TOKEN_URL"], data=form | changes) as response:
            return response.status, await response.json()

    async def call(self, method: str, path: str, body: Any = None, token: str | None = None) -> int:
        token = token or (await self.token())[1]["access_token"]
        url = f"{self.fake.service_url}v3/conversations{path}"
        headers = {"Authorization": f"Bearer {token}"}
        async with self.session.request(method, url, json=body, headers=headers) as response:
            return response.status

    async def send(self, conversation: str = CHAT, token: str | None = None) -> int:
        return await self.call("POST", f"/{conversation}/activities", HELLO, token)


@pytest.fixture
async def bot(fake: FakeMicrosoft) -> AsyncIterator[Bot]:
    async with ClientSession() as session:
        yield Bot(fake, session)


def shape(call: Call) -> tuple[str, str | None, int | None, bool]:
    return call.operation, call.activity_id, call.status, call.delivered


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer made-up", "Basic abc"])
async def test_the_connector_wants_a_token_of_its_own(fake: FakeMicrosoft, header: str | None) -> None:
    url = f"{fake.service_url}v3/conversations/{CHAT}/activities"
    headers = {} if header is None else {"Authorization": header}

    async with ClientSession() as session, session.post(url, json=HELLO, headers=headers) as response:
        assert response.status == 401

    (call,) = await fake.calls(CHAT)
    assert (call.authorized, call.delivered, await fake.sent(CHAT)) == (False, False, [])


async def test_a_revoked_token_is_refused(fake: FakeMicrosoft, bot: Bot) -> None:
    token = (await bot.token())[1]["access_token"]
    assert await bot.send(token=token) == 201

    await fake.revoke_tokens()

    assert await bot.send(token=token) == 401


async def test_a_token_ends_when_its_time_is_up(fake: FakeMicrosoft, bot: Bot) -> None:
    await fake.change(expires_in=0)

    status, body = await bot.token()

    assert (status, body["expires_in"]) == (200, 0)
    assert await bot.send(token=body["access_token"]) == 401


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"client_secret": "wrong"}, (401, "invalid_client")),
        ({"scope": "https://graph.microsoft.com/.default"}, (400, "invalid_scope")),
        ({"grant_type": "password"}, (400, "unsupported_grant_type")),
    ],
)
async def test_the_token_endpoint_checks_the_form(bot: Bot, changes: dict[str, str], answer: tuple[int, str]) -> None:
    status, body = await bot.token(**changes)

    assert (status, body["error"]) == answer


async def test_every_call_is_recorded_in_order(fake: FakeMicrosoft, bot: Bot) -> None:
    chat = "19:team@thread.tacv2;messageid=17"
    await bot.send(chat)
    await bot.call("POST", f"/{chat}/activities/17", HELLO)
    (first, second) = await fake.calls(chat)
    await bot.call("PUT", f"/{chat}/activities/{first.activity_id}", HELLO)
    await bot.call("DELETE", f"/{chat}/activities/{second.activity_id}")

    assert [shape(call) for call in await fake.calls(chat)] == [
        ("send", first.activity_id, 201, True),
        ("reply", second.activity_id, 201, True),
        ("update", first.activity_id, 200, True),
        ("delete", second.activity_id, 200, True),
    ]
    assert (second.reply_to, first.service_path) == ("17", "/teams/")


async def test_one_person_has_one_conversation(fake: FakeMicrosoft, bot: Bot) -> None:
    wanted = {"isGroup": False, "members": [{"id": ANNA.teams_id}], "activity": HELLO}

    assert [await bot.call("POST", "", wanted) for _ in range(2)] == [201, 201]

    first, second = await fake.calls()
    assert (first.operation, first.conversation) == ("create", second.conversation)
    assert await fake.sent(first.conversation) == [HELLO, HELLO]


async def test_a_new_thread_in_a_channel_is_named_after_its_first_message(fake: FakeMicrosoft, bot: Bot) -> None:
    await bot.call("POST", "", {"channelData": {"channel": {"id": "19:c@thread.tacv2"}}, "activity": HELLO})

    (call,) = await fake.calls()

    assert call.conversation == f"19:c@thread.tacv2;messageid={call.activity_id}"


async def test_members_are_those_who_were_seated(fake: FakeMicrosoft, bot: Bot) -> None:
    await fake.seat(CHAT, ANNA)

    assert await bot.call("GET", f"/{CHAT}/members/{ANNA.aad_id}") == 200
    assert await bot.call("GET", f"/{CHAT}/members/{CARLA.aad_id}") == 404


async def test_faults_come_in_order_and_a_conversations_own_come_first(fake: FakeMicrosoft, bot: Bot) -> None:
    await fake.fail("connector", faults.BAD_GATEWAY)
    await fake.fail_in(CHAT, faults.throttled(2), faults.NO_FAULT, faults.BLOCKED_BY_USER)

    assert [await bot.send() for _ in range(5)] == [429, 201, 403, 502, 201]
    assert [call.delivered for call in await fake.calls()] == [False, True, False, False, True]


async def test_a_message_may_arrive_although_the_answer_is_an_error(fake: FakeMicrosoft, bot: Bot) -> None:
    await fake.fail("connector", faults.but_delivered(faults.GATEWAY_TIMEOUT))

    assert await bot.send() == 504

    assert await fake.sent(CHAT) == [HELLO]


@pytest.mark.parametrize(("fault", "shown"), [(faults.RESET, []), (faults.but_delivered(faults.RESET), [HELLO])])
async def test_a_connection_breaks_before_or_after_delivery(
    fake: FakeMicrosoft, bot: Bot, fault: Fault, shown: list[Any]
) -> None:
    await fake.fail("connector", fault)

    with pytest.raises(ClientConnectionError):
        await bot.send()

    assert await fake.sent(CHAT) == shown


async def test_a_lasting_fault_stays_until_it_is_healed(fake: FakeMicrosoft, bot: Bot) -> None:
    await fake.fail("connector", faults.lasting(faults.UNAVAILABLE))
    assert [await bot.send() for _ in range(3)] == [503, 503, 503]

    await fake.heal()

    assert await bot.send() == 201


async def test_a_hanging_call_never_answers(fake: FakeMicrosoft, bot: Bot) -> None:
    await fake.fail("connector", faults.HANG)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await bot.send()

    assert [call.status for call in await fake.calls()] == [None]


def test_a_retry_after_may_be_a_date() -> None:
    header = faults.throttled_until(30).headers["Retry-After"]

    assert 28 <= parsedate_to_datetime(header).timestamp() - time() <= 30


async def test_latency_belongs_to_a_conversation(fake: FakeMicrosoft, bot: Bot) -> None:
    token = (await bot.token())[1]["access_token"]
    await fake.delay_in(CHAT, 60)

    assert await bot.send("a:1other", token) == 201
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await bot.send(token=token)


async def test_the_platforms_limits_can_be_enforced(fake: FakeMicrosoft, bot: Bot) -> None:
    token = (await bot.token())[1]["access_token"]
    await fake.change(enforce_limits=True)

    assert sorted([await bot.send(token=token) for _ in range(9)])[-2:] == [429, 429]
    assert await bot.send("a:1other", token) == 201


async def test_a_call_can_be_waited_for(fake: FakeMicrosoft, bot: Bot) -> None:
    waiting = asyncio.create_task(fake.wait_for(CHAT, 2))
    await bot.send()
    assert not waiting.done()

    await bot.send()

    assert [call.activity for call in await waiting] == [HELLO, HELLO]


def test_a_message_looks_as_teams_sends_it() -> None:
    activity = Seat(ANNA, Chat.in_channel("Ärenden", thread="17"), "https://x/").mention("hjälp")

    assert activity["text"] == "<at>Automationscoachen</at> hjälp"
    assert activity["conversation"]["conversationType"] == "channel"
    assert activity["conversation"]["id"].endswith("@thread.tacv2;messageid=17")
    assert activity["entities"][0]["mentioned"] == activity["recipient"]
    assert activity["channelData"]["tenant"]["id"] == activity["conversation"]["tenantId"]
