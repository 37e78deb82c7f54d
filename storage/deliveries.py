"""The outbox on SQL: which messages are due, who sends them, what became of them."""

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.records import Address, Delivery, NotSent, SendResult, Sent
from storage import pacing
from storage.counting import upsert
from storage.tables import agenda, conversations, messages, people

CASE_CARD = "case"
TOLD = "told:"
"""Begins the key of what a person is told of a case."""
REPOST_AFTER = timedelta(minutes=10)
_LINK = re.compile(r"/my-data/([\w-]{20,})")
TOO_OLD = timedelta(hours=24)
"""A reply that could not be sent for a day helps nobody: after a restore from a backup old ones stay unsent."""


async def any_due(db: AsyncConnection, now: datetime) -> bool:
    return (await db.execute(_due(now).limit(1))).first() is not None


async def claim(db: AsyncConnection, now: datetime, until: datetime, most: int) -> tuple[Delivery, ...]:
    """Take the oldest due messages. Another process skips what is locked here, and what is claimed afterwards."""
    too_old = and_(messages.c.delivery == "pending", messages.c.at < now - TOO_OLD)
    failed = update(messages).where(too_old).values(delivery="failed", trouble="too old", due=None)
    for number in list((await db.execute(failed.returning(messages.c.id))).scalars()):
        await _look_after(db, number, NotSent("later", "too old"), now)
    for part, said in ((messages.c.replaces, "nothing to replace"), (messages.c.thread, "nothing to stand under")):
        lost = and_(messages.c.delivery == "pending", part.is_not(None), ~_shown(part, "pending", "known"))
        await db.execute(update(messages).where(lost).values(delivery="failed", trouble=said, due=None))
    query = _due(now).order_by(messages.c.id).limit(most)
    if db.dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True)
    ids = list((await db.execute(query)).scalars())
    if not ids:
        return ()
    await db.execute(update(messages).where(messages.c.id.in_(ids)).values(claimed=until))
    return await pacing.in_turn(db, await of(db, ids, until), now)


async def of(db: AsyncConnection, ids: list[int], until: datetime) -> tuple[Delivery, ...]:
    """These messages as they are sent, claimed until then."""
    return tuple(_delivery(row, until) for row in await db.execute(_deliveries(ids)))


async def prolong(db: AsyncConnection, delivery: Delivery, until: datetime) -> Delivery | None:
    """The same message for longer, unless somebody else has claimed or sent it, or an earlier one has to wait."""
    mine = and_(messages.c.id == delivery.id, messages.c.delivery == "pending", messages.c.claimed == delivery.claimed)
    earlier = messages.alias()
    waits = exists().where(
        earlier.c.conversation == delivery.conversation,
        earlier.c.delivery == "pending",
        earlier.c.id < delivery.id,
        earlier.c.claimed.is_(None),
    )
    done = await db.execute(update(messages).where(mine, ~waits).values(claimed=until))
    return replace(delivery, claimed=until) if done.rowcount else None


async def postpone(db: AsyncConnection, delivery: Delivery, due: datetime) -> None:
    """Not now: nobody's, and due then. Those after it wait for it and are let go as well."""
    mine = and_(messages.c.conversation == delivery.conversation, messages.c.delivery == "pending")
    same = messages.c.claimed == delivery.claimed
    await db.execute(update(messages).where(mine, same, messages.c.id >= delivery.id).values(claimed=None))
    await db.execute(update(messages).where(mine, messages.c.id == delivery.id).values(due=due, claimed=None))


async def note(
    db: AsyncConnection, delivery: Delivery, result: SendResult, now: datetime, again: datetime | None
) -> None:
    """What became of a message. One that cannot be delivered marks its conversation, and takes the others along."""
    here = messages.c.id == delivery.id
    waiting = and_(here, messages.c.delivery == "pending")  # Who was slower does not undo what was sent.
    if isinstance(result, Sent):
        done = {"delivery": "sent", "activity_id": result.activity_id or delivery.replaces, "sent": now}
        await db.execute(update(messages).where(here).values(**done, due=None, claimed=None, trouble=None))
        await _forget_links(db, delivery)
        return
    over = "unclear" if result.why == "unclear" else "failed"
    state = {"delivery": "pending" if again else over, "due": again, "claimed": None, "trouble": result.said[:500]}
    await db.execute(update(messages).where(waiting).values(**state, attempts=messages.c.attempts + 1))
    if again is None:
        await _look_after(db, delivery.id, result, now)
    if result.why == "gone":
        gone = and_(conversations.c.id == delivery.conversation, conversations.c.unreachable_since.is_(None))
        await db.execute(update(conversations).where(gone).values(unreachable_since=now))
        others = and_(messages.c.conversation == delivery.conversation, messages.c.delivery == "pending")
        failed = update(messages).where(others).values(**{**state, "delivery": "failed", "due": None})
        for number in list((await db.execute(failed.returning(messages.c.id))).scalars()):
            await _look_after(db, number, result, now)


