"""Many messages at once are spread out over all replicas, so that none goes above the platform's limit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.outbox import CLAIM
from services.records import Delivery
from storage.tables import messages, pace

A_SECOND = 20
"""Paced messages a second and tenant. Teams allows an app thirty; the rest is left to people who are talking now."""
_STEP = timedelta(seconds=1 / A_SECOND)


async def in_turn(db: AsyncConnection, claimed: Sequence[Delivery], now: datetime) -> tuple[Delivery, ...]:
    """The claimed messages, the paced ones each with its own moment: no two replicas give out the same one.

    A message that was claimed before by a process that died gets a new moment.
    """
    waiting = [each for each in claimed if each.not_before is not None]
    if not waiting:
        return tuple(claimed)
    turns: dict[int, datetime] = {}
    for tenant in sorted({each.address.tenant for each in waiting}):
        mine = [each for each in waiting if each.address.tenant == tenant]
        first = await _reserved(db, tenant, len(mine), now)
        turns |= {each.id: first + number * _STEP for number, each in enumerate(mine)}
    return tuple([await _at(db, each, turns[each.id]) if each.id in turns else each for each in claimed])


async def _reserved(db: AsyncConnection, tenant: str, count: int, now: datetime) -> datetime:
    """The first of so many moments in a row."""
    query = select(pace.c.next).where(pace.c.tenant == tenant).with_for_update()
    free = await db.scalar(query)
    first = max(free or now, now)
    after = first + count * _STEP
    if free is None:
        await db.execute(insert(pace).values(tenant=tenant, next=after))
    else:
        await db.execute(update(pace).where(pace.c.tenant == tenant).values(next=after))
    return first


async def _at(db: AsyncConnection, delivery: Delivery, moment: datetime) -> Delivery:
    until = moment + CLAIM
    await db.execute(update(messages).where(messages.c.id == delivery.id).values(claimed=until))
    return replace(delivery, not_before=moment, claimed=until)
