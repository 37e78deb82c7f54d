"""What the organisation has decided beside the content: how long is kept, and which exceptions are approved. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dialogs.speech import HOME, Speech
from knowledge.assess import DPIA
from knowledge.scoring import Scoring


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many months conversations and finished cases are kept, by which decision of which day."""

    months: int
    number: str
    decided: date


@dataclass(frozen=True, slots=True)
class ApprovedException:
    """Somebody who may has approved an exception from a guardrail. `department` None: for all of them.

    It informs: the judgement stays as the checklist makes it (`docs/decisions/0021-exceptions-inform.md`).
    """

    guardrail: str
    department: str | None
    reason: str
    approver: str
    ends: date
    """The last day on which it holds, where people work."""
    ended: datetime | None = None
    """When it was ended before its time."""
    id: int = 0
    by: str = ""
    """Who put it on record."""
    at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return self.ended is None and now.astimezone(HOME).date() <= self.ends


@dataclass(frozen=True, slots=True)
class Decided:
    """What holds at a moment."""

    retention: Retention | None = None
    """None: nothing is decided, and nothing is deleted by itself."""
    exceptions: tuple[ApprovedException, ...] = ()


NOTHING_DECIDED = Decided()


def kept_for(speech: Speech, retention: Retention | None) -> str:
    """How long conversations are kept, as the privacy notice tells it."""
    words = speech.words.privacy
    if retention is None:
        return speech.say(words.how_long)
    return speech.say(
        words.how_long_decided,
        months=speech.months(retention.months),
        number=retention.number,
        day=speech.day(retention.decided),
    )


def excepted(speech: Speech, decided: Decided, department: str | None, guardrails: Iterable[str]) -> tuple[str, ...]:
    """The exceptions that are approved for these guardrails: from which one, by whom, until when, and why."""
    fired = tuple(guardrails)
    here = [each for each in decided.exceptions if each.guardrail in fired and each.department in (None, department)]
    return tuple(_told(speech, each) for each in here)


def guardrail_name(speech: Speech, guardrail: str) -> str:
    """What a guardrail is called: by its question."""
    question = next((each for each in speech.knowledge.revision.questions if each.id == guardrail), None)
    return speech.say(question.title) if question is not None else guardrail


def guardrails_of(scoring: Scoring) -> tuple[str, ...]:
    """Everything that can force a tier: criteria in the order of the checklist, then the count of risks."""
    forcing = (c.id for c in scoring.criteria if any(each.forces for each in (*c.options.values(), c.unsure)))
    return (*forcing, DPIA)


def _told(speech: Speech, exception: ApprovedException) -> str:
    words = speech.words.result
    return speech.say(
        words.exception,
        guardrail=guardrail_name(speech, exception.guardrail),
        approver=exception.approver,
        day=speech.day(exception.ends),
        reason=exception.reason.rstrip(". "),
    )
