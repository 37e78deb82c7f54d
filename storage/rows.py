"""How a turn's messages are written as rows, and how a row is read as a line of a list."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from babel.dates import format_date

from dialogs.message import TaskLine
from dialogs.speech import HOME
from knowledge.part import Language
from services.outbox import CLAIM
from services.records import Entered, Outgoing, Turn


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
        "at": incoming.at,
        "delivery": "received",
        "attempts": 0,
    }


def outbound_row(
    entered: Entered, out: Outgoing, task: str | None, inbound: int | None, at: datetime
) -> dict[str, Any]:
    pending = out.delivery == "pending"
    return {
        "conversation": entered.conversation,
        "direction": "out",
        "answers": None if pending else inbound,
        "task": task,
        "kind": out.kind,
        "card": out.key or None,
        "text": out.text,
        "activity": json.dumps(out.activity, ensure_ascii=False),
        "at": at,
        "delivery": out.delivery,
        "replaces": out.replaces,
        "attempts": 0,
        "due": at if pending else None,
        "claimed": at + CLAIM if pending else None,
    }


def task_line(row: Any, language: Language) -> TaskLine:
    day = format_date(row.changed.astimezone(HOME), format="d MMM y", locale=language)
    return TaskLine(row.id, row.title, row.status, row.outcome, row.case, day)
