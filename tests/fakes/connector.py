"""The fake Bot Connector: the calls a bot makes to speak, under any path prefix a serviceUrl carries."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from time import time
from typing import Any

import orjson
from aiohttp import web

from tests.fakes.calls import SENDS, Call, Operation
from tests.fakes.faults import CONNECTOR, Fault, error_body, in_conversation
from tests.fakes.world import WORLD, World, answer

FIRST_ACTIVITY_ID = 1_700_000_000_000


@dataclass(frozen=True, slots=True)
class Result:
    """What the connector would answer if nothing went wrong on the way."""

    status: int
    body: Any = None
    headers: dict[str, str] | None = None


def routes() -> list[web.RouteDef]:
    conversations = "/{prefix:(?:.*/)?}v3/conversations"
    activities = conversations + "/{conversation}/activities"
    activity = activities + "/{activity}"
    members = conversations + "/{conversation}/members"
    return [
        web.post(conversations, _serving("create")),
        web.post(activities, _serving("send")),
        web.post(activity, _serving("reply")),
        web.put(activity, _serving("update")),
        web.delete(activity, _serving("delete")),
        web.get(members, _serving("members")),
        web.get(members + "/{member}", _serving("member")),
    ]


def _serving(operation: Operation) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    return partial(_serve, operation)


async def _serve(operation: Operation, request: web.Request) -> web.Response:
    world = request.app[WORLD]
    body = await _body(request)
    number = world.calls.last_number + 1
    conversation = request.match_info.get("conversation") or _new_conversation(body, number)
    subject = request.match_info.get("member") or _activity_id(operation, request, number)
    authorized = world.admits(request.headers.get("Authorization"))
    scopes = (in_conversation(conversation), CONNECTOR)
    fault = world.faults.take(*scopes) if authorized else None
    result = _refusal(world, operation, conversation, authorized=authorized)
    delivered = result is None and (fault is None or fault.delivered or fault.act == "pass")
    result = result or _RESULTS[operation](world, conversation, subject)
    world.calls.record(
        Call(
            number=number,
            operation=operation,
            method=request.method,
            conversation=conversation,
            activity_id=(_activity_id(operation, request, number) or None) if delivered else None,
            reply_to=request.match_info.get("activity") if operation == "reply" else None,
            body=body,
            authorized=authorized,
            delivered=delivered,
            status=_status(fault, result),
            at=time(),
            service_path=f"/{request.match_info['prefix']}",
            headers={name: request.headers[name] for name in _KEPT_HEADERS if name in request.headers},
        )
    )
    return await answer(request, fault, _response(result), delay=world.delay(*scopes))


_KEPT_HEADERS = ("User-Agent", "Content-Type", "x-ms-conversation-id")


async def _body(request: web.Request) -> Any:
    raw = await request.read()
    try:
        return orjson.loads(raw) if raw else None
    except orjson.JSONDecodeError:
        return raw.decode(errors="replace")


def _refusal(world: World, operation: Operation, conversation: str, *, authorized: bool) -> Result | None:
    if not authorized:
        return Result(401, error_body("Unauthorized", "Authorization has been denied for this request."))
    if not world.settings.enforce_limits or operation not in SENDS:
        return None
    if wait := world.limits.admit(conversation, time()):
        body = error_body("TooManyRequests", "API calls quota exceeded.")
        return Result(429, body, {"Retry-After": str(int(wait) + 1)})
    return None


def _new_conversation(body: Any, number: int) -> str:
    """A thread in the channel named, or the one chat with the person named."""
    asked = body if isinstance(body, dict) else {}
    channel = ((asked.get("channelData") or {}).get("channel") or {}).get("id")
    if channel:
        return f"{channel};messageid={FIRST_ACTIVITY_ID + number}"
    members = ",".join(member.get("id", "") for member in asked.get("members") or ())
    return f"a:{hashlib.sha256(members.encode()).hexdigest()[:40]}"


def _activity_id(operation: Operation, request: web.Request, number: int) -> str:
    """The id given to a new activity, or named by the call; empty when the call is about none."""
    if operation in SENDS:
        return str(FIRST_ACTIVITY_ID + number)
    return request.match_info.get("activity", "")


def _status(fault: Fault | None, result: Result) -> int | None:
    if fault is None or fault.act == "pass":
        return result.status
    return fault.status if fault.act == "answer" else None


def _created(_world: World, conversation: str, activity: str) -> Result:
    return Result(201, {"id": conversation, "activityId": activity})


def _sent(_world: World, _conversation: str, activity: str) -> Result:
    return Result(201, {"id": activity})


def _updated(_world: World, _conversation: str, activity: str) -> Result:
    return Result(200, {"id": activity})


def _deleted(_world: World, _conversation: str, _activity: str) -> Result:
    return Result(200)


def _members(world: World, conversation: str, _nobody: str) -> Result:
    return Result(200, world.members.get(conversation, []))


def _member(world: World, conversation: str, person: str) -> Result:
    known = world.members.get(conversation, [])
    found = next((m for m in known if person in {m.get("id"), m.get("aadObjectId")}), None)
    return Result(200, found) if found else Result(404, error_body("MemberNotFoundInConversation", person))


_RESULTS: dict[Operation, Callable[[World, str, str], Result]] = {
    "create": _created,
    "send": _sent,
    "reply": _sent,
    "update": _updated,
    "delete": _deleted,
    "members": _members,
    "member": _member,
}


def _response(result: Result) -> web.Response:
    if result.body is None:
        return web.Response(status=result.status, headers=result.headers)
    return web.Response(
        body=orjson.dumps(result.body),
        status=result.status,
        headers=result.headers,
        content_type="application/json",
    )
