"""The load: many conversations at once, in each of them one turn after the other, every reply checked."""

import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from benchmarks.bots import Running
from benchmarks.script import Script, Step
from tests.fakes.minting import Order
from tests.fakes.people import Person
from tests.fakes.wire import Seat, Wire
from tests.fakes.world import World

_PATIENCE: Final = 20  # Seconds for one turn.
_BEGINNERS: Final = 8  # Conversations that begin at the same time, before the clock runs.
_SETTLE: Final = 0.3  # Seconds in which a message too many would still arrive.


@dataclass(frozen=True, slots=True)
class Plan:
    concurrency: int
    seconds: float
    warm_up: float


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run came to."""

    concurrency: int
    turns: int
    seconds: float
    latencies: Sequence[float]  # Seconds, sorted.
    failures: Sequence[str]
    cpu_seconds: float
    load_cpu_seconds: float  # Of this process: near `seconds`, the load was the limit.
    memory_bytes: int
    token_fetches: int  # From the beginning of the run to its end.


@dataclass(slots=True)
class Tally:
    """Turns that ended while the clock ran."""

    begins: float
    ends: float
    latencies: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, plan: Plan) -> Self:
        begins = time.perf_counter() + plan.warm_up
        return cls(begins, begins + plan.seconds)

    def note(self, began: float, failure: str | None) -> None:
        """Turns count when they end in time; failures always do."""
        now = time.perf_counter()
        if failure is not None:
            self.failures.append(failure)
        elif self.begins <= now < self.ends:
            self.latencies.append(now - began)


class Crowd:
    """Everybody who talks with one bot."""

    def __init__(self, bot: Running, script: Script, world: World, service_url: str, tokens: int) -> None:
        self._bot = bot
        self._script = script
        self._world = world
        self._service_url = service_url
        self._headers = itertools.cycle(_headers(world, service_url, tokens))

    async def run(self, plan: Plan) -> Sample:
        """One run with fresh conversations."""
        self._world.calls.clear()
        self._world.counts.clear()
        seats = [Seat.personal(Person.unique(), self._service_url) for _ in range(plan.concurrency)]
        timeout = ClientTimeout(total=_PATIENCE)
        async with ClientSession(connector=TCPConnector(limit=0), timeout=timeout) as self._session:
            if self._script.installs:
                await self._begin(seats)
            return await self._measure(plan, seats)

    async def _measure(self, plan: Plan, seats: Sequence[Seat]) -> Sample:
        before = self._world.calls.last_number
        tally = Tally.of(plan)
        talks = [asyncio.create_task(self._talk(seat, tally)) for seat in seats]
        await asyncio.sleep(tally.begins - time.perf_counter())
        cpu, load_cpu = self._bot.cpu_seconds(), time.process_time()
        await asyncio.sleep(tally.ends - time.perf_counter())
        cpu, load_cpu = self._bot.cpu_seconds() - cpu, time.process_time() - load_cpu
        expected = sum(await asyncio.gather(*talks))
        await asyncio.sleep(_SETTLE)
        shown = sum(len(self._world.calls.of(seat.chat.id, (), before)) for seat in seats)
        if shown != expected:
            tally.failures.append(f"{shown} messages shown, {expected} expected")
        return Sample(
            concurrency=plan.concurrency,
            turns=len(tally.latencies),
            seconds=plan.seconds,
            latencies=sorted(tally.latencies),
            failures=tally.failures,
            cpu_seconds=cpu,
            load_cpu_seconds=load_cpu,
            memory_bytes=self._bot.memory_bytes(),
            token_fetches=self._world.counts["token"],
        )

    async def _begin(self, seats: Sequence[Seat]) -> None:
        """Everybody installs the bot and is welcomed; a bot that fails here is not worth measuring."""
        gate = asyncio.Semaphore(_BEGINNERS)

        async def install(seat: Seat) -> None:
            async with gate:
                failure = await self._turn(seat, seat.installed(), Step(""))
                if failure:
                    raise RuntimeError(f"The install event failed: {failure}")

        await asyncio.gather(*(install(seat) for seat in seats))

    async def _talk(self, seat: Seat, tally: Tally) -> int:
        """Turn after turn until the time is up; gives the number of messages that should have been shown."""
        expected = 0
        steps: Iterator[Step] = self._script.endless()
        while (began := time.perf_counter()) < tally.ends:
            step = next(steps)
            expected += step.messages
            tally.note(began, await self._turn(seat, seat.message(step.text), step))
        return expected

    async def _turn(self, seat: Seat, activity: Wire, step: Step) -> str | None:
        """Say it, and wait for both the door's answer and the reply; gives what went wrong."""
        before = self._world.calls.last_number
        try:
            async with asyncio.timeout(_PATIENCE):
                status = await self._post(activity)
                if not 200 <= status < 300:
                    return f"HTTP {status}"
                shown = await self._world.calls.wait(seat.chat.id, step.messages, after=before)
        except (TimeoutError, ClientError, OSError) as error:
            return type(error).__name__
        texts = [str(call.activity.get("text", "")) for call in shown]
        return None if any(step.reply in text for text in texts) else f"wrong reply: {texts}"

    async def _post(self, activity: Wire) -> int:
        body = orjson.dumps(activity)
        async with self._session.post(self._bot.url, data=body, headers=next(self._headers)) as response:
            await response.read()
            return response.status


def _headers(world: World, service_url: str, tokens: int) -> Sequence[dict[str, str]]:
    """Request headers with so many different tokens; Teams uses one for about an hour."""
    minted = [world.mint(Order(claims={"jti": str(number)}), service_url) for number in range(tokens)]
    return [{"Authorization": f"Bearer {token}", "Content-Type": "application/json"} for token in minted]
