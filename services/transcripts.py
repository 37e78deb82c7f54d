"""What coaches read: the list of conversations, one of them, what is noted beside it. Every reading is logged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, Protocol, TypeAlias

from dialogs.speech import HOME
from dialogs.state import Interview
from knowledge.part import Language
from services.access import Visitor
from services.searching import Piece, Query, read_query

Review: TypeAlias = Literal["new", "read", "changed"]
"""`changed`: something was said after it was read."""
Status: TypeAlias = Literal["talk", "open", "paused", "abandoned", "finished", "cancelled"]
"""`talk`: nothing but talk so far, no task; `abandoned`: open or paused, and nothing said for a week."""
STATUSES: tuple[Status, ...] = ("open", "paused", "abandoned", "finished", "cancelled", "talk")
ABANDONED = timedelta(days=7)
PAGE = 50
MESSAGES = 200
"""As many messages of a conversation stand on one page."""
LONGEST_REMARK = 4_000
LABELS = ("wrong_template", "unclear_question", "misread", "wrong_judgement", "good_example", "technical")
"""What coaches mark conversations with; their names are content."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which conversations. Empty: all but the team's own trials. Days are those of the municipality."""

    words: str = ""
    since: date | None = None
    until: date | None = None
    department: str = ""
    outcome: str = ""
    status: str = ""
    language: str = ""
    thumb: str = ""
    review: str = ""
    label: str = ""
    template: str = ""
    tests: str = ""

    @property
    def query(self) -> Query | None:
        return read_query(self.words)

    @property
    def from_moment(self) -> datetime | None:
        return datetime.combine(self.since, time(), HOME) if self.since else None

    @property
    def to_moment(self) -> datetime | None:
        return datetime.combine(self.until + timedelta(days=1), time(), HOME) if self.until else None


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation as the list shows it. `name` is there only while a case of the person is open."""

    id: int
    person: int
    began: datetime
    latest: datetime
    messages: int
    title: str
    language: Language
    department: str | None
    status: str
    outcome: str | None
    template: str | None
    hours: float | None
    thumb: str | None
    review: Review
    test: bool
    reviewed_by: str | None = None
    reviewed: datetime | None = None
    labels: tuple[str, ...] = ()
    case: str | None = None
    name: str | None = None
    found: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, newest first, and where the next ones begin; `cut`: older hits were not looked through."""

    rows: tuple[Listed, ...]
    after: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One message as it was. `card` is the card that was shown; `in_place_of` the message whose place it took."""

    id: int
    mine: bool
    """Said by the person."""
    kind: str
    text: str
    card: Mapping[str, Any] | None
    press: tuple[str, str] | None
    """Verb and code of the button that was pressed."""
    at: datetime
    delivery: str
    trouble: str
    in_place_of: int | None
    later: int | None
    """The message that took its place."""
    thumb: str | None = None
    thumb_words: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """`by` is the lasting id of whoever wrote it."""

    id: int
    message: int | None
    by: str
    name: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation with all that belongs to it."""

    listed: Listed
    interview: Interview | None
    said: tuple[Said, ...]
    before: int | None
    """The message before the first one shown, where there are earlier ones."""
    after: int | None
    remarks: tuple[Remark, ...] = ()
    cases: tuple[str, ...] = field(default_factory=tuple)


class Readings(Protocol):
    """The conversations in the memory, as the pages read them."""

    async def page(self, wanted: Filter, now: datetime, after: str | None, most: int) -> Page:
        """Conversations, newest first; with words, those with the newest hits first."""

    async def rows(self, wanted: Filter, now: datetime, before: int | None, most: int) -> tuple[Listed, ...]:
        """The same by number, the highest first: what moves in the list meanwhile is neither lost nor doubled."""

    async def one(self, transcript: int, first: int | None, by: Visitor, now: datetime) -> Transcript | None:
        """A conversation from this message on. That it was read is on record with it."""

    async def unread(self, wanted: Filter, now: datetime, than: int | None) -> int | None:
        """The newest one that nobody has read as it is now, other than this one."""

    async def review(self, transcript: int, review: Review, by: Visitor, now: datetime) -> bool: ...

    async def mark_test(self, transcript: int, test: bool, by: Visitor, now: datetime) -> bool: ...  # noqa: FBT001

    async def label(self, transcript: int, labels: Sequence[str], by: Visitor, now: datetime) -> bool: ...

    async def remark(self, transcript: int, message: int | None, text: str, by: Visitor, now: datetime) -> bool: ...

    async def forget_remark(self, transcript: int, remark: int, by: Visitor, now: datetime) -> bool:
        """Take back an own remark."""

    async def log(self, what: str, about: str, by: Visitor, now: datetime) -> None:
        """Put on record that something was searched for or exported."""


def pseudonym(person: int) -> str:
    """What somebody is called whose name is nobody's business: the same in every conversation."""
    return f"P-{person}"


def narrowed(wanted: Filter, chosen: Mapping[str, str]) -> Filter:
    """The filter with what was chosen from lists."""
    return replace(wanted, **chosen)  # type: ignore[arg-type]  # Only fields that are words.
