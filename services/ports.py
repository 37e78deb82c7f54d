"""What the use cases need from outside, as protocols. app.py builds the real ones; tests build their own."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from dialogs.case import Somebody
from dialogs.message import Alike, TaskLine
from dialogs.reply import Reply
from dialogs.state import Interview, Talk
from dialogs.tasks import TaskRecord
from knowledge.part import Language
from services.admin_ports import Decisions, Disposal
from services.case_ports import Agenda, CaseBook, Receivers
from services.records import (
    Address,
    Counts,
    Delivery,
    Earlier,
    Entered,
    Incoming,
    Outgoing,
    Published,
    SendResult,
    StoredData,
    Turn,
    Unsent,
    Wire,
)

Clock: TypeAlias = Callable[[], datetime]
"""Now, in UTC."""


Change: TypeAlias = tuple[str | None, str | None]
"""What was before and what is now, as the record keeps it."""


class TryAgainError(Exception):
    """The transaction lost a race or a connection: nothing was written, and the same again may work."""


class StoreDownError(Exception):
    """The database cannot be reached or written: nothing was written."""


class NotYoursError(Exception):
    """The conversation is somebody else's: nothing is read to whoever asks, and nothing is written."""


class Unit(Protocol):
    """One transaction."""

    @property
    def cases(self) -> CaseBook: ...
    @property
    def receivers(self) -> Receivers: ...
    @property
    def agenda(self) -> Agenda: ...
    @property
    def decisions(self) -> Decisions: ...
    @property
    def disposal(self) -> Disposal: ...

    async def note(self, at: datetime, who: str, what: str, about: str, change: Change = (None, None)) -> None:
        """Put on record who did what; `change`: what was before and what is now."""

    async def receive(self, conversation: int, received: str, kind: str, words: str, at: datetime) -> bool:
        """Put a message in a channel on record; False when it is there already."""

    async def post(self, conversation: int, said: Sequence[Outgoing], at: datetime) -> tuple[Delivery, ...]:
        """Say something in a conversation; gives back what may be sent at once."""

    async def tell(
        self, person: int, said: Sequence[Outgoing], at: datetime, task: str | None = None
    ) -> tuple[Delivery, ...]:
        """Say something to a person in their own chat."""

    async def thumb(self, address: Address, on: str, reaction: str, words: str, at: datetime) -> None:
        """Keep a thumb on a message of the coach in this conversation."""

    async def close(self, address: Address, at: datetime) -> None:
        """Nobody can be reached in this conversation any more."""

    async def is_reachable(self, person: int) -> bool:
        """Whether there is a chat with the person that is not closed."""

    async def task_of(self, person: int, task: str) -> Interview | None:
        """A task of this person."""

    async def talk_of(self, person: int) -> Talk:
        """What a conversation with a person remembers, locked until the transaction ends."""

    async def remember(self, person: int, talk: Talk) -> None:
        """Change what it remembers."""

    async def enter(self, incoming: Incoming) -> Entered | None:
        """Open and lock the conversation; None when this very message is on record already.

        `NotYoursError` when the conversation is known as another person's.
        """

    async def answer_of(self, incoming: Incoming) -> Wire | None:
        """The card with which a message on record was answered in place."""

    async def card(self, entered: Entered, key: str) -> int | None:
        """The newest message of the conversation that shows this card and reached the channel, or will."""

    async def words_of(self, incoming: Incoming) -> str | None:
        """The words of a message that is on record already, as they are kept."""

    async def heard(self, entered: Entered, activity_id: str) -> Earlier | None:
        """The newest words of an earlier message, and what it was about."""

    async def has_spoken(self, entered: Entered) -> bool:
        """Whether the bot has said anything in this conversation."""

    async def keep(self, entered: Entered, turn: Turn) -> tuple[Delivery, ...]:
        """Write the turn; gives back what is to be sent, in order."""

    async def keep_task(self, entered: Entered, task: TaskRecord, at: datetime) -> None:
        """Write a task that is not the open one."""

    async def tasks(self, entered: Entered, language: Language) -> tuple[TaskLine, ...]:
        """The person's own tasks, newest first, at most twenty."""

    async def alike(self, entered: Entered, templates: Sequence[str]) -> tuple[Alike, ...]:
        """What others have made of these templates."""

    async def load_task(self, entered: Entered, task: str) -> Interview | None:
        """An own task; None when it is not there or somebody else's."""

    async def remove_task(self, entered: Entered, task: str) -> None:
        """Delete an own task that has no case."""

    async def counts(self, entered: Entered) -> Counts:
        """How much is stored about the person."""

    async def link(self, entered: Entered, token: str, until: datetime) -> None:
        """Let whoever holds the token read the person's data until then."""

    async def erase(self, entered: Entered, at: datetime) -> bool:
        """Delete what is stored about the person. True when a case keeps some of it and a request was made."""

    async def blank(self, entered: Entered, activity_id: str) -> None:
        """Take the words of a message out of the record."""


