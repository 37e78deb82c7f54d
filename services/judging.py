"""Coaches judge real tasks without knowing who told them or what the checklist says."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal, Protocol, TypeAlias

from dialogs.state import Interview
from services.access import Visitor
from services.rejudging import StoredTask

NEWEST = 500
"""Among so many finished tasks the next one is chosen."""
JUDGES = 2
"""So many coaches judge a task."""
OUTCOMES = ("self", "coach", "team", "not_now")


Standing: TypeAlias = Literal["counts", "changed", "closed"]
"""Whether a judgement counts. changed: the answers are others now; closed: the task is open again, or in no figures."""
Judged: TypeAlias = Literal["judged", "changed"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finished task that the coach has not judged as it stands, and how many others have."""

    transcript: int
    others: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a coach said of a task."""

    task: StoredTask
    outcome: str
    at: datetime
    standing: Standing = "counts"


@dataclass(frozen=True, slots=True)
class JudgedTask:
    """A task and what each coach said of it."""

    task: StoredTask
    said: tuple[str, ...]


def told_in(interview: Interview) -> str:
    """A digest of what is judged: the description and the answers. A judgement counts for these alone."""
    told = interview.model_dump(mode="json", include={"description", "answers"})
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


class Judging(Protocol):
    """Judged tasks and judgements in the memory. Trials are left out, and of a task in two chats the older row."""

    async def candidates(self, by: Visitor, most: int) -> tuple[Candidate, ...]:
        """The newest finished tasks that this coach has neither judged nor told, and all that one other has judged."""

    async def task(self, transcript: int, by: Visitor, now: datetime) -> StoredTask | None:
        """A finished task of somebody else, to be judged: that it was read is on record.

        No department of few persons, no outcome.
        """

    async def judge(self, transcript: int, outcome: str, by: Visitor, now: datetime, seen: str = "") -> Judged | None:
        """Judge, or judge otherwise, what the coach has `seen`: how `told_in` begins, empty for whatever there is.

        "changed" when the task stands otherwise by now: nothing is kept. None when there is no such task to judge.
        """

    async def forget(self, transcript: int, by: Visitor, now: datetime) -> bool:
        """Take back an own judgement."""

    async def own(self, by: Visitor, most: int, skipped: int = 0) -> tuple[Verdict, ...]:
        """What this coach has judged, the latest first, without so many of them."""

    async def verdict(self, transcript: int, by: Visitor) -> Verdict | None:
        """What this coach has said of a task."""

    async def judged(self, most: int) -> tuple[JudgedTask, ...]:
        """Tasks with judgements that count, the newest first."""


def following(candidates: Iterable[Candidate], after: int | None = None) -> int | None:
    """The next task to judge, after one that was passed over; None when there is none.

    What one other coach has judged comes first, so that there are two; then by lot, the same for everybody.
    """
    wanted = [each for each in candidates if each.others < JUDGES]
    order = [each.transcript for each in sorted(wanted, key=lambda each: (not each.others, _lot(each.transcript)))]
    if not order:
        return None
    return order[(order.index(after) + 1) % len(order)] if after in order else order[0]


def _lot(transcript: int) -> str:
    return sha256(f"judging:{transcript}".encode()).hexdigest()
