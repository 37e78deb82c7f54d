"""How answers count: every option has its score, and the decision table always decides."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from knowledge import faults
from knowledge.bounds import MOST
from knowledge.conditions import AtLeast, Below, Condition, Is, placed_claims
from knowledge.measures import ERRORS
from knowledge.model import UNSURE, Question, Revision
from knowledge.part import Text
from knowledge.scoring import TIERS, Criterion, Scoring
from knowledge.yaml_text import Path, Problem

MEASURES: Mapping[str, float] = {
    "suitability": 100,
    "ease": 100,
    "benefit": 100,
    "hours_now": MOST,
    "hours_gross": MOST,
    "confidence": 1,
    "template_match": 1,
}
"""Each with the most that it can be; the least is 0."""
JUDGED = frozenset({"guard", "knockouts"})
"""What else the judgement itself finds out."""


@dataclass(frozen=True, slots=True)
class _When:
    """A condition, its place, and what is not reckoned yet when it is looked at."""

    path: str
    at: Path
    condition: Condition
    unknown: Collection[str] = ()


def check_scoring(revision: Revision) -> Iterator[Problem]:
    yield from _criteria(revision)
    yield from _rows(revision.scoring)
    for when in _conditions(revision.scoring):
        yield from _judging(when, revision)
    yield from _named(revision.scoring)
    yield from _benefit(revision.scoring)


def _at(path: str, said: Text, *at: str | int) -> Problem:
    return Problem("scoring.yaml", 0, path, said, ("scoring", *at))


def _criteria(revision: Revision) -> Iterator[Problem]:
    questions = {question.id: question for question in revision.questions}
    for number, criterion in enumerate(revision.scoring.criteria):
        question = questions.get(criterion.id)
        if question is None:
            yield _at(criterion.id, faults.NO_QUESTION, "criteria", number)
        else:
            yield from _weights(criterion, question, number)
    for part in ("suitability", "ease"):
        if not sum(criterion.weight for criterion in revision.scoring.of_part(part)):
            yield _at(part, faults.NO_WEIGHT, "criteria")


def _weights(criterion: Criterion, question: Question, number: int) -> Iterator[Problem]:
    name, asked = criterion.id, [option.code for option in question.options]
    for code in sorted(set(asked) ^ set(criterion.options)):
        said = faults.NO_SCORE if code in asked else faults.NOT_OF_QUESTION
        yield _at(f"{name}.{code}", said, "criteria", number, "options", code)
    if criterion.part in ("suitability", "ease"):
        scores = [weight.score for weight in (*criterion.options.values(), criterion.unsure)]
        if any(score is None or not 0 <= score <= 100 for score in scores):
            yield _at(name, faults.SCORES_NEEDED, "criteria", number, "options")
    for code, weight in criterion.options.items():
        if weight.forces not in (None, "self") and weight.reason is None:
            yield _at(f"{name}.{code}", faults.FORCES_WITHOUT_REASON, "criteria", number, "options", code, "reason")
    if criterion.unsure.forces not in (None, "self") and criterion.unsure.reason is None:
        yield _at(f"{name}.unsure", faults.FORCES_WITHOUT_REASON, "criteria", number, "unsure", "reason")


def _rows(scoring: Scoring) -> Iterator[Problem]:
    """The last row of the table holds always, and no other does."""
    rows = scoring.decision
    if not rows or rows[-1].when is not None:
        yield _at("decision", faults.LAST_ROW, "decision", *([len(rows) - 1] if rows else []))
    for number, row in enumerate(rows[:-1]):
        if row.when is None:
            yield _at(f"decision.{row.id}", faults.UNREACHABLE, "decision", number)


def _conditions(scoring: Scoring) -> Iterator[_When]:
    """Flags are looked at first, then the factors, which come into the measures, then the knockouts and the rows."""
    for number, row in enumerate(scoring.decision):
        if row.when is not None:
            yield _When(f"decision.{row.id}", ("decision", number, "when"), row.when)
    for number, knockout in enumerate(scoring.knockouts):
        at: Path = ("knockouts", number, "when")
        yield _When(f"knockouts.{knockout.id}", at, knockout.when, {"knockouts"})
    for number, flag in enumerate(scoring.dpia.flags):
        if flag.derived is not None:
            at = ("dpia", "flags", number, "derived")
            yield _When(f"dpia.{flag.id}", at, flag.derived, JUDGED | MEASURES.keys())
    for number, factor in enumerate(scoring.benefit.factors):
        at = ("benefit", "factors", number, "when")
        yield _When(f"benefit.factors.{number}", at, factor.when, {"knockouts", *MEASURES})


def _named(scoring: Scoring) -> Iterator[Problem]:
    """The criteria that are named by their ids exist."""
    lists: tuple[tuple[Path, tuple[str, ...]], ...] = (
        (("suitability", "weakest_of"), scoring.suitability.weakest_of),
        (("benefit", "share_limited_by"), scoring.benefit.share_limited_by),
    )
    for at, names in lists:
        for number, name in enumerate(names):
            if name not in scoring.by_id:
                yield _at(name, faults.NO_CRITERION, *at, number)


def _benefit(scoring: Scoring) -> Iterator[Problem]:
    benefit, scored = scoring.benefit, scoring.by_id
    if ERRORS in scored and set(benefit.extra_time) != {*scored[ERRORS].options, UNSURE}:
        said = faults.EXTRA_TIME.filled(question=ERRORS, unsure=UNSURE)
        yield _at("benefit.extra_time", said, "benefit", "extra_time")
    if not all(a[0] < b[0] for a, b in zip(benefit.curve, benefit.curve[1:], strict=False)):
        yield _at("benefit.curve", faults.CURVE, "benefit", "curve")


def _judging(when: _When, revision: Revision) -> Iterator[Problem]:
    questions = {question.id: question for question in revision.questions}
    fixed: dict[str, set[str]] = {
        "guard": set(TIERS),
        "knockouts": {knockout.id for knockout in revision.scoring.knockouts},
    }
    for claim, at in placed_claims(when.condition, when.at):
        match claim:
            case Is(value=name) if name in when.unknown:
                yield _at(when.path, faults.NOT_YET_JUDGED.filled(name=name), *at, "value")
            case Below(measure=name) | AtLeast(measure=name) if name in when.unknown:
                yield _at(when.path, faults.NOT_YET_JUDGED.filled(name=name), *at, "measure")
            case Is(value=name, is_=codes):
                options = {o.code for o in questions[name].options} | {UNSURE} if name in questions else None
                allowed = fixed.get(name, options)
                if allowed is None:
                    yield _at(when.path, faults.NOT_JUDGED.filled(name=name), *at, "value")
                elif set(codes) - allowed:
                    wrong = ", ".join(sorted(set(codes) - allowed))
                    yield _at(when.path, faults.NEVER.filled(name=name, codes=wrong), *at, "is")
            case Below(measure=name) | AtLeast(measure=name) if name not in MEASURES:
                yield _at(when.path, faults.NOT_MEASURED.filled(name=name), *at, "measure")
            case Below(measure=name, below=limit):
                yield from _limit(when, limit, MEASURES[name], (*at, "below"))
            case AtLeast(measure=name, at_least=limit):
                yield from _limit(when, limit, MEASURES[name], (*at, "at_least"))


def _limit(when: _When, limit: float, most: float, at: Path) -> Iterator[Problem]:
    if not 0 <= limit <= most:
        yield _at(when.path, faults.WITHIN.filled(least=0, most=f"{most:.10g}"), *at)
