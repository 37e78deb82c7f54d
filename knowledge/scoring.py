"""How answers count: scores, weights, forced tiers, thresholds and the rows of the decision table, as content.

Units: scores, suitability, ease, benefit and priority 0-100; confidence and template match 0-1; hours per year.
"""

from functools import cached_property
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from knowledge.bounds import MOST, Several, Within
from knowledge.conditions import Condition
from knowledge.part import Name, Part, Text

Tier: TypeAlias = Literal["self", "coach", "team"]
Outcome: TypeAlias = Literal["self", "coach", "team", "not_now"]
TIERS: tuple[Tier, ...] = ("self", "coach", "team")
Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]
Positive: TypeAlias = Annotated[float, Field(gt=0)]
Points: TypeAlias = Annotated[float, Within(0, 100)]
Hours: TypeAlias = Annotated[float, Within(0, MOST)]
Cost: TypeAlias = Annotated[float, Field(ge=0), Within(0, MOST)]
Weighing: TypeAlias = Annotated[float, Within(0, 1)]


class Weight(Part):
    """What one option does: its score, and the lowest tier that it forces.

    The reason is told to the person: why the tier is forced, or what is left to do where no tier is.
    """

    score: Annotated[float, Within(0, MOST)] | None = None
    forces: Tier | None = None
    reason: Text | None = None


class Criterion(Part):
    """How one question counts. The id is the question's."""

    id: Name
    part: Literal["benefit", "suitability", "ease", "guard", "owner"]
    weight: Annotated[float, Within(0, 1_000)] = 0
    sure: Annotated[Positive, Within(0, 1_000)] = 1
    """How much a sure answer to this adds to the confidence, against the others."""
    options: dict[str, Weight] = Field(default_factory=dict)
    unsure: Weight = Weight()
    """What "don't know" and no answer count as."""


class Cap(Part):
    """When the weakest of the named criteria scores this or less, the suitability is cut."""

    at_most: Points
    cut_to: Points


class Suitability(Part):
    weakest_of: Annotated[tuple[str, ...], Several()]
    caps: tuple[Cap, ...]


class Factor(Part):
    when: Condition
    factor: Share


class Span(Part):
    low: Annotated[Positive, Within(0, 10)]
    high: Annotated[Positive, Within(0, 10)]


class Upkeep(Part):
    """Hours a year that a solution costs to look after."""

    self_: Annotated[float, Field(alias="self", ge=0), Within(0, MOST)]
    coach: Cost
    team: Cost
    not_now: Cost = 0


class Benefit(Part):
    extra_time: dict[str, Share]
    """Time lost to errors, as a share, by the option of C04; `vet_ej` is what is assumed."""
    share: Share
    """The most that can be automated of any task."""
    share_limited_by: Annotated[tuple[str, ...], Several()]
    factors: tuple[Factor, ...]
    upkeep: Upkeep
    curve: Annotated[tuple[tuple[Hours, Points], ...], Several()]
    """Hours a year saved -> benefit points, straight between the corners, level after the last."""
    error_bonus: Annotated[float, Within(0, 1)]
    sure_from: Share
    sure_span: Span
    unsure_span: Span


class Flag(Part):
    """A risk that the data protection authority counts (IMY's list for impact assessments, art. 35 GDPR)."""

    id: Name
    label: Text
    derived: Condition | None = None
    """Set by itself when this holds; otherwise only by the person."""


class Dpia(Part):
    flags: tuple[Flag, ...]
    coach_from: Annotated[int, Within(1, 100)]
    team_from: Annotated[int, Within(1, 100)]
    reason: Text


class Knockout(Part):
    id: Name
    when: Condition
    first: Text
    """What to do first, so that the task can come back."""
    back_after_days: Annotated[int, Within(1, 3650)]


class Row(Part):
    """A row of the decision table. The first whose condition holds decides; the last holds always."""

    id: Name
    outcome: Outcome
    when: Condition | None = None
    said: Text
    """The decision in a sentence to the person."""


class Priority(Part):
    suitability: Weighing
    benefit: Weighing
    ease: Weighing


class Scoring(Part):
    criteria: tuple[Criterion, ...]
    suitability: Suitability
    template_bonus: Points
    benefit: Benefit
    priority: Priority
    dpia: Dpia
    knockouts: tuple[Knockout, ...]
    decision: tuple[Row, ...]

    @cached_property
    def by_id(self) -> dict[str, Criterion]:
        return {criterion.id: criterion for criterion in self.criteria}

    def of_part(self, part: str) -> tuple[Criterion, ...]:
        return tuple(criterion for criterion in self.criteria if criterion.part == part)
