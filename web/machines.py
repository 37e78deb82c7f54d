"""The addresses for machines: health, readiness, metrics."""

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from web.parts import SITE


async def alive(_: web.Request) -> web.Response:
    """The process answers."""
    return web.json_response({"status": "ok"})


async def ready(request: web.Request) -> web.Response:
    """The database answers and fits this version."""
    is_ready = await request.app[SITE].store.ready()
    return web.json_response({"status": "ok" if is_ready else "database"}, status=200 if is_ready else 503)


async def metrics(_: web.Request) -> web.Response:
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
