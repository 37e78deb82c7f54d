"""What is done without being asked: follow-ups, reminders, the weekly digest, deleting. Each entry once."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from logging import getLogger

from dialogs.case import OPEN, UNTAKEN, Event, Somebody
from dialogs.followups import follow_up, measure
from dialogs.reply import Note, Reply, Row
from dialogs.speech import Speech
from dialogs.state import Interview
from services.announcing import Announcer, takes, working_time
from services.disposal import dispose
from services.effects import TurnPorts
from services.outbox import Outbox
from services.ports import StoreDownError, TryAgainError
from services.receiving import bring_unposted, digest_entry
from services.records import Delivery, Entry
from services.saying import outgoing

CLAIM = timedelta(seconds=60)
"""For how long an entry belongs to whoever works on it."""
AGAIN = timedelta(minutes=5)
"""After a failure."""
_BATCH = 100
_AT_ONCE = frozenset({"repost", "undelivered", "posted", "retention"})
"""What does not wait for working hours."""
_MOST_CARDS = 2
"""A case's card of which nobody knows whether it arrived is posted once more, then a human has to look."""
_COACH = Somebody("", "Automationscoachen")
_log = getLogger(__name__)


@dataclass
class Clockwork:
    """Works the agenda until told to stop. Any number of replicas may: an entry is claimed by one of them."""

    ports: TurnPorts
    outbox: Outbox
    every: float = 5.0
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _working: asyncio.Task[None] | None = None

    def begin(self) -> None:
        self._working = asyncio.create_task(self._work())

    async def drain(self, seconds: float) -> None:
        """Finish the entry at hand, and stop."""
        self._stopping.set()
        if self._working is not None:
            with contextlib.suppress(TimeoutError, asyncio.CancelledError):
                await asyncio.wait_for(self._working, seconds)

    async def _work(self) -> None:
        while not self._stopping.is_set():
            worked = 0
            try:
                worked = await self.work_due()
            except (StoreDownError, TryAgainError):
                _log.warning("agenda_waits_for_store")
            except Exception:  # noqa: BLE001 - one look that fails must not be the last
                _log.exception("agenda_failed")
            if worked < _BATCH:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), self.every)

    async def work_due(self) -> int:
        """Say what is due now; gives back how many entries that were."""
        now = self.ports.clock()
        ids = await self.ports.store.planned(now, now + CLAIM, _BATCH)
        for number in ids:
            if self._stopping.is_set():
                break
            await self._tried(number)
        return len(ids)

    async def _tried(self, number: int) -> None:
        try:
            deliveries = await carry_out(number, self.ports)
        except (StoreDownError, TryAgainError):
            return  # The claim ends by itself, and the same again may work.
        except Exception as error:  # noqa: BLE001 - an entry that cannot be said must not hold up the others
            _log.exception("entry_failed", extra={"message_id": number})
            again = self.ports.clock() + AGAIN
            if await self.ports.store.not_done(number, type(error).__name__, again):
                _log.error("entry_parked", extra={"message_id": number})
            return
        await self.outbox.send(deliveries, within=0.5)


async def carry_out(number: int, ports: TurnPorts) -> tuple[Delivery, ...]:
    """Say what an entry is about, if it still holds: looked at and noted in one transaction."""
    knowledge = await ports.library.latest()
    now = ports.clock()
    async with ports.store.begin() as unit:
        entry = await unit.agenda.take(number)
        if entry is None:
            return ()
        announcer = Announcer(unit, knowledge, ports.write, ports.settings, now)
        promises = knowledge.revision.promises
        open_again = now if promises.any_hour else working_time(promises).next_open(now)
        if entry.kind not in _AT_ONCE and open_again > now:
            await unit.agenda.plan(replace(entry, due=open_again))
            return ()
        await _ACTS[entry.kind](entry, announcer)
        await unit.agenda.done(entry)
        return tuple(announcer.said)


async def _follow_up(entry: Entry, announcer: Announcer) -> None:
    await _ask_about_task(entry, announcer, follow_up, only_unmeasured=True)


async def _measure(entry: Entry, announcer: Announcer) -> None:
    await _ask_about_task(entry, announcer, measure, only_unmeasured=False)


