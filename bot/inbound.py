"""Activity -> Message: what the channel sends, in the conversation's words."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import uuid4

from botbuilder.schema import Activity

from dialogs.form import PREFIX
from dialogs.message import Edited, Message, Pressed, Said, Wordless
from dialogs.reply import Press

_LONGEST_CODE = 200
_MENTION = re.compile(r"<at[^>]{0,200}>[^<]{0,500}</at>", re.IGNORECASE)
_PLAIN_ATTACHMENT = "text/html"
"""Teams repeats every text as an HTML attachment; that is no file."""


def read_message(activity: Activity) -> Message:
    """What a message activity says. A pressed Action.Submit comes as a message with a value and no text."""
    text = said(activity)
    if text:
        return Said(text)
    if isinstance(activity.value, dict):
        return read_press(activity.value)
    files = [each for each in activity.attachments or () if each.get("contentType") != _PLAIN_ATTACHMENT]
    return Wordless("file" if files else "empty")


def read_press(data: Mapping[str, Any]) -> Pressed:
    """The button in a card's data, and what was filled in. Parts of a wrong type or length count as absent."""
    inputs = {
        name: value
        for name, value in data.items()
        if isinstance(value, str) and (name in ("codes", "text") or name.startswith(PREFIX))
    }
    return Pressed(Press(_short(data, "v"), _short(data, "c"), _short(data, "i"), _short(data, "q")), inputs)


def read_change(activity: Activity) -> Message:
    """An edited message."""
    return Edited(said(activity), None)


def said(activity: Activity) -> str:
    """The text without mentions of the bot, whatever it is called, and without outer space."""
    text = activity.text or ""
    for entity in activity.entities or ():
        if entity.get("type") == "mention" and _is_bot(entity.get("mentioned"), activity):
            named = entity.get("text")
            text = text.replace(named, " ") if isinstance(named, str) and named else text
    text = _MENTION.sub(" ", text) if "<at" in text else text
    return text.replace("\xa0", " ").strip()


def mentions_bot(activity: Activity) -> bool:
    return any(
        entity.get("type") == "mention" and _is_bot(entity.get("mentioned"), activity)
        for entity in activity.entities or ()
    )


def received_as(activity: Activity) -> str:
    """What tells this message apart: its id; an edit or a deletion comes with the id of what it changes.

    The words of an edit are told apart, but not kept: they have not been masked yet.
    """
    name = activity.id or uuid4().hex
    match activity.type:
        case "messageUpdate":
            return f"edit:{name}:{sha256((activity.text or '').encode()).hexdigest()}"
        case "messageDelete":
            return f"delete:{name}"
        case _:
            return name


def _is_bot(mentioned: object, activity: Activity) -> bool:
    return isinstance(mentioned, dict) and mentioned.get("id") == activity.recipient.id


def _short(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) and len(value) <= _LONGEST_CODE else ""
