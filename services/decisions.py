"""What admins decide beside the content: how long is kept, and which exceptions from guardrails are approved.

Every change is one row of the record with what was before and what is now, in the same transaction.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dialogs.case import Somebody
from dialogs.decided import ApprovedException, Decided, Retention
from dialogs.speech import HOME
from services.again import again_if_lost
from services.effects import TurnPorts
from services.ports import Unit
from services.records import Entry

LONGEST_MONTHS = 600
LONGEST_NUMBER = 60
LONGEST_REASON = 1_000
LONGEST_APPROVER = 120
LONGEST_EXCEPTION = timedelta(days=366 * 3)
_NIGHT = time(2)
_FIRST_YEAR = 1970


@dataclass(frozen=True, slots=True)
class Kept:
    """How long is kept, when that is looked at the next time, and what would be deleted if it were now."""

    retention: Retention | None
    next: datetime | None
    conversations: int = 0
    cases: int = 0


async def decided(unit: Unit, now: datetime) -> Decided:
    """What holds now."""
    holding = await unit.decisions.holding(now.astimezone(HOME).date())
    return Decided(holding.retention, tuple(each for each in holding.exceptions if each.holds(now)))


async def in_force(ports: TurnPorts) -> Decided:
    """The same in a transaction of its own."""
    async with ports.store.begin() as unit:
        return await decided(unit, ports.clock())


async def kept(ports: TurnPorts) -> Kept:
    """How the keeping stands."""
    now = ports.clock()
    async with ports.store.begin() as unit:
        retention = await unit.decisions.retention()
        if retention is None:
            return Kept(None, None)
        over = await unit.disposal.over(limit(retention, now))
        return Kept(retention, await unit.agenda.next("retention"), over.conversations, over.cases)


@again_if_lost
async def decide_retention(retention: Retention | None, by: Somebody, ports: TurnPorts) -> None:
    """From the next night on, delete what is older; None: delete nothing by itself any more."""
    now = ports.clock()
    async with ports.store.begin() as unit:
        before = await unit.decisions.retention()
        if before == retention and (retention is None or await unit.agenda.next("retention") is not None):
            return
        await unit.decisions.keep_retention(retention, by, now)
        await unit.note(
            now, by.name, "set retention", retention.number if retention else "", (_kept(before), _kept(retention))
        )
        await unit.agenda.drop(kind="retention")
        if retention is not None:
            await unit.agenda.plan(look_at(next_night(now)))


@again_if_lost
async def approve_exception(exception: ApprovedException, by: Somebody, ports: TurnPorts) -> None:
    """Put an exception on record that somebody has approved; once is enough."""
    now = ports.clock()
    async with ports.store.begin() as unit:
        if await unit.decisions.add_exception(exception, by, now):
            await unit.note(now, by.name, "approved an exception", exception.guardrail, (None, _excepted(exception)))


@again_if_lost
async def end_exception(exception: int, by: Somebody, ports: TurnPorts) -> bool:
    """End an exception before its time. False when there is none with this number; once is enough."""
    now = ports.clock()
    async with ports.store.begin() as unit:
        before = await unit.decisions.exception(exception)
        if before is None or not before.holds(now):
            return before is not None
        await unit.decisions.end_exception(exception, now)
        after = _excepted(before, ended=now)
        await unit.note(now, by.name, "ended an exception", before.guardrail, (_excepted(before), after))
        return True


async def exceptions(ports: TurnPorts) -> tuple[ApprovedException, ...]:
    """Every exception that was ever approved, the newest first."""
    async with ports.store.begin() as unit:
        return await unit.decisions.exceptions()


def limit(retention: Retention, now: datetime) -> datetime:
    """What happened last before this moment is not kept: so many months of the calendar ago, where people work.

    Never before the first year: nothing is older.
    """
    here = now.astimezone(HOME)
    years, month = divmod(here.year * 12 + here.month - 1 - retention.months, 12)
    first = date(max(years, _FIRST_YEAR), month + 1, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return datetime.combine(min(first.replace(day=min(here.day, last.day)), last), here.timetz())


def next_night(now: datetime) -> datetime:
    """The next two o'clock in the night, where people work."""
    here = now.astimezone(HOME)
    night = datetime.combine(here.date(), _NIGHT, HOME)
    return night if night > here else datetime.combine(here.date() + timedelta(days=1), _NIGHT, HOME)


def look_at(due: datetime, part: int = 0) -> Entry:
    """The entry that deletes what is not kept; `part`: after so many others of the same night."""
    return Entry("retention", f"retention:{due.astimezone(HOME):%Y-%m-%dT%H:%M}:{part}", due)


def recorded(values: Mapping[str, object]) -> str:
    """Values as they stand in the record."""
    return json.dumps(values, ensure_ascii=False, default=str)


def _kept(retention: Retention | None) -> str | None:
    if retention is None:
        return None
    return recorded({"months": retention.months, "number": retention.number, "decided": retention.decided})


def _excepted(exception: ApprovedException, ended: datetime | None = None) -> str:
    told = {
        "guardrail": exception.guardrail,
        "department": exception.department or "all",
        "reason": exception.reason,
        "approver": exception.approver,
        "ends": exception.ends,
    }
    return recorded({**told, "ended": ended.isoformat(timespec="seconds")} if ended else told)
