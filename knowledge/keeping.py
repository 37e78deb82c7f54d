"""What may not be lost between two revisions: ids that stored answers, tasks and cases use."""

from collections.abc import Iterable, Iterator

from knowledge import faults
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
