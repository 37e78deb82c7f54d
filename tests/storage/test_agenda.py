"""What is said without being asked: each entry once, in working hours, and not when it no longer holds."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.outbound import write_reply
from dialogs.case import Case, Event, Somebody
from dialogs.state import Interview, Talk
from knowledge.parse import dump
from services.agenda import Clockwork
from services.announcing import Announcer
from services.effects import TurnPorts
from services.library import Library
from services.outbox import Outbox
from services.ports import Settings
from services.receiving import Channel as BoundChannel
from services.receiving import connect
from services.records import Entry, EntryKind, NotSent
from storage.pacing import A_SECOND
from storage.store import SqlStore
from storage.tables import agenda, case_events, messages
from tests.cast import NAMES, shipped
from tests.storage.test_outbox import Channel, Watch
from tests.storage.turns import CASE, NOW, TASK, address, incoming, keep_turn, of_task, open_case, out, turn

BUILDING = TASK.model_copy(update={"building": "approval-request", "shown": ("approval-request",)})
MORNING = datetime(2026, 3, 16, 8, 30, tzinfo=UTC)
"""A Monday, half past nine in Halmstad."""


async def working(engine: AsyncEngine, watch: Watch, channel: Channel | None = None) -> Clockwork:
    store = SqlStore(engine)
    if await store.latest() is None:
        await store.publish(dump(shipped()), by="test", note="", at=NOW, first=True)
    ports = TurnPorts(store, Library(store, NAMES, shipped()), write_reply, watch, Settings(NAMES, "https://x"))
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


@pytest.mark.parametrize(("kind", "shown"), [("follow_up", "follow_up"), ("measure", "form")])
async def test_a_question_is_asked_once_when_it_is_due(
    engine: AsyncEngine, store: SqlStore, kind: EntryKind, shown: str
) -> None:
    watch = Watch(MORNING)
    clockwork = await working(engine, watch)
    await plan(store, MORNING, kind=kind)

    worked = [await clockwork.work_due() for _ in range(3)]

    assert (worked, (await kinds(engine))[shown], await state(engine)) == ([1, 0, 0], 1, ["done"])


async def test_two_processes_ask_once(engine: AsyncEngine, store: SqlStore) -> None:
    watch = Watch(MORNING)
    both = [await working(engine, watch) for _ in range(2)]
    for number in range(10):
        await keep_turn(store, of_task(turn(incoming("m1", f"p{number}")), _own(number)))
        async with store.begin() as unit:
            entered = await unit.enter(incoming("m2", f"p{number}"))
            assert entered is not None
            await unit.agenda.plan(Entry("follow_up", f"f:{number}", MORNING, entered.person, f"task-{number}"))

    await asyncio.gather(*(each.work_due() for each in both))

    assert (await kinds(engine))["follow_up"] == 10


async def test_what_comes_due_at_night_waits_for_the_morning(engine: AsyncEngine, store: SqlStore) -> None:
    watch = Watch(datetime(2026, 3, 14, 22, 0, tzinfo=UTC))
    clockwork = await working(engine, watch)
    await plan(store, watch.now)

    await clockwork.work_due()
    early = await kinds(engine)
    watch.now = datetime(2026, 3, 16, 7, 0, tzinfo=UTC)
    await clockwork.work_due()

    assert "follow_up" not in early
    assert (await kinds(engine))["follow_up"] == 1


@pytest.mark.parametrize(
    "talk",
    [
        {"quiet": True},
        {"interview": BUILDING.model_copy(update={"measured": 12.0})},
        {"interview": BUILDING.model_copy(update={"cancelled": True})},
    ],
)
async def test_a_question_that_no_longer_holds_is_not_asked(
    engine: AsyncEngine, store: SqlStore, talk: dict[str, object]
) -> None:
    clockwork = await working(engine, Watch(MORNING))
    await plan(store, MORNING)
    async with store.begin() as unit:
        entered = await unit.enter(incoming("m3"))
        assert entered is not None
        await unit.remember(entered.person, Talk(interview=BUILDING).model_copy(update=talk))

    await clockwork.work_due()

    assert "follow_up" not in await kinds(engine)


async def test_nobody_is_asked_where_the_chat_is_closed(engine: AsyncEngine, store: SqlStore) -> None:
    clockwork = await working(engine, Watch(MORNING))
    await plan(store, MORNING)
    async with store.begin() as unit:
        await unit.close(address(), NOW)

    await clockwork.work_due()

    assert "follow_up" not in await kinds(engine)


async def test_an_entry_that_always_fails_is_parked_and_the_others_go_on(engine: AsyncEngine, store: SqlStore) -> None:
    watch = Watch(MORNING)
    clockwork = await working(engine, watch)
    await plan(store, MORNING)
    async with store.begin() as unit:
        await unit.agenda.plan(Entry("repost", "repost:not-a-number", MORNING))

    for _ in range(4):
        await clockwork.work_due()
        watch.now += timedelta(minutes=6)

    assert sorted(await state(engine)) == ["done", "parked"]
    assert [each.name[0] for each in await store.unsent(10) if each.state == "parked"] == ["e"]
    assert await store.retry([next(e.name for e in await store.unsent(10) if e.state == "parked")], watch.now) == 1


async def test_a_case_that_nobody_takes_is_reminded_of_each_working_day(engine: AsyncEngine, store: SqlStore) -> None:
    watch = Watch(datetime(2026, 3, 20, 9, 0, tzinfo=UTC))
    clockwork = await working(engine, watch)
    number = await open_case(store, incoming())
    async with store.begin() as unit:
        case = await unit.cases.load(number)
        assert case is not None
        await unit.agenda.plan(Entry("untaken", f"untaken:{case.id}:0", watch.now, case=case.id))

    for day in (0, 1, 2, 3):
        watch.now = datetime(2026, 3, 20 + day, 9, 0, tzinfo=UTC)
        await clockwork.work_due()

    async with engine.connect() as db:
        reminded = select(func.count()).select_from(case_events).where(case_events.c.what == "reminded")
        assert await db.scalar(reminded) == 2


async def test_a_card_of_a_case_that_may_have_arrived_is_not_sent_again_at_once(
    engine: AsyncEngine, store: SqlStore
) -> None:
    watch = Watch(MORNING)
    channel = Channel(watch, results=[NotSent("unclear", "504")])
    clockwork = await working(engine, watch, channel)
    await posted(clockwork, store)
    watch.now += timedelta(minutes=5)
    await clockwork.work_due()
    await clockwork.outbox.send_due()
    early = len(channel.shown)
    watch.now += timedelta(minutes=6)
    await clockwork.work_due()
    await clockwork.outbox.send_due()

    assert (early, len(channel.shown)) == (1, 2)
    assert "dubblett" in channel.shown[-1]


async def test_a_card_that_is_sent_again_by_hand_and_fails_again_is_not_sent_over_and_over(
    engine: AsyncEngine, store: SqlStore
) -> None:
    watch = Watch(MORNING)
    channel = Channel(watch, results=[NotSent("unclear", "504")] * 9)
    clockwork = await working(engine, watch, channel)
    await posted(clockwork, store)
    await store.retry([], watch.now)

    for _ in range(5):
        await clockwork.outbox.send_due()
        watch.now += timedelta(seconds=30)

    assert len(channel.shown) == 2


async def test_what_did_not_reach_the_person_is_told_in_the_thread(engine: AsyncEngine, store: SqlStore) -> None:
    watch = Watch(MORNING)
    channel = Channel(watch)
    clockwork = await working(engine, watch, channel)
    case = await posted(clockwork, store)
    async with store.begin() as unit:
        knowledge = await clockwork.ports.library.at(1)
        announcer = Announcer(unit, knowledge, write_reply, clockwork.ports.settings, MORNING)
        await announcer.tell(case, Event("taken", Somebody("carla", "Carla"), MORNING))
    channel.results = [NotSent("gone", "403")]

    await clockwork.outbox.send(announcer.said, within=5)
    await clockwork.work_due()
    await clockwork.outbox.send_due()

    assert any("kan inte nås i Teams" in shown for shown in channel.shown)


async def test_the_digest_comes_on_mondays_with_numbers_and_plans_the_next(
    engine: AsyncEngine, store: SqlStore
) -> None:
    watch = Watch(datetime(2026, 3, 5, 9, 0, tzinfo=UTC))
    channel = Channel(watch)
    clockwork = await working(engine, watch, channel)
    number = await open_case(store, incoming())
    bound = team_channel()
    await connect(bound, replace(clockwork.ports, settings=replace(clockwork.ports.settings, approve_at_once=True)))
    assert number == "AC-2026-0001"

    for days in (1, 4, 5, 11):
        watch.now = datetime(2026, 3, 5 + days, 8, 0, tzinfo=UTC)
        await clockwork.work_due()
        await clockwork.outbox.send_due()

    digests = [shown for shown in channel.shown if "Veckan som gick" in shown]
    assert len(digests) == 2
    assert ["Nya ärenden: 1" in each for each in digests] == [True, False]


async def test_many_at_once_are_spread_out_over_all_processes(engine: AsyncEngine, store: SqlStore) -> None:
    watch = Watch(MORNING)
    clockwork = await working(engine, watch)
    for number in range(60):
        await keep_turn(store, of_task(turn(incoming("m1", f"p{number}")), _own(number)))
        async with store.begin() as unit:
            entered = await unit.enter(incoming("m2", f"p{number}"))
            assert entered is not None
            await unit.agenda.plan(Entry("follow_up", f"f:{number}", MORNING, entered.person, f"task-{number}"))
    await clockwork.work_due()

    claims = [await store.due(watch.now, watch.now + timedelta(seconds=20), 25) for _ in range(3)]

    moments = sorted(each.not_before for claim in claims for each in claim if each.not_before)
    assert len(moments) == 60
    assert all(later - earlier >= timedelta(seconds=1 / A_SECOND) for earlier, later in pairwise(moments))


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
