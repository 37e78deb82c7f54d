"""POST /api/messages: body, token, the SDK's adapter, and our own status codes."""

import secrets
from dataclasses import dataclass
from typing import Any

import orjson
import structlog
from aiohttp import ClientPayloadError, web
from aiohttp.http_exceptions import BadHttpMessage
from botbuilder.core import InvokeResponse
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import Activity, ChannelAccount, ConversationAccount
from prometheus_client import Counter, Histogram

from bot.handler import CoachHandler, MalformedInvokeError, UnknownInvokeError
from bot.identity import Caller, ChannelAuthentication, Gate, NotAllowedError, NotAuthenticatedError, result_for
from bot.inbound import is_personal
from bot.wire import Account, Incoming, UnreadableBodyError, read_body
from dialogs.message import Wordless
from services.effects import TurnPorts
from services.outbox import Outbox
from services.ports import NotYoursError, StoreDownError, TryAgainError
from services.turns import apologise

PATH = "/api/messages"
MOST_BYTES = 1024 * 1024
_ERROR = "application/vnd.microsoft.error"
_refused = Counter("coach_refused_total", "Requests that were refused, by status.", ["status"])
_turns = Histogram("coach_turn_seconds", "Time for an activity, from its body to its answer.", ["type"])
_broken = Counter("coach_broken_turns_total", "Turns that ended in an error of ours.")
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The one address that the channel calls."""

    gate: Gate
    handler: CoachHandler
    adapter: CloudAdapterBase
    ports: TurnPorts
    outbox: Outbox

    async def __call__(self, request: web.Request) -> web.Response:
        try:
            caller = await self._caller(request)
            incoming = await self._incoming(request)
            self.gate.admit(caller, incoming)
        except _Refused as refused:
            return _refusal(refused.status, refused.line)
        except NotAuthenticatedError as error:
            return _refusal(401, str(error))
        except NotAllowedError as error:
            return _refusal(403, str(error))
        with _turns.labels(_known_type(incoming.type)).time():
            return await self._answer(caller, incoming)

    async def _caller(self, request: web.Request) -> Caller | None:
        if request.method != "POST":
            raise _Refused(405, "only POST")
        if (request.content_length or 0) > MOST_BYTES:
            raise _Refused(413, "the body is too large")
        return await self.gate.caller(request.headers.get("Authorization"))

    async def _incoming(self, request: web.Request) -> Incoming:
        if request.content_type != "application/json" or "Content-Type" not in request.headers:
            raise _Refused(415, "the body has to be application/json")
        try:
            return read_body(await request.read())
        except (BadHttpMessage, web.RequestPayloadError, ClientPayloadError) as error:
            raise _Refused(400, "the body is not encoded as it says") from error
        except web.HTTPRequestEntityTooLarge as error:
            raise _Refused(413, "the body is too large") from error
        except UnreadableBodyError as error:
            raise _Refused(400, str(error)) from error

    async def _answer(self, caller: Caller | None, incoming: Incoming) -> web.Response:
        """Hand the activity to the SDK. A fault of ours is told to the person, never to the channel."""
        activity = _activity(incoming)
        try:
            response = await self.adapter.process_activity(result_for(caller), activity, self.handler.on_turn)
        except UnknownInvokeError:
            return _refusal(501, "nobody handles this invoke")
        except MalformedInvokeError as error:
            return _refusal(400, str(error))
        except NotYoursError:
            return _refusal(403, "the conversation is somebody else's")
        except (StoreDownError, TryAgainError):
            _log.exception("store_down")
            return _refusal(503, "try again")
        except Exception:  # noqa: BLE001 - the door: a fault becomes a sorry, whatever it is
            return await self._sorry(activity, incoming)
        return _written(response)

    async def _sorry(self, activity: Activity, incoming: Incoming) -> web.Response:
        reference = secrets.token_hex(4)
        _broken.inc()
        _log.exception("turn_failed", reference=reference, type=incoming.type)
        if not is_personal(activity):
            return _json(200, {}) if incoming.type == "invoke" else web.Response(status=200)
        told = self.handler.incoming(activity, Wordless("empty"))
        try:
            outcome = await apologise(told, self.ports, reference)
        except (StoreDownError, TryAgainError):
            return _refusal(503, "try again")
        await self.outbox.send(outcome.deliveries, within=2)
        if incoming.type != "invoke":
            return web.Response(status=200)
        body = {"statusCode": 500, "type": _ERROR, "value": {"code": "500", "message": reference}}
        return _json(200, body)


class _Refused(Exception):  # noqa: N818 - an outcome, not a fault
    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status = status
        self.line = line


def new_adapter() -> CloudAdapterBase:
    """The SDK's adapter with our authentication: it makes the turn and calls the handler."""
    return CloudAdapterBase(ChannelAuthentication())


def _activity(incoming: Incoming) -> Activity:
    """The checked activity in the SDK's words; only what the handler reads."""
    conversation = incoming.conversation
    fields: dict[str, Any] = {
        "type": incoming.type,
        "id": incoming.id,
        "timestamp": incoming.timestamp,
        "name": incoming.name,
        "action": incoming.action,
        "channel_id": incoming.channel_id,
        "service_url": incoming.service_url,
        "from_property": _account(incoming.from_),
        "recipient": _account(incoming.recipient),
        "conversation": ConversationAccount(),
        "text": incoming.text,
        "locale": incoming.locale,
        "value": incoming.value,
        "reply_to_id": incoming.reply_to_id,
        "members_removed": incoming.members_removed,
        "channel_data": incoming.channel_data,
        "attachments": incoming.attachments,
        "entities": incoming.entities,
    }
    activity = Activity(**fields)
    activity.conversation.id = conversation.id
    activity.conversation.conversation_type = conversation.conversation_type
    activity.conversation.is_group = conversation.is_group
    activity.conversation.tenant_id = conversation.tenant_id
    return activity


def _account(account: Account) -> ChannelAccount:
    fields: dict[str, Any] = account.model_dump()
    return ChannelAccount(**fields)


def _known_type(kind: str) -> str:
    known = ("message", "invoke", "messageUpdate", "messageDelete", "installationUpdate", "conversationUpdate")
    return kind if kind in known else "other"


def _written(response: InvokeResponse | None) -> web.Response:
    if response is None or response.body is None:
        return web.Response(status=response.status if response else 200)
    return _json(response.status, response.body)


def _json(status: int, body: object) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(body), content_type="application/json", charset="utf-8")


def _refusal(status: int, line: str) -> web.Response:
    """One plain line; what was sent is never repeated."""
    _refused.labels(str(status)).inc()
    _log.info("refused", status=status, why=line)
    headers = {"Allow": "POST"} if status == 405 else {}
    return web.Response(status=status, text=line, headers=headers)
