"""What did not arrive: listed for an operator, and sent once more when they say so."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.records import Unsent
from storage.tables import agenda, conversations, messages

_STUCK = ("failed", "unclear")
_ENTRY, _MESSAGE = "e", "m"


async def unsent(db: AsyncConnection, most: int) -> tuple[Unsent, ...]:
    """Messages that failed, may not have arrived or are tried again; and entries of the agenda that are parked."""
    waits = (messages.c.delivery == "pending") & (messages.c.attempts > 0)
    query = (
        select(messages, conversations.c.external)
        .join(conversations, conversations.c.id == messages.c.conversation)
        .where(messages.c.direction == "out", or_(messages.c.delivery.in_(_STUCK), waits))
        .order_by(messages.c.id.desc())
        .limit(most)
    )
    found = [_message(row) for row in await db.execute(query)]
    parked = select(agenda).where(agenda.c.state == "parked").order_by(agenda.c.id.desc()).limit(most)
    found += [
        Unsent(f"{_ENTRY}{row.id}", row.due, row.kind, row.state, row.key, row.trouble or "")
        for row in await db.execute(parked)
    ]
    return tuple(sorted(found, key=lambda each: each.at, reverse=True)[:most])


async def retry(db: AsyncConnection, names: Sequence[str], now: datetime) -> int:
    """Make them due again. A message whose conversation is closed is tried all the same: the channel knows better."""
    stuck = [messages.c.direction == "out", messages.c.delivery.in_(_STUCK)]
    parked = [agenda.c.state == "parked"]
    if names:
        stuck.append(messages.c.id.in_(_numbers(names, _MESSAGE)))
        parked.append(agenda.c.id.in_(_numbers(names, _ENTRY)))
    fresh = {"delivery": "pending", "due": now, "at": now, "claimed": None, "attempts": 0}
    done = await db.execute(update(messages).where(*stuck).values(fresh))
    again = {"state": "waiting", "due": now, "claimed": None, "attempts": 0}
    worked = await db.execute(update(agenda).where(*parked).values(again))
    return int(done.rowcount) + int(worked.rowcount)


def _numbers(names: Sequence[str], kind: str) -> list[int]:
    return [int(name[1:]) for name in names if name[:1] == kind and name[1:].isdecimal()]


def _message(row: Any) -> Unsent:
    return Unsent(f"{_MESSAGE}{row.id}", row.at, row.kind, row.delivery, row.external, row.trouble or "")
