"""Where an interview stands and how it moves: everything follows from the answers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeAlias

from dialogs.state import Interview, Talk
from knowledge.assess import Given
from knowledge.beside import NO, YES
from knowledge.conditions import Is, Value, Values, claims, holds
from knowledge.deciding import HOURS, deciding
from knowledge.measures import FREQUENCY, PEOPLE
from knowledge.model import UNSURE, Question, Revision

DPIA = "DPIA"
SHARED = "SHARED"
"""Whether a number of things is what everybody does together; asked when the description leaves it open."""
DPIA_NONE = "inget"
DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class AtDescription:
    """Waiting for the task in the person's own words."""


@dataclass(frozen=True, slots=True)
class AtFacts:
    """Waiting for what was understood to be confirmed."""


@dataclass(frozen=True, slots=True)
class AtDepartment:
    """Waiting for where the person works; asked once in a lifetime."""


@dataclass(frozen=True, slots=True)
class AtQuestion:
    question: Question


@dataclass(frozen=True, slots=True)
class AtSummary:
    """Everything is answered; waiting for the go-ahead to judge."""


@dataclass(frozen=True, slots=True)
class AtResult:
    """Judged."""


Position: TypeAlias = AtDescription | AtFacts | AtDepartment | AtQuestion | AtSummary | AtResult


def position(talk: Talk, interview: Interview, revision: Revision) -> Position:
    """Where the interview stands. Nothing of this is stored."""
    if interview.revisiting is not None:
        return _revisited(interview.revisiting, revision)
    if not interview.described:
        return AtDescription()
    if interview.facts and not interview.settled:
        return AtFacts()
    if not talk.asked_department:
        return AtDepartment()
    following = next_question(talk, interview, revision)
    if following is not None:
        return AtQuestion(following)
    return AtResult() if interview.summed_up else AtSummary()


def next_question(talk: Talk, interview: Interview, revision: Revision) -> Question | None:
    """The first question that applies and has no answer yet; None when all are answered."""
    return next((q for q in path(talk, interview, revision) if q.id not in interview.answers), None)


def path(talk: Talk, interview: Interview, revision: Revision) -> list[Question]:
    """The questions of this task, in order: those answered, and those whose answer is still needed."""
    applying = {q.id for q in applicable(talk, interview, revision)}
    return [q for q in longest_path(talk, interview, revision) if q.id in applying]


def longest_path(talk: Talk, interview: Interview, revision: Revision) -> list[Question]:
    """The path with all that may come to it: a rule may bring a question when another one is answered."""
    applying = applicable(talk, interview, revision)
    unanswered = {q.id for q in applying} - interview.answers.keys()
    possible = [q for q in revision.questions if q in applying or _hangs_on(q, unanswered)]
    if interview.thorough:
        return possible
    still_open = [q for q in possible if q.id not in interview.answers]
    so_far = _given(interview, revision, {q.id for q in applying})
    needed = deciding(revision, so_far, still_open) | HOURS | {SHARED}
    return [q for q in possible if q.id in interview.answers or q.id in needed]


def applicable(talk: Talk, interview: Interview, revision: Revision) -> list[Question]:
    """The questions that may be asked about this task, in order, whether or not they can still change anything."""
    known = values(talk, interview, revision)
    return [q for q in revision.questions if q.ask_when is None or holds(q.ask_when, known)]


def unasked(talk: Talk, interview: Interview, revision: Revision) -> int:
    """How many questions apply and are left out, since their answers can change nothing."""
    return len(applicable(talk, interview, revision)) - len(path(talk, interview, revision))


def values(talk: Talk, interview: Interview, revision: Revision) -> Values:
    """What conditions may speak of: the answers, the systems named, and the department's secrecy."""
    department = revision.department(talk.department)
    named = next((fact.value for fact in interview.facts if fact.slot == "systems"), ())
    secrecy = YES if department is not None and department.secrecy_area else NO
    return {
        **interview.answers,
        "systems": named,
        "flags": interview.flags,
        "whose": interview.whose if _is_shared(interview) and interview.whose else "",
        "secrecy_area": secrecy,
        "department": talk.department or "",
    }


