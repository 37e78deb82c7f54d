"""The channels that receive cases, on SQL."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.part import Language
from services.records import Address, Receiver, ReceiverState
from storage.counting import upsert
from storage.tables import conversations, people, receivers


class SqlReceivers:
    """`services.ports.Receivers` on SQLAlchemy."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def all(self) -> tuple[Receiver, ...]:
        return tuple(_receiver(row) for row in await self._db.execute(_query().order_by(receivers.c.id)))

    async def get(self, receiver: int) -> Receiver | None:
        row = (await self._db.execute(_query().where(receivers.c.id == receiver))).first()
        return _receiver(row) if row is not None else None

    async def at(self, address: Address) -> Receiver | None:
        """The receiver at this place, locked; None when the channel never asked to be one."""
        here = (conversations.c.channel == address.channel, conversations.c.external == address.conversation)
        row = (await self._db.execute(_query().where(*here).with_for_update(of=receivers))).first()
        return _receiver(row) if row is not None else None

    async def ask(self, address: Address, team: str, by: str, language: Language, at: datetime) -> Receiver:
        """Put a channel on record that wants to receive cases."""
        conversation = await self._place(address, team, at)
        fresh = {"state": "asked", "language": language, "asked_by": by, "asked": at}
        row = {"conversation": conversation, "departments": "[]", "topics": "[]", **fresh}
        statement = upsert(self._db, receivers).values(row)
        await self._db.execute(statement.on_conflict_do_update(index_elements=["conversation"], set_=fresh))
        found = await self.at(address)
        assert found is not None  # noqa: S101 - written a line above
        return found

    async def reached(self, receiver: Receiver) -> None:
        """Somebody has done something there: it can be reached."""
        here = conversations.c.id == receiver.conversation
        await self._db.execute(update(conversations).where(here).values(unreachable_since=None))

    async def decide(self, receiver: Receiver, state: ReceiverState, by: str, at: datetime) -> None:
        """Approve a channel, or end it."""
        values = {"state": state, "decided_by": by, "decided": at}
        await self._db.execute(update(receivers).where(receivers.c.id == receiver.id).values(values))

    async def route(self, receiver: Receiver, departments: tuple[str, ...], topics: tuple[str, ...]) -> None:
        """Which cases come here; empty: all."""
        values = {"departments": json.dumps(departments), "topics": json.dumps(topics)}
        await self._db.execute(update(receivers).where(receivers.c.id == receiver.id).values(values))

    async def of_team(self, channel: str, team: str) -> tuple[Receiver, ...]:
        """The channels of a team that receive cases, or ask to."""
        here = (conversations.c.channel == channel, conversations.c.team == team, receivers.c.state != "removed")
        return tuple(_receiver(row) for row in await self._db.execute(_query().where(*here)))

    async def _place(self, address: Address, team: str, at: datetime) -> int:
        """The conversation of a channel, written when it is new. The newest way to reach it counts."""
        way = {"service_url": address.service_url, "bot": address.bot, "name": address.name, "team": team}
        where = (conversations.c.channel == address.channel, conversations.c.external == address.conversation)
        known = await self._db.scalar(select(conversations.c.id).where(*where))
        if known is not None:
            reached = update(conversations).where(conversations.c.id == known)
            await self._db.execute(reached.values(**way, unreachable_since=None))
            return int(known)
        counterpart = {"tenant": address.tenant, "key": address.person, "talk": "{}", "version": 0, "since": at}
        person = await self._db.scalar(insert(people).values(counterpart).returning(people.c.id))
        row = {"channel": address.channel, "external": address.conversation, "person": person, "kind": "channel"}
        made = insert(conversations).values(**row, **way, user=address.user).returning(conversations.c.id)
        return int(await self._db.scalar(made) or 0)


def _query() -> Any:
    return select(receivers, conversations.c.external, conversations.c.name, conversations.c.unreachable_since).join(
        conversations, conversations.c.id == receivers.c.conversation
    )


def _receiver(row: Any) -> Receiver:
    return Receiver(
        id=row.id,
        conversation=row.conversation,
        external=row.external,
        name=row.name or row.external,
        state=row.state,
        language=row.language,
        departments=tuple(json.loads(row.departments)),
        topics=tuple(json.loads(row.topics)),
        asked_by=row.asked_by,
        unreachable=row.unreachable_since is not None,
    )
