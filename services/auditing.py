"""The record of who signed in, read, searched, exported or changed what, as admins read it."""

from dataclasses import dataclass
from datetime import datetime
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
LATEST = 200
"""As many rows stand on the page."""
MOST = 50_000
"""As many rows are taken home at once."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One row of the record."""

    id: int
    at: datetime
    who: str
    what: str
    about: str


class Auditing(Protocol):
    """Where the record is read."""

    async def latest(self, kind: Kind | None, most: int) -> tuple[Noted, ...]:
        """The newest rows, of one kind or of all."""

    async def export(self, kind: Kind | None, most: int, by: Visitor, now: datetime) -> tuple[Noted, ...]:
        """The same, to be taken home: that is on record too."""


def read_kind(told: str) -> Kind | None:
    """`ValueError` for a word that is no kind; nothing is all of them."""
    found = next((kind for kind in KINDS if kind == told), None)
    if told and found is None:
        raise ValueError("no such kind")
    return found
