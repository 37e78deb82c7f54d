"""A task as it is kept and listed: what it is called, how far it has come."""

from dataclasses import dataclass
from typing import Literal

from dialogs.interview import AtResult, position
from dialogs.labels import task_title
from dialogs.result import judged
from dialogs.speech import Speech
from dialogs.state import Interview, Talk
from knowledge.assess import Missing


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A task as the memory keeps it. The outcome is None until it is judged."""

    interview: Interview
    title: str
    status: Literal["open", "paused", "finished", "cancelled"]
    outcome: str | None
    promised: float | None = None
    """Hours a year that the judgement expects."""


def record(speech: Speech, talk: Talk, interview: Interview) -> TaskRecord:
    """How an interview is kept. An interview in which nothing was said yet is kept as well: it may be resumed."""
    finished = isinstance(position(talk, interview, speech.knowledge.revision), AtResult)
    outcome = promised = None
    if finished:
        found = judged(speech.knowledge, talk, interview)
        if not isinstance(found, Missing):
            outcome, promised = found[1].outcome, interview.promised or found[1].hours.net
    status: Literal["open", "paused", "finished", "cancelled"] = "finished" if finished else "open"
    if interview.cancelled:
        status = "cancelled"
    elif interview.paused and not finished:
        status = "paused"
    return TaskRecord(interview, task_title(speech, interview), status, outcome, promised)