async def _ask_about_task(
    entry: Entry,
    announcer: Announcer,
    ask: Callable[[Speech, Interview], Reply],
    *,
    only_unmeasured: bool,
) -> None:
    """Ask the person, unless they want no reminders, left, or the question has been answered meanwhile."""
    if entry.person is None or entry.task is None or not await announcer.unit.is_reachable(entry.person):
        return
    talk = await announcer.unit.talk_of(entry.person)
    here = talk.interview if talk.interview is not None and talk.interview.id == entry.task else None
    interview = here or await announcer.unit.task_of(entry.person, entry.task)
    if talk.quiet or interview is None or interview.cancelled or interview.building is None:
        return
    if only_unmeasured and interview.measured is not None:
        return
    language = announcer.language_of(talk)
    made = outgoing(ask(Speech(announcer.knowledge, language), interview), language, announcer.write)
    paced = replace(made, paced=True)
    announcer.said.extend(await announcer.unit.tell(entry.person, (paced,), announcer.now, entry.task))


async def _untaken(entry: Entry, announcer: Announcer) -> None:
    """Nobody has taken a case by the promised time: say so in its thread, and again after a while."""
    case = await announcer.unit.cases.by_id(entry.case or 0)
    if case is None or case.state not in UNTAKEN:
        return
    event = Event("reminded", _COACH, announcer.now)
    await announcer.unit.cases.keep(case, event)
    await announcer.tell_team(case, event)
    promises = announcer.knowledge.revision.promises
    due = working_time(promises).add_working_days(announcer.now, promises.remind_every)
    key = f"untaken:{case.id}:{case.moves}:{due:%Y-%m-%d}"
    await announcer.unit.agenda.plan(Entry("untaken", key, due, case=case.id))


async def _digest(entry: Entry, announcer: Announcer) -> None:
    """The week in numbers, for a channel that receives cases."""
    receiver = await announcer.unit.receivers.get(entry.receiver or 0)
    if receiver is None or receiver.state != "approved":
        return
    await announcer.unit.agenda.plan(digest_entry(receiver, announcer))
    if receiver.unreachable:
        return
    speech = Speech(announcer.knowledge, receiver.language)
    numbers = await announcer.unit.cases.numbers(announcer.now - timedelta(days=7), announcer.now)
    words = speech.words.desk
    told = (
        (words.digest_new, numbers.opened),
        (words.digest_solved, numbers.solved),
        (words.digest_open, numbers.waiting),
        (words.digest_late, numbers.late),
        (words.digest_hours, numbers.hours),
    )
    note = Note(
        kind="digest",
        title=speech.say(words.digest_title),
        lines=(speech.say(words.digest_lead),),
        rows=tuple(Row(speech.say(label), speech.number(round(number))) for label, number in told),
    )
    made = replace(outgoing(note, receiver.language, announcer.write), paced=True)
    await announcer.unit.post(receiver.conversation, (made,), announcer.now)


async def _repost(entry: Entry, announcer: Announcer) -> None:
    """A case's card that may not have arrived: once more, marked as a possible double; or to other channels."""
    found = await announcer.unit.cases.of_message(int(entry.key.partition(":")[2]))
    if found is None or found.delivery == "sent" or found.case.state not in OPEN:
        return
    receivers = await announcer.unit.receivers.all()
    receiver = next((each for each in receivers if each.conversation == found.conversation), None)
    doubtful = found.delivery == "unclear" and found.cards < _MOST_CARDS
    if doubtful and receiver is not None and receiver.state == "approved" and not receiver.unreachable:
        speech = Speech(announcer.knowledge, receiver.language)
        await announcer.post(found.case, receiver, speech.say(speech.words.case.perhaps_double))
        return
    _log.error("case_not_posted", extra={"said": found.case.number, "why": found.delivery})
    await bring_unposted(announcer)


async def _posted(entry: Entry, announcer: Announcer) -> None:
    """A case that stands in no channel although one takes it by now."""
    missing = [case for case in await announcer.unit.cases.unposted() if case.id == entry.case]
    for receiver in await announcer.unit.receivers.all():
        for case in missing:
            if takes(receiver, case):
                await announcer.post(case, receiver)


async def _undelivered(entry: Entry, announcer: Announcer) -> None:
    """What was written to a person did not arrive: the team is told in the thread."""
    case = await announcer.unit.cases.told_in(int(entry.key.partition(":")[2]))
    if case is not None and case.state in OPEN:
        await announcer.tell_team(case, Event("unreachable", _COACH, announcer.now))


_ACTS: dict[str, Callable[[Entry, Announcer], Awaitable[None]]] = {
    "follow_up": _follow_up,
    "measure": _measure,
    "untaken": _untaken,
    "digest": _digest,
    "repost": _repost,
    "undelivered": _undelivered,
    "posted": _posted,
    "retention": dispose,
}
