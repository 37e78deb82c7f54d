"""How answers count: every option has its score, and the decision table always decides."""

from collections.abc import Iterator

from knowledge import faults
from knowledge.conditions import AtLeast, Below, Condition, Is, placed_claims
from knowledge.measures import ERRORS
from knowledge.model import UNSURE, Question, Revision
from knowledge.part import Text
from knowledge.scoring import TIERS, Criterion, Scoring
from knowledge.yaml_text import Path, Problem

MEASURES = {
    "suitability",
    "ease",
    "benefit",
    "hours_now",
    "hours_gross",
    "confidence",
    "template_match",
}


def check_scoring(revision: Revision) -> Iterator[Problem]:
    yield from _criteria(revision)
    yield from _rows(revision.scoring)
    for path, at, condition in _conditions(revision.scoring):
        yield from _judging(condition, revision, path, at)
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


def _conditions(scoring: Scoring) -> Iterator[tuple[str, Path, Condition]]:
    for number, row in enumerate(scoring.decision):
        if row.when is not None:
            yield f"decision.{row.id}", ("decision", number, "when"), row.when
    for number, knockout in enumerate(scoring.knockouts):
        yield f"knockouts.{knockout.id}", ("knockouts", number, "when"), knockout.when
    for number, flag in enumerate(scoring.dpia.flags):
        if flag.derived is not None:
            yield f"dpia.{flag.id}", ("dpia", "flags", number, "derived"), flag.derived


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


def _judging(condition: Condition, revision: Revision, path: str, start: Path) -> Iterator[Problem]:
    questions = {question.id: question for question in revision.questions}
    fixed: dict[str, set[str]] = {
        "guard": set(TIERS),
        "knockouts": {knockout.id for knockout in revision.scoring.knockouts},
    }
    for claim, at in placed_claims(condition, start):
        match claim:
            case Is(value=name, is_=codes):
                options = {o.code for o in questions[name].options} | {UNSURE} if name in questions else None
                allowed = fixed.get(name, options)
                if allowed is None:
                    yield _at(path, faults.NOT_JUDGED.filled(name=name), *at, "value")
                elif set(codes) - allowed:
                    wrong = ", ".join(sorted(set(codes) - allowed))
                    yield _at(path, faults.NEVER.filled(name=name, codes=wrong), *at, "is")
            case Below(measure=name) | AtLeast(measure=name):
                if name not in MEASURES:
                    yield _at(path, faults.NOT_MEASURED.filled(name=name), *at, "measure")
