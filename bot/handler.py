"""Kind of activity -> use case."""

from dataclasses import dataclass
from typing import Any

from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.schema import Activity

from bot.cards.draw import draw
from bot.inbound import mentions_bot, read_change, read_message, read_press, received_as
from bot.outbound import card_of
from dialogs.message import Deleted, Joined, Message
from dialogs.reply import Note
from knowledge.part import Language
from services.effects import TurnPorts
from services.group import point_to_personal_chat
from services.outbox import Outbox
from services.ports import Courier
from services.records import Address, Incoming, Wire
from services.turns import take_turn

CARD = "application/vnd.microsoft.card.adaptive"
TOAST = "application/vnd.microsoft.activity.message"
WAIT = 2.0
"""Seconds that the channel's request waits for our messages to arrive before it is answered."""


class UnknownInvokeError(Exception):
    """An invoke that nobody handles: 501, as the platform itself answers."""


class MalformedInvokeError(Exception):
    """An invoke whose value is not what its name promises: 400."""


@dataclass(frozen=True, slots=True)
class Door:
    """What the handler needs of this installation."""

    default_language: Language
    ignore_locale: bool
    app_id: str

    def language(self, locale: str | None) -> Language:
        """The language of the person's Teams, where it is one of ours."""
        begins = "" if self.ignore_locale else (locale or "").lower()[:2]
        return "sv" if begins == "sv" else "en" if begins == "en" else self.default_language


class CoachHandler(ActivityHandler):
    """The bot, as the SDK calls it."""

    def __init__(self, ports: TurnPorts, outbox: Outbox, courier: Courier, door: Door) -> None:
        self._ports = ports
        self._outbox = outbox
        self._courier = courier
        self._door = door

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await self._turn(turn_context.activity, read_message(turn_context.activity))

    async def on_message_update_activity(self, turn_context: TurnContext) -> None:
        await self._turn(turn_context.activity, read_change(turn_context.activity))

    async def on_message_delete_activity(self, turn_context: TurnContext) -> None:
        await self._turn(turn_context.activity, Deleted(None))

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        if turn_context.activity.action == "add":
            await self._turn(turn_context.activity, Joined())

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """People who come and go in a team are none of the bot's business; an install has its own event."""

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        activity = turn_context.activity
        if activity.name != "adaptiveCard/action":
            raise UnknownInvokeError(activity.name)
        answer = await self._turn(activity, read_press(_pressed_data(activity.value)), in_place=True)
        return InvokeResponse(status=200, body=_card_answer(answer))

    async def _turn(self, activity: Activity, message: Message, *, in_place: bool = False) -> Wire | None:
        if activity.conversation.conversation_type not in (None, "personal") or activity.conversation.is_group:
            await self._in_group(activity)
            return None
        incoming = self.incoming(activity, message, in_place=in_place)
        outcome = await take_turn(incoming, self._ports)
        await self._outbox.send(outcome.deliveries, within=WAIT)
        return outcome.answer

    def incoming(self, activity: Activity, message: Message, *, in_place: bool = False) -> Incoming:
        """The activity as the use cases know it."""
        return Incoming(
            address=_address(activity),
            received=received_as(activity),
            activity_id=activity.id or "",
            kind=(activity.name or activity.type)[:32],
            message=message,
            language=self._door.language(activity.locale),
            at=self._ports.clock(),
            written=activity.timestamp,
            in_place=in_place,
        )

    async def _in_group(self, activity: Activity) -> None:
        """In a group or a channel nothing is asked and nothing is kept: the way to the personal chat is shown."""
        if activity.type == "message" and mentions_bot(activity):
            language = self._door.language(activity.locale)
            note = await point_to_personal_chat(self._ports.library, language, self._door.app_id)
            await self._courier.post(_address(activity), group_message(note, language))


def group_message(note: Note, language: Language) -> Wire:
    return {"type": "message", "attachments": [{"contentType": CARD, "content": draw(note, language)}]}


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


def _address(activity: Activity) -> Address:
    named = (activity.channel_data or {}).get("tenant")
    tenant = named if isinstance(named, dict) else {}
    person = activity.from_property
    return Address(
        channel=str(activity.channel_id),
        conversation=activity.conversation.id,
        service_url=activity.service_url,
        bot=activity.recipient.id,
        user=person.id,
        tenant=str(tenant.get("id") or activity.conversation.tenant_id or "")[:64],
        person=(person.aad_object_id or person.id)[:255],
        name=(person.name or "")[:255],
        locale=activity.locale or "",
    )
