"""What a message leads to: the new state, what is said, and what only the memory can do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, Self, TypeAlias

from dialogs.case import Topic
from dialogs.decided import NOTHING_DECIDED, Decided
from dialogs.message import CaseAct, Pressed
from dialogs.reply import Reply, Row, led
from dialogs.speech import Speech
from dialogs.state import Interview, Talk
from knowledge.part import Language
from knowledge.prepared import Knowledge


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Put a wish for help on record; the number comes back as `CaseOpened`."""

    title: str
    comment: str
    rows: Mapping[Language, tuple[Row, ...]]
    """In each language: the team may speak another than the person."""
    interview: str | None
    topic: Topic
    department: str | None = None
    outcome: str | None = None
    priority: int = 0


@dataclass(frozen=True, slots=True)
class ActOnCase:
    """Look at an own case, or do something to it: comes back as `CaseTold`. `words` is what the person wrote."""

    number: str
    act: CaseAct
    words: str = ""


@dataclass(frozen=True, slots=True)
class FindTasks:
    """List the person's own tasks: comes back as `TasksFound`."""


@dataclass(frozen=True, slots=True)
class LoadTask:
    """Take up an own task again: comes back as `TaskLoaded`, with the press that was meant for it."""

    id: str
    pressed: Pressed | None = None


@dataclass(frozen=True, slots=True)
class RemoveTask:
    """Remove an own task that has no case: comes back as `TasksFound`."""

    id: str


@dataclass(frozen=True, slots=True)
class PutAside:
    """Keep an interview that is no longer the open one."""

    interview: Interview


@dataclass(frozen=True, slots=True)
class Remind:
    """Ask about a task again, so many days from now."""

    kind: Literal["follow_up", "measure"]
    task: str
    days: int


@dataclass(frozen=True, slots=True)
class FindAlike:
    """What others have built from these templates: comes back as `AlikeFound`."""

    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoReminders:
    """Ask about nothing any more."""


@dataclass(frozen=True, slots=True)
class FindData:
    """Make a link to all that is stored about the person: comes back as `DataFound`."""


@dataclass(frozen=True, slots=True)
class Erase:
    """Delete what is stored about the person: comes back as `Erased`."""


Look: TypeAlias = FindTasks | LoadTask | FindAlike | FindData
Change: TypeAlias = OpenCase | ActOnCase | RemoveTask | PutAside | Remind | NoReminders | Erase
Effect: TypeAlias = Look | Change


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a turn. `pinned` is the content of the open interview, `latest` that of a new one."""

    pinned: Knowledge
    latest: Knowledge
    language: Language
    """Of the person's Teams; the person's own choice beats it."""
    now: datetime
    fresh_id: str
    """For an interview, should one begin."""
    arrived: datetime | None = None
    """When the message reached us; None: there was no message."""
    written: datetime | None = None
    """When it was written, on the channel's clock."""
    decided: Decided = NOTHING_DECIDED
    """What the organisation has decided beside the content."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The conversation as it stands, and all that is needed to speak in it."""

    talk: Talk
    setting: Setting

    @property
    def interview(self) -> Interview | None:
        return self.talk.interview

    @property
    def knowledge(self) -> Knowledge:
        pinned = self.setting.pinned
        open_one = self.talk.interview
        return pinned if open_one is not None and open_one.revision == pinned.number else self.setting.latest

    @property
    def speech(self) -> Speech:
        return Speech(self.knowledge, self.talk.language or self.setting.language)

    def with_talk(self, **changes: Any) -> Self:
        return replace(self, talk=self.talk.model_copy(update=changes))

    def with_interview(self, interview: Interview | None, **changes: Any) -> Self:
        """The scene with this interview open, changed by the given fields."""
        changed = interview.model_copy(update=changes) if interview is not None and changes else interview
        return self.with_talk(interview=changed)


@dataclass(frozen=True, slots=True)
class Step:
    """The outcome of one message."""

    scene: Scene
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    settled: Reply | None = None
    """The read-only form of the card that was just answered; it takes that card's place."""
    instead: Reply | None = None
    """The current card, for somebody who pressed a button of an old one."""
    about: str | None = None
    """The question that the message answered, so that a later edit of it can be understood."""

    @property
    def talk(self) -> Talk:
        return self.scene.talk

    def led(self, *lines: str) -> Self:
        """The same step with sentences before its first reply."""
        if not self.replies or not lines:
            return self
        return replace(self, replies=(led(self.replies[0], *lines), *self.replies[1:]))
