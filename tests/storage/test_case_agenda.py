"""What the agenda does for cases: reminders, cards that may not have arrived, the weekly digest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.outbound import write_reply
from dialogs.case import Event, Somebody
from services.announcing import Announcer
from services.receiving import connect
from services.records import Entry, NotSent
from storage.store import SqlStore
from storage.tables import case_events
from tests.storage.clockwork import MORNING, kinds, posted, team_channel, working
from tests.storage.test_outbox import Channel, Watch
from tests.storage.turns import CASE, incoming, open_case


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


async def test_a_case_and_a_channel_that_missed_each_other_find_each_other(
    engine: AsyncEngine, store: SqlStore
) -> None:
    watch = Watch(MORNING)
    clockwork = await working(engine, watch)
    knowledge = await clockwork.ports.library.at(1)
    async with store.begin() as unit:
        entered = await unit.enter(incoming("m1"))
        assert entered is not None
        case = await unit.cases.open(entered, CASE, Somebody("anna", "Anna"), MORNING)
        await Announcer(unit, knowledge, write_reply, clockwork.ports.settings, MORNING).opened(case)
        receiver = await unit.receivers.ask(team_channel().address, "team", "Carla", "sv", MORNING)
        await unit.receivers.decide(receiver, "approved", "Adam", MORNING)

    for _ in range(3):
        watch.now += timedelta(minutes=16)
        await clockwork.work_due()

    assert (await kinds(engine))["case"] == 1


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
