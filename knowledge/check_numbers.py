"""Numbers and times that are right one by one and do not go together, or name what is not there."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from knowledge import faults
from knowledge.measures import ERRORS
from knowledge.model import Question, Revision
from knowledge.part import Text
from knowledge.promises import LONGEST_CLOSURE, Promises, is_closure, is_day, month_day
from knowledge.scoring import Criterion, Scoring, Span
from knowledge.template import Template
from knowledge.yaml_text import Problem

_NEARLY_NOTHING = 1e-9
_IN_POINTS = ("suitability", "ease")
"""The parts whose criteria are scored from 0 to 100, whatever is answered."""


def check_numbers(revision: Revision) -> Iterator[Problem]:
    yield from _promises(revision.promises)
    for number, question in enumerate(revision.questions):
        yield from _quick(question, number)
    for number, template in enumerate(revision.templates):
        yield from _template(template, number)
    yield from _benefit(revision.scoring)
    yield from _priority(revision.scoring)
    yield from _scored(revision)


def _promises(promises: Promises) -> Iterator[Problem]:
    opens, closes = promises.hours
    if opens >= closes:
        yield _promise("closes", faults.OPENS_CLOSES)
    days = {"summer_from": promises.summer_from, "summer_to": promises.summer_to}
    missing = {name: day for name, day in days.items() if not is_day(month_day(day))}
    for name, day in missing.items():
        yield _promise(name, faults.NO_SUCH_DAY.filled(day=day))
    if not missing and not is_closure(*promises.closure):
        yield _promise("summer_to", faults.CLOSURE.filled(most=LONGEST_CLOSURE.days))


def _promise(name: str, said: Text) -> Problem:
    return Problem("promises.yaml", 0, f"promises.{name}", said, ("promises", name))


def _quick(question: Question, number: int) -> Iterator[Problem]:
    """A number on a button is one that may be answered."""
    if question.kind not in ("minutes", "people"):
        return
    for place, quick in enumerate(question.quick):
        if not question.least <= quick <= question.most:
            said = faults.WITHIN.filled(least=f"{question.least:.10g}", most=f"{question.most:.10g}")
            yield Problem("questions.yaml", 0, f"{question.id}.quick", said, ("questions", number, "quick", place))


def _template(template: Template, number: int) -> Iterator[Problem]:
    file, at = f"templates/{template.id}.yaml", ("templates", number)
    if template.build_hours.min > template.build_hours.max:
        yield Problem(file, 0, "build_hours", faults.LEAST_ABOVE_MOST, (*at, "build_hours", "min"))
    try:
        date.fromisoformat(template.reviewed)
    except ValueError:
        said = faults.NO_SUCH_DAY.filled(day=template.reviewed)
        yield Problem(file, 0, "reviewed", said, (*at, "reviewed"))


def _benefit(scoring: Scoring) -> Iterator[Problem]:
    """More hours never give fewer points, and ranges begin below their end."""
    benefit = scoring.benefit
    if not all(one[1] <= other[1] for one, other in pairwise(benefit.curve)):
        yield _at("benefit.curve", faults.CURVE_FALLS, "benefit", "curve")
    spans: dict[str, Span] = {"sure_span": benefit.sure_span, "unsure_span": benefit.unsure_span}
    for name, span in spans.items():
        if span.low > span.high:
            yield _at(f"benefit.{name}", faults.LEAST_ABOVE_MOST, "benefit", name, "low")


def _priority(scoring: Scoring) -> Iterator[Problem]:
    """It is 0 to 100, as what it is made of."""
    weights = scoring.priority
    if not _NEARLY_NOTHING < weights.suitability + weights.benefit + weights.ease <= 1 + _NEARLY_NOTHING:
        yield _at("priority", faults.PRIORITY, "priority")


def _scored(revision: Revision) -> Iterator[Problem]:
    questions = {question.id: question for question in revision.questions}
    for number, criterion in enumerate(revision.scoring.criteria):
        question = questions.get(criterion.id)
        if criterion.part != "benefit" and question is not None and question.kind not in ("choice", "multi"):
            yield _at(criterion.id, faults.CODES_ONLY, "criteria", number, "part")
        if criterion.part not in ("benefit", *_IN_POINTS) or criterion.id == ERRORS:
            yield from _points(criterion, number)
    yield from _limiting(revision.scoring)


def _points(criterion: Criterion, number: int) -> Iterator[Problem]:
    """Scores that need not be there are from 0 to 100 where they are."""
    said = faults.WITHIN.filled(least=0, most=100)
    for code, weight in criterion.options.items():
        if weight.score is not None and weight.score > 100:
            yield _at(f"{criterion.id}.{code}", said, "criteria", number, "options", code, "score")
    if criterion.unsure.score is not None and criterion.unsure.score > 100:
        yield _at(f"{criterion.id}.unsure", said, "criteria", number, "unsure", "score")


def _limiting(scoring: Scoring) -> Iterator[Problem]:
    """What limits a measure is scored from 0 to 100."""
    lists = {
        ("suitability", "weakest_of"): scoring.suitability.weakest_of,
        ("benefit", "share_limited_by"): scoring.benefit.share_limited_by,
    }
    for at, names in lists.items():
        for number, name in enumerate(names):
            if name in scoring.by_id and scoring.by_id[name].part not in _IN_POINTS:
                yield _at(name, faults.NOT_IN_POINTS, *at, number)


def _at(path: str, said: Text, *at: str | int) -> Problem:
    return Problem("scoring.yaml", 0, path, said, ("scoring", *at))
