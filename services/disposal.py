"""Deleting what is no longer kept, night by night, in small parts: each is a transaction with its row in the record."""

from dataclasses import asdict
from datetime import timedelta

from services.announcing import Announcer
from services.decisions import limit, look_at, next_night, recorded
from services.records import Entry

MOST = 50
"""As many conversations and cases are deleted in one transaction: nobody waits long for it."""
AGAIN = timedelta(minutes=5)
"""Somebody was in the middle of a turn: their conversation is looked at a little later."""
SYSTEM = "system"
"""Who does what nobody has pressed."""


async def dispose(entry: Entry, announcer: Announcer) -> None:
    """Delete one part of what is over the limit, and look again: at once while there was something, else tomorrow.

    A process that is killed leaves the parts that are done, and the entry of the one that is not.
    """
    unit, now = announcer.unit, announcer.now
    retention = await unit.decisions.retention()
    if retention is None:
        return
    gone = await unit.disposal.delete(limit(retention, now), MOST)
    part = int(entry.key.rpartition(":")[2]) + 1
    if not gone:
        waits = bool(await unit.disposal.over(limit(retention, now)))
        await unit.agenda.plan(look_at(now + AGAIN, part) if waits else look_at(next_night(now)))
        return
    told = {**asdict(gone), "before": limit(retention, now).isoformat(timespec="seconds")}
    await unit.note(now, SYSTEM, "deleted by retention", retention.number, (None, recorded(told)))
    await unit.agenda.plan(look_at(now, part))
