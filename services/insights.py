"""Where the hours are: what the figures of the overview are made of. Nobody is named or ranked, trials are left out.

Hours are hours a year. A task counts once, in the month in which it first came, was judged, or was measured.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, TypeAlias, TypeVar

from dialogs.tasks import STAGES, Stage
from services.months import Month, months

Row = TypeVar("Row")
Group = TypeVar("Group", bound=Hashable)
Part: TypeAlias = Literal[
    "came", "finished", "measured", "points", "stops", "templates", "systems", "thumbs", "few", "waiting"
]
PARTS: tuple[Part, ...] = (
    "came", "finished", "measured", "points", "stops", "templates", "systems", "thumbs", "few", "waiting",
)  # fmt: skip
FEWEST = 3
"""A department with tasks of fewer persons than this has no row of its own."""
MOST_POINTS = 1_500
"""More points than this would only be a blot: then evenly chosen ones are drawn."""
TOP = 10
MIDDLE = 50
"""Where benefit and ease, 0 to 100, are cut into quadrants."""
LITTLE_HARD, LITTLE_EASY, MUCH_HARD, MUCH_EASY = range(4)


@dataclass(frozen=True, slots=True)
class Scope:
    """From which month to which, both with it; one department or all."""

    first: Month
    last: Month
    department: str | None = None

    @property
    def months(self) -> tuple[Month, ...]:
        return months(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Came:
    """Tasks that were begun in a month, by how far they have come until now."""

    month: Month
    department: str | None
    stage: Stage
    count: int


@dataclass(frozen=True, slots=True)
class Finished:
    """Tasks that were judged in a month. `hours` are promised; `building` the part of them that is being built."""

    month: Month
    department: str | None
    outcome: str
    quadrant: int
    count: int
    hours: float
    building: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Tasks whose saved time was first told in a month; `promised` is what was promised for these very tasks."""

    month: Month
    department: str | None
    count: int
    hours: float
    promised: float


@dataclass(frozen=True, slots=True)
class Point:
    """One judged task in the picture."""

    benefit: float
    ease: float
    outcome: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of one kind: a step where people stopped, a system."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class TemplateUse:
    """What became of a template in the tasks of a period. `building` holds those that are built as well."""

    template: str
    shown: int = 0
    chosen: int = 0
    refused: int = 0
    building: int = 0
    built: int = 0


@dataclass(frozen=True, slots=True)
class Thumbs:
    month: Month
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits at this moment: tasks under way, cases that are open, those of them that nobody has taken."""

    tasks: int
    cases: int
    untaken: int


@dataclass(frozen=True, slots=True)
class TopTask:
    """A task with many hours; its title is the employee's words."""

    transcript: int
    title: str
    department: str | None
    outcome: str
    hours: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What was asked for; the parts that were not are empty."""

    came: tuple[Came, ...] = ()
    finished: tuple[Finished, ...] = ()
    measured: tuple[Measured, ...] = ()
    points: tuple[Point, ...] = ()
    stops: tuple[Counted, ...] = ()
    templates: tuple[TemplateUse, ...] = ()
    systems: tuple[Counted, ...] = ()
    thumbs: tuple[Thumbs, ...] = ()
    few: frozenset[str | None] = frozenset()
    """Departments whose tasks of the period come from fewer than `FEWEST` persons."""
    waiting: Waiting = Waiting(0, 0, 0)

    @property
    def by_department(self) -> tuple[Came | Finished | Measured, ...]:
        """Everything that belongs to a department."""
        return (*self.came, *self.finished, *self.measured)

    @property
    def judged(self) -> int:
        """How many tasks were judged in the period."""
        return sum(each.count for each in self.finished)


class Insights(Protocol):
    """The figures in the memory."""

    async def figures(self, scope: Scope, now: datetime, parts: Collection[Part] = PARTS) -> Figures:
        """Only these parts are reckoned."""

    async def top(self, scope: Scope, most: int) -> tuple[TopTask, ...]:
        """The judged tasks of the period with the most promised hours, those left out that are "not now"."""


def quadrant(benefit: float | None, ease: float | None) -> int | None:
    """Much or little benefit, easy or hard; None for a task that is not judged."""
    if benefit is None or ease is None:
        return None
    return (MUCH_HARD if benefit >= MIDDLE else LITTLE_HARD) + (ease >= MIDDLE)


def reached(came: Iterable[Came]) -> dict[Stage, int]:
    """How many tasks came at least so far."""
    found = dict.fromkeys(STAGES, 0)
    for each in came:
        for stage in STAGES[: STAGES.index(each.stage) + 1]:
            found[stage] += each.count
    return found


def by(rows: Iterable[Row], group: Callable[[Row], Group]) -> dict[Group, tuple[Row, ...]]:
    """The rows of each group."""
    found: dict[Group, tuple[Row, ...]] = {}
    for row in rows:
        found[group(row)] = (*found.get(group(row), ()), row)
    return found


def together(
    departments: Collection[str | None], few: Collection[str | None], sizes: Sequence[str | None]
) -> set[str | None]:
    """Departments that share one row so that nobody is singled out: those of few persons.

    A single one would follow from the total, so the smallest of the others joins it; `sizes` has the smallest first.
    """
    shared = {each for each in departments if each in few}
    others = [each for each in sizes if each in departments and each not in shared]
    return shared | set(others[:1]) if len(shared) == 1 else shared
