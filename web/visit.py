"""The cookies that a browser carries, and who that is."""

from aiohttp import web

from services.access import Visitor, recognise
from web.parts import SITE

TOKEN = web.RequestKey("token", str)
"""The token by which the visitor was recognised."""
THEMES = ("default", "dark", "contrast")
"""As Teams names them."""
_THEME = "theme"
LANGUAGE = web.RequestKey("language", str)
"""What the visitor has chosen: known before it is known whether they are let in."""
_PARTITIONED = "HttpOnly; Path=/; Secure; SameSite=None; Partitioned"
"""Written by hand: Python's own cookies learn the last word in 3.14."""


def session_cookie(request: web.Request) -> str:
    """`__Host-`: only over https, only this host, every path. Plain http on one's own machine cannot have that."""
    return named(request, "session")


def tab_cookie(request: web.Request) -> str:
    """The cookie of a tab in Teams: a browser keeps it apart for each site that shows our pages in a frame."""
    return named(request, "tab")


def named(request: web.Request, name: str) -> str:
    return f"__Host-{name}" if request.app[SITE].secure else name


def token_of(request: web.Request) -> str | None:
    return request.get(TOKEN) or next(iter(_tokens(request)), None)


async def known_visitor(request: web.Request) -> Visitor | None:
    """Who sends the request, as of their last visit: enough for pages that are for anyone."""
    site, now = request.app[SITE], request.app[SITE].clock()
    for token in _tokens(request):
        visitor = await recognise(token, site.memory.sessions, site.roles, now)
        if visitor is not None and _counts(request, visitor):
            request[TOKEN] = token
            request[LANGUAGE] = visitor.session.language or ""
            return visitor
    return None


async def visitor_of(request: web.Request) -> Visitor | None:
    """Who sends the request. The provider is asked whether they still have their roles: fail closed."""
    site, visitor = request.app[SITE], await known_visitor(request)
    if visitor is None or visitor.session.identity.way != "oidc" or site.provider is None:
        return visitor
    session = await site.provider.still(visitor.session)
    if session is None:
        await site.memory.sessions.end(visitor.session.token, site.clock())
        return None
    return Visitor(session, site.roles.of(session.identity.claims))


def _counts(request: web.Request, visitor: Visitor) -> bool:
    """A way to sign in that was switched off since lets nobody in any more."""
    site = request.app[SITE]
    return site.local if visitor.session.identity.way == "local" else site.provider is not None


def _tokens(request: web.Request) -> list[str]:
    names = (session_cookie(request), tab_cookie(request))
    return [token for name in names if (token := request.cookies.get(name))]


def remember(response: web.StreamResponse, request: web.Request, token: str) -> None:
    """Give the browser its token. Lax: the way back from the provider carries it, another site's form does not."""
    secure = request.app[SITE].secure
    response.set_cookie(session_cookie(request), token, httponly=True, secure=secure, samesite="Lax", path="/")


def remember_in_tab(response: web.StreamResponse, request: web.Request, token: str) -> None:
    """Give a tab its token: also inside the frame of another site, and only inside that one's."""
    if request.app[SITE].secure:
        response.headers.add("Set-Cookie", f"{tab_cookie(request)}={token}; {_PARTITIONED}")
    else:  # Browsers take no such cookie over http.
        response.set_cookie(tab_cookie(request), token, httponly=True, samesite="Lax", path="/")


def theme_of(request: web.Request) -> str:
    """How Teams looks around a tab; empty everywhere else."""
    told = request.cookies.get(named(request, _THEME), "")
    return told if told in THEMES else ""


def remember_theme(response: web.StreamResponse, request: web.Request, theme: str) -> None:
    if theme in THEMES and request.app[SITE].secure:
        response.headers.add("Set-Cookie", f"{named(request, _THEME)}={theme}; {_PARTITIONED}")


def forget(response: web.StreamResponse, request: web.Request) -> None:
    """Take both away; a partitioned one only goes with the same marks that it came with."""
    secure = request.app[SITE].secure
    response.del_cookie(session_cookie(request), path="/", secure=secure, httponly=True, samesite="Lax")
    if tab_cookie(request) not in request.cookies:
        return
    if secure:
        response.headers.add("Set-Cookie", f"{tab_cookie(request)}=; Max-Age=0; {_PARTITIONED}")
    else:
        response.del_cookie(tab_cookie(request), path="/", httponly=True, samesite="Lax")