class Store(Protocol):
    """The memory."""

    def begin(self) -> AbstractAsyncContextManager[Unit]:
        """A transaction: everything or nothing."""

    async def ready(self) -> bool:
        """Whether the database answers and has the tables of this version."""

    async def due(self, now: datetime, until: datetime, most: int) -> tuple[Delivery, ...]:
        """Claim messages that should be sent by now, oldest first; nobody else gets them before `until`."""

    async def claim(self, delivery: Delivery, until: datetime) -> Delivery | None:
        """Prolong a claim; None when it is over and somebody else may be sending."""

    async def sent(self, delivery: Delivery, result: SendResult, now: datetime, again: datetime | None) -> None:
        """Note what became of a message; `again`: when to try once more."""

    async def postpone(self, delivery: Delivery, due: datetime) -> None:
        """Put a message back until then, and those after it in its conversation with it."""

    async def planned(self, now: datetime, until: datetime, most: int) -> tuple[int, ...]:
        """Claim entries of the agenda that are due; nobody else gets them before `until`."""

    async def not_done(self, entry: int, said: str, again: datetime) -> bool:
        """Note that an entry failed; True when it is parked for a human to look at."""

    async def tasks_of(self, tenant: str, person: str, language: Language) -> tuple[TaskLine, ...]:
        """Somebody's own tasks, newest first, at most twenty."""

    async def chosen(self) -> tuple[tuple[str, str], ...]:
        """Description and template of every task for which somebody chose a template, newest first."""

    async def chat_of(self, tenant: str, person: str) -> Address | None:
        """Where somebody is reached; None when there is no chat with them."""

    async def unsent(self, most: int) -> tuple[Unsent, ...]:
        """Messages that did not arrive or may not have, and parked entries, newest first."""

    async def retry(self, names: Sequence[str], now: datetime) -> int:
        """Send these once more, or all where none is named; gives back how many."""

    async def data(self, token: str, now: datetime) -> StoredData | None:
        """Everything about the person whose link this is; None when the link is over."""

    async def revision(self, number: int) -> str | None:
        """The content of a revision, as it was published."""

    async def latest(self) -> int | None:
        """The number of the newest revision."""

    async def publish(self, content: str, *, by: str, note: str, at: datetime, after: int | None = None) -> int:
        """Add a revision. `after`: the newest it was compared with, 0 for none; `TryAgainError` where it is another."""

    async def history(self) -> tuple[Published, ...]:
        """All revisions, newest first."""


class Courier(Protocol):
    """Brings messages to the channel."""

    async def post(self, address: Address, activity: Wire) -> SendResult: ...

    async def update(self, address: Address, activity_id: str, activity: Wire) -> SendResult: ...

    async def members(self, address: Address) -> tuple[Somebody, ...]:
        """Who is in a conversation; nobody when the channel does not say."""


Writer: TypeAlias = Callable[[Reply, Language], Wire]
"""How a reply looks on the channel."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the use cases need to know of the installation."""

    names: Mapping[str, str]
    public_url: str
    default_language: Language = "sv"
    approve_at_once: bool = False
    """A channel that asks for cases gets them without an admin: on one's own machine only."""
