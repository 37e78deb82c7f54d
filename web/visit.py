"""The cookie that a browser carries, and who that is."""

from dataclasses import replace

from aiohttp import web

from services.access import Visitor, recognise
from web.parts import SITE


def cookie_name(request: web.Request) -> str:
    """`__Host-`: only over https, only this host, every path. Plain http on one's own machine cannot have that."""
    return "__Host-session" if request.app[SITE].secure else "session"


def token_of(request: web.Request) -> str | None:
    return request.cookies.get(cookie_name(request))


async def visitor_of(request: web.Request) -> Visitor | None:
    """Who sends the request. The provider is asked whether they still have their roles: fail closed."""
    site, token = request.app[SITE], token_of(request)
    if not token:
        return None
    now = site.clock()
    visitor = await recognise(token, site.memory.sessions, site.roles, now)
    if visitor is None or visitor.session.identity.way != "oidc" or site.provider is None:
        return visitor
    identity = await site.provider.still(visitor.session)
    if identity is None:
        await site.memory.sessions.end(visitor.session.token, now)
        return None
    session = replace(visitor.session, identity=identity, checked=now)
    if session.identity != visitor.session.identity:
        await site.memory.sessions.note(session)
    return Visitor(session, site.roles.of(identity.claims))


def remember(response: web.StreamResponse, request: web.Request, token: str) -> None:
    """Give the browser its token. Lax: the way back from the provider carries it, another site's form does not."""
    secure = request.app[SITE].secure
    response.set_cookie(cookie_name(request), token, httponly=True, secure=secure, samesite="Lax", path="/")


def forget(response: web.StreamResponse, request: web.Request) -> None:
    secure = request.app[SITE].secure
    response.del_cookie(cookie_name(request), path="/", secure=secure, httponly=True, samesite="Lax")