async def _forget_links(db: AsyncConnection, delivery: Delivery) -> None:
    """A link to somebody's data is theirs alone: once it is sent the transcript no longer holds it."""
    found = _LINK.search(json.dumps(delivery.activity))
    if found:
        kept = {c.name: func.replace(c, found[1], "…") for c in (messages.c.activity, messages.c.text)}
        await db.execute(update(messages).where(messages.c.id == delivery.id).values(**kept))


def _due(now: datetime) -> Any:
    """Pending and unclaimed, nothing before it in the same conversation waits, and what it replaces was shown."""
    earlier = messages.alias()
    waits = exists().where(
        earlier.c.conversation == messages.c.conversation,
        earlier.c.delivery == "pending",
        earlier.c.id < messages.c.id,
        or_(earlier.c.due > now, earlier.c.claimed > now),
    )
    return select(messages.c.id).where(
        messages.c.delivery == "pending",
        messages.c.due <= now,
        or_(messages.c.claimed.is_(None), messages.c.claimed <= now),
        ~waits,
        or_(messages.c.replaces.is_(None), _shown(messages.c.replaces, "known")),  # Never a message of its own.
        or_(messages.c.thread.is_(None), _shown(messages.c.thread, "known")),
    )


def _shown(part: Any, *states: str) -> Any:
    """Whether the card that a message replaces or stands under is there: `known` by its id, or still `pending`."""
    target = messages.alias()
    either = {"known": target.c.activity_id.is_not(None), "pending": target.c.delivery == "pending"}
    return exists().where(target.c.id == part, or_(*(either[state] for state in states)))


def _deliveries(ids: list[int]) -> Any:
    target, root = messages.alias(), messages.alias()
    return (
        select(
            messages.c.id,
            messages.c.kind,
            messages.c.replaces,
            messages.c.thread,
            messages.c.paced,
            messages.c.conversation,
            messages.c.activity,
            messages.c.attempts,
            messages.c.at,
            conversations.c.channel,
            conversations.c.kind.label("channel_kind"),
            conversations.c.external,
            conversations.c.service_url,
            conversations.c.bot,
            conversations.c.user,
            people.c.tenant,
            people.c.key,
            target.c.activity_id.label("target"),
            root.c.activity_id.label("root"),
        )
        .join(conversations, messages.c.conversation == conversations.c.id)
        .join(people, people.c.id == conversations.c.person)
        .outerjoin(target, messages.c.replaces == target.c.id)
        .outerjoin(root, messages.c.thread == root.c.id)
        .where(messages.c.id.in_(ids))
        .order_by(messages.c.id)
    )


def _delivery(row: Any, until: datetime) -> Delivery:
    address = Address(
        channel=row.channel,
        conversation=f"{row.external};messageid={row.root}" if row.root else row.external,
        service_url=row.service_url,
        bot=row.bot,
        user=row.user,
        tenant=row.tenant,
        person=row.key,
        name="",
        locale="",
    )
    return Delivery(
        row.id,
        row.conversation,
        address,
        json.loads(row.activity),
        row.attempts,
        row.at,
        row.target,
        until,
        careful=row.kind == CASE_CARD and row.replaces is None,
        ready=(row.replaces is None) == (row.target is None) and (row.thread is None) == (row.root is None),
        not_before=row.at if row.paced else None,
        limited=row.channel_kind == "channel",
    )


async def _look_after(db: AsyncConnection, message: int, result: NotSent, now: datetime) -> None:
    """What did not arrive of a case is put on the agenda: its card is posted again, the team is told."""
    row = (await db.execute(select(messages).where(messages.c.id == message))).one()
    if row.kind == CASE_CARD and row.replaces is None:
        await _plan(db, "repost", message, now + REPOST_AFTER)
    elif row.kind == CASE_CARD and result.said.startswith("404"):  # Somebody has deleted the card.
        deleted = {"delivery": "failed", "trouble": "deleted in the channel"}
        await db.execute(update(messages).where(messages.c.id == row.replaces).values(deleted))
        await _plan(db, "repost", row.replaces, now)
    elif (row.card or "").startswith(TOLD):
        await _plan(db, "undelivered", message, now)


async def _plan(db: AsyncConnection, kind: str, message: int, due: datetime) -> None:
    again = {"due": due, "state": "waiting", "claimed": None, "attempts": 0}
    statement = upsert(db, agenda).values(key=f"{kind}:{message}", kind=kind, **again)
    await db.execute(statement.on_conflict_do_update(index_elements=["key"], set_=again))
