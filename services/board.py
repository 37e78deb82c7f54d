"""What coaches look at when they work cases: the list, the board, one case with all that belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from dialogs.case import OPEN, UNTAKEN, Case, Event, Somebody, State
from knowledge.part import Language
from services.access import Visitor
from services.searching import Query, read_query

PAGE = 50
COLUMN = 25
"""As many cases of a state stand on the board; the list has all of them."""
MESSAGES_BESIDE = 8
"""As many of the conversation's last messages stand beside its case."""
LONGEST_NOTE = 4_000
States: TypeAlias = tuple[State, ...]
OVER: States = ("closed", "withdrawn")
CURRENT: States = ("new", "reopened", "taken", "waiting", "solved")
COLUMNS = ("untaken", "taken", "waiting", "solved")
"""The columns of the board; what is over stands behind a filter."""
STATES: Mapping[str, States] = {
    "untaken": ("new", "reopened"),
    **{state: (state,) for states in (CURRENT, OVER) for state in states},
    "over": OVER,
    "all": (*CURRENT, *OVER),
}
"""What the filter of states can be set to."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases. Empty: all that are not over."""

    words: str = ""
    coach: str = ""
    """`mine` (those of whom one stands in for, too), `nobody`, or the handle of a coach."""
    department: str = ""
    topic: str = ""
    state: str = ""
    late: str = ""

    @property
    def query(self) -> Query | None:
        return read_query(self.words)

    @property
    def states(self) -> States:
        return STATES.get(self.state, CURRENT)

    @property
    def newest_first(self) -> bool:
        """What has ended is looked up, not worked: the newest first."""
        return not OPEN & set(self.states)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as the list shows it. `hours` a year, as promised."""

    case: Case
    named: bool
    """A case of the person is open: they are called by their name."""
    hours: float | None
    stand_in: Somebody | None = None
    """Who stands in for its coach at the moment."""


@dataclass(frozen=True, slots=True)
class CasePage:
    """Some rows in order, and where the next ones begin."""

    rows: tuple[CaseRow, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class CaseNote:
    """What the team noted for itself. `by` is the lasting id of whoever wrote it."""

    id: int
    by: str
    name: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with all that belongs to it."""

    row: CaseRow
    events: tuple[Event, ...]
    notes: tuple[CaseNote, ...]
    doubles: tuple["CaseFile", ...] = ()
    others: tuple[Case, ...] = ()
    """Other cases of the person, newest first."""
    language: Language = "sv"
    """In which the person is spoken to."""
    transcript: int | None = None
    recent: int | None = None
    """The first of the last messages of the conversation."""


class Board(Protocol):
    """The cases in the memory, as the pages read them."""

    async def page(self, wanted: Wanted, by: Visitor, now: datetime, after: str | None, most: int) -> CasePage:
        """Cases in the order in which they should be worked: urgent ones, then by promised time and priority."""

    async def counts(self, wanted: Wanted, by: Visitor, now: datetime) -> Mapping[str, int]:
        """How many there are in each state."""

    async def one(self, number: str, by: Visitor, now: datetime) -> CaseFile | None:
        """A case. That it was read is on record with it."""

    async def latest(self, number: str) -> tuple[Case, Event] | None:
        """A case and the newest thing that happened to it."""

    async def note(self, number: str, text: str, by: Visitor, now: datetime) -> bool:
        """Note something that only the team sees."""

    async def forget_note(self, number: str, note: int, by: Visitor, now: datetime) -> bool:
        """Take back an own note."""


def is_late(case: Case, now: datetime) -> bool:
    """Whether nobody took the case by the promised time."""
    return case.state in UNTAKEN and case.promised is not None and case.promised < now
