"""A browser without a window: keeps cookies, sends forms as the pages' own forms are sent."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp import ClientSession, CookieJar

from services.access import Identity, Sessions, begin, form_token

COOKIE = "session"
_SIGNED_IN: dict[tuple[str, str], str] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `to` is where a redirect leads."""

    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def to(self) -> str:
        return self.headers.get("Location", "")


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody's browser, on the pages of one server. Redirects are shown, not followed."""

    url: str
    session: ClientSession

    async def get(self, path: str, **headers: str) -> Answer:
        async with self.session.get(f"{self.url}{path}", allow_redirects=False, headers=headers) as response:
            return Answer(response.status, await response.text(errors="replace"), response.headers)

    async def post(self, path: str, form: Mapping[str, Any] | list[tuple[str, str]] = (), **headers: str) -> Answer:  # type: ignore[assignment]
        """A form of our own: with the token of this session, from our own site."""
        fields = [*(form.items() if isinstance(form, Mapping) else form), ("form", self.token)]
        return await self.post_raw(path, fields, **{"Origin": self.url, **headers})

    async def post_raw(self, path: str, fields: list[tuple[str, str]], **headers: str) -> Answer:
        """A form as anybody may send it."""
        sent = self.session.post(f"{self.url}{path}", data=fields, allow_redirects=False, headers=headers)
        async with sent as response:
            return Answer(response.status, await response.text(), response.headers)

    async def signs_in(self, who: str, back: str = "/") -> Answer:
        """As one of the cast: anna (employee), carla (coach), adam (admin)."""
        return await self.post_raw("/sign-in/local", [("who", who), ("back", back)], Origin=self.url)

    @property
    def cookie(self) -> str:
        return next((each.value for each in self.session.cookie_jar if each.key == COOKIE), "")

    @property
    def token(self) -> str:
        return form_token(self.cookie)


@asynccontextmanager
async def browser(url: str, who: str | None = None) -> AsyncIterator[Browser]:
    """A new browser, signed in as one of the cast where one is named: once for all, since signing in has its limit."""
    known = _SIGNED_IN.get((url, who or ""))
    cookies = {COOKIE: known} if known else None
    async with ClientSession(cookie_jar=CookieJar(unsafe=True), cookies=cookies) as session:
        opened = Browser(url, session)
        if who is not None and known is None:
            await opened.signs_in(who)
            _SIGNED_IN[url, who] = opened.cookie
        yield opened


@asynccontextmanager
async def signed_in(url: str, sessions: Sessions, who: Identity) -> AsyncIterator[Browser]:
    """A browser of somebody who has signed in already: many tests a minute would be too many sign-ins."""
    token = await begin(who, sessions, datetime.now(UTC))  # noqa: TID251
    async with browser(url) as opened:
        opened.session.cookie_jar.update_cookies({COOKIE: token})
        yield opened
