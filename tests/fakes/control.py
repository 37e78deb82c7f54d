"""How tests steer the fake Microsoft and read what it saw: JSON under /_control."""

import asyncio
import contextlib
from typing import Any

import orjson
from aiohttp import web

from tests.fakes.faults import Fault
from tests.fakes.minting import Order
from tests.fakes.world import WORLD


def routes() -> list[web.RouteDef]:
    return [
        web.post("/_control/mint", _mint),
        web.post("/_control/rotate", _rotate),
        web.post("/_control/faults", _add_faults),
        web.delete("/_control/faults", _clear_faults),
        web.post("/_control/latency", _latency),
        web.post("/_control/settings", _settings),
        web.post("/_control/members", _members),
        web.post("/_control/revoke", _revoke),
        web.post("/_control/reset", _reset),
        web.get("/_control/calls", _calls),
        web.get("/_control/wait", _wait),
        web.get("/_control/counts", _counts),
    ]


async def _mint(request: web.Request) -> web.Response:
    body = await request.json()
    service_url = body.pop("service_url")
    body = {name: tuple(value) if isinstance(value, list) else value for name, value in body.items()}
    return _json({"token": request.app[WORLD].mint(Order(**body), service_url)})


async def _rotate(request: web.Request) -> web.Response:
    ring = request.app[WORLD].ring
    key = ring.rotate_softly() if (await request.json()).get("keep_old") else ring.rotate()
    return _json({"kid": key.kid})


async def _add_faults(request: web.Request) -> web.Response:
    body = await request.json()
    request.app[WORLD].faults.add(body["scope"], [Fault(**fault) for fault in body["faults"]])
    return _json({})


async def _clear_faults(request: web.Request) -> web.Response:
    request.app[WORLD].faults.clear()
    return _json({})


async def _latency(request: web.Request) -> web.Response:
    body = await request.json()
    request.app[WORLD].latency[body["scope"]] = float(body["seconds"])
    return _json({})


async def _settings(request: web.Request) -> web.Response:
    request.app[WORLD].change_settings(await request.json())
    return _json({})


async def _members(request: web.Request) -> web.Response:
    body = await request.json()
    request.app[WORLD].members[body["conversation"]] = body["members"]
    return _json({})


async def _revoke(request: web.Request) -> web.Response:
    request.app[WORLD].tokens.clear()
    return _json({})


async def _reset(request: web.Request) -> web.Response:
    request.app[WORLD].reset()
    return _json({})


async def _calls(request: web.Request) -> web.Response:
    after = int(request.query.get("since", "0"))
    found = request.app[WORLD].calls.after(after, request.query.get("conversation"))
    return _json({"calls": list(found)})


async def _wait(request: web.Request) -> web.Response:
    """Answer when the n-th call has come, or with what there is when the time is up."""
    calls = request.app[WORLD].calls
    query = request.query
    conversation, count = query["conversation"], int(query["count"])
    operations: Any = query.getall("operation", [])
    after = int(query.get("since", "0"))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(float(query.get("timeout", "10"))):
            await calls.wait(conversation, count, operations, after=after)
    found = calls.of(conversation, operations, after)
    return _json({"calls": list(found), "reached": len(found) >= count})


async def _counts(request: web.Request) -> web.Response:
    return _json(dict(request.app[WORLD].counts))


def _json(body: Any) -> web.Response:
    return web.Response(body=orjson.dumps(body), content_type="application/json")
