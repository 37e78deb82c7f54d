"""How well two judges agree, beside what chance alone would give. Source: Cohen's kappa (Cohen, 1960)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias

Grade: TypeAlias = Literal["none", "slight", "fair", "moderate", "good", "very_good"]
_GRADES: tuple[tuple[float, Grade], ...] = (
    (0.80, "very_good"),
    (0.60, "good"),
    (0.40, "moderate"),
    (0.20, "fair"),
    (0.0, "slight"),
)
"""From above which kappa agreement is called so. Source: Landis and Koch, 1977."""
Pair: TypeAlias = tuple[str, str]
"""What one judge said, and what the other said, of the same task."""
ENOUGH = 30
"""With fewer pairs the numbers are a hint, not a measure."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two judges say the same. `kappa` is None where chance alone would make them agree always, or of none.

    count: pairs; same: pairs that agree; table: how often each pair stands there.
    """

    count: int
    same: int
    kappa: float | None
    table: Counter[Pair]

    @property
    def share(self) -> float | None:
        """The part that agrees, 0 to 1; None of none."""
        return self.same / self.count if self.count else None

    @property
    def grade(self) -> Grade | None:
        """Kappa in a word."""
        if self.kappa is None:
            return None
        return next((grade for above, grade in _GRADES if self.kappa > above), "none")


def agreement(pairs: Iterable[Pair]) -> Agreement:
    """The agreement of one judge with another: who is who counts."""
    table = Counter(pairs)
    count, same = table.total(), sum(times for (one, other), times in table.items() if one == other)
    return Agreement(count, same, _kappa(table, count, same), table)


def among(judgements: Iterable[Sequence[str]]) -> Agreement:
    """The agreement of judges with each other: what several said of each task. Nobody is first: pairs count both ways.

    count and same are halved again, so that a pair is a pair; the table has each both ways.
    """
    pairs = [pair for said in judgements for pair in combinations(said, 2)]
    found = agreement([*pairs, *((other, one) for one, other in pairs)])
    return Agreement(found.count // 2, found.same // 2, found.kappa, found.table)


def _kappa(table: Counter[Pair], count: int, same: int) -> float | None:
    firsts, seconds = Counter[str](), Counter[str]()
    for (one, other), times in table.items():
        firsts[one] += times
        seconds[other] += times
    by_chance = sum(times * seconds[name] for name, times in firsts.items())
    if by_chance == count * count:
        return None
    return (same * count - by_chance) / (count * count - by_chance)
