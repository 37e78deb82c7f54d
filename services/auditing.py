"""The record of who signed in, read, searched, exported or changed what, as admins read it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias, get_args

from services.access import Visitor

Kind: TypeAlias = Literal["signing_in", "reading", "search", "export", "change"]
KINDS: tuple[Kind, ...] = get_args(Kind)
BEGINS: dict[Kind, tuple[str, ...]] = {
    "signing_in": ("signed ", "ended sessions"),
    "reading": ("read ", "own data read"),
    "search": ("searched",),
    "export": ("exported",),
}
"""How what is on record begins. Everything else is a change."""
PAGE = 100
"""As many rows stand on a page."""
MOST = 50_000
"""As many rows are taken home at once."""
SHOWN = 4_000
"""As many letters of what was before and after are read; whole documents of the content are longer."""
CUT = " …"
"""Stands at the end of what was cut."""
LONGEST_WHO = 100


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows. Empty: all of them."""

    kind: Kind | None = None
    who: str = ""
    """Part of a name."""
    since: date | None = None
    until: date | None = None
    """First and last day, where people work, both included."""

    @property
    def told(self) -> str:
        """The filter in short words, for the record of who took what home."""
        days = f"{self.since or ''}..{self.until or ''}" if self.since or self.until else ""
        return ", ".join(each for each in (self.kind or "", self.who, days) if each)


@dataclass(frozen=True, slots=True)
class Noted:
    """One row of the record. `old` and `new`: what was before and what is now, where something was changed."""

    id: int
    at: datetime
    who: str
    what: str
    about: str
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some rows, newest first, and before which one the next ones come."""

    rows: tuple[Noted, ...]
    before: int | None = None


class Auditing(Protocol):
    """Where the record is read."""

    async def page(self, wanted: Filter, before: int | None, most: int) -> LogPage:
        """The newest rows that the filter shows, or those before one of them."""

    async def export(self, wanted: Filter, most: int, by: Visitor, now: datetime) -> tuple[Noted, ...]:
        """All that the filter shows, to be taken home: that is on record too."""

    async def read_anonymised(self, conversations: Collection[int], by: Visitor, now: datetime) -> None:
        """Somebody has before them what was said there, without names: on record once a day."""


def read_filter(told: Mapping[str, str]) -> Filter:
    """The filter of an address or a form. `ValueError` for a word that is no kind and a day that is none."""
    kind = next((each for each in KINDS if each == told.get("kind")), None)
    if told.get("kind") and kind is None:
        raise ValueError("no such kind")
    who = " ".join(told.get("who", "").replace("\x00", "").split())[:LONGEST_WHO]
    return Filter(kind, who, _day(told.get("since", "")), _day(told.get("until", "")))


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
