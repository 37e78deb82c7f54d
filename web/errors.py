"""The same headers on every answer, and a page with a way on for whatever goes wrong."""

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from services.ports import StoreDownError, TryAgainError
from web.oidc.line import ProviderDownError
from web.parts import SITE, VISITOR
from web.render import reader_without_store, show

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
_REASONS = ("stale", "provider", "sign_in")
"""Pages of their own, whatever the status."""
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
        response = await _told(request, web.HTTPServiceUnavailable(headers={"Retry-After": "10"}))
    except ProviderDownError as error:
        _log.warning("provider_down", page=str(request.match_info.route.resource), said=str(error))
        response = await _told(request, web.HTTPServiceUnavailable(headers={"Retry-After": "10"}, reason="provider"))
    except Exception:  # The door: whatever breaks is logged, and whoever looks is told with a way on.
        if request.path.startswith("/api/"):
            raise
        _log.exception("page_failed", page=str(request.match_info.route.resource))
        response = await _told(request, web.HTTPInternalServerError())
    if not response.prepared:
        add_headers(request, response)
    return response


def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """For answers that begin before they are finished as well."""
    response.headers.update(_HEADERS)
    response.headers.setdefault("Content-Security-Policy", _policy(request))
    static = request.path.startswith("/static/")
    response.headers.setdefault("Cache-Control", "public, no-cache" if static else "no-store")
    if request.app[SITE].secure:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"


def _policy(request: web.Request) -> str:
    frames = " ".join(_FRAMES) if _is_framed(request) else "'none'"
    return (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"base-uri 'none'; form-action {_forms(request)}; object-src 'none'; frame-ancestors {frames}"
    )


def _is_framed(request: web.Request) -> bool:
    """Pages that may be a tab; and every page for whoever is signed in inside one."""
    visitor = request.get(VISITOR)
    in_tab = visitor is not None and visitor.session.identity.way == "teams"
    return in_tab or request.path.startswith(("/coach", "/admin", "/sign-in/teams"))


def _forms(request: web.Request) -> str:
    """One form ends at the provider, and browsers look at every step of the way there."""
    provider = request.app[SITE].provider
    return f"'self' {provider.forms_lead_to}" if provider is not None and request.path == "/sign-in" else "'self'"


async def _told(request: web.Request, error: web.HTTPException) -> web.StreamResponse:
    """An error as a page with a way on; short words for machines. A redirect stays what it is."""
    if error.status < 400:
        return error
    kept = {name: error.headers[name] for name in ("Allow", "Retry-After") if name in error.headers}
    if request.path.startswith(_MACHINES) or SITE not in request.app:
        return web.Response(status=error.status, text=error.reason, headers=kept)
    key = error.reason if error.reason in _REASONS else _SAID.get(error.status, "bad")
    reader = reader_without_store(request)
    if reader is None:
        return web.Response(status=error.status, text=error.reason, headers=kept)
    response = show(request, reader, "error.html", {"key": key, "again": _again(request)}, status=error.status)
    response.headers.update(kept)
    return response


def _again(request: web.Request) -> str:
    """Where one tries again: the same page, but nothing that works only once."""
    if request.path.startswith("/sign-in"):
        return "/sign-in"
    return request.rel_url.raw_path_qs if request.method == "GET" else "/"
