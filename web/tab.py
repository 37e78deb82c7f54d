"""Signing in to the pages as a tab in Teams: the browser gets a token from Teams and hands it over."""

from urllib.parse import quote, urlsplit

import structlog
from aiohttp import web

from web.entrance import local_path
from web.oidc.trust import UntrustedError
from web.parts import SITE, VISITOR
from web.render import reader_of, show
from web.visit import remember_in_tab, remember_theme

_log = structlog.get_logger()


async def tab(request: web.Request) -> web.StreamResponse:
    """What a tab shows while it signs in, and what to do when it cannot. Without script the latter stands there."""
    if request.app[SITE].provider is None:
        raise web.HTTPNotFound
    back = local_path(request.query.get("back"))
    back = "/coach" if back == "/" else back
    view = {
        "back": back,
        "outside": f"/sign-in?back={quote(back, safe='')}",
        "out": "out" in request.query,
        "signed_in": "yes" if request.get(VISITOR) is not None else "no",
    }
    return show(request, await reader_of(request), "tab.html", view)


async def sign_in_tab(request: web.Request) -> web.StreamResponse:
    """Sign in with the token of a tab. The page's own script sends it, and goes on by itself."""
    site, form = request.app[SITE], await request.post()
    if site.provider is None:
        raise web.HTTPNotFound
    host = urlsplit(site.origin(request)).netloc
    try:
        token = await site.provider.tab(str(form.get("token", "")), host)
    except UntrustedError as error:
        _log.warning("sign_in_failed", why="security", way="teams", reason=str(error))
        raise web.HTTPBadRequest(reason="sign_in") from error
    response = web.Response(status=204)
    remember_in_tab(response, request, token)
    remember_theme(response, request, str(form.get("theme", "")))
    return response
