"""Sign-ins that are under way at the organisation's provider: each for one browser, one use and ten minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

LASTS = timedelta(minutes=10)
"""Who needs longer at the provider begins again."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """`state` and `browser` are digests: whoever reads the database can finish nobody's sign-in."""

    state: str
    browser: str
    nonce: str
    verifier: str
    back: str
    ends: datetime


class Attempts(Protocol):
    """Where sign-ins under way are kept."""

    async def add(self, attempt: Attempt, now: datetime) -> None:
        """Put one on record, and forget those whose time is over."""

    async def take(self, state: str) -> Attempt | None:
        """The one with this state. It is gone with that: there is no second time."""
