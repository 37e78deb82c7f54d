"""Who is let in where: one row a page, and one gate that every page stands behind."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import quote, urlsplit

import structlog
from aiohttp import web
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from services.access import Visitor, form_token
from services.loopback import is_loopback
from web.forms import read_form
from web.parts import SITE, VISITOR
from web.visit import known_visitor, tab_cookie, token_of, visitor_of

Who: TypeAlias = Literal["anyone", "signed_in", "coach", "admin", "staff"]
"""anyone: no sign-in needed; staff: coaches and admins."""
Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
RATES: dict[str, RateLimitItem] = {
    "sign-in": RateLimitItemPerMinute(30),
    "return": RateLimitItemPerMinute(120),
    "search": RateLimitItemPerMinute(120),
    "export": RateLimitItemPerMinute(10),
    "change": RateLimitItemPerMinute(120),
    "typing": RateLimitItemPerMinute(120),
}
"""What one visitor (before signing in: one address) may do in a minute."""
FORM_TOKEN = "form"  # noqa: S105 - the name of a field
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Page:
    """One address, what answers there, and for whom."""

    method: Literal["GET", "POST"]
    path: str
    handler: Handler
    who: Who
    rate: str | None = None

    def lets_in(self, visitor: Visitor | None) -> bool:
        """Whether somebody may have this page. Nobody in particular may have what is for anyone."""
        if self.who == "anyone":
            return True
        if visitor is None:
            return False
        return self.who == "signed_in" or bool(
            visitor.roles & ({"coach", "admin"} if self.who == "staff" else {self.who})
        )


class Gate:
    """Stands before every page."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def before(self, page: Page) -> Handler:
        """The page's handler, behind the gate."""

        async def answer(request: web.Request) -> web.StreamResponse:
            if "\x00" in request.path:
                raise web.HTTPNotFound
            if page.method == "POST" and not _from_here(request):
                _deny(request, page, "another site")
                raise web.HTTPForbidden(reason="stale")
            visitor = await (known_visitor if page.who == "anyone" else visitor_of)(request)
            if visitor is not None:
                request[VISITOR] = visitor
            await self._not_too_fast(request, page, visitor)
            if not page.lets_in(visitor):
                return _turned_away(request, page, visitor)
            if page.method == "POST":
                await read_form(request)
            if page.method == "POST" and visitor is not None and not await _own_form(request):
                _deny(request, page, "form token")
                raise web.HTTPForbidden(reason="stale")
            return await page.handler(request)

        return answer

    async def _not_too_fast(self, request: web.Request, page: Page, visitor: Visitor | None) -> None:
        rate = page.rate or ("change" if page.method == "POST" else None)
        if rate is None:
            return
        who = visitor.session.token if visitor is not None else str(request.remote)
        if not await self._limiter.hit(RATES[rate], rate, who):
            _log.warning("too_many_requests", why="security", page=page.path, rate=rate)
            raise web.HTTPTooManyRequests(headers={"Retry-After": "60"})


def _turned_away(request: web.Request, page: Page, visitor: Visitor | None) -> web.StreamResponse:
    """Who is not signed in is asked to sign in and then comes back; who may not have the page is told so."""
    if visitor is None and page.method == "GET":
        back = quote(request.rel_url.raw_path_qs, safe="")
        raise web.HTTPSeeOther(f"/sign-in{'/teams' if _in_teams(request) else ''}?back={back}")
    _deny(request, page, "role" if visitor is not None else "not signed in")
    raise web.HTTPForbidden(reason="role" if visitor is not None else "stale")


def _in_teams(request: web.Request) -> bool:
    """Whether a page is looked at in a tab: in a frame, by the tab's first address, or with the cookie of a tab."""
    in_frame = request.headers.get("Sec-Fetch-Dest") == "iframe"
    looks_so = in_frame or "tab" in request.query or tab_cookie(request) in request.cookies
    return request.app[SITE].provider is not None and looks_so


def _deny(request: web.Request, page: Page, why: str) -> None:
    _log.warning("refused", why="security", page=page.path, method=request.method, reason=why)


def _from_here(request: web.Request) -> bool:
    """Whether a form was sent by one of our own pages, as the browser tells."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin == request.app[SITE].origin(request)


async def _own_form(request: web.Request) -> bool:
    """Whether the form carries the token of this very session."""
    sent, token = (await request.post()).get(FORM_TOKEN), token_of(request)
    if not isinstance(sent, str) or token is None:
        return False
    return hmac.compare_digest(sent.encode(errors="replace"), form_token(token).encode())


def local_path(back: str | None) -> str:
    """Where to go on after signing in: a path of our own, never another site, whatever an address says."""
    if not back or len(back) > 500 or not back.startswith("/") or back.startswith("//"):
        return "/"
    if any(letter in back for letter in "\\\r\n\t") or not back.isprintable():
        return "/"
    parts = urlsplit(back)
    return "/" if parts.scheme or parts.netloc or parts.path.startswith(("//", "/sign-")) else back


def on_this_machine(request: web.Request) -> bool:
    """Whether a request was sent to this machine by its own name: another name is a page that pretends."""
    return is_loopback(request.url.host or "")
