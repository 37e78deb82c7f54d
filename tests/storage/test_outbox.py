"""Sending what is on record: one sender for each message, however slow the channel and however many processes."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from dialogs.case import Somebody
from services.outbox import TOO_LATE, Outbox, next_try
from services.ports import TryAgainError
from services.records import Address, Delivery, NotSent, SendResult, Sent, Wire
from storage.store import SqlStore
from tests.storage.turns import NOW, address, incoming, keep, keep_many, later, out


@dataclass
class Watch:
    """A clock that is set by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


async def nothing() -> None:
    """What usually happens during a send."""


@dataclass
class Channel:
    """A courier that takes its time; `meanwhile` happens during each send."""

    watch: Watch
    seconds: float = 0
    results: list[SendResult] = field(default_factory=list)
    meanwhile: Callable[[], Awaitable[object]] = nothing
    shown: list[str] = field(default_factory=list)

    async def post(self, address: Address, activity: Wire) -> SendResult:  # noqa: ARG002 - a courier's shape
        self.shown.append(activity["text"] if "text" in activity else activity["summary"])
        self.watch.now += timedelta(seconds=self.seconds)
        await self.meanwhile()
        return self.results.pop(0) if self.results else Sent(f"id-{len(self.shown)}")

    async def members(self, address: Address) -> tuple[Somebody, ...]:  # noqa: ARG002 - a courier's shape
        return ()

    async def update(self, address: Address, activity_id: str, activity: Wire) -> SendResult:
        return await self.post(address, {**activity, "text": f"{activity['text']} in place of {activity_id}"})


@pytest.fixture
def ready(engine: AsyncEngine) -> tuple[Outbox, Channel, Watch]:
    watch = Watch()
    channel = Channel(watch)
    return Outbox(SqlStore(engine), channel, watch), channel, watch


async def test_a_long_queue_on_a_slow_channel_is_sent_once_by_two_processes(store: SqlStore, twin: SqlStore) -> None:
    watch, words = Watch(), [str(number) for number in range(10)]
    channel = Channel(watch, seconds=6)
    mine, theirs = Outbox(store, channel, watch), Outbox(twin, channel, watch)
    at_work = asyncio.Lock()

    async def the_other_worker_looks() -> None:
        if not at_work.locked():
            async with at_work:
                await theirs.send_due()

    channel.meanwhile = the_other_worker_looks

    await mine.send(await keep_many(store, "anna", words), within=60)

    assert channel.shown == words


async def test_what_a_dead_process_has_claimed_is_sent_by_another(
    store: SqlStore, ready: tuple[Outbox, Channel, Watch]
) -> None:
    outbox, channel, watch = ready
    await keep_many(store, "anna", ["first", "second"])

    early = await outbox.send_due()
    watch.now = later(seconds=21)
    late = await outbox.send_due()

    assert (early, late, channel.shown) == (0, 2, ["first", "second"])


async def test_after_a_message_that_has_to_wait_the_others_wait_too(
    store: SqlStore, ready: tuple[Outbox, Channel, Watch]
) -> None:
    outbox, channel, watch = ready
    channel.results = [NotSent("later", "429", 40.0)]

    await outbox.send(await keep_many(store, "anna", ["first", "second"]), within=5)
    watch.now = later(seconds=30)
    await outbox.send_due()
    early = list(channel.shown)
    watch.now = later(seconds=41)
    await outbox.send_due()

    assert (early, channel.shown) == (["first"], ["first", "first", "second"])


async def test_nothing_more_is_sent_to_where_nobody_is(store: SqlStore, ready: tuple[Outbox, Channel, Watch]) -> None:
    outbox, channel, watch = ready
    channel.results = [NotSent("gone", "403")]

    await outbox.send(await keep_many(store, "anna", ["first", "second"]), within=5)
    watch.now = later(minutes=5)
    await outbox.send_due()

    assert channel.shown == ["first"]


async def test_a_card_that_cannot_be_updated_does_not_hold_up_the_next_message(
    store: SqlStore, ready: tuple[Outbox, Channel, Watch]
) -> None:
    outbox, channel, _ = ready
    (card,) = await keep(store, incoming("m1"), out("open", key="card"))
    await outbox.send((card,), within=5)
    channel.results = [NotSent("refused", "404")]

    await outbox.send(
        await keep(store, incoming("m2"), out("settled", key="card", replaces=card.id), out("next")), within=5
    )

    assert channel.shown == ["open", "settled in place of id-1", "next"]


