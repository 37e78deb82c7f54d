"""Editing the knowledge base: how long a large draft takes to check and to judge again, what publishing costs a turn.

`python -m benchmarks.editing --templates 5000 --tasks 1000` prints, from one run: the time to check a draft of so many
templates, and to judge so many past tasks again; and the slowest turn while nothing and while something is published.
"""

import argparse
import asyncio
import contextlib
import json
import os
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks import report
from benchmarks.bots import ROOT, Cores, Running, product, started
from benchmarks.load import Crowd, Plan
from cli import CONTENT, content_files, labelled_texts
from knowledge.model import Revision
from knowledge.parse import dump
from services.access import Identity, Session, Visitor
from services.library import Library, read
from services.trials import Trial, TrialPorts, Trials
from services.workbench import Seen, Workbench
from storage.engine import open_engine
from storage.page_tables import transcripts
from storage.schema import upgrade
from storage.store import SqlStore
from storage.tables import conversations, people, tasks
from tests.cast import NAMES
from tests.fakes.client import bot_environment
from tests.fakes.microsoft import running
from tests.fakes.world import World
from tests.web.browsing import Browser, browser
from tests.web.knowledge.desk import Admin

_BEGAN = datetime(2026, 11, 1, 8, tzinfo=UTC)
_ANSWERS = {"C01": "vecka", "C02": 45, "C03": 3, "C04": "ofta", "C05": "alltid", "C06": "falt", "C07": "samma"}
_ANSWERS |= {
    "C08": "liten",
    "C09": "delvis",
    "C10": "fil",
    "C11": "6_10",
    "C12": "nej",
    "C13": "kollegor",
    "C14": "nej",
}
_EDITS = {
    "a sentence": ("wording/welcome", "title__sv", "Hej {}"),
    "a template": ("templates/access-request", "title__sv", "Åtkomst {}"),
    "a program": ("lexicon/systems/outlook", "name", "Outlook {}"),
}
"""What is published: where it stands, the field, its new value."""
_ADMIN = Visitor(
    Session("t", Identity("local", "adam", "Adam", ("admin",), "local"), _BEGAN, _BEGAN, _BEGAN, _BEGAN),
    frozenset({"admin"}),
)


def main() -> None:
    options = _options()
    print("Machine:", report.machine())
    with TemporaryDirectory(prefix="editing-") as folder:
        asyncio.run(_large_draft(Path(folder), options))
        asyncio.run(_publishing(Path(folder), options))


async def _large_draft(folder: Path, options: argparse.Namespace) -> None:
    shipped = read(content_files(CONTENT))
    engine = open_engine(f"sqlite:///{folder}/large.db")
    await upgrade(engine)
    store = SqlStore(engine)
    await store.publish(dump(_large(shipped, options.templates)), by="bench", note="large", at=_BEGAN, after=0)
    await _past_tasks(engine, options.tasks)
    library = Library(store, NAMES, shipped)
    await library.latest()  # As a server has it ready when it begins to serve.
    bench = Workbench(store, store.drafts, library)
    trials = Trials(bench, library, TrialPorts(store.past_tasks, store.previews, labelled_texts, _clock))
    draft = await bench.draft()
    scoring = json.loads(json.dumps(draft.documents["scoring"]))
    for number in range(options.repeat):
        scoring["criteria"][4]["weight"] = 20.0 + number
        await bench.save("scoring", Seen(1, (await bench.draft()).seen("scoring").version), scoring, _ADMIN, _BEGAN)
        await _timed(bench, trials)
    await engine.dispose()


async def _timed(bench: Workbench, trials: Trials) -> None:
    begun = time.perf_counter()
    draft = await bench.draft()
    loaded = time.perf_counter()
    checked = await bench.checked(draft)
    after = time.perf_counter()
    assert checked.revision is not None
    assert await trials.begin(draft)
    trial = await _ended(trials)
    ended = time.perf_counter()
    assert not trial.failed
    count = len(checked.revision.templates)
    print(f"{count:,} templates, {trial.judged:,} past tasks: loaded in {1000 * (loaded - begun):.0f} ms,", end=" ")
    print(f"checked in {1000 * (after - loaded):.0f} ms, judged again in {1000 * (ended - after):.0f} ms", flush=True)


async def _ended(trials: Trials) -> Trial:
    for _ in range(100_000):
        trial = await trials.newest()
        if trial is not None and trial.is_over:
            return trial
        await asyncio.sleep(0.005)
    raise TimeoutError


