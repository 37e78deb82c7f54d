"""Opening a turn's conversation: whose it is, locked, and made when it is new."""

from typing import Any

from sqlalchemy import bindparam, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.state import Talk
from services.ports import NotYoursError
from services.records import Address, Entered, Incoming
from storage.tables import conversations, messages, people, revisions


async def enter(db: AsyncConnection, incoming: Incoming) -> Entered | None:
    """The conversation; None when this message is on record. `NotYoursError` when it is somebody else's."""
    row = (await db.execute(_PLACE, _place_names(incoming))).first()
    if row is None:
        return await _first_time(db, incoming)
    await _recognised(db, row, incoming.address)
    if row.known:
        return None
    await _moved(db, row, incoming.address)
    return Entered(row.conversation, row.person, Talk.model_validate_json(row.talk), row.version, row.latest)


async def _recognised(db: AsyncConnection, row: Any, address: Address) -> None:
    """The same person by their lasting id or by the channel's; the lasting one may turn up later than the first."""
    if (row.tenant, row.key) == (address.tenant, address.person):
        return
    if row.user != address.user:
        raise NotYoursError
    if row.key == address.user and (await db.execute(_PERSON, _person_names(address))).first() is None:
        here = people.c.id == row.person
        await db.execute(update(people).where(here).values(tenant=address.tenant, key=address.person))


async def _first_time(db: AsyncConnection, incoming: Incoming) -> Entered:
    address = incoming.address
    names = _person_names(address)
    person = (await db.execute(_PERSON, names)).first()
    if person is None:
        fresh = {**names, "talk": "{}", "version": 0, "since": incoming.at}
        await db.execute(insert(people).values(fresh))
        person = (await db.execute(_PERSON, names)).one()
    row = {"channel": address.channel, "external": address.conversation, "person": person.id, **_way(address)}
    conversation = await db.scalar(insert(conversations).values(row).returning(conversations.c.id))
    talk = Talk.model_validate_json(person.talk)
    return Entered(int(conversation or 0), person.id, talk, person.version, person.latest)


async def _moved(db: AsyncConnection, row: Any, address: Address) -> None:
    """The newest way to reach the conversation counts, and whoever writes can be reached."""
    now = _way(address)
    if any(getattr(row, name) != value for name, value in now.items()) or row.unreachable_since is not None:
        here = conversations.c.id == row.conversation
        await db.execute(update(conversations).where(here).values(**now, unreachable_since=None))


def _newest() -> Any:
    return select(func.max(revisions.c.number)).scalar_subquery()


_PLACE = (
    select(
        conversations.c.id.label("conversation"),
        conversations.c.service_url,
        conversations.c.bot,
        conversations.c.user,
        conversations.c.unreachable_since,
        people.c.id.label("person"),
        people.c.tenant,
        people.c.key,
        people.c.talk,
        people.c.version,
        exists()
        .where(messages.c.conversation == conversations.c.id, messages.c.received == bindparam("received"))
        .label("known"),
        _newest().label("latest"),
    )
    .join(people, people.c.id == conversations.c.person)
    .where(conversations.c.channel == bindparam("channel"), conversations.c.external == bindparam("external"))
    .with_for_update(of=people)
)
"""The conversation with its person, locked; whether the message is on record; the newest content. Built once."""

_PERSON = (
    select(people, _newest().label("latest"))
    .where(people.c.tenant == bindparam("tenant"), people.c.key == bindparam("key"))
    .with_for_update(of=people)
)


def _place_names(incoming: Incoming) -> dict[str, str]:
    address = incoming.address
    return {"channel": address.channel, "external": address.conversation, "received": incoming.received}


def _person_names(address: Address) -> dict[str, str]:
    return {"tenant": address.tenant, "key": address.person}


def _way(address: Address) -> dict[str, str]:
    return {"service_url": address.service_url, "bot": address.bot, "user": address.user}
