"""Browsers that sign in with a provider, good or bad."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import ClientSession, CookieJar, TCPConnector

from tests.fakes.minting import Order
from tests.fakes.provider_client import SOUND, BadProvider
from tests.web.browsing import Answer, Browser

_ADDRESSES = itertools.count(2)
"""Each browser comes from an address of its own: one that signs in too often is stopped."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser that can sign in with a provider."""

    browser: Browser
    provider: BadProvider

    async def begins(self, back: str = "/coach/conversations") -> Answer:
        """Presses the button; the answer leads to the provider."""
        return await self.browser.post("/sign-in/begin", {"back": back})

    async def returns(self, **query: str) -> Answer:
        return await self.browser.get(f"/sign-in/return?{urlencode(query)}")

    async def signs_in(self, order: Order = SOUND, back: str = "/coach/conversations", **changed: str) -> Answer:
        """All the way. `changed` is what the provider sends back differently."""
        begun = await self.begins(back)
        code, state = await self.provider.code_for(begun.to, order)
        return await self.returns(**{"code": code, "state": state, **changed})


@asynccontextmanager
async def fresh_browser(url: str) -> AsyncIterator[Browser]:
    number = next(_ADDRESSES)
    connector = TCPConnector(local_addr=(f"127.0.{number // 250}.{number % 250 + 2}", 0))
    async with ClientSession(connector=connector, cookie_jar=CookieJar(unsafe=True)) as session:
        yield Browser(url, session)
