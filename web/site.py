"""The pages and the addresses for machines: health, readiness, metrics, and a person's own data."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import aiohttp_jinja2
import jinja2
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from services.library import Library
from services.ports import Clock, Store, StoreDownError, TryAgainError
from web.own_data import download, own_data

_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Server": "Automationscoachen",
}


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages need."""

    store: Store
    library: Library
    clock: Clock
    secure: bool
    """Served over https: browsers are told to stay there."""


SITE = web.AppKey("site", Site)


def add_pages(app: web.Application, site: Site) -> None:
    """Put the pages into the application."""
    app[SITE] = site
    environment = aiohttp_jinja2.setup(
        app, loader=jinja2.FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.trim_blocks = environment.lstrip_blocks = True
    app.middlewares.append(guard)
    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)
    app.router.add_get("/metrics", metrics)
    app.router.add_get("/my-data/{token}", lambda request: own_data(request, app[SITE]))
    app.router.add_get("/my-data/{token}/download", lambda request: download(request, app[SITE]))
    app.router.add_static("/static", _HERE / "static")


@web.middleware
async def guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """The same headers on every answer, errors too."""
    try:
        response = await handler(request)
    except web.HTTPException as error:
        response = web.Response(status=error.status, text=error.reason, headers=_allowed(error))
    except (StoreDownError, TryAgainError):
        response = web.Response(status=503, text="Service Unavailable", headers={"Retry-After": "10"})
    response.headers.update(_HEADERS)
    if request.app[SITE].secure:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return response


async def alive(_: web.Request) -> web.Response:
    """The process answers."""
    return web.json_response({"status": "ok"})


async def ready(request: web.Request) -> web.Response:
    """The database answers and fits this version."""
    is_ready = await request.app[SITE].store.ready()
    return web.json_response({"status": "ok" if is_ready else "database"}, status=200 if is_ready else 503)


async def metrics(_: web.Request) -> web.Response:
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _allowed(error: web.HTTPException) -> dict[str, str]:
    return {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
