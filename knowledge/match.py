"""Which templates fit a task that somebody described in their own words, why, and what to mind."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from knowledge.match_index import Index, Query, index, nearness, read
from knowledge.match_reasons import cautions, reasons
from knowledge.part import Language, Text
from knowledge.template import Template

__all__ = ["Index", "Match", "Matches", "clearly_fits", "index", "match"]

_MOST = 5
_CLOSE = 0.5
"""The part of the best score that the others need to be shown beside it."""
_DOUBT = 1.0
"""As much evidence is held against every template as a word that no other document holds."""
_A_SYSTEM_COUNTS = 0.05
"""A system in use that the template works with breaks a tie; it never finds a template."""


@dataclass(frozen=True, slots=True)
class Match:
    """A template that may fit, and how well: from 0 to 1. From `fits_from` in the wording on it clearly does."""

    template: Template
    score: float
    reasons: tuple[Text, ...]
    cautions: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """The templates that may fit, best first. A question comes when none does, or when none does clearly."""

    best: tuple[Match, ...]
    question: Text | None


def match(
    index: Index,
    text: str,
    language: Language | None = None,
    *,
    systems: Collection[str] = (),
    answers: Mapping[str, object] | None = None,
) -> Matches:
    """At most five templates that fit the text; never raises, whatever the text."""
    wording, query = index.wording, read(index, text, language)
    if not query.words:
        return Matches((), wording.say_more)
    used = frozenset(wording.also_called.get(system, system) for system in systems)
    scored = _scores(index, query, used)
    if not scored or scored[0][1] < wording.shows_from:
        return Matches((), wording.none_fits)
    close = [found for found in scored if found[1] >= _CLOSE * scored[0][1]]
    best = tuple(
        Match(
            template := index.templates[number],
            score,
            reasons(index, query, number, used),
            cautions(wording, template, answers or {}),
        )
        for number, score in close
    )
    return Matches(best, None if best[0].score >= wording.fits_from else wording.unsure)


def clearly_fits(index: Index, text: str, *, systems: Collection[str] = ()) -> bool:
    """Whether the best of the templates that `match` finds clearly fits. Nothing is explained: many are asked for."""
    wording, query = index.wording, read(index, text, None)
    if not query.words:
        return False
    used = frozenset(wording.also_called.get(system, system) for system in systems)
    scored = _scores(index, query, used)
    return bool(scored) and scored[0][1] >= max(wording.shows_from, wording.fits_from)


def _scores(index: Index, query: Query, systems: frozenset[str]) -> list[tuple[int, float]]:
    """Number and score of the templates that share most with the text, best first.

    The score is the part of all evidence that speaks for the template, beside what speaks for the nearest kind of
    task that no template solves, and a doubt that a few shared words do not outweigh.
    """
    near = nearness(index, query).tolist()
    count = len(index.templates)
    against = _DOUBT + max(near[count:], default=0.0)
    evidence = (
        (number, found + _A_SYSTEM_COUNTS * _in_use(index, number, systems))
        for number, found in enumerate(near[:count])
        if found > 0
    )
    best = nsmallest(_MOST, evidence, key=lambda found: (-found[1], found[0]))
    return [(number, found / (found + against)) for number, found in best]


def _in_use(index: Index, number: int, systems: frozenset[str]) -> int:
    return len(systems.intersection(index.templates[number].fits.systems)) if systems else 0
