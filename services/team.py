"""The coaches among themselves: who there is, who is away, and the answers that they have ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Protocol

from dialogs.case import Somebody
from dialogs.speech import HOME
from knowledge.part import Language
from services.access import Visitor

LONGEST_TITLE = 120
LONGEST_ABSENCE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Absence:
    """A coach is away until this moment; meanwhile somebody else gets their new cases."""

    coach: Somebody
    stand_in: Somebody
    ends: datetime

    @property
    def last_day(self) -> date:
        """The last day away, where people work."""
        return (self.ends.astimezone(HOME) - timedelta(seconds=1)).date()


@dataclass(frozen=True, slots=True)
class ReadyReply:
    """An answer that the team has ready. `by` is whoever wrote it last."""

    id: int
    title: str
    text: str
    language: Language
    by: str
    at: datetime


class Team(Protocol):
    """The coaches in the memory."""

    async def coaches(self) -> tuple[Somebody, ...]:
        """Everybody who has had a case or been at the pages as a coach, by name."""

    async def meet(self, coach: Somebody, now: datetime) -> None:
        """Somebody is at the pages as a coach."""

    async def absent(self, now: datetime) -> tuple[Absence, ...]:
        """Who is away now."""

    async def leave(self, absence: Absence, now: datetime) -> None:
        """A coach is away from now on; what they said before no longer counts."""

    async def come_back(self, coach: Somebody, now: datetime) -> None: ...

    async def replies(self) -> tuple[ReadyReply, ...]:
        """Every ready answer, by language and title."""

    async def keep_reply(self, reply: ReadyReply, by: Visitor) -> bool:
        """Add an answer, or change the one with its id; False when that is not there any more."""

    async def forget_reply(self, reply: int, by: Visitor, now: datetime) -> bool: ...


def stand_in(coach: Somebody, absences: Sequence[Absence]) -> Somebody | None:
    """Who gets the cases of this coach now: whoever stands in for the one who stands in, and so on.

    None while the coach is there, or when everybody who could stand in is away too.
    """
    away = {each.coach.key: each.stand_in for each in absences}
    at, seen = coach, {coach.key}
    while at.key in away:
        at = away[at.key]
        if at.key in seen:
            return None
        seen.add(at.key)
    return at if at != coach else None


def until(day: date) -> datetime:
    """The end of a day, where people work."""
    return datetime.combine(day + timedelta(days=1), time(), HOME)


def handle(key: str) -> str:
    """What stands for a coach in an address: no name, no id that means anything elsewhere."""
    return sha256(f"coach:{key}".encode()).hexdigest()[:12]