async def test_the_worker_outlives_a_database_that_asks_to_try_again(engine: AsyncEngine) -> None:
    store = Interrupted(engine)
    outbox = Outbox(store, Channel(Watch()), Watch(), every=0)

    outbox.begin()

    await asyncio.wait_for(store.asked_again.wait(), timeout=10)
    await outbox.drain(10)


async def test_a_worker_that_is_told_to_stop_finishes_its_look(ready: tuple[Outbox, Channel, Watch]) -> None:
    outbox, _, _ = ready
    outbox.begin()

    await asyncio.wait_for(outbox.drain(10), timeout=5)


class Interrupted(SqlStore):
    """A database that loses the first connection."""

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine)
        self.asked = 0
        self.asked_again = asyncio.Event()

    async def due(self, now: datetime, until: datetime, most: int) -> tuple[Delivery, ...]:
        self.asked += 1
        if self.asked == 1:
            raise TryAgainError("the connection was lost")
        self.asked_again.set()
        return await super().due(now, until, most)


DELIVERY = Delivery(1, 1, address(), {}, 0, NOW)


@pytest.mark.parametrize("why", ["gone", "refused"])
def test_what_cannot_help_is_not_tried_again(why: str) -> None:
    assert next_try(DELIVERY, NotSent(why, "4xx"), NOW) is None  # type: ignore[arg-type]  # One of the two.


def test_what_may_have_been_shown_is_repeated_once() -> None:
    assert next_try(DELIVERY, NotSent("unclear", "502"), NOW) == later(seconds=5)
    assert next_try(replace(DELIVERY, attempts=1), NotSent("unclear", "502"), NOW) is None


def test_the_channel_says_how_long_to_wait_up_to_five_minutes() -> None:
    assert next_try(DELIVERY, NotSent("later", "429", 40.0), NOW) == later(seconds=40)
    assert next_try(DELIVERY, NotSent("later", "429", 4000.0), NOW) == later(minutes=5)


def test_waits_grow_up_to_five_minutes() -> None:
    again = [next_try(replace(DELIVERY, attempts=tries), NotSent("later", "429"), NOW) for tries in range(20)]

    waits = [(moment - NOW).total_seconds() if moment else 0 for moment in again]
    assert all(min(300, 0.8 * 2**tries) <= wait <= 1.2 * 2**tries for tries, wait in enumerate(waits, 1))
    assert waits[-1] == 300


def test_trying_ends_four_hours_after_it_was_said() -> None:
    busy = NotSent("later", "429", 40.0)

    assert next_try(replace(DELIVERY, attempts=50), busy, later(hours=3)) is not None
    assert next_try(DELIVERY, busy, NOW + TOO_LATE) is None


async def test_what_is_said_while_an_earlier_message_waits_is_sent_after_it(
    store: SqlStore, ready: tuple[Outbox, Channel, Watch]
) -> None:
    outbox, channel, watch = ready
    channel.results = [NotSent("later", "429", 40.0)]
    await outbox.send(await keep(store, incoming("m1"), out("first")), within=5)

    await outbox.send(await keep(store, incoming("m2"), out("second")), within=5)
    watch.now = later(seconds=41)
    await outbox.send_due()

    assert channel.shown == ["first", "first", "second"]


async def test_a_message_that_waited_for_its_turn_stays_behind_one_that_has_to_wait(
    store: SqlStore, ready: tuple[Outbox, Channel, Watch]
) -> None:
    outbox, channel, watch = ready
    channel.results = [NotSent("later", "429", 40.0)]
    first = await keep(store, incoming("m1"), out("first"))
    second = await keep(store, incoming("m2"), out("second"))

    await asyncio.gather(outbox.send(first, within=5), outbox.send(second, within=5))
    watch.now = later(seconds=41)
    await outbox.send_due()

    assert channel.shown == ["first", "first", "second"]


async def test_a_message_that_breaks_the_courier_does_not_hold_up_the_others(
    store: SqlStore, ready: tuple[Outbox, Channel, Watch]
) -> None:
    outbox, channel, _ = ready
    troubles = [RuntimeError("no such thing")]

    async def breaks_once() -> None:
        if troubles:
            raise troubles.pop()

    channel.meanwhile = breaks_once

    await outbox.send(await keep_many(store, "anna", ["first", "second"]), within=5)

    assert channel.shown == ["first", "second"]
