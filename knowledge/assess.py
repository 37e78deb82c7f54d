"""Judging a task: the arithmetic of the checklist. Source: the programme's checklist C01-C18, `docs/checklist.md`.

Scores, suitability, ease, benefit and priority are 0-100; confidence and template match 0-1; times hours a year.
Every function is total: empty, partial and extreme answers give an outcome, or say which answer is missing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import fsum
from typing import TypeAlias

from knowledge.conditions import Value, Values, holds
from knowledge.measures import ERRORS, FREQUENCY, benefit, ease, extra_time, hours_now, share, suitability
from knowledge.model import UNSURE
from knowledge.scoring import TIERS, Benefit, Criterion, Dpia, Outcome, Row, Scoring, Tier, Weight

Answers: TypeAlias = Mapping[str, Value]
"""Question id -> option code, several codes, or a number (minutes, people)."""

SYSTEMS = "C10"
ONLY_OFFICE = "m365"
DPIA = "DPIA"


@dataclass(frozen=True, slots=True)
class Given:
    """All that a judgement stands on. Criteria in `skipped` were left out by a rule: they force nothing."""

    answers: Answers
    runs: float | None = None
    """Runs a year in the person's own number: beats the option of C01."""
    template_match: float = 0.0
    dpia: frozenset[str] = frozenset()
    inferred: frozenset[str] = frozenset()
    """Understood from free text, shown, and not objected to."""
    skipped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours a year: spent now, freed by a flow, freed less the upkeep, and the range that is shown."""

    now: float
    gross: float
    net: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """The judgement of a task and all that it rests on."""

    outcome: Outcome
    row: Row = field(repr=False)
    suitability: float
    ease: float
    benefit: float
    priority: float
    confidence: float
    hours: Hours
    guard: Tier
    guardrails: tuple[str, ...]
    """Criteria that force coach or team, in id order, then "DPIA"."""
    knockouts: tuple[str, ...]
    dpia: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Too little is known to judge: these must be answered."""

    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One other answer, and the freer outcome that it would give."""

    criterion: str
    option: str
    outcome: Outcome


def assess(scoring: Scoring, given: Given) -> Assessment | Missing:
    """Judge a task. `Missing` without a frequency, since every benefit grows from it."""
    if given.runs is None and FREQUENCY not in given.answers:
        return Missing((FREQUENCY,))
    weights = {c.id: weight(c, given) for c in scoring.criteria}
    scores = {name: found.score for name, found in weights.items() if found.score is not None}
    flags = _dpia_flags(scoring, given)
    forcing = _forcing(scoring, weights, flags)
    known = _known(given, forcing)
    runs = given.runs if given.runs is not None else scores.get(FREQUENCY, 0.0)
    now = hours_now(runs, scores, extra_time(scoring.benefit, given.answers))
    gross = now * share(scoring.benefit, scores, [f.factor for f in scoring.benefit.factors if holds(f.when, known)])
    known |= {
        "suitability": suitability(scoring, scores),
        "ease": ease(scoring, scores, given.template_match),
        "benefit": benefit(scoring.benefit, gross, scores),
        "hours_now": now,
        "hours_gross": gross,
        "confidence": confidence(scoring, given),
        "template_match": given.template_match,
    }
    knockouts = tuple(knockout.id for knockout in scoring.knockouts if holds(knockout.when, known))
    known["knockouts"] = knockouts
    row = next(row for row in scoring.decision if row.when is None or holds(row.when, known))
    return Assessment(
        outcome=row.outcome,
        row=row,
        suitability=_measure(known, "suitability"),
        ease=_measure(known, "ease"),
        benefit=_measure(known, "benefit"),
        priority=fsum(_measure(known, name) * share for name, share in scoring.priority),
        confidence=_measure(known, "confidence"),
        hours=_hours(scoring.benefit, now, gross, _measure(known, "confidence"), row.outcome),
        guard=strictest(forcing.values()),
        guardrails=tuple(forcing),
        knockouts=knockouts,
        dpia=flags,
    )


def freer(scoring: Scoring, given: Given, assessment: Assessment) -> tuple[Change, ...]:
    """Every single other answer that would give a freer outcome, found by judging again, in id and table order."""
    found = []
    for criterion in scoring.criteria:
        if criterion.id == FREQUENCY and given.runs is not None:
            continue
        for code in criterion.options:
            other = assess(scoring, replace(given, answers={**given.answers, criterion.id: code}))
            if isinstance(other, Assessment) and _is_freer(other.outcome, assessment.outcome):
                found.append(Change(criterion.id, code, other.outcome))
    return tuple(found)


def weight(criterion: Criterion, given: Given) -> Weight:
    """What the answer to a criterion counts as: of several options the lowest score and the strictest force."""
    answer = given.answers.get(criterion.id)
    if answer is None:
        left_out = criterion.id in given.skipped
        return Weight(score=criterion.unsure.score) if left_out else criterion.unsure
    if isinstance(answer, int | float):
        return Weight(score=answer)
    codes = (answer,) if isinstance(answer, str) else _without_office(answer)
    weights = [criterion.options.get(code, criterion.unsure) for code in codes] or [criterion.unsure]
    if len(weights) == 1:
        return weights[0]
    strictest = max(weights, key=lambda w: TIERS.index(w.forces or "self"))
    lowest = min((w.score for w in weights if w.score is not None), default=None)
    return Weight(score=lowest, forces=strictest.forces, reason=strictest.reason)


def strongest(scoring: Scoring, given: Given) -> tuple[str, ...]:
    """The scored criteria of suitability and ease, best first; ties by weight, then id. Left-out ones stay out."""
    asked = [c for c in scoring.criteria if c.part in ("suitability", "ease") and c.id in given.answers]
    return tuple(c.id for c in sorted(asked, key=lambda c: (-(weight(c, given).score or 0), -c.weight, c.id)))


def _without_office(codes: Sequence[str]) -> Sequence[str]:
    """Microsoft 365 beside another system says nothing more."""
    others = [code for code in codes if code != ONLY_OFFICE]
    return others or codes


def _known(given: Given, forcing: Mapping[str, Tier]) -> dict[str, Value]:
    known: dict[str, Value] = dict(given.answers)
    known[ERRORS] = known.get(ERRORS, UNSURE)
    known["guard"] = strictest(forcing.values())
    return known


def _dpia_flags(scoring: Scoring, given: Given) -> tuple[str, ...]:
    derived = (f.id for f in scoring.dpia.flags if f.derived is not None and holds(f.derived, given.answers))
    return tuple(sorted({*given.dpia, *derived}))


def _forcing(scoring: Scoring, weights: Mapping[str, Weight], flags: Sequence[str]) -> dict[str, Tier]:
    """Each criterion that forces more than `self`, with the tier it forces."""
    forcing: dict[str, Tier] = {}
    for name in sorted(weights):
        forces = weights[name].forces
        if forces is not None and forces != "self":
            forcing[name] = forces
    by_risks = forced_by_risks(scoring.dpia, len(flags))
    return forcing if by_risks == "self" else {**forcing, DPIA: by_risks}


def forced_by_risks(dpia: Dpia, count: int) -> Tier:
    """The tier that so many risks of the impact assessment force."""
    return "team" if count >= dpia.team_from else "coach" if count >= dpia.coach_from else "self"


def strictest(tiers: Iterable[Tier]) -> Tier:
    free: Tier = "self"
    return max(tiers, key=TIERS.index, default=free)


def _hours(benefit: Benefit, now: float, gross: float, confidence: float, outcome: Outcome) -> Hours:
    upkeep = {
        "self": benefit.upkeep.self_,
        "coach": benefit.upkeep.coach,
        "team": benefit.upkeep.team,
        "not_now": benefit.upkeep.not_now,
    }[outcome]
    span = benefit.sure_span if confidence >= benefit.sure_from else benefit.unsure_span
    return Hours(now, gross, max(0.0, gross - upkeep), span.low * gross, span.high * gross)


def confidence(scoring: Scoring, given: Given) -> float:
    """How much is known, 0-1. Rounded so that thresholds do not hang on the last bit of a float."""
    counted = [c for c in scoring.criteria if _answer(c.id, given) is not None or c.id not in given.skipped]
    total = fsum(c.sure for c in counted)
    return round(fsum(c.sure * _sureness(c.id, given) for c in counted) / total, 12) if total else 0.0


def _sureness(criterion_id: str, given: Given) -> float:
    """1 answered, 0.8 understood and not objected to, 0.3 "don't know", 0 nothing."""
    answer = _answer(criterion_id, given)
    if answer is None:
        return 0.0
    if answer in (UNSURE, (UNSURE,)):
        return 0.3
    return 0.8 if criterion_id in given.inferred else 1.0


def _answer(criterion_id: str, given: Given) -> Value | None:
    """The answer to a criterion; the person's own number of runs is one, and beats the option."""
    own = given.runs if criterion_id == FREQUENCY else None
    return given.answers.get(criterion_id) if own is None else own


def _is_freer(outcome: Outcome, than: Outcome) -> bool:
    if than == "not_now":
        return outcome in ("self", "coach")
    return outcome != "not_now" and TIERS.index(outcome) < TIERS.index(than)


def _measure(known: Values, name: str) -> float:
    value = known[name]
    return value if isinstance(value, int | float) else 0.0
