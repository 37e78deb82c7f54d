"""People who talked and asked long ago, nights that come, and what is left afterwards."""

import json
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from dialogs.case import Somebody
from dialogs.decided import Retention
from dialogs.state import Talk
from services.agenda import Clockwork
from services.decisions import next_night
from storage.page_tables import case_notes, labels, remarks, searchable, transcripts
from storage.store import SqlStore
from storage.tables import audit, case_events, cases, feedback, messages, tasks
from tests.storage.test_outbox import Watch
from tests.storage.turns import CASE, TASK, incoming, keep_turn, of_task, out, turn

ADAM = Somebody("adam", "Adam")
YEAR = Retention(12, "KS 2026/123", date(2026, 2, 20))
PERSONAL = (transcripts, messages, tasks, searchable, remarks, labels, feedback, cases, case_events, case_notes)


async def tells(store: SqlStore, person: str, at: datetime, task: str | None = None, words: str = "Listor") -> None:
    """Somebody says something at a time: about a task, or before there is one."""
    said = replace(turn(incoming(f"{person}{at}", person, at), out(words)), talk=Talk(language="sv", welcomed=True))
    about = TASK.model_copy(update={"id": task, "begun": at}) if task else None
    await keep_turn(store, of_task(said, about) if about else said)


async def asks(store: SqlStore, person: str, at: datetime, task: str | None = None) -> int:
    async with store.begin() as unit:
        entered = await unit.enter(incoming(f"case{person}{at}", person, at))
        assert entered is not None
        draft = replace(CASE, task=task, name=person)
        return (await unit.cases.open(entered, draft, Somebody(person, person), at)).id


async def becomes(engine: AsyncEngine, case: int, state: str, at: datetime) -> None:
    async with engine.begin() as db:
        await db.execute(update(cases).where(cases.c.id == case).values(state=state, changed=at))


async def night(clockwork: Clockwork, watch: Watch) -> None:
    """The next night comes, and everything that is due in it is done."""
    watch.now = next_night(watch.now)
    while await clockwork.work_due():
        pass


async def counts(engine: AsyncEngine) -> dict[str, int]:
    async with engine.connect() as db:
        return {each.name: await db.scalar(select(func.count()).select_from(each)) or 0 for each in PERSONAL}


async def told(engine: AsyncEngine) -> list[dict[str, object]]:
    """What the record says of each part."""
    async with engine.connect() as db:
        query = select(audit.c.new).where(audit.c.what == "deleted by retention").order_by(audit.c.id)
        return [json.loads(each) for each in (await db.execute(query)).scalars()]


async def talks(engine: AsyncEngine) -> set[str]:
    async with engine.connect() as db:
        return set((await db.execute(select(transcripts.c.task))).scalars())
