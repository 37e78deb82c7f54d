"""What admins have saved of the draft: each document by itself, so that two at once do not meet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.access import Visitor


@dataclass(frozen=True, slots=True)
class Saved:
    """A document as it was saved last."""

    document: str
    version: int
    base: int
    """The revision that it changes."""
    content: str | None
    """JSON; None when the document was taken away."""
    is_open: bool
    """Part of the draft: neither published nor thrown away."""
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A document to be saved, made from the version `previous`; what it was and is now, for the record."""

    document: str
    previous: int
    base: int
    content: str | None
    old: str
    new: str


class Drafts(Protocol):
    """Where the draft is kept. Every change is one row of the record, in the same transaction."""

    async def saved(self) -> tuple[Saved, ...]:
        """The newest of each document that was ever saved."""

    async def version(self, document: str, version: int) -> Saved:
        """What was saved as this version. `LookupError` when there is none."""

    async def save(self, changes: Collection[Change], by: Visitor, now: datetime) -> None:
        """All or nothing. `TryAgainError` when somebody has saved one of the documents meanwhile."""

    async def throw_away(self, gone: Collection[Change], by: Visitor, now: datetime) -> None:
        """Take what was saved up to `previous` out of the draft; what was saved since stays."""

    async def publish(self, content: str, text: str, taken: Collection[Saved], by: Visitor, now: datetime) -> int:
        """A new revision, and the draft is over: `TryAgainError` when it is not what was taken any more."""
