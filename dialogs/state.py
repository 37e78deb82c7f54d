"""What a conversation remembers between two messages. What can be worked out from it is not in it."""

from datetime import datetime
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from dialogs.case import Topic
from knowledge.conditions import Value
from knowledge.part import Language
from knowledge.understand import Whose

Slot: TypeAlias = Literal["runs_per_year", "minutes", "people", "errors", "input", "systems"]


class Remembered(BaseModel):
    """Frozen, and stored as plain JSON; unknown keys of a newer version are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Understanding(Remembered):
    """A fact read from the description, and the words that said it. Waits to be confirmed."""

    slot: Slot
    value: Value
    words: str


class Interview(Remembered):
    """One task, told and asked about. Belongs to one revision of the content from start to end."""

    id: str
    revision: int
    begun: datetime
    description: str = ""
    described: bool = False
    """Told in own words, or passed over."""
    facts: tuple[Understanding, ...] = ()
    settled: bool = False
    """The facts were confirmed, or there were none."""
    flags: tuple[str, ...] = ()
    whose: Whose | None = None
    """Whether the number of things in the description is each person's, or everybody's together."""
    answers: dict[str, Value] = {}
    inferred: tuple[str, ...] = ()
    """Questions whose answer was understood and confirmed, not asked."""
    thorough: bool = False
    """The person wants every question, also those that can change nothing."""
    revisiting: str | None = None
    """The answered question that is open again."""
    summed_up: bool = False
    shown: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    liked: str | None = None
    building: str | None = None
    """The template that the person is building, and the steps of it that are done, from 1 on."""
    ticked: tuple[int, ...] = ()
    promised: float | None = None
    """Hours a year that the judgement expected when the building began."""
    measured: float | None = None
    """Hours a year that the flow saves, as the person says."""
    works: bool = False
    """The person says that what they build works."""
    paused: bool = False
    cancelled: bool = False
    case: str | None = None


class Asking(Remembered):
    """A question outside the interview that waits for its answer."""

    about: Literal[
        "erase", "restart", "new", "handover", "describe", "remove", "department",
        "case_add", "case_withdraw", "case_reply", "case_send",
    ]  # fmt: skip
    text: str = ""
    case: str = ""
    """The number of the case that it is about."""
    who: str = ""
    """The coach who has written."""
    topic: Topic | None = None
    """What help is wanted, where that is known before the judgement."""


class Asked(Remembered):
    """The newest question, and since when: on our clock, and on the channel's by the message that led to it."""

    card: str
    at: datetime
    written: datetime | None = None


class Talk(Remembered):
    """All that the conversation with one person remembers."""

    language: Language | None = None
    spoken: Language | None = None
    """The language of the last turn, for what is said without being asked."""
    department: str | None = None
    welcomed: bool = False
    asked_department: bool = False
    interview: Interview | None = None
    asking: Asking | None = None
    asked: Asked | None = None
    quiet: bool = False
    """Wants no reminders."""
