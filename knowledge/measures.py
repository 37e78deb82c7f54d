"""The arithmetic of the measures: from the scores of answers to suitability, ease, hours and benefit.

Each measure grows with every score and every number, so that the least and the most it can be follow from the least
and the most of what it is made of.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import prod

from knowledge.model import UNSURE
from knowledge.scoring import Benefit, Criterion, Scoring

FREQUENCY, MINUTES, PEOPLE, ERRORS = "C01", "C02", "C03", "C04"
MOST_RUNS = 10_000_000
"""A year."""

Scores = Mapping[str, float]
"""Criterion -> the score of its answer, 0 to 100; for frequency, minutes and people the number itself."""


def suitability(scoring: Scoring, scores: Scores) -> float:
    """0 to 100: a weighted mean, cut when the weakest link is too weak. Rules cannot make up for pure judgement."""
    plain = _mean(scoring.of_part("suitability"), scores)
    weakest = min(scores.get(name, 0.0) for name in scoring.suitability.weakest_of)
    cuts = [cap.cut_to for cap in scoring.suitability.caps if weakest <= cap.at_most]
    return min([plain, *cuts])


def ease(scoring: Scoring, scores: Scores, template_match: float) -> float:
    """0 to 100; a template that fits (0 to 1) makes it easier."""
    return min(100.0, _mean(scoring.of_part("ease"), scores) + scoring.template_bonus * template_match)


def hours_now(runs: float, scores: Scores, extra: float) -> float:
    """Hours a year that the task takes today, with the part `extra` (0 to 1) lost to errors."""
    return runs * scores.get(MINUTES, 0.0) * scores.get(PEOPLE, 1.0) * (1 + extra) / 60


def extra_time(benefit: Benefit, answers: Mapping[str, object]) -> float:
    """The part of the time (0 to 1) that is lost to errors."""
    errors = answers.get(ERRORS, UNSURE)
    return benefit.extra_time.get(errors if isinstance(errors, str) else UNSURE, 0.0)


def share(benefit: Benefit, scores: Scores, factors: Iterable[float]) -> float:
    """The part of the work (0 to 1) that a flow can take over."""
    return benefit.share * min(scores.get(name, 0.0) for name in benefit.share_limited_by) / 100 * prod(factors)


def benefit(benefit: Benefit, gross: float, scores: Scores) -> float:
    """0 to 100, from the hours a year that a flow takes over, and from errors."""
    return min(100.0, _along(benefit.curve, gross) + benefit.error_bonus * scores.get(ERRORS, 0.0))


def _mean(criteria: Sequence[Criterion], scores: Scores) -> float:
    total = sum(criterion.weight for criterion in criteria)
    return sum(c.weight * scores.get(c.id, 0.0) for c in criteria) / total if total else 0.0


def _along(curve: Sequence[tuple[float, float]], hours: float) -> float:
    """Straight lines between the corners; level before the first and after the last."""
    if hours <= curve[0][0]:
        return curve[0][1]
    for (x0, y0), (x1, y1) in pairwise(curve):
        if hours <= x1:
            return y0 + (y1 - y0) * (hours - x0) / (x1 - x0)
    return curve[-1][1]
