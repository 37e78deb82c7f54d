"""A case: what somebody wants help with, the states it goes through, and who may move it when. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias

from knowledge.part import Language

State: TypeAlias = Literal["new", "taken", "waiting", "solved", "closed", "withdrawn", "reopened"]
Move: TypeAlias = Literal["take", "assign", "ask", "answer", "solve", "close", "withdraw", "reopen", "merge"]
Topic: TypeAlias = Literal["build", "stuck", "review", "question"]
"""What help is wanted: with building, out of a dead end, from those who know the rules, or an answer."""
TOPICS: tuple[Topic, ...] = ("build", "stuck", "review", "question")

MOVES: Mapping[Move, tuple[frozenset[State], State]] = {
    "take": (frozenset({"new", "reopened", "taken", "waiting"}), "taken"),
    "assign": (frozenset({"new", "reopened", "taken", "waiting"}), "taken"),
    "ask": (frozenset({"taken"}), "waiting"),
    "answer": (frozenset({"waiting"}), "taken"),
    "solve": (frozenset({"new", "taken", "waiting", "reopened"}), "solved"),
    "close": (frozenset({"solved"}), "closed"),
    "withdraw": (frozenset({"new", "taken", "waiting", "reopened"}), "withdrawn"),
    "reopen": (frozenset({"solved", "closed", "withdrawn"}), "reopened"),
    "merge": (frozenset({"new", "taken", "waiting", "reopened", "solved"}), "closed"),
}
"""From which states a move leads where (`spec` of the product, Cases). `merge`: it is a double of another case."""
OPEN: frozenset[State] = frozenset({"new", "taken", "waiting", "reopened"})
UNTAKEN: frozenset[State] = frozenset({"new", "reopened"})


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person who acts on a case: their lasting id in the tenant, and what they are called."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Case:
    """One case as it stands. `priority` is 0-100 and only orders the queue."""

    id: int
    number: str
    person: int
    name: str
    title: str
    comment: str
    rows: Mapping[Language, tuple[tuple[str, str], ...]]
    """What was sent along, label by label, in each language: those who read it may speak another than the person."""
    state: State
    opened: datetime
    topic: Topic = "question"
    department: str | None = None
    task: str | None = None
    outcome: str | None = None
    priority: int = 0
    urgent: bool = False
    coach: Somebody | None = None
    promised: datetime | None = None
    changed: datetime | None = None
    moves: int = 0
    """How often it was moved: a button that was drawn before the last move no longer fits."""
    double_of: str | None = None
    """The number of the case in which the work goes on, while this one is closed as its double."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a case. `note` is what was written, if anything.

    `whom` is whoever or whatever else took part: the coach who got the case, the number of the other case.
    """

    what: str
    who: Somebody
    at: datetime
    note: str = ""
    whom: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The move is not possible now; nothing was changed. `case` is how it stands."""

    case: Case


def moved(case: Case, move: Move, *, by: Somebody, now: datetime, to: Somebody | None = None) -> Case | Refused:
    """The case after this move. `to`: who gets it when it is assigned. Taking one's own case again changes nothing."""
    allowed, state = MOVES[move]
    if case.state not in allowed:
        return Refused(case)
    coach = {"take": by, "assign": to or by}.get(move, case.coach)
    if move in ("solve", "merge") and coach is None:
        coach = by
    if move == "reopen":
        return replace(case, state=state, coach=None, double_of=None, changed=now, moves=case.moves + 1)
    if (state, coach) == (case.state, case.coach):
        return case
    return replace(case, state=state, coach=coach, changed=now, moves=case.moves + 1)
