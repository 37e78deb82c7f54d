"""What a coach does to a case, whether in a channel or on the pages: the same acts, refusals, events and messages."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias

from dialogs.case import OPEN, UNTAKEN, Case, Event, Move, Refused, Somebody, moved
from dialogs.conversation import clean
from dialogs.moves import LONGEST_COMMENT
from services.again import again_if_lost
from services.announcing import Announcer
from services.cases import promised_by, repeats
from services.effects import TurnPorts
from services.records import Delivery

Verb: TypeAlias = Literal["take", "assign", "reply", "ask", "solve", "close", "reopen", "urgent"]
LONGEST_WORDS = LONGEST_COMMENT
VERBS: tuple[Verb, ...] = ("take", "assign", "reply", "ask", "solve", "close", "reopen", "urgent")
_MOVES: dict[Verb, tuple[Move, str]] = {
    "take": ("take", "taken"),
    "assign": ("assign", "assigned"),
    "ask": ("ask", "asked"),
    "solve": ("solve", "solved"),
    "close": ("close", "closed"),
    "reopen": ("reopen", "reopened"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """What a coach wants done. `words` are as they were typed; `urgent`: None leaves it as it is."""

    verb: Verb
    by: Somebody
    at: datetime
    words: str = ""
    to: Somebody | None = None
    """Who is to have the case."""
    urgent: bool | None = None
    seen_moves: int | None = None
    """How often the case had been moved when the coach looked at it; None: whatever it was."""


@dataclass(frozen=True, slots=True)
class Done:
    """How the case stands now. It may stand as before, when nothing was left to do."""

    case: Case


@dataclass(frozen=True, slots=True)
class Missing:
    """The order lacks something; nothing was changed."""

    what: Literal["words", "coach"]
    case: Case


@dataclass(frozen=True, slots=True)
class NoDouble:
    """The two cases cannot be one; nothing was changed. `other`: no such case of this person; `over`: it has ended."""

    why: Literal["other", "over"]
    case: Case


Result: TypeAlias = Done | Missing | NoDouble | Refused


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of an order, and what is to be sent."""

    result: Result
    deliveries: tuple[Delivery, ...]


@again_if_lost
async def work(number: str, order: Order, ports: TurnPorts) -> Worked | None:
    """Carry out an order from the pages, in a transaction of its own; None when there is no such case."""
    knowledge = await ports.library.latest()
    async with ports.store.begin() as unit:
        announcer = Announcer(unit, knowledge, ports.write, ports.settings, order.at)
        case = await locked(number, announcer)
        if case is None:
            return None
        done = await _just_done(case, order, announcer)
        result = Done(case) if done else await act(case, order, announcer)
        return Worked(result, tuple(announcer.said))


@again_if_lost
async def work_merge(number: str, into: str, order: Order, ports: TurnPorts) -> Worked | None:
    """Close a case as the double of another; None when there is no such case. The order's verb does not matter."""
    knowledge = await ports.library.latest()
    async with ports.store.begin() as unit:
        announcer = Announcer(unit, knowledge, ports.write, ports.settings, order.at)
        double = await locked(number, announcer)
        if double is None:
            return None
        if double.double_of is not None and double.double_of == into:
            return Worked(Done(double), ())
        same = into != number and await unit.cases.person_of(into) == double.person
        other = await unit.cases.load(into) if same else None
        result = await merge(double, other, order, announcer) if other is not None else NoDouble("other", double)
        return Worked(result, tuple(announcer.said))


async def locked(number: str, announcer: Announcer) -> Case | None:
    """A case for changing it, in the same order as a turn: first the person, then the case."""
    person = await announcer.unit.cases.person_of(number)
    if person is None:
        return None
    await announcer.unit.talk_of(person)
    return await announcer.unit.cases.load(number)