def before(talk: Talk, interview: Interview, revision: Revision) -> Question | None:
    """The question that "back" leads to: the last one on the path before here that the person answered."""
    asked = [q for q in path(talk, interview, revision) if q.id not in interview.inferred]
    following = next_question(talk, interview, revision)
    here = interview.revisiting or (following.id if following is not None else "")
    earlier = list(takewhile(lambda question: question.id != here, asked))
    return next((q for q in reversed(earlier) if q.id in interview.answers), None)


def answer(interview: Interview, question: Question, value: Value) -> Interview:
    """The interview with one more answer, given by the person."""
    return interview.model_copy(
        update={
            "answers": {**interview.answers, question.id: value},
            "inferred": tuple(name for name in interview.inferred if name != question.id),
            "revisiting": None,
        }
    )


def preselected(talk: Talk, interview: Interview, question: Question, revision: Revision) -> tuple[str, ...]:
    """Options that are marked, not answered. The first rule that holds counts."""
    known = values(talk, interview, revision)
    return next((rule.options for rule in question.preselect if holds(rule.when, known)), ())


def progress(talk: Talk, interview: Interview, question: Question, revision: Revision) -> tuple[int, int]:
    """Which question this is, and of how many at most: counting those that the person answers."""
    asked = [q.id for q in path(talk, interview, revision) if q.id not in interview.inferred]
    most = sum(q.id not in interview.inferred for q in longest_path(talk, interview, revision))
    return (asked.index(question.id) + 1 if question.id in asked else len(asked)), most


def given(talk: Talk, interview: Interview, revision: Revision, *, template_match: float) -> Given:
    """The interview as the judgement takes it. Questions that were not asked count as skipped."""
    applying = {question.id for question in applicable(talk, interview, revision)}
    return replace(_given(interview, revision, applying), template_match=template_match)


def _given(interview: Interview, revision: Revision, applying: Collection[str]) -> Given:
    frequency = interview.answers.get(FREQUENCY)
    runs = frequency / _sharing(interview) if isinstance(frequency, int | float) else None
    answers = {
        name: value
        for name, value in interview.answers.items()
        if name in applying and name not in (DPIA, SHARED) and not (name == FREQUENCY and runs is not None)
    }
    left_out = {c.id for c in revision.scoring.criteria if c.id not in answers}
    return Given(
        answers=answers,
        runs=runs,
        dpia=_dpia(interview.answers) if DPIA in applying else frozenset(),
        inferred=frozenset(interview.inferred),
        skipped=frozenset(left_out),
    )


def _hangs_on(question: Question, names: Collection[str]) -> bool:
    """Whether the answer to one of these may bring the question."""
    rule = claims(question.ask_when) if question.ask_when is not None else []
    return any(isinstance(claim, Is) and claim.value in names for claim in rule)


def _is_shared(interview: Interview) -> bool:
    """Whether several people do what was counted in the description."""
    people = interview.answers.get(PEOPLE)
    return isinstance(people, int | float) and people > 1 and FREQUENCY in interview.inferred


def _sharing(interview: Interview) -> float:
    """By how many people the number of runs is shared: the judgement takes the runs of each."""
    people = interview.answers.get(PEOPLE)
    told = "together" if interview.answers.get(SHARED) in ("together", UNSURE) else interview.whose
    return people if told == "together" and _is_shared(interview) and isinstance(people, int | float) else 1.0


def _dpia(answers: Mapping[str, Value]) -> frozenset[str]:
    flags = answers.get(DPIA, ())
    codes = flags if isinstance(flags, tuple) else (str(flags),)
    return frozenset(codes) - {DPIA_NONE, UNSURE}


def _revisited(name: str, revision: Revision) -> Position:
    if name == DEPARTMENT:
        return AtDepartment()
    return AtQuestion(revision.question(name))
