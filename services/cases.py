"""What the person who asks for help does with their cases: open, look, add, answer, withdraw, reopen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from dialogs.case import OPEN, Case, Event, Move, Refused, Somebody, moved
from dialogs.message import CaseOpened, CaseTold
from dialogs.step import ActOnCase, OpenCase
from knowledge.promises import Promises
from services.announcing import Announcer, working_time
from services.records import CaseDraft, Entered

_MOVES: dict[str, tuple[Move, str]] = {
    "answer": ("answer", "answered"),
    "withdraw": ("withdraw", "withdrawn"),
    "reopen": ("reopen", "reopened"),
}


async def open_case(effect: OpenCase, by: Somebody, entered: Entered, announcer: Announcer) -> CaseOpened:
    """Put a wish for help on record and bring it to the team."""
    promised = promised_by(announcer.knowledge.revision.promises, announcer.now)
    draft = CaseDraft(
        title=effect.title,
        comment=effect.comment,
        rows={each: tuple((row.label, row.value) for row in rows) for each, rows in effect.rows.items()},
        task=effect.interview,
        name=by.name,
        topic=effect.topic,
        department=effect.department,
        outcome=effect.outcome,
        priority=effect.priority,
        promised=promised,
    )
    case = await announcer.unit.cases.open(entered, draft, by, announcer.now)
    received = await announcer.opened(case)
    return CaseOpened(case.number, promised, received)


async def act_on_case(effect: ActOnCase, by: Somebody, entered: Entered, announcer: Announcer) -> CaseTold:
    """Do something to an own case. Somebody else's is not there, whatever the number."""
    book = announcer.unit.cases
    case = await book.load(effect.number)
    if case is None or case.person != entered.person:
        return CaseTold(effect.act, None)
    if effect.act == "view":
        return CaseTold("view", case, await book.events(case))
    result, what = _after(case, effect, by, announcer.now)
    if isinstance(result, Refused):
        return CaseTold(effect.act, case, await book.events(case), refused=True)
    event = Event(what, by, announcer.now, effect.words)
    if repeats(await book.events(case), event):
        return CaseTold(effect.act, case, await book.events(case))
    if what == "reopened":
        result = replace(result, promised=promised_by(announcer.knowledge.revision.promises, announcer.now))
    await book.keep(result, event)
    if what == "withdrawn":
        await announcer.unit.agenda.drop(case=case.id)
    await announcer.changed(result, event)
    if what == "reopened":
        await announcer.promise(result)
    return CaseTold(effect.act, result, await book.events(result))


def repeats(events: Sequence[Event], event: Event) -> bool:
    """Whether the newest thing that happened is the same words by the same person: a button pressed twice."""
    newest = events[-1] if events else None
    return (
        bool(event.note)
        and newest is not None
        and (newest.what, newest.who, newest.note)
        == (
            event.what,
            event.who,
            event.note,
        )
    )


def promised_by(promises: Promises, now: datetime) -> datetime:
    """Until when somebody takes a case that comes in now."""
    return working_time(promises).add_working_days(now, promises.answer_within)


def _after(case: Case, effect: ActOnCase, by: Somebody, now: datetime) -> tuple[Case | Refused, str]:
    """How the case stands afterwards, and what that is called. An answer nobody waits for is something added."""
    act = effect.act
    if act == "add" and case.state not in OPEN:
        act = "reopen"  # Asking for help once more, with the same task, is a wish to go on.
    elif act == "add" and case.state == "waiting":
        act = "answer"
    if act == "add" or (act == "answer" and case.state != "waiting"):
        return case, "added"
    move, what = _MOVES[act]
    return moved(case, move, by=by, now=now), what
