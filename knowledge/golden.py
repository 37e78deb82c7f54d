"""The golden tasks: tasks whose judgement is known, judged by a revision."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose
from typing import Any

from knowledge.assess import assess
from knowledge.given import UnreadableError, read_given, written
from knowledge.model import GoldenTask, Revision
from knowledge.part import Text

_CLOSE, _CLOSE_SHARE = 0.1, 0.005
"""Expected figures are written with one decimal, shares with two."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A figure that came out otherwise than it is written down."""

    name: str
    expected: Any
    found: Any


@dataclass(frozen=True, slots=True)
class Tried:
    """A golden task as it came out. `fault`: its answers cannot be read."""

    task: GoldenTask
    misses: tuple[Miss, ...] = ()
    fault: Text | None = None

    @property
    def is_right(self) -> bool:
        return not self.misses and self.fault is None


def try_golden(revision: Revision) -> tuple[Tried, ...]:
    """Each golden task of the revision, judged by the revision itself."""
    return tuple(_tried(task, revision) for task in revision.golden)


def judgement(task: GoldenTask, revision: Revision) -> Mapping[str, Any]:
    """What a task comes to, as plain data. `UnreadableError` where its answers do not fit the questions."""
    return written(assess(revision.scoring, read_given(revision, dict(task.given))), ())


def _tried(task: GoldenTask, revision: Revision) -> Tried:
    try:
        found = judgement(task, revision)
    except UnreadableError as error:
        return Tried(task, fault=error.said)
    misses = (Miss(name, wanted, found.get(name)) for name, wanted in task.expected.items())
    return Tried(task, tuple(miss for miss in misses if not _same(miss.expected, miss.found)))


def _same(expected: Any, found: Any) -> bool:
    numbers = isinstance(expected, int | float) and isinstance(found, int | float)
    if not numbers:
        return bool(expected == found)
    return isclose(expected, found, rel_tol=0, abs_tol=_CLOSE_SHARE if _is_share(expected, found) else _CLOSE)


def rounded(value: Any) -> Any:
    """A figure as it is written down."""
    if not isinstance(value, float):
        return value
    return round(value, 2 if _is_share(value, value) else 1)


def _is_share(one: float, other: float) -> bool:
    return 0 <= one <= 1 and 0 <= other <= 1
