"""The same headers on every answer, and a page with a way on for whatever goes wrong."""

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from services.ports import StoreDownError, TryAgainError
from web.parts import SITE
from web.render import reader_of, show

_FRAMES = (
    "https://teams.microsoft.com",
    "https://*.teams.microsoft.com",
    "https://*.cloud.microsoft",
    "https://*.microsoft365.com",
    "https://*.office.com",
)
"""Where Teams and Microsoft 365 show tabs (learn.microsoft.com, tab requirements)."""
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # `no-referrer` would make browsers hide where our own forms come from.
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Server": "Automationscoachen",
}
_MACHINES = ("/api/", "/healthz", "/readyz", "/metrics", "/static/")
_SAID = {400: "bad", 403: "no_role", 404: "not_found", 429: "too_many", 500: "broken", 503: "down"}
_log = structlog.get_logger()


@web.middleware
async def guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Nothing leaves without these headers, errors neither."""
    try:
        response = await handler(request)
    except web.HTTPException as error:
        response = await _told(request, error)
    except (StoreDownError, TryAgainError):
        response = web.Response(status=503, text="Service Unavailable", headers={"Retry-After": "10"})
    except Exception:
        if request.path.startswith("/api/"):
            raise
        _log.exception("page_failed", page=str(request.match_info.route.resource))
        response = await _told(request, web.HTTPInternalServerError())
    if not response.prepared:
        add_headers(request, response)
    return response


def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """For answers that begin before they are finished as well."""
    framed = request.path.startswith(("/coach", "/admin"))
    response.headers.update(_HEADERS)
    response.headers.setdefault("Content-Security-Policy", _policy(framed=framed))
    static = request.path.startswith("/static/")
    response.headers.setdefault("Cache-Control", "public, no-cache" if static else "no-store")
    if request.app[SITE].secure:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"


def _policy(*, framed: bool) -> str:
    frames = " ".join(_FRAMES) if framed else "'none'"
    return (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors {frames}"
    )


async def _told(request: web.Request, error: web.HTTPException) -> web.StreamResponse:
    """An error as a page with a way on; short words for machines. A redirect stays what it is."""
    if error.status < 400:
        return error
    kept = {name: error.headers[name] for name in ("Allow", "Retry-After") if name in error.headers}
    if request.path.startswith(_MACHINES) or SITE not in request.app:
        return web.Response(status=error.status, text=error.reason, headers=kept)
    key = "stale" if error.reason == "stale" else _SAID.get(error.status, "bad")
    try:
        response = show(request, await reader_of(request), "error.html", {"key": key}, status=error.status)
    except (StoreDownError, TryAgainError):
        return web.Response(status=503, text="Service Unavailable", headers={"Retry-After": "10"})
    response.headers.update(kept)
    return response
