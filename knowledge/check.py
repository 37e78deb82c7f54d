"""What parses but cannot work: unknown ids, dead questions, missing scores, texts whose places differ."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from knowledge.check_leaning import check_connectors, check_inspiration
from knowledge.conditions import AtLeast, Below, Condition, Is, claims
from knowledge.measures import ERRORS
from knowledge.model import UNSURE, Question, Revision
from knowledge.part import LANGUAGES, Text
from knowledge.scoring import TIERS, Criterion
from knowledge.yaml_text import Problem

CRITERIA = tuple(f"C{number:02}" for number in range(1, 19))
"""Stored answers, exports and checks use these ids: content may change them, never lose them."""

_BESIDE = frozenset({"systems", "flags", "secrecy_area", "whose", "department"})
"""What conditions of questions may speak of besides earlier answers (`dialogs.interview.values`)."""
_MEASURES = {
    "suitability",
    "ease",
    "benefit",
    "hours_now",
    "hours_gross",
    "confidence",
    "template_match",
}
_PLACES = re.compile(r"\{(\w+)\}")
_LETTER = re.compile(r"[^\W_]")
_LEARN = re.compile(r"https://learn\.microsoft\.com/[\w./-]+", re.ASCII)


def check(revision: Revision) -> tuple[Problem, ...]:
    """Every reason why this revision cannot work. Empty: it can be published."""
    return (
        *_doubles(revision),
        *_lost(revision),
        *_questions(revision),
        *_criteria(revision),
        *_decision(revision),
        *_lessons(revision),
        *check_connectors(revision),
        *check_inspiration(revision),
        *_places(revision, "content", ()),
    )


def _doubles(revision: Revision) -> Iterator[Problem]:
    lists: dict[str, Iterable[str]] = {
        "questions.yaml": [question.id for question in revision.questions],
        "departments.yaml": [department.id for department in revision.departments],
        "asides.yaml": [aside.id for aside in revision.asides],
        "lessons.yaml": [lesson.id for lesson in revision.lessons],
        "templates": [template.id for template in revision.templates],
        "lexicon.yaml": [system.id for system in revision.lexicon.systems],
        "scoring.yaml": [criterion.id for criterion in revision.scoring.criteria],
        "golden.yaml": [task.id for task in revision.golden],
    }
    for file, ids in lists.items():
        for name, count in Counter(ids).items():
            if count > 1:
                yield Problem(file, 0, name, f"this id stands {count} times")


def _lost(revision: Revision) -> Iterator[Problem]:
    asked = {question.id for question in revision.questions}
    scored = {criterion.id for criterion in revision.scoring.criteria}
    for name in CRITERIA:
        if name not in asked:
            yield Problem("questions.yaml", 0, name, "this question is missing: stored answers use it")
        if name not in scored:
            yield Problem("scoring.yaml", 0, name, "this criterion is missing: stored answers use it")


def _questions(revision: Revision) -> Iterator[Problem]:
    """Conditions may speak of what has been asked before, and of options that exist."""
    earlier: dict[str, Question] = {}
    for question in revision.questions:
        if question.ask_when is not None:
            yield from _claims(question.ask_when, earlier, "questions.yaml", f"{question.id}.ask_when")
        for rule in question.preselect:
            yield from _claims(rule.when, earlier, "questions.yaml", f"{question.id}.preselect")
            for code in rule.options:
                if question.option(code) is None:
                    yield Problem("questions.yaml", 0, f"{question.id}.preselect", f"there is no option “{code}”")
        yield from _options(question)
        earlier[question.id] = question


def _options(question: Question) -> Iterator[Problem]:
    if question.kind in ("choice", "multi", "frequency") and not question.options:
        yield Problem("questions.yaml", 0, question.id, "it has no options to choose from")
    if question.kind in ("minutes", "people") and question.least >= question.most:
        yield Problem("questions.yaml", 0, question.id, "“least” has to be smaller than “most”")
    said = Counter(phrase.casefold() for option in question.options for phrase in set(option.says.both))
    for phrase, count in said.items():
        if count > 1:
            yield Problem("questions.yaml", 0, question.id, f"two options are both typed as “{phrase}”")
    for code, count in Counter(option.code for option in question.options).items():
        if count > 1:
            yield Problem("questions.yaml", 0, f"{question.id}.{code}", f"this option stands {count} times")


def _claims(condition: Condition, known: dict[str, Question], file: str, path: str) -> Iterator[Problem]:
    for claim in claims(condition):
        match claim:
            case Is(value=name, is_=codes) if name in known:
                allowed = {option.code for option in known[name].options} | {UNSURE}
                for code in sorted(set(codes) - allowed):
                    yield Problem(file, 0, path, f"{name} has no option “{code}”")
            case Is(value=name) if name not in _BESIDE:
                yield Problem(file, 0, path, f"“{name}” is not a question that is asked before")
            case Below(measure=name) | AtLeast(measure=name):
                yield Problem(file, 0, path, f"“{name}” is not known before the judgement")
            case _:
                continue


def _criteria(revision: Revision) -> Iterator[Problem]:
    questions = {question.id: question for question in revision.questions}
    for criterion in revision.scoring.criteria:
        question = questions.get(criterion.id)
        if question is None:
            yield Problem("scoring.yaml", 0, criterion.id, "there is no question with this id")
        else:
            yield from _weights(criterion, question)
    for part in ("suitability", "ease"):
        if not sum(criterion.weight for criterion in revision.scoring.of_part(part)):
            yield Problem("scoring.yaml", 0, part, "no criterion of this part has a weight")


def _weights(criterion: Criterion, question: Question) -> Iterator[Problem]:
    asked = [option.code for option in question.options]
    for code in sorted(set(asked) ^ set(criterion.options)):
        lacking = "has no score here" if code in asked else "is not an option of the question"
        yield Problem("scoring.yaml", 0, f"{criterion.id}.{code}", lacking)
    if criterion.part in ("suitability", "ease"):
        scores = [weight.score for weight in (*criterion.options.values(), criterion.unsure)]
        if any(score is None or not 0 <= score <= 100 for score in scores):
            yield Problem("scoring.yaml", 0, criterion.id, "every option, and “unsure”, needs a score from 0 to 100")
    for code, weight in (*criterion.options.items(), ("unsure", criterion.unsure)):
        if weight.forces not in (None, "self") and weight.reason is None:
            yield Problem("scoring.yaml", 0, f"{criterion.id}.{code}", "it forces a tier but tells no reason")


def _decision(revision: Revision) -> Iterator[Problem]:
    """The table always decides, and its conditions speak of things that exist."""
    scoring = revision.scoring
    rows = scoring.decision
    if not rows or rows[-1].when is not None:
        yield Problem("scoring.yaml", 0, "decision", "the last row must hold always: leave out its “when”")
    for row in rows[:-1]:
        if row.when is None:
            yield Problem("scoring.yaml", 0, f"decision.{row.id}", "rows after this one can never be reached")
    conditions = [(f"decision.{row.id}", row.when) for row in rows]
    conditions += [(f"knockouts.{knockout.id}", knockout.when) for knockout in scoring.knockouts]
    conditions += [(f"dpia.{flag.id}", flag.derived) for flag in scoring.dpia.flags]
    for path, condition in conditions:
        if condition is not None:
            yield from _judging(condition, revision, path)
    scored = set(scoring.by_id)
    for name in (*scoring.suitability.weakest_of, *scoring.benefit.share_limited_by):
        if name not in scored:
            yield Problem("scoring.yaml", 0, name, "there is no criterion with this id")
    if ERRORS in scored and set(scoring.benefit.extra_time) != {*scoring.by_id[ERRORS].options, UNSURE}:
        yield Problem("scoring.yaml", 0, "benefit.extra_time", f"it needs the options of {ERRORS}, and “{UNSURE}”")
    if not all(a[0] < b[0] for a, b in zip(scoring.benefit.curve, scoring.benefit.curve[1:], strict=False)):
        yield Problem("scoring.yaml", 0, "benefit.curve", "the hours have to grow from corner to corner")


def _judging(condition: Condition, revision: Revision, path: str) -> Iterator[Problem]:
    questions = {question.id: question for question in revision.questions}
    fixed: dict[str, set[str]] = {
        "guard": set(TIERS),
        "knockouts": {knockout.id for knockout in revision.scoring.knockouts},
    }
    for claim in claims(condition):
        match claim:
            case Is(value=name, is_=codes):
                options = {o.code for o in questions[name].options} | {UNSURE} if name in questions else None
                allowed = fixed.get(name, options)
                if allowed is None:
                    yield Problem("scoring.yaml", 0, path, f"“{name}” is neither a question nor guard or knockouts")
                elif set(codes) - allowed:
                    wrong = ", ".join(sorted(set(codes) - allowed))
                    yield Problem("scoring.yaml", 0, path, f"{name} is never “{wrong}”")
            case Below(measure=name) | AtLeast(measure=name):
                if name not in _MEASURES:
                    yield Problem("scoring.yaml", 0, path, f"“{name}” is not measured")


def _lessons(revision: Revision) -> Iterator[Problem]:
    """A lesson can be found, says the same in both languages and leads nowhere but to Microsoft Learn."""
    for lesson in revision.lessons:
        if not all(lesson.words.to(language) and lesson.text.to(language) for language in LANGUAGES):
            yield Problem("lessons.yaml", 0, lesson.id, "it needs words and text in both languages")
        if not all(map(_LETTER.search, lesson.words.both)):
            yield Problem("lessons.yaml", 0, f"{lesson.id}.words", "a word needs a letter, or every step has it")
        if len(lesson.text.sv) != len(lesson.text.en):
            yield Problem("lessons.yaml", 0, f"{lesson.id}.text", "the languages differ in their paragraphs")
        if lesson.link and not _LEARN.fullmatch(lesson.link):
            yield Problem("lessons.yaml", 0, f"{lesson.id}.link", "it leads to https://learn.microsoft.com/ or nowhere")


def _places(part: object, file: str, path: tuple[str, ...]) -> Iterator[Problem]:
    """Every text has the same places in braces in both languages."""
    if isinstance(part, Text):
        if set(_PLACES.findall(part.sv)) != set(_PLACES.findall(part.en)):
            yield Problem(file, 0, ".".join(path), "the places in braces differ between Swedish and English")
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _places(getattr(part, name), file, (*path, name))
    elif isinstance(part, tuple):
        for number, each in enumerate(part):
            name = getattr(each, "id", None) or getattr(each, "code", None) or str(number)
            yield from _places(each, file, (*path, name))
    elif isinstance(part, dict):
        for name, each in part.items():
            yield from _places(each, file, (*path, str(name)))
