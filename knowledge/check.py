"""What parses but cannot work: unknown ids, dead questions, texts whose places differ."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from knowledge import faults
from knowledge.beside import BESIDE, codes_beside
from knowledge.check_leaning import check_connectors, check_inspiration, repeated
from knowledge.check_numbers import check_numbers
from knowledge.check_scoring import JUDGED, MEASURES, check_scoring
from knowledge.check_values import check_values, file_of
from knowledge.conditions import AtLeast, Below, Condition, Is, placed_claims
from knowledge.model import UNSURE, Question, Revision
from knowledge.part import LANGUAGES, Text
from knowledge.shape import text_fields
from knowledge.yaml_text import Path, Problem

CRITERIA = tuple(f"C{number:02}" for number in range(1, 19))
"""Stored answers, exports and checks use these ids: content may change them, never lose them."""

TAKEN = BESIDE | JUDGED | MEASURES.keys()
"""What conditions call other things than questions."""
_PLACES = re.compile(r"\{(\w+)\}")
_LETTER = re.compile(r"[^\W_]")
_LEARN = re.compile(r"https://learn\.microsoft\.com/[\w./-]+", re.ASCII)


def check(revision: Revision) -> tuple[Problem, ...]:
    """Every reason why this revision cannot work. Empty: it can be published."""
    return (
        *_doubles(revision),
        *_missing(revision),
        *_questions(revision),
        *check_scoring(revision),
        *_lessons(revision),
        *check_connectors(revision),
        *check_inspiration(revision),
        *check_values(revision),
        *check_numbers(revision),
        *_places(revision, (), ()),
    )


def _doubles(revision: Revision) -> Iterator[Problem]:
    scoring = revision.scoring
    lists: tuple[tuple[Path, Sequence[Any]], ...] = (
        (("questions",), revision.questions),
        (("departments",), revision.departments),
        (("asides",), revision.asides),
        (("lessons",), revision.lessons),
        (("templates",), revision.templates),
        (("lexicon", "systems"), revision.lexicon.systems),
        (("scoring", "criteria"), scoring.criteria),
        (("scoring", "knockouts"), scoring.knockouts),
        (("scoring", "decision"), scoring.decision),
        (("scoring", "dpia", "flags"), scoring.dpia.flags),
        (("golden",), revision.golden),
    )
    for at, things in lists:
        for name, places in repeated(each.id for each in things):
            file = at[0] if at[0] == "templates" else f"{at[0]}.yaml"
            yield Problem(str(file), 0, name, faults.ID_TWICE.filled(count=len(places)), (*at, places[-1]))


def _missing(revision: Revision) -> Iterator[Problem]:
    asked = {question.id for question in revision.questions}
    scored = {criterion.id for criterion in revision.scoring.criteria}
    for name in CRITERIA:
        if name not in asked:
            yield Problem("questions.yaml", 0, name, faults.QUESTION_MISSING, ("questions",))
        if name not in scored:
            yield Problem("scoring.yaml", 0, name, faults.CRITERION_MISSING, ("scoring", "criteria"))


def _questions(revision: Revision) -> Iterator[Problem]:
    """Conditions may speak of what has been asked before, and of options that exist."""
    known = dict(codes_beside(revision))
    for number, question in enumerate(revision.questions):
        at: Path = ("questions", number)
        if question.id in TAKEN:
            yield Problem("questions.yaml", 0, question.id, faults.ID_TAKEN, (*at, "id"))
        if question.ask_when is not None:
            yield from _claims(question.ask_when, known, f"{question.id}.ask_when", (*at, "ask_when"))
        for place, rule in enumerate(question.preselect):
            path, inside = f"{question.id}.preselect", (*at, "preselect", place)
            yield from _claims(rule.when, known, path, (*inside, "when"))
            for each, code in enumerate(rule.options):
                if question.option(code) is None:
                    said = faults.NO_OPTION.filled(code=code)
                    yield Problem("questions.yaml", 0, path, said, (*inside, "options", each))
        yield from _options(question, at)
        known[question.id] = frozenset({UNSURE, *(option.code for option in question.options)})


def _options(question: Question, at: Path) -> Iterator[Problem]:
    if question.kind in ("choice", "multi", "frequency") and not question.options:
        yield Problem("questions.yaml", 0, question.id, faults.NO_OPTIONS, (*at, "options"))
    if question.kind in ("minutes", "people") and question.least >= question.most:
        yield Problem("questions.yaml", 0, question.id, faults.LEAST_MOST, (*at, "least"))
    typed: dict[str, list[int]] = {}
    for place, option in enumerate(question.options):
        for phrase in {phrase.casefold(): None for phrase in option.says.both}:
            typed.setdefault(phrase, []).append(place)
    for phrase, places in typed.items():
        if len(places) > 1:
            said = faults.TYPED_TWICE.filled(phrase=phrase)
            yield Problem("questions.yaml", 0, question.id, said, (*at, "options", places[-1]))
    for code, places in repeated(option.code for option in question.options):
        said = faults.OPTION_TWICE.filled(count=len(places))
        yield Problem("questions.yaml", 0, f"{question.id}.{code}", said, (*at, "options", places[-1]))


def _claims(condition: Condition, known: Mapping[str, frozenset[str]], path: str, at: Path) -> Iterator[Problem]:
    for claim, place in placed_claims(condition, at):
        match claim:
            case Is(value=name, is_=codes) if name in known:
                for code in sorted(set(codes) - known[name]):
                    said = faults.NEVER.filled(name=name, codes=code)
                    said = said if name in BESIDE else faults.HAS_NO_OPTION.filled(name=name, code=code)
                    yield Problem("questions.yaml", 0, path, said, (*place, "is"))
            case Is(value=name):
                yield Problem("questions.yaml", 0, path, faults.NOT_BEFORE.filled(name=name), (*place, "value"))
            case Below(measure=name) | AtLeast(measure=name):
                yield Problem("questions.yaml", 0, path, faults.NOT_YET_KNOWN.filled(name=name), (*place, "measure"))


def _lessons(revision: Revision) -> Iterator[Problem]:
    """A lesson can be found, says the same in both languages and leads nowhere but to Microsoft Learn."""
    for number, lesson in enumerate(revision.lessons):
        at, name = ("lessons", number), lesson.id
        if not all(lesson.words.to(language) and lesson.text.to(language) for language in LANGUAGES):
            yield Problem("lessons.yaml", 0, name, faults.LESSON_LANGUAGES, at)
        if not all(map(_LETTER.search, lesson.words.both)):
            yield Problem("lessons.yaml", 0, f"{name}.words", faults.LESSON_WORDS, (*at, "words"))
        if len(lesson.text.sv) != len(lesson.text.en):
            yield Problem("lessons.yaml", 0, f"{name}.text", faults.PARAGRAPHS, (*at, "text"))
        if lesson.link and not _LEARN.fullmatch(lesson.link):
            yield Problem("lessons.yaml", 0, f"{name}.link", faults.LEARN_ONLY, (*at, "link"))


def _places(part: object, path: tuple[str, ...], at: Path) -> Iterator[Problem]:
    """Every text has the same places in braces in both languages."""
    if isinstance(part, Text):
        if set(_PLACES.findall(part.sv)) != set(_PLACES.findall(part.en)):
            yield Problem(file_of(path), 0, ".".join(path), faults.PLACES_DIFFER, at)
    elif isinstance(part, BaseModel):
        for name, key in text_fields(type(part)):
            yield from _places(getattr(part, name), (*path, key), (*at, key))
    elif isinstance(part, tuple):
        for number, each in enumerate(part):
            name = getattr(each, "id", None) or getattr(each, "code", None) or str(number)
            yield from _places(each, (*path, name), (*at, number))
    elif isinstance(part, dict):
        for name, each in part.items():
            yield from _places(each, (*path, str(name)), (*at, str(name)))
