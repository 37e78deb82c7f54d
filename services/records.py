"""What passes between the doors, the use cases and the memory, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from dialogs.case import Case, Topic
from dialogs.message import Message
from dialogs.state import Talk
from dialogs.tasks import TaskRecord
from knowledge.part import Language

EntryKind: TypeAlias = Literal[
    "follow_up", "measure", "untaken", "digest", "repost", "undelivered", "posted", "retention"
]
ReceiverState: TypeAlias = Literal["asked", "approved", "removed"]
Wire: TypeAlias = dict[str, Any]
"""An activity as the channel's JSON."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a conversation is, as the channel names it, and who speaks in it."""

    channel: str
    conversation: str
    service_url: str
    bot: str
    user: str
    tenant: str
    person: str
    """The person's lasting id in the tenant (Entra object id); the channel's own id where there is none."""
    name: str
    locale: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message on its way in. `received` tells it apart from every other: the same value is the same message."""

    address: Address
    received: str
    activity_id: str
    kind: str
    message: Message
    language: Language
    at: datetime
    written: datetime | None = None
    """When the person wrote it, on the channel's clock."""
    in_place: bool = False
    """The sender waits for a card that takes the place of the one that was pressed."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message on record: the words that are kept of it, and what it was about."""

    words: str
    about: str | None


@dataclass(frozen=True, slots=True)
class Entered:
    """A conversation that was opened for a turn: locked until the transaction ends."""

    conversation: int
    person: int
    talk: Talk
    version: int
    latest: int
    """The newest published content."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way out, as it is put on record. `replaces` is the card it takes the place of."""

    kind: str
    key: str
    text: str
    activity: Wire
    delivery: Literal["pending", "answered"]
    replaces: int | None = None
    thread: int | None = None
    """The message of a channel in whose thread it stands."""
    paced: bool = False
    """It may wait for its turn among many."""


@dataclass(frozen=True, slots=True)
class Turn:
    """All that one turn writes, in one transaction."""

    incoming: Incoming
    heard: str
    about: str | None
    talk: Talk
    task: TaskRecord | None
    outgoing: tuple[Outgoing, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message on record that still has to be sent."""

    id: int
    conversation: int
    address: Address
    activity: Wire
    attempts: int
    at: datetime
    """When it was said."""
    replaces: str | None = None
    """The channel's id of the message that this one takes the place of."""
    claimed: datetime | None = None
    """Until when it belongs to whoever holds this; None: nobody else is there."""
    careful: bool = False
    """Never sent a second time by itself when the first may have been shown: the card of a case."""
    ready: bool = True
    """What it replaces or stands under has reached the channel."""
    not_before: datetime | None = None
    """Its turn among many that wait."""
    limited: bool = False
    """It goes to a channel, where many messages can come together: the platform's limits are kept beforehand."""


@dataclass(frozen=True, slots=True)
class Sent:
    activity_id: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """`later`: not shown, try again; `unclear`: may have been shown; `gone`: nobody there; `refused`: our fault."""

    why: Literal["later", "unclear", "gone", "refused"]
    said: str
    wait: float | None = None
    """Seconds that the channel asks for."""

    @property
    def too_large(self) -> bool:
        return self.said.startswith("413")


SendResult: TypeAlias = Sent | NotSent


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A case about to be opened. `priority` is 0-100."""

    title: str
    comment: str
    rows: Mapping[Language, tuple[tuple[str, str], ...]]
    task: str | None
    name: str
    topic: Topic = "question"
    department: str | None = None
    outcome: str | None = None
    priority: int = 0
    promised: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receiver:
    """A channel that receives cases, or asks to. Empty lists receive everything."""

    id: int
    conversation: int
    external: str
    name: str
    state: ReceiverState
    language: Language
    departments: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    asked_by: str = ""
    unreachable: bool = False

    def takes(self, department: str | None, topic: str) -> bool:
        """Whether cases of this department and topic come here."""
        here = not self.departments or department in self.departments
        return self.state == "approved" and here and (not self.topics or topic in self.topics)


@dataclass(frozen=True, slots=True)
class Post:
    """The card of a case in a channel."""

    message: int
    conversation: int
    language: Language


@dataclass(frozen=True, slots=True)
class Shown:
    """The card of a case in a channel: whether it arrived, and how many were posted there."""

    case: Case
    conversation: int
    delivery: str
    cards: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the weekly digest tells; `hours` a year in open cases."""

    opened: int
    solved: int
    waiting: int
    late: int
    hours: float


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be said at a later time. `key` names it: the same thing is never said twice."""

    kind: EntryKind
    key: str
    due: datetime
    person: int | None = None
    task: str | None = None
    case: int | None = None
    receiver: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class StoredData:
    """Everything that is stored about one person, in words and in order."""

    person: Mapping[str, str]
    tasks: tuple[Mapping[str, Any], ...]
    messages: tuple[Mapping[str, Any], ...]
    cases: tuple[Mapping[str, Any], ...]
    thumbs: tuple[Mapping[str, Any], ...] = ()
    planned: tuple[Mapping[str, Any], ...] = ()
    readings: tuple[Mapping[str, Any], ...] = ()
    """Who has read what was said, and when."""
    remarks: tuple[Mapping[str, Any], ...] = ()
    """What coaches noted beside it."""
    labels: tuple[Mapping[str, Any], ...] = ()
    """What coaches marked it with."""
    judgements: tuple[Mapping[str, Any], ...] = ()
    """What coaches said of a task without knowing whose it was."""


@dataclass(frozen=True, slots=True)
class Counts:
    tasks: int
    messages: int
    cases: int


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message that did not arrive, or an entry of the agenda that was parked: `name` is how it is called."""

    name: str
    at: datetime
    kind: str
    state: str
    where: str
    trouble: str


@dataclass(frozen=True, slots=True)
class Published:
    """A revision as the history lists it."""

    number: int
    at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn means for the sender: the card in place of the pressed one (if any), and what is to be sent."""

    answer: Wire | None = None
    deliveries: tuple[Delivery, ...] = field(default_factory=tuple)
