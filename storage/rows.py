"""How a turn's messages are written as rows, and how a row is read as a line of a list."""

import json
from collections.abc import Mapping
from typing import Any

from babel.dates import format_date

from dialogs.conversation import clean
from dialogs.message import Message, Pressed, TaskLine
from dialogs.speech import HOME
from knowledge.part import Language
from services.records import Entered, Turn

_LONGEST_CODE = 64


def inbound_row(entered: Entered, turn: Turn, task: str | None) -> Mapping[str, Any]:
    incoming = turn.incoming
    return {
        "conversation": entered.conversation,
        "direction": "in",
        "received": incoming.received,
        "activity_id": incoming.activity_id,
        "task": task,
        "kind": incoming.kind,
        "about": turn.about,
        "text": turn.heard,
        "activity": _pressed(incoming.message),
        "at": incoming.at,
        "delivery": "received",
        "attempts": 0,
    }


def _pressed(message: Message) -> str | None:
    """Which button it was: the words on it stand on the card that was shown before. A client may send anything."""
    if not isinstance(message, Pressed):
        return None
    told = {"press": message.press.verb, "code": message.press.code}
    return json.dumps({name: clean(value)[:_LONGEST_CODE] for name, value in told.items()}, ensure_ascii=False)


def task_line(row: Any, language: Language) -> TaskLine:
    day = format_date(row.changed.astimezone(HOME), format="d MMM y", locale=language)
    return TaskLine(row.id, row.title, row.status, row.outcome, row.case, day)
