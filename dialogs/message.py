"""What can reach the conversation: a closed union. The doors translate into it, the services answer with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from dialogs.case import Case, Event
from dialogs.reply import Press
from dialogs.state import Interview


@dataclass(frozen=True, slots=True)
class Said:
    """Words that a person typed, cleaned of mentions."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button, with what was filled in beside it."""

    press: Press
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Started:
    """A task that was begun from a message somewhere else, with these words."""

    text: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The app was installed for this person. `met`: the bot has spoken in this conversation before."""

    met: bool = False


@dataclass(frozen=True, slots=True)
class Wordless:
    """A message without words: a file, a picture, a sticker, or nothing at all."""

    kind: Literal["file", "empty"]


@dataclass(frozen=True, slots=True)
class Edited:
    """A message was changed afterwards. `about` is what it answered, if anything; `was` the words on record."""

    text: str
    about: str | None
    was: str = ""


@dataclass(frozen=True, slots=True)
class Deleted:
    """A message was taken back afterwards: what it answered, if anything, and the words that were on record."""

    about: str | None
    was: str = ""


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A case was put on record, in this very turn. `received`: it went to a channel of the team."""

    number: str
    promised: datetime | None = None
    received: bool = True


CaseAct: TypeAlias = Literal["view", "add", "answer", "withdraw", "reopen"]
"""What a person can do with a case of their own."""


@dataclass(frozen=True, slots=True)
class CaseTold:
    """What came of it. `case` is None when there is no such case, or it is somebody else's; `refused`: not now."""

    act: CaseAct
    case: Case | None
    events: tuple[Event, ...] = ()
    refused: bool = False


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One of the person's own tasks, as a list shows it."""

    id: str
    title: str
    status: Literal["open", "paused", "finished", "cancelled"]
    outcome: str | None
    case: str | None
    changed: str
    """Day of the last change, written for the reader."""


@dataclass(frozen=True, slots=True)
class TasksFound:
    """The person's own tasks and cases, newest first."""

    tasks: tuple[TaskLine, ...]
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskLoaded:
    """An own task was taken up again, and the press that was meant for it. None: not there, or not this person's."""

    interview: Interview | None
    pressed: Pressed | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """What others made of one template: how many build it, have it running, the mean hours a year, solved cases."""

    template: str
    built: int
    running: int
    hours: float
    solved: int


@dataclass(frozen=True, slots=True)
class AlikeFound:
    found: tuple[Alike, ...]


@dataclass(frozen=True, slots=True)
class DataFound:
    """What is stored about the person: counts, and a link to all of it."""

    tasks: int
    messages: int
    cases: int
    link: str
    minutes: int
    """How long the link works."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What "delete my data" did: at once, or (where there is a case) as a request to the admins."""

    requested: bool


MemoryAnswer: TypeAlias = CaseOpened | CaseTold | TasksFound | TaskLoaded | AlikeFound | DataFound | Erased
Message: TypeAlias = Said | Started | Pressed | Joined | Wordless | Edited | Deleted | MemoryAnswer