def _large(shipped: Revision, count: int) -> Revision:
    """So many templates: those that are shipped, again and again under other names."""
    copies = [
        each.model_copy(update={"id": f"{each.id}-{number}"})
        for number in range(count // len(shipped.templates) + 1)
        for each in shipped.templates
    ]
    more = copies[len(shipped.templates) :][: count - len(shipped.templates)]
    return shipped.model_copy(update={"templates": (*shipped.templates, *more)})


async def _past_tasks(engine: AsyncEngine, count: int) -> None:
    """Finished tasks as the figures count them."""
    numbers = range(1, count + 1)
    interview = {"revision": 1, "begun": _BEGAN.isoformat(), "description": "Listor varje vecka", "answers": _ANSWERS}
    async with engine.begin() as db:
        rows = [{"tenant": "t", "key": f"k{n}", "talk": "{}", "version": 1, "since": _BEGAN} for n in numbers]
        await db.execute(insert(people), rows)
        place = {"channel": "msteams", "service_url": "", "bot": "b", "user": "u"}
        await db.execute(insert(conversations), [{**place, "external": f"a:{n}", "person": n} for n in numbers])
        kept = {"revision": 1, "title": "Listor", "status": "finished", "outcome": "self", "begun": _BEGAN}
        told = [json.dumps({**interview, "id": f"task{n}"}) for n in numbers]
        stored = [{**kept, "id": f"task{n}", "person": n, "interview": told[n - 1], "changed": _BEGAN} for n in numbers]
        await db.execute(insert(tasks), stored)
        listed = {"began": _BEGAN, "messages": 20, "title": "Listor", "language": "sv", "status": "finished"}
        listed |= {"outcome": "self", "counts": True, "came": 202611, "finished": 202611, "fits": 1.0}
        rows = [
            {**listed, "conversation": n, "person": n, "task": f"task{n}", "latest": _BEGAN + timedelta(minutes=n)}
            for n in numbers
        ]
        await db.execute(insert(transcripts), rows)


async def _publishing(folder: Path, options: argparse.Namespace) -> None:
    """Turns of conversations that are under way: the slowest while nothing and while something is published."""
    url = f"sqlite:///{folder}/turns.db"
    async with _served(url) as (bot, world, teams):
        crowd = Crowd(bot, product("", {}, "", "product").script, world, teams, 1)
        plan = Plan(options.concurrency, options.seconds, 1.0)
        async with browser(bot.url.removesuffix("/api/messages"), "adam") as adam:
            for what in _EDITS:
                alone, beside = [], []
                for number in range(options.repeat):
                    alone.append(max((await crowd.run(plan)).latencies))
                    publishing = asyncio.create_task(_publish(adam, what, number, 1.0 + options.seconds / 3))
                    beside.append(max((await crowd.run(plan)).latencies))
                    await publishing
                _told(what, alone, beside, options.concurrency)


def _told(what: str, alone: list[float], beside: list[float], concurrency: int) -> None:
    pairs = ", ".join(f"{1000 * a:.0f}/{1000 * b:.0f}" for a, b in zip(alone, beside, strict=True))
    print(f"The slowest turn at c={concurrency}, alone/while {what} is published, ms: {pairs}")
    print(f"the medians differ by {1000 * (median(beside) - median(alone)):.0f} ms", flush=True)


async def _publish(adam: Browser, what: str, number: int, wait: float) -> None:
    admin = Admin(adam)
    address, name, value = _EDITS[what]
    await admin.change(address, **{name: value.format(number)})
    await admin.shown(address)  # As a browser does after saving.
    await asyncio.sleep(wait)
    assert (await admin.publish()).status == 303


@contextlib.asynccontextmanager
async def _served(url: str) -> AsyncIterator[tuple[Running, World, str]]:
    world, cores = World(), Cores.split()
    os.sched_setaffinity(0, cores.load)
    log = ROOT / "var" / "benchmarks" / "editing.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    async with running(world) as base_url:
        bot = product(f"{sys.executable} app.py serve", {"LOCAL_SIGN_IN": "1"}, url, "product")
        async with started(bot, bot_environment(base_url), cores, log) as process:
            yield process, world, f"{base_url}/teams/"


def _clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - a benchmark measures real time


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--templates", type=int, default=5_000)
    parser.add_argument("--tasks", type=int, default=1_000, help="past tasks that are judged again")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--concurrency", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=4, help="measured time of each run of turns")
    return parser.parse_args()


if __name__ == "__main__":
    main()
