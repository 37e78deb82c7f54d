"""Sending what is on record: in order for each conversation, again when that can help, never twice for certain."""

import asyncio
import contextlib
import random
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from logging import getLogger
from typing import Any
from weakref import WeakValueDictionary

from services.limits import Limits
from services.ports import Clock, Courier, Store, StoreDownError, TryAgainError
from services.records import Delivery, NotSent, SendResult, Sent, Wire

CLAIM = timedelta(seconds=20)
"""For how long a message belongs to whoever is sending it; then anybody may send it."""
ENOUGH = timedelta(seconds=18)
"""How long sending one message may take; with less time left a claim is prolonged first."""
TOO_LATE = timedelta(hours=4)
"""A reply that is older than this helps nobody: it is not tried again."""
MUST_COME = timedelta(hours=23)
"""The card of a case, and what the coach says by itself, is tried for longer."""
_LONGEST_PAUSE = 300.0
_PATIENCE = 6.0
"""Seconds that a message waits for room while it is claimed; for longer it is put back."""
_BATCH = 100
_log = getLogger(__name__)


@dataclass
class Outbox:
    """Sends messages. The locks only keep order inside this process; what must hold is in the store."""

    store: Store
    courier: Courier
    clock: Clock
    every: float = 2.0
    _limits: Limits = field(default_factory=Limits)
    _locks: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    _sending: set[asyncio.Task[None]] = field(default_factory=set)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, deliveries: Sequence[Delivery], *, within: float) -> None:
        """Send what a turn has said. Returns when it is sent, or after so many seconds while it goes on."""
        if not deliveries:
            return
        groups = _by_conversation(deliveries).values()
        await asyncio.wait({self._begun(self._send_all(each)) for each in groups}, timeout=within)

    def begin(self) -> None:
        """From now until `drain`, send what is left over: after a crash, a time-out, a busy channel."""
        self._begun(self._work())

    async def _work(self) -> None:
        """Ends between two looks, never inside one: a database call that is cut off can leave a thread behind."""
        while not self._stopping.is_set():
            try:
                await self.send_due()
            except (StoreDownError, TryAgainError):
                _log.warning("outbox_waits_for_store")
            except Exception:  # noqa: BLE001 - one look that fails must not be the last: the rest would never be sent
                _log.exception("outbox_failed")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self.every)

    async def send_due(self) -> int:
        """Send what is due now; gives back how many messages that were."""
        now = self.clock()
        due = await self.store.due(now, now + CLAIM, _BATCH)
        await asyncio.gather(*(self._send_all(deliveries) for deliveries in _by_conversation(due).values()))
        return len(due)

    async def drain(self, seconds: float) -> None:
        """Stop looking for more, and let what is being sent finish."""
        self._stopping.set()
        if self._sending:
            await asyncio.wait(self._sending, timeout=seconds)
        for task in self._sending:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*self._sending, return_exceptions=True)

    def _begun(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)
        return task

    async def _send_all(self, deliveries: Sequence[Delivery]) -> None:
        """One conversation's messages, one after the other. After one that has to wait, the others wait too."""
        lock = self._locks.setdefault(deliveries[0].conversation, asyncio.Lock())
        had_to_wait = lock.locked()
        async with lock:
            for claimed in deliveries:
                if not await self._is_its_turn(claimed):
                    break
                delivery = await self._owned(claimed, ENOUGH if not had_to_wait else CLAIM * 2)
                if delivery is None:
                    break
                result = await self._tried(delivery)
                await self._note(delivery, result)
                if isinstance(result, NotSent) and result.why in ("later", "gone"):
                    break

    async def _is_its_turn(self, delivery: Delivery) -> bool:
        """Wait for its turn among many, and for room in its conversation; False when told to stop meanwhile."""
        now = self.clock()
        pause = (delivery.not_before - now).total_seconds() if delivery.not_before is not None else 0.0
        if delivery.limited and delivery.replaces is None:
            pause = max(pause, self._limits.wait(delivery.conversation, now))
            if pause > _PATIENCE:
                await self.store.postpone(delivery, now + timedelta(seconds=pause))
                return False
            self._limits.count(delivery.conversation, now + timedelta(seconds=pause))
        if pause > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
                return False
        return True

    async def _owned(self, delivery: Delivery, enough: timedelta) -> Delivery | None:
        """The message with enough time to send it; None when somebody else may have it or it is not its turn."""
        now = self.clock()
        if delivery.claimed is None or delivery.claimed - now >= enough:
            return delivery
        try:
            return await self.store.claim(delivery, now + CLAIM)
        except (StoreDownError, TryAgainError):
            return None

    async def _tried(self, delivery: Delivery) -> SendResult:
        try:
            return await self._send(delivery)
        except Exception as error:  # noqa: BLE001 - a message that breaks the courier must not hold up the others
            _log.exception("courier_failed", extra={"message_id": delivery.id})
            return NotSent("unclear", type(error).__name__)

    async def _send(self, delivery: Delivery) -> SendResult:
        result = await self._brought(delivery, delivery.activity)
        if isinstance(result, NotSent) and result.too_large:
            _log.error("message_too_large", extra={"message_id": delivery.id, "said": result.said})
            return await self._brought(delivery, in_short(delivery.activity))
        return result

    async def _brought(self, delivery: Delivery, activity: Wire) -> SendResult:
        if delivery.replaces is not None:
            return await self.courier.update(delivery.address, delivery.replaces, activity)
        return await self.courier.post(delivery.address, activity)

    async def _note(self, delivery: Delivery, result: SendResult) -> None:
        now = self.clock()
        again = None if isinstance(result, Sent) else next_try(delivery, result, now)
        if isinstance(result, NotSent):
            _log.warning("not_sent", extra={"message_id": delivery.id, "why": result.why, "said": result.said})
        try:
            await self.store.sent(delivery, result, now, again)
        except (StoreDownError, TryAgainError):
            _log.exception("sent_but_not_noted", extra={"message_id": delivery.id})


def _by_conversation(deliveries: Sequence[Delivery]) -> dict[int, list[Delivery]]:
    grouped: dict[int, list[Delivery]] = {}
    for delivery in deliveries:
        grouped.setdefault(delivery.conversation, []).append(delivery)
    return grouped


def in_short(activity: Wire) -> Wire:
    """A message without its card: the first words of it, for when the channel finds the whole too large."""
    kept: Wire = {name: activity[name] for name in ("type", "locale") if name in activity}
    return {**kept, "text": activity.get("summary", "")}


def next_try(delivery: Delivery, result: NotSent, now: datetime) -> datetime | None:
    """When to try once more; None: never. What may have been shown is repeated once: a reply is harmless twice."""
    tries = delivery.attempts + 1
    match result.why:
        case "gone" | "refused":
            return None
        case "unclear":
            return now + timedelta(seconds=5) if tries < 2 and not delivery.careful else None
        case "later":
            if now - delivery.at >= (MUST_COME if delivery.careful or delivery.not_before else TOO_LATE):
                return None
            doubled = 2 ** min(tries, 10) * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
            return now + timedelta(seconds=min(doubled if result.wait is None else result.wait, _LONGEST_PAUSE))
