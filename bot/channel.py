"""The team's channel: `koppla`, the buttons of cases, the dialogs they open, and the app's coming and going."""

from dataclasses import dataclass
from typing import Any

from botbuilder.schema import Activity

from bot.cards.dialog import as_dialog
from bot.cards.draw import draw
from bot.door import CARD, Door
from bot.inbound import (
    address_of,
    channel_of,
    event_of,
    is_channel,
    mentions_bot,
    part_id,
    read_press,
    received_as,
    said,
    somebody_in,
    team_of,
)
from dialogs.commands import fold
from dialogs.message import Pressed
from dialogs.reply import Form, Note, Reply
from dialogs.speech import Speech
from knowledge.part import Language
from services.desk import DeskAnswer, DeskPress, press_at_desk
from services.effects import TurnPorts
from services.group import point_to_personal_chat
from services.outbox import Outbox
from services.ports import Courier
from services.receiving import Channel, connect, disconnect, left
from services.records import Wire

CONNECT: dict[str, Language] = {"koppla": "sv", "connect": "en"}
DISCONNECT: dict[str, Language] = {"koppla från": "sv", "koppla ifrån": "sv", "disconnect": "en"}
_HELP = frozenset({"hjälp", "help", "?", ""})
_WAIT = 2.0


@dataclass(frozen=True, slots=True)
class ChannelDoor:
    """What happens where several people are: in a channel of a team, or in a group chat."""

    ports: TurnPorts
    outbox: Outbox
    courier: Courier
    door: Door

    async def message(self, activity: Activity) -> None:
        """A mention, or a button of a client that knows no Action.Execute. Anything else is none of our business."""
        if is_channel(activity) and isinstance(activity.value, dict) and not said(activity):
            await self.press(activity, activity.value)
        elif mentions_bot(activity):
            note, language = await self._answered(activity)
            await self._post(activity, note, language)

    async def press(self, activity: Activity, data: dict[str, Any]) -> Wire:
        """The card in the place of the pressed one."""
        answer = await self._pressed(activity, read_press(data))
        return draw(answer.reply, answer.language)

    async def dialog(self, activity: Activity, data: dict[str, Any]) -> dict[str, Any]:
        """The dialog that a button opens, or what came of one that was filled in."""
        answer = await self._pressed(activity, read_press(data))
        if isinstance(answer.reply, Form):
            card = {"contentType": CARD, "content": as_dialog(draw(answer.reply, answer.language))}
            shown = {"title": answer.reply.title, "height": "medium", "width": "medium", "card": card}
            return {"task": {"type": "continue", "value": shown}}
        speech = Speech(await self.ports.library.latest(), answer.language)
        lead = answer.reply.lead if isinstance(answer.reply, Note) else ()
        unknown = answer.reply.lines[:1] if isinstance(answer.reply, Note) and answer.reply.kind != "case" else ()
        told = (*lead, *unknown) or (speech.say(speech.words.case.done),)
        return {"task": {"type": "message", "value": " ".join(told)}}

    async def gone(self, activity: Activity) -> None:
        """The app was removed from a team, or a channel or team was deleted: nothing more is sent there."""
        event = event_of(activity)
        team = None if event == "channelDeleted" else (part_id(activity, "team") or "")
        address = channel_of(activity, part_id(activity, "channel"))
        deliveries = await left(address, team, self.ports)
        await self.outbox.send(deliveries, within=_WAIT)

    async def _pressed(self, activity: Activity, pressed: Pressed) -> DeskAnswer:
        address = channel_of(activity)
        assigning = pressed.press.verb.startswith("case_assign")
        team = await self.courier.members(address) if assigning else ()
        press = DeskPress(
            address=address,
            by=somebody_in(activity),
            received=received_as(activity),
            on=activity.reply_to_id or "",
            press=pressed.press,
            inputs=pressed.inputs,
            at=self.ports.clock(),
            language=self.door.language(activity.locale),
        )
        answer = await press_at_desk(press, team, self.ports)
        await self.outbox.send(answer.deliveries, within=_WAIT)
        return answer

    async def _answered(self, activity: Activity) -> tuple[Note, Language]:
        """What a mention is answered with."""
        text, language = fold(said(activity)), self.door.language(activity.locale)
        wanted = CONNECT.get(text) or DISCONNECT.get(text)
        knowledge = await self.ports.library.latest()
        if wanted is not None and not is_channel(activity):
            speech = Speech(knowledge, wanted)
            return Note(kind="desk", lines=(speech.say(speech.words.desk.only_channels),)), wanted
        if wanted is not None:
            channel = Channel(channel_of(activity), team_of(activity), somebody_in(activity).name, wanted)
            settled = await (connect if text in CONNECT else disconnect)(channel, self.ports)
            await self.outbox.send(settled.deliveries, within=_WAIT)
            return settled.note, wanted
        speech = Speech(knowledge, language)
        if is_channel(activity) and text in _HELP:
            return Note(kind="desk", lines=(speech.say(speech.words.desk.help),)), language
        return await point_to_personal_chat(self.ports.library, language, self.door.app_id), language

    async def _post(self, activity: Activity, reply: Reply, language: Language) -> None:
        card = {"contentType": CARD, "content": draw(reply, language)}
        await self.courier.post(address_of(activity), {"type": "message", "attachments": [card]})
