"""Kind of activity -> use case."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, ClassVar

from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.schema import Activity

from bot.channel import ChannelDoor
from bot.door import CARD, Door
from bot.extension import Extension
from bot.inbound import (
    address_of,
    event_of,
    is_channel,
    is_personal,
    read_change,
    read_message,
    read_press,
    received_as,
)
from bot.outbound import card_of
from dialogs.message import Deleted, Joined, Message
from services.effects import TurnPorts
from services.outbox import Outbox
from services.ports import Courier
from services.records import Incoming, Wire
from services.turns import close_conversation, take_turn

TOAST = "application/vnd.microsoft.activity.message"
WAIT = 2.0
"""Seconds that the channel's request waits for our messages to arrive before it is answered."""
_ENDS = frozenset({"channelDeleted", "teamDeleted"})


class UnknownInvokeError(Exception):
    """An invoke that nobody handles: 501, as the platform itself answers."""


class MalformedInvokeError(Exception):
    """An invoke whose value is not what its name promises: 400."""


class CoachHandler(ActivityHandler):
    """The bot, as the SDK calls it."""

    def __init__(self, ports: TurnPorts, outbox: Outbox, courier: Courier, door: Door) -> None:
        self._ports = ports
        self._outbox = outbox
        self._door = door
        self._channel = ChannelDoor(ports, outbox, courier, door)
        self._extension = Extension(ports, outbox, door)

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        activity = turn_context.activity
        if not is_personal(activity):
            await self._channel.message(activity)
            return
        await self._turn(activity, read_message(activity))

    async def on_message_update_activity(self, turn_context: TurnContext) -> None:
        await self._turn(turn_context.activity, read_change(turn_context.activity))

    async def on_message_delete_activity(self, turn_context: TurnContext) -> None:
        await self._turn(turn_context.activity, Deleted(None))

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        activity = turn_context.activity
        if activity.action == "add" and is_personal(activity):
            await self._turn(activity, Joined())
        elif activity.action == "remove" and is_personal(activity):
            await close_conversation(address_of(activity), self._ports)
        elif activity.action == "remove":
            await self._channel.gone(activity)

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """People who come and go in a team are none of the bot's business; an install has its own event."""
        activity = turn_context.activity
        removed = any(each.get("id") == activity.recipient.id for each in activity.members_removed or ())
        if is_channel(activity) and (removed or event_of(activity) in _ENDS):
            await self._channel.gone(activity)

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        activity = turn_context.activity
        handle = self._invokes.get(activity.name)
        if handle is None:
            raise UnknownInvokeError(activity.name)
        return InvokeResponse(status=200, body=await handle(self, activity))

    async def _press(self, activity: Activity) -> dict[str, Any]:
        data = _pressed_data(activity.value)
        if is_personal(activity):
            return _card_answer(await self._turn(activity, read_press(data), in_place=True))
        if not is_channel(activity):
            return _card_answer(None)
        return {"statusCode": 200, "type": CARD, "value": await self._channel.press(activity, data)}

    async def _dialog(self, activity: Activity) -> dict[str, Any]:
        data = activity.value.get("data") if isinstance(activity.value, dict) else None
        if not isinstance(data, dict) or not is_channel(activity):
            raise MalformedInvokeError("the value holds no data of a card in a channel")
        return await self._channel.dialog(activity, data)

    _invokes: ClassVar[Mapping[str, Callable[["CoachHandler", Activity], Awaitable[dict[str, Any]]]]] = {
        "adaptiveCard/action": _press,
        "task/fetch": _dialog,
        "task/submit": _dialog,
        "composeExtension/query": lambda self, activity: self._extension.query(activity),
        "composeExtension/fetchTask": lambda self, activity: self._extension.fetch(activity),
        "composeExtension/submitAction": lambda self, activity: self._extension.submit(activity),
        "message/submitAction": lambda self, activity: self._extension.thumb(activity),
    }

    async def _turn(self, activity: Activity, message: Message, *, in_place: bool = False) -> Wire | None:
        if not is_personal(activity):
            return None
        incoming = self.incoming(activity, message, in_place=in_place)
        outcome = await take_turn(incoming, self._ports)
        await self._outbox.send(outcome.deliveries, within=WAIT)
        return outcome.answer

    def incoming(self, activity: Activity, message: Message, *, in_place: bool = False) -> Incoming:
        """The activity as the use cases know it."""
        return Incoming(
            address=address_of(activity),
            received=received_as(activity),
            activity_id=activity.id or "",
            kind=(activity.name or activity.type)[:32],
            message=message,
            language=self._door.language(activity.locale),
            at=self._ports.clock(),
            written=activity.timestamp,
            in_place=in_place,
        )


def _pressed_data(value: Any) -> dict[str, Any]:
    action = value.get("action") if isinstance(value, dict) else None
    if not isinstance(action, dict) or action.get("type") != "Action.Execute":
        raise MalformedInvokeError("the value holds no Action.Execute")
    data = action.get("data")
    return data if isinstance(data, dict) else {}


def _card_answer(answer: Wire | None) -> dict[str, Any]:
    """The card that takes the pressed one's place; without one the press is only acknowledged."""
    shown = card_of(answer) if answer is not None else None
    if shown is None:
        return {"statusCode": 200, "type": TOAST, "value": "OK"}
    return {"statusCode": 200, "type": CARD, "value": shown}
