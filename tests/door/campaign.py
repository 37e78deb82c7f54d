"""Many follow-ups due at once, for two servers on one database, one of which is killed on the way."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

from sqlalchemy import insert

from dialogs.state import Interview, Talk
from knowledge.model import Revision
from knowledge.parse import dump, parse
from storage.engine import open_engine
from storage.schema import upgrade
from storage.store import SqlStore
from storage.tables import agenda, conversations, people, tasks
from tests.cast import shipped_files
from tests.fakes.calls import is_shown
from tests.fakes.client import FakeMicrosoft
from tests.fakes.world import APP_ID, TENANT

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the follow-ups; `busiest` is the highest number of sends in any one second."""

    asked: int
    lost: int
    twice: int
    busiest: int
    seconds: float


async def prepare(database: str, count: int, service_url: str) -> None:
    """So many people who build something, each of whom is to be asked now; the coach works around the clock."""
    engine = open_engine(database)
    await upgrade(engine)
    store, now = SqlStore(engine), datetime.now(UTC)  # noqa: TID251 - the servers' clocks are real
    await store.publish(dump(_always_open()), by="test", note="", at=now, after=0)
    async with engine.begin() as db:
        for start in range(0, count, _BATCH):
            numbers = range(start + 1, min(start + _BATCH, count) + 1)
            await db.execute(insert(people), [_person(number, now) for number in numbers])
            await db.execute(insert(conversations), [_chat(number, service_url) for number in numbers])
            await db.execute(insert(tasks), [_task(number, now) for number in numbers])
            await db.execute(insert(agenda), [_entry(number, now + timedelta(seconds=2)) for number in numbers])
    await engine.dispose()


async def watched(fake: FakeMicrosoft, count: int, *, patience: float) -> Outcome:
    """Wait until everybody was asked, or for so long; then count."""
    begun = monotonic()
    while monotonic() - begun < patience:
        shown = [call for call in await fake.calls() if is_shown(call)]
        if len({call.conversation for call in shown}) >= count:
            break
    times = sorted(call.at for call in shown)
    asked = Counter(call.conversation for call in shown)
    busiest = max((sum(1 for each in times[place:] if each < at + 1) for place, at in enumerate(times)), default=0)
    twice = sum(number - 1 for number in asked.values())
    return Outcome(len(asked), count - len(asked), twice, busiest, times[-1] - times[0] if times else 0.0)


def _always_open() -> Revision:
    files = dict(shipped_files())
    files["promises.yaml"] = files["promises.yaml"].replace("any_hour: false", "any_hour: true")
    revision = parse(files)
    assert isinstance(revision, Revision)
    return revision


def _person(number: int, now: datetime) -> dict[str, object]:
    talk = Talk(language="sv", welcomed=True).model_dump_json(exclude_defaults=True)
    return {"id": number, "tenant": TENANT, "key": f"person-{number}", "talk": talk, "version": 1, "since": now}


def _chat(number: int, service_url: str) -> dict[str, object]:
    place = {"channel": "msteams", "external": f"a:campaign-{number}", "service_url": service_url, "kind": "personal"}
    return {**place, "id": number, "person": number, "bot": f"28:{APP_ID}", "user": f"29:{number}"}


def _task(number: int, now: datetime) -> dict[str, object]:
    interview = Interview(id=f"task-{number}", revision=1, begun=now, description="Listor", building="approval-request")
    kept = {"interview": interview.model_dump_json(exclude_defaults=True), "begun": now, "changed": now}
    return {**kept, "id": f"task-{number}", "person": number, "revision": 1, "title": "Listor", "status": "finished"}


def _entry(number: int, due: datetime) -> dict[str, object]:
    about = {"key": f"follow_up:{number}", "kind": "follow_up", "person": number, "task": f"task-{number}"}
    return {**about, "due": due, "state": "waiting"}
