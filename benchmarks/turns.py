"""Turns per second and processor time per turn: the SDK's echo bot, a bare handler, and the product.

`python -m benchmarks.turns --seconds 5 --repeat 3` runs them in turn and prints a Markdown table.
"""

import argparse
import asyncio
import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.bots import BARE, ROOT, SDK, Bot, Cores, product, started
from benchmarks.load import Crowd, Plan, Sample
from tests.fakes.client import bot_environment
from tests.fakes.faults import CONNECTOR, TOKEN
from tests.fakes.microsoft import running
from tests.fakes.world import World


def main() -> None:
    options = _options()
    samples = asyncio.run(_run(options))
    machine = report.machine()
    print("\nMachine:", json.dumps(machine))
    print(f"{options.seconds:g} s a run, {options.repeat} runs, connector +{options.connector_latency_ms:g} ms,")
    print(f"token endpoint +{options.token_latency_ms:g} ms; medians (lowest–highest).\n")
    print(report.table(samples, SDK.name))
    if options.json:
        options.json.write_text(json.dumps({"machine": machine, "samples": _plain(samples)}, indent=1))


async def _run(options: argparse.Namespace) -> dict[tuple[str, int], list[Sample]]:
    bots, cores = _bots(options), Cores.split()
    os.sched_setaffinity(0, cores.load)
    samples: defaultdict[tuple[str, int], list[Sample]] = defaultdict(list)
    for repetition in range(options.repeat):
        for bot in _turned(bots, repetition):
            for sample in await _measure(bot, cores, options):
                samples[bot.name, sample.concurrency].append(sample)
                _progress(bot, sample)
    order = [(bot.name, concurrency) for concurrency in options.concurrency for bot in bots]
    return {key: samples[key] for key in order}


async def _measure(bot: Bot, cores: Cores, options: argparse.Namespace) -> list[Sample]:
    """One start of one bot, measured at every concurrency, against a fake of its own."""
    world = World()
    world.latency[CONNECTOR] = options.connector_latency_ms / 1000
    world.latency[TOKEN] = options.token_latency_ms / 1000
    log = options.logs / f"{re.sub('[^a-z]+', '-', bot.name.lower())}.log"
    async with (
        running(world) as base_url,
        started(bot, bot_environment(base_url), cores, log) as process,
    ):
        crowd = Crowd(process, bot.script, world, f"{base_url}/teams/", options.tokens)
        plans = [Plan(each, options.seconds, options.warm_up) for each in options.concurrency]
        return [await crowd.run(plan) for plan in plans]


def _bots(options: argparse.Namespace) -> list[Bot]:
    chosen = {"sdk": SDK, "bare": BARE}
    bots = [chosen[name] for name in options.bots if name in chosen]
    if "product" not in options.bots:
        return bots
    if not options.product_command.endswith("app.py serve") or (ROOT / "app.py").exists():
        extra = dict(pair.split("=", 1) for pair in options.product_env)
        databases = {"product, SQLite": "sqlite:///{folder}/bot.db"}
        if options.postgres:
            databases["product, PostgreSQL"] = options.postgres
        bots += [product(options.product_command, extra, url, name) for name, url in databases.items()]
    else:
        print("There is no app.py: the product is left out.")
    return bots


def _turned(bots: Sequence[Bot], by: int) -> Sequence[Bot]:
    """The same bots, beginning with another one each time."""
    first = by % len(bots)
    return [*bots[first:], *bots[:first]]


def _progress(bot: Bot, sample: Sample) -> None:
    rate, cost = report.turns_per_second(sample), report.cpu_ms(sample)
    print(f"{bot.name}, c={sample.concurrency}: {rate:,.0f} turns/s, {cost:.2f} ms CPU", flush=True)


def _plain(samples: dict[tuple[str, int], list[Sample]]) -> list[dict[str, Any]]:
    return [{"bot": bot, **asdict(sample)} for (bot, _), runs in samples.items() for sample in runs]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5, help="measured time of each run")
    parser.add_argument("--warm-up", type=float, default=1, help="seconds before the clock runs")
    parser.add_argument("--concurrency", type=_numbers, default=[1, 16, 64], help="conversations at once")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--bots", type=_names, default=["sdk", "bare", "product"])
    parser.add_argument("--postgres", metavar="DSN", help="measure the product on PostgreSQL as well")
    parser.add_argument("--product-command", default=f"{sys.executable} app.py serve")
    parser.add_argument("--product-env", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--tokens", type=int, default=1, help="different tokens that Teams sends")
    parser.add_argument("--connector-latency-ms", type=float, default=0)
    parser.add_argument("--token-latency-ms", type=float, default=0)
    parser.add_argument("--json", type=Path, help="write every sample here")
    parser.add_argument("--logs", type=Path, default=ROOT / "var" / "benchmarks")
    options = parser.parse_args()
    options.logs.mkdir(parents=True, exist_ok=True)
    return options


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _names(text: str) -> list[str]:
    return text.split(",")


if __name__ == "__main__":
    main()
