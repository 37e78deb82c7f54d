"""A task as it is kept and listed: what it is called, how far it has come."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from dialogs.interview import AtDepartment, AtDescription, AtFacts, AtQuestion, AtResult, AtSummary, Position, position
from dialogs.labels import task_title
from dialogs.result import judged
from dialogs.speech import Speech
from dialogs.state import Interview, Talk
from knowledge.assess import Assessment, Given, Missing

Status: TypeAlias = Literal["open", "paused", "finished", "cancelled"]
Stage: TypeAlias = Literal["started", "described", "finished", "shown", "chosen", "building", "built", "measured"]
STAGES: tuple[Stage, ...] = ("started", "described", "finished", "shown", "chosen", "building", "built", "measured")
"""How far a task can come, from first to last. Whoever reached one reached all before it."""


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A task as the memory keeps it. The outcome is None until it is judged."""

    interview: Interview
    title: str
    status: Status
    outcome: str | None
    promised: float | None = None
    """Hours a year that the judgement expects."""
    benefit: float | None = None
    ease: float | None = None
    fits: float | None = None
    """Whether a template clearly fits, as it was judged: 1 or 0."""
    step: str = "description"
    """Where it stands: the id of a question, or description, facts, department, summary, result."""
    stage: Stage = "started"


def record(speech: Speech, talk: Talk, interview: Interview) -> TaskRecord:
    """How an interview is kept. An interview in which nothing was said yet is kept as well: it may be resumed."""
    place = position(talk, interview, speech.knowledge.revision)
    judgement = _judgement(speech, talk, interview, place)
    given, found = judgement if judgement is not None else (None, None)
    return TaskRecord(
        interview=interview,
        title=task_title(speech, interview),
        status=_status(interview, place),
        outcome=found.outcome if found is not None else None,
        promised=(interview.promised or found.hours.net) if found is not None else None,
        benefit=found.benefit if found is not None else None,
        ease=found.ease if found is not None else None,
        fits=given.template_match if given is not None else None,
        step=_step(place),
        stage=_stage(speech, interview, is_judged=found is not None),
    )


def _judgement(speech: Speech, talk: Talk, interview: Interview, place: Position) -> tuple[Given, Assessment] | None:
    found = judged(speech.knowledge, talk, interview) if isinstance(place, AtResult) else None
    return None if isinstance(found, Missing) else found


def _status(interview: Interview, place: Position) -> Status:
    finished = isinstance(place, AtResult)
    if interview.cancelled:
        return "cancelled"
    if interview.paused and not finished:
        return "paused"
    return "finished" if finished else "open"


def _step(place: Position) -> str:
    match place:
        case AtQuestion(question=question):
            return question.id
        case AtDescription():
            return "description"
        case AtFacts():
            return "facts"
        case AtDepartment():
            return "department"
        case AtSummary():
            return "summary"
        case AtResult():
            return "result"


def _stage(speech: Speech, interview: Interview, *, is_judged: bool) -> Stage:
    """The furthest that the task has come; a judgement that is opened again takes nothing of it back."""
    reached: dict[Stage, bool] = {
        "measured": interview.measured is not None,
        "built": interview.building is not None and (interview.works or _all_ticked(speech, interview)),
        "building": interview.building is not None,
        "chosen": interview.liked is not None,
        "shown": bool(interview.shown),
        "finished": is_judged,
        "described": interview.described,
    }
    return next((stage for stage, is_reached in reached.items() if is_reached), "started")


def _all_ticked(speech: Speech, interview: Interview) -> bool:
    template = speech.knowledge.revision.template(interview.building or "")
    return template is not None and len(interview.ticked) >= len(template.steps.to(speech.language))
