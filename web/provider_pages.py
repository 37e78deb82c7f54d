"""To the organisation's provider and back."""

import secrets

import structlog
from aiohttp import web

from services.access import digest
from web.entrance import local_path
from web.oidc.line import DeniedError
from web.oidc.provider import Answered, OpenId
from web.oidc.trust import UntrustedError
from web.parts import SITE
from web.visit import named, remember, session_cookie

_BROWSER = "sign-in"
"""The cookie that binds a sign-in under way to one browser."""
_SECONDS = 600
_log = structlog.get_logger()


async def begin_at_provider(request: web.Request) -> web.StreamResponse:
    """Send the browser to the provider. Several windows of one browser may do so at once."""
    site, form = request.app[SITE], await request.post()
    provider, name = _provider(request), named(request, _BROWSER)
    browser = request.cookies.get(name) or secrets.token_urlsafe(32)
    address = await provider.address(browser, local_path(str(form.get("back"))), _redirect(request))
    response = web.HTTPSeeOther(address)
    response.set_cookie(name, browser, max_age=_SECONDS, httponly=True, secure=site.secure, samesite="Lax", path="/")
    raise response


async def return_from_provider(request: web.Request) -> web.StreamResponse:
    """Sign in whoever the provider vouches for. Whatever is not right: nobody."""
    site, provider = request.app[SITE], _provider(request)
    answered = Answered(request.query, request.cookies.get(named(request, _BROWSER)), _redirect(request))
    try:
        token, back = await provider.finish(answered)
    except (DeniedError, UntrustedError) as error:
        _log.warning("sign_in_failed", why="security", way="oidc", reason=str(error))
        raise web.HTTPBadRequest(reason="sign_in") from error
    before = request.cookies.get(session_cookie(request))
    if before:
        await site.memory.sessions.end(digest(before), site.clock())
    response = web.HTTPSeeOther(back)
    remember(response, request, token)
    raise response


def _provider(request: web.Request) -> OpenId:
    provider = request.app[SITE].provider
    if provider is None:
        raise web.HTTPNotFound
    return provider


def _redirect(request: web.Request) -> str:
    """Where the provider sends people back to: registered there, letter by letter."""
    return f"{request.app[SITE].origin(request)}/sign-in/return"
