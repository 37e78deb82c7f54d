"""The message extension: search from the compose box, a task out of a message; and thumbs on what the coach said."""

import html
import json
import re
from dataclasses import dataclass
from typing import Any

from botbuilder.schema import Activity

from bot.cards.dialog import as_dialog
from bot.cards.draw import draw
from bot.door import CARD, Door
from bot.inbound import address_of, read_press, received_as
from dialogs.case_card import WORDS
from dialogs.conversation import LONGEST
from dialogs.sharing import make_task
from dialogs.speech import Speech
from knowledge.part import Language
from services.effects import TurnPorts
from services.outbox import Outbox
from services.records import Wire
from services.sharing import Found, find_tasks, find_templates, start_task
from services.thumbs import note_thumb

_PREVIEW = "application/vnd.microsoft.card.thumbnail"
_TAG = re.compile(r"<[^>]{0,2000}>")
_WAIT = 2.0


@dataclass(frozen=True, slots=True)
class Extension:
    """What a person does outside the chat with the coach. Whatever is wrong in a client's values counts as absent."""

    ports: TurnPorts
    outbox: Outbox
    door: Door

    async def query(self, activity: Activity) -> Wire:
        """The hits for what was typed in the compose box."""
        value, language = _dict(activity.value), self.door.language(activity.locale)
        words = _typed(value)
        own = value.get("commandId") == "tasks"
        who = address_of(activity)
        found = await (
            find_tasks(words, who, language, self.ports) if own else find_templates(words, language, self.ports)
        )
        speech = Speech(await self.ports.library.latest(), language)
        if not found:
            said = speech.words.share.no_tasks if own else speech.words.share.nothing_found
            return {"composeExtension": {"type": "message", "text": speech.say(said)}}
        hits = [_hit(each, language) for each in found]
        return {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": hits}}

    async def fetch(self, activity: Activity) -> Wire:
        """The dialog with a message's words, to be tidied up."""
        speech = await self._speech(activity)
        return _dialog(speech, _message_words(_dict(activity.value)))

    async def submit(self, activity: Activity) -> Wire:
        """The words become a task in the person's own chat."""
        speech = await self._speech(activity)
        words = speech.words.share
        data = read_press(_dict(_dict(activity.value).get("data")))
        text = data.inputs.get(WORDS, "").strip()
        if not text:
            return _dialog(speech, "", speech.say(words.made_empty))
        deliveries = await start_task(text, received_as(activity), address_of(activity), speech.language, self.ports)
        if deliveries is None:
            return {"task": {"type": "message", "value": speech.say(words.no_chat)}}
        await self.outbox.send(deliveries, within=_WAIT)
        return {"task": {"type": "message", "value": speech.say(words.made)}}

    async def thumb(self, activity: Activity) -> Wire:
        """A thumb on something the coach said. Teams wants an empty object back, whatever became of it."""
        value = _dict(activity.value)
        given = _dict(value.get("actionValue"))
        reaction = given.get("reaction")
        if value.get("actionName") == "feedback" and reaction in ("like", "dislike"):
            address, on = address_of(activity), activity.reply_to_id or ""
            await note_thumb(address, on, reaction, _feedback_words(given.get("feedback")), self.ports)
        return {}

    async def _speech(self, activity: Activity) -> Speech:
        return Speech(await self.ports.library.latest(), self.door.language(activity.locale))


def _dialog(speech: Speech, text: str, *lead: str) -> Wire:
    form = make_task(speech, text, *lead)
    card = {"contentType": CARD, "content": as_dialog(draw(form, speech.language))}
    shown = {"title": form.title, "height": "medium", "width": "medium", "card": card}
    return {"task": {"type": "continue", "value": shown}}


def _hit(found: Found, language: Language) -> Wire:
    preview = {"contentType": _PREVIEW, "content": {"title": found.title, "text": found.summary}}
    return {"contentType": CARD, "content": draw(found.card, language), "preview": preview}


def _typed(value: dict[str, Any]) -> str:
    """What was typed: the parameter `query`, or the only one there is. The first list comes without one."""
    listed = value.get("parameters")
    given = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    typed = [each.get("value") for each in given if each.get("name") in ("query", None)]
    return typed[0][:LONGEST] if typed and isinstance(typed[0], str) else ""


def _message_words(value: dict[str, Any]) -> str:
    """The words of the message that was chosen, without its markup."""
    content = _dict(_dict(value.get("messagePayload")).get("body")).get("content")
    plain = html.unescape(_TAG.sub(" ", content[:LONGEST])) if isinstance(content, str) else ""
    return " ".join(plain.split())


def _feedback_words(given: object) -> str:
    """What was written beside the thumb: JSON from Teams, plain words from the Playground."""
    if not isinstance(given, str):
        return ""
    try:
        found = json.loads(given)
    except (ValueError, RecursionError):
        return given
    words = found.get("feedbackText") if isinstance(found, dict) else given
    return words if isinstance(words, str) else ""


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
