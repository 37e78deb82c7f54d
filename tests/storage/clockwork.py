"""The agenda at work on a database, with a clock that is set by hand."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.outbound import write_reply
from dialogs.case import Case, Somebody
from dialogs.state import Interview
from knowledge.parse import dump
from services.agenda import Clockwork
from services.announcing import Announcer
from services.effects import TurnPorts
from services.outbox import Outbox
from services.ports import Settings
from services.receiving import Channel as BoundChannel
from services.records import Entry, EntryKind
from storage.store import SqlStore
from storage.tables import agenda, messages
from tests.cast import NAMES, shipped
from tests.shelf import Shelf
from tests.storage.test_outbox import Channel, Watch
from tests.storage.turns import CASE, NOW, TASK, address, incoming, keep_turn, of_task, out, turn

BUILDING = TASK.model_copy(update={"building": "approval-request", "shown": ("approval-request",)})
MORNING = datetime(2026, 3, 16, 8, 30, tzinfo=UTC)
"""A Monday, half past nine in Halmstad."""


async def working(engine: AsyncEngine, watch: Watch, channel: Channel | None = None) -> Clockwork:
    store = SqlStore(engine)
    if await store.latest() is None:
        await store.publish(dump(shipped()), by="test", note="", at=NOW, after=0)
    ports = TurnPorts(store, Shelf(store), write_reply, watch, Settings(NAMES, "https://x"))
    return Clockwork(ports, Outbox(store, channel or Channel(watch), watch))


async def plan(store: SqlStore, due: datetime, person: str = "anna", kind: EntryKind = "follow_up") -> None:
    """Somebody who builds, and a question that is due."""
    await keep_turn(store, of_task(turn(incoming("m1", person), out("Hej")), BUILDING))
    async with store.begin() as unit:
        entered = await unit.enter(incoming("m2", person))
        assert entered is not None
        await unit.agenda.plan(Entry(kind, f"{kind}:{person}", due, entered.person, BUILDING.id))


async def kinds(engine: AsyncEngine) -> dict[str, int]:
    """How many messages of each kind were put on record."""
    async with engine.connect() as db:
        query = select(messages.c.kind, func.count()).where(messages.c.direction == "out").group_by(messages.c.kind)
        return {row[0]: row[1] for row in await db.execute(query)}


async def state(engine: AsyncEngine) -> list[str]:
    async with engine.connect() as db:
        return list((await db.execute(select(agenda.c.state).order_by(agenda.c.id))).scalars())


async def posted(clockwork: Clockwork, store: SqlStore) -> Case:
    """A case whose card was sent to a channel, for better or worse."""
    async with store.begin() as unit:
        receiver = await unit.receivers.ask(team_channel().address, "team", "Carla", "sv", MORNING)
        await unit.receivers.decide(receiver, "approved", "Adam", MORNING)
        entered = await unit.enter(incoming("m1"))
        assert entered is not None
        case = await unit.cases.open(entered, CASE, Somebody("anna", "Anna"), MORNING)
        approved = await unit.receivers.get(receiver.id)
        assert approved is not None
        knowledge = await clockwork.ports.library.at(1)
        announcer = Announcer(unit, knowledge, write_reply, clockwork.ports.settings, MORNING)
        await announcer.post(case, approved)
    await clockwork.outbox.send(announcer.said, within=5)
    return case


def team_channel() -> BoundChannel:
    return BoundChannel(replace(address("team"), person="channel:team", name="Team"), "team", "Carla", "sv")


def _own(number: int) -> Interview:
    return BUILDING.model_copy(update={"id": f"task-{number}"})
