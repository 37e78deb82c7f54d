"""Playing Teams against a bot: posting activities with a token."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, NamedTuple, Self

import orjson
from aiohttp import ClientSession, ClientTimeout

from tests.fakes.client import FakeMicrosoft
from tests.fakes.people import Chat, Person
from tests.fakes.wire import Seat, Wire


class Answer(NamedTuple):
    """What the bot's door answered; the body is None when it was empty, text when it was not JSON."""

    status: int
    body: Any


class TeamsDriver:
    """Teams, as one bot sees it."""

    def __init__(self, bot_url: str, fake: FakeMicrosoft, session: ClientSession) -> None:
        self._url = f"{bot_url.rstrip('/')}/api/messages"
        self.fake = fake
        self._session = session
        self._tokens: dict[str, str] = {}

    @classmethod
    @asynccontextmanager
    async def to(cls, bot_url: str, fake: FakeMicrosoft) -> AsyncIterator[Self]:
        async with ClientSession(timeout=ClientTimeout(total=60)) as session:
            yield cls(bot_url, fake, session)

    def seat(self, person: Person, chat: Chat | None = None) -> Seat:
        """A person in a chat, the personal one by default."""
        return Seat(person, chat or Chat.personal(person), self.fake.service_url)

    async def post(self, activity: Wire) -> Answer:
        """Deliver an activity with a good token, which is kept from one to the next."""
        return await self.post_with(await self._token(activity["serviceUrl"]), activity)

    async def post_with(self, token: str, activity: Any) -> Answer:
        return await self.post_raw(orjson.dumps(activity), _headers(token))

    async def good_headers(self) -> dict[str, str]:
        """Headers that any bot should let through, to be spoiled or sent with a spoiled body."""
        return _headers(await self._token(self.fake.service_url))

    async def post_raw(self, body: bytes, headers: Mapping[str, str], *, method: str = "POST") -> Answer:
        """Any body with any headers."""
        # Without this the client would add a content type that the caller left out.
        skipped = ("Content-Type",)
        async with self._session.request(
            method, self._url, data=body, headers=headers, skip_auto_headers=skipped
        ) as response:
            return Answer(response.status, _body(await response.read()))

    def forget_tokens(self) -> None:
        """Ask for a new token next time, for instance after the keys were rotated."""
        self._tokens.clear()

    async def _token(self, service_url: str) -> str:
        if service_url not in self._tokens:
            self._tokens[service_url] = await self.fake.mint(service_url=service_url)
        return self._tokens[service_url]


def _headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=utf-8"}


def _body(raw: bytes) -> Any:
    if not raw:
        return None
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return raw.decode(errors="replace")
