"""Putting messages on record that are to be sent: in order for each conversation, claimed by whoever sends them now."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.outbox import CLAIM
from services.records import Delivery, Outgoing
from storage import deliveries
from storage.tables import conversations, messages


async def insert_all(db: AsyncConnection, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Write message rows in order; gives back their numbers."""
    if not rows:
        return []
    statement = insert(messages).returning(messages.c.id, sort_by_parameter_order=True)
    return list((await db.execute(statement, list(rows))).scalars())


async def post(
    db: AsyncConnection, conversation: int, said: Sequence[Outgoing], at: datetime, task: str | None = None
) -> tuple[Delivery, ...]:
    """Say something in a conversation that nobody is taking a turn in; gives back what may be sent at once."""
    ids = await insert_all(db, [outbound_row(conversation, out, task=task, inbound=None, at=at) for out in said])
    if not ids:
        return ()
    if any(out.paced for out in said) or await must_queue(db, conversation, ids[0], at):
        await db.execute(update(messages).where(messages.c.id.in_(ids)).values(claimed=None))
        return ()
    found = await deliveries.of(db, ids, at + CLAIM)
    ready = tuple(each for each in found if each.ready)
    left = [number for number in ids if number not in {each.id for each in ready}]
    await db.execute(update(messages).where(messages.c.id.in_(left)).values(claimed=None))
    return ready


async def must_queue(db: AsyncConnection, conversation: int, first: int, now: datetime) -> bool:
    """Whether something said before waits for a later time: then these are sent after it, by the worker."""
    waits = and_(
        messages.c.conversation == conversation,
        messages.c.delivery == "pending",
        messages.c.id < first,
        messages.c.due > now,
        or_(messages.c.claimed.is_(None), messages.c.claimed <= now),
    )
    return bool(await db.scalar(select(exists().where(waits))))


async def reachable(db: AsyncConnection, person: int) -> int | None:
    """The conversation in which a person is reached: the newest; a closed one only when there is no other."""
    query = (
        select(conversations.c.id)
        .where(conversations.c.person == person, conversations.c.kind == "personal")
        .order_by(conversations.c.unreachable_since.is_not(None), conversations.c.id.desc())
        .limit(1)
    )
    return await db.scalar(query)


async def is_reachable(db: AsyncConnection, person: int) -> bool:
    """Whether there is a chat with the person that is not closed."""
    here = and_(conversations.c.person == person, conversations.c.unreachable_since.is_(None))
    return bool(await db.scalar(select(exists().where(here, conversations.c.kind == "personal"))))


def outbound_row(
    conversation: int, out: Outgoing, *, task: str | None, inbound: int | None, at: datetime
) -> dict[str, Any]:
    pending = out.delivery == "pending"
    return {
        "conversation": conversation,
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
        "thread": out.thread,
        "paced": out.paced,
        "attempts": 0,
        "due": at if pending else None,
        "claimed": at + CLAIM if pending else None,
    }
