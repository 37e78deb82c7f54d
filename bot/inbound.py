"""Activity -> Message: what the channel sends, in the conversation's words."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import uuid4

from botbuilder.schema import Activity

from dialogs.case import Somebody
from dialogs.form import PREFIX
from dialogs.message import Edited, Message, Pressed, Said, Wordless
from dialogs.reply import Press
from services.records import Address

_LONGEST_CODE = 200
_MENTION = re.compile(r"<at[^>]{0,200}>[^<]{0,500}</at>", re.IGNORECASE)
_THREAD = ";messageid="
_PLAIN_ATTACHMENT = "text/html"
"""Teams repeats every text as an HTML attachment; that is no file."""


def address_of(activity: Activity) -> Address:
    """Where a conversation is, and who speaks in it."""
    person = activity.from_property
    return Address(
        channel=str(activity.channel_id),
        conversation=activity.conversation.id,
        service_url=activity.service_url,
        bot=activity.recipient.id,
        user=person.id,
        tenant=tenant_of(activity),
        person=(person.aad_object_id or person.id)[:255],
        name=(person.name or "")[:255],
        locale=activity.locale or "",
    )


def channel_of(activity: Activity, conversation: str | None = None) -> Address:
    """The channel itself, whatever thread something happens in: a counterpart of its own, with a name to be shown."""
    root = conversation or activity.conversation.id.split(_THREAD)[0]
    names = (part.get("name") for part in (_part(activity, "team"), _part(activity, "channel")))
    return Address(
        channel=str(activity.channel_id),
        conversation=root,
        service_url=activity.service_url,
        bot=activity.recipient.id,
        user=root[:255],
        tenant=tenant_of(activity),
        person=f"channel:{root}"[:255],
        name=" / ".join(str(name) for name in names if name),
        locale=activity.locale or "",
    )


def somebody_in(activity: Activity) -> Somebody:
    """Who does something in a channel."""
    person = activity.from_property
    return Somebody((person.aad_object_id or person.id)[:255], (person.name or person.id)[:255])


def team_of(activity: Activity) -> str:
    """The team that a channel belongs to; empty where none is named."""
    return str(_part(activity, "team").get("id") or "")[:255]


def tenant_of(activity: Activity) -> str:
    return str(_part(activity, "tenant").get("id") or activity.conversation.tenant_id or "")[:64]


def event_of(activity: Activity) -> str:
    """Teams' own name for what happened to a team or channel."""
    return str((activity.channel_data or {}).get("eventType") or "")


def part_id(activity: Activity, name: str) -> str | None:
    """The id of the team or channel that an event is about."""
    found = _part(activity, name).get("id")
    return found if isinstance(found, str) and found else None


def is_channel(activity: Activity) -> bool:
    return bool(activity.conversation.conversation_type == "channel")


def is_personal(activity: Activity) -> bool:
    return activity.conversation.conversation_type in (None, "personal") and not activity.conversation.is_group


def _part(activity: Activity, name: str) -> dict[str, Any]:
    found = (activity.channel_data or {}).get(name)
    return found if isinstance(found, dict) else {}


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
