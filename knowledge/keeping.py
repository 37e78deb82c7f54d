"""What may not be lost between two revisions: ids that stored answers, tasks and cases use."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from knowledge import faults
from knowledge.documents import Documents
from knowledge.model import Question, Revision
from knowledge.part import Text
from knowledge.scoring import Flag
from knowledge.yaml_text import Path, Problem


def lost(before: Revision, after: Revision) -> tuple[Problem, ...]:
    """Every id of the earlier revision that the later one lacks, and what to do instead.

    The place is where the thing would have to stand in the later revision.
    """
    return (
        *_templates(before, after),
        *_departments(before, after),
        *_questions(before, after),
        *_flags(before.scoring.dpia.flags, after.scoring.dpia.flags),
    )


def kept(wanted: Documents, before: Documents) -> Documents:
    """Documents that may follow a revision: what they lack of its ids is added to them, templates out of use.

    Both are documents of revisions, so of a known shape.
    """
    found: dict[str, Any] = {
        name: {**data, "status": "retired"} for name, data in before.items() if name.startswith("templates/")
    }
    found |= wanted
    found["departments"] = _all(wanted["departments"], before["departments"], "id")
    if wanted["connectors"]:  # An old revision without a list is not held to one.
        found["connectors"] = _all(wanted["connectors"], before["connectors"], "name")
    scores = {each["id"]: each.get("options", {}) for each in before["scoring"]["criteria"]}
    found["questions"] = _all(wanted["questions"], before["questions"], "id", _with_options)
    options = {each["id"]: [option["code"] for option in each.get("options", ())] for each in found["questions"]}
    scoring = wanted["scoring"]
    dpia = scoring["dpia"]
    flags = _all(dpia["flags"], before["scoring"]["dpia"]["flags"], "id")
    criteria = [_with_scores(each, options[each["id"]], scores.get(each["id"], {})) for each in scoring["criteria"]]
    return {**found, "scoring": {**scoring, "criteria": criteria, "dpia": {**dpia, "flags": flags}}}


def _all(wanted: list[Any], before: list[Any], key: str, both: Callable[[Any, Any], Any] | None = None) -> list[Any]:
    """The wanted things, each with what it has to keep, and at the end those that were there before."""
    old = {each[key]: each for each in before}
    mine = [both(each, old[each[key]]) if both is not None and each[key] in old else each for each in wanted]
    there = {each[key] for each in wanted}
    return [*mine, *(each for each in before if each[key] not in there)]


def _with_options(wanted: Any, before: Any) -> Any:
    if "options" not in before:
        return wanted
    return {**wanted, "options": _all(wanted.get("options", []), before["options"], "code")}


def _with_scores(criterion: Any, codes: list[str], before: Any) -> Any:
    mine = criterion.get("options", {})
    lacking = {code: before[code] for code in codes if code not in mine and code in before}
    return {**criterion, "options": {**mine, **lacking}} if lacking else criterion


def _templates(before: Revision, after: Revision) -> Iterator[Problem]:
    kept = {template.id for template in after.templates}
    for template in before.templates:
        if template.id not in kept:
            told = [(template.id, template.title)]
            yield from _gone(f"templates/{template.id}.yaml", ("templates",), faults.TEMPLATE_LOST, told)


def _departments(before: Revision, after: Revision) -> Iterator[Problem]:
    kept = {department.id for department in after.departments}
    gone = ((each.id, each.name) for each in before.departments if each.id not in kept)
    return _gone("departments.yaml", ("departments",), faults.DEPARTMENT_LOST, gone)


def _questions(before: Revision, after: Revision) -> Iterator[Problem]:
    places = {question.id: number for number, question in enumerate(after.questions)}
    gone = ((question.id, question.title) for question in before.questions if question.id not in places)
    yield from _gone("questions.yaml", ("questions",), faults.QUESTION_LOST, gone)
    for question in before.questions:
        if question.id in places:
            number = places[question.id]
            yield from _options(question, after.questions[number], ("questions", number, "options"))


def _options(before: Question, after: Question, at: Path) -> Iterator[Problem]:
    kept = {option.code for option in after.options}
    gone = ((f"{before.id}.{each.code}", each.label) for each in before.options if each.code not in kept)
    return _gone("questions.yaml", at, faults.OPTION_LOST, gone)


def _flags(before: Iterable[Flag], after: Iterable[Flag]) -> Iterator[Problem]:
    kept = {flag.id for flag in after}
    gone = ((f"dpia.{flag.id}", flag.label) for flag in before if flag.id not in kept)
    return _gone("scoring.yaml", ("scoring", "dpia", "flags"), faults.FLAG_LOST, gone)


def _gone(file: str, at: Path, said: Text, things: Iterable[tuple[str, Text]]) -> Iterator[Problem]:
    for path, name in things:
        yield Problem(file, 0, path, said.filled(name=name), at)