async def act(case: Case, order: Order, announcer: Announcer) -> Result:
    """Do it: put it on record, show it everywhere, tell the person. The case is locked by whoever calls."""
    words = written(order.words)
    if order.verb in ("reply", "ask") and not words:
        return Missing("words", case)
    if order.verb == "reply":
        return Done(await _replied(case, words, order, announcer))
    if order.verb == "urgent":
        return await _hurried(case, order, announcer)
    if order.verb == "assign" and order.to is None:
        return Missing("coach", case)
    to, absent = await _present(order, announcer)
    move, what = _MOVES[order.verb]
    result = moved(case, move, by=order.by, now=order.at, to=to)
    if isinstance(result, Refused) or (_is_stale(case, order) and result != case):
        return Refused(case)
    if order.verb == "assign" and order.urgent is not None:
        result = replace(result, urgent=order.urgent)
    if result == case:
        return Done(case)
    if order.verb == "reopen":
        result = replace(result, promised=promised_by(announcer.knowledge.revision.promises, order.at))
    event = Event(what, order.by, order.at, words, whom=to.name if to is not None else "")
    if result.moves == case.moves:
        event = Event("urgent", order.by, order.at)
    elif absent is not None:
        event = replace(event, what="stood_in", note=absent.name)
    await _keep(result, event, announcer)
    return Done(result)


async def merge(double: Case, into: Case, order: Order, announcer: Announcer) -> Result:
    """Close a case as the double of another one of the same person, who is told once. Reopening undoes it."""
    if double.person != into.person:
        return NoDouble("other", double)
    if into.state not in OPEN:
        return NoDouble("over", double)
    result = moved(double, "merge", by=order.by, now=order.at)
    if isinstance(result, Refused) or _is_stale(double, order):
        return Refused(double)
    result = replace(result, double_of=into.number)
    await announcer.unit.cases.point(double.number, into.number)
    doubled = Event("doubled", order.by, order.at, whom=double.number)
    await announcer.unit.cases.keep(into, doubled)
    await announcer.changed(into, doubled)
    await _keep(result, Event("merged", order.by, order.at, whom=into.number), announcer)
    return Done(result)


def written(words: str) -> str:
    """What a coach wrote, as it may be stored."""
    return clean(words.strip(), keep_contact=True)[:LONGEST_COMMENT]


async def _just_done(case: Case, order: Order, announcer: Announcer) -> bool:
    """Whether the newest thing that happened is this very order: a form that was sent twice."""
    if order.verb not in _MOVES:
        return False
    move, what = _MOVES[order.verb]
    newest = (await announcer.unit.cases.events(case))[-1]
    same = newest.what == what and newest.who == order.by and newest.note == written(order.words)
    return same and order.seen_moves == case.moves - 1 and move not in ("take", "assign")


async def _present(order: Order, announcer: Announcer) -> tuple[Somebody | None, Somebody | None]:
    """Who gets the case, and for whom they stand in: a coach who is away is given nothing new."""
    if order.verb != "assign" or order.to is None:
        return None, None
    instead = await announcer.unit.cases.stand_in(order.to, order.at)
    return (order.to, None) if instead is None else (instead, order.to)


def _is_stale(case: Case, order: Order) -> bool:
    return order.seen_moves is not None and order.seen_moves != case.moves


async def _hurried(case: Case, order: Order, announcer: Announcer) -> Result:
    if case.state not in OPEN:
        return Refused(case)
    result = replace(case, urgent=bool(order.urgent))
    if result != case:
        await _keep(result, Event("urgent", order.by, order.at), announcer)
    return Done(result)


async def _replied(case: Case, words: str, order: Order, announcer: Announcer) -> Case:
    """A message to the person. Who answers a case that nobody has, has it."""
    if case.state in UNTAKEN:
        taken = moved(case, "take", by=order.by, now=order.at)
        if not isinstance(taken, Refused):
            case = taken
            await _keep(case, Event("taken", order.by, order.at), announcer)
    event = Event("replied", order.by, order.at, words)
    if repeats(await announcer.unit.cases.events(case), event):
        return case
    await announcer.unit.cases.keep(case, event)
    await announcer.changed(case, event)
    await announcer.tell(case, event)
    return case


async def _keep(case: Case, event: Event, announcer: Announcer) -> None:
    """Keep how the case stands, show it everywhere, tell the person, and stop or begin reminding."""
    await announcer.unit.cases.keep(case, event)
    await announcer.changed(case, event)
    if event.what != "urgent":
        await announcer.tell(case, event)
    if case.state in UNTAKEN:
        await announcer.promise(case)
    else:
        await announcer.unit.agenda.drop(case=case.id)
