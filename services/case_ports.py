"""What the use cases of cases, channels and the agenda need of the memory, as protocols."""

from datetime import datetime
from typing import Protocol

from dialogs.case import Case, Event, Somebody
from knowledge.part import Language
from services.records import Address, CaseDraft, Entered, Entry, Numbers, Post, Receiver, ReceiverState, Shown


class CaseBook(Protocol):
    """The cases, inside a transaction."""

    async def open(self, entered: Entered, draft: CaseDraft, by: Somebody, at: datetime) -> Case:
        """Put a case on record, with the next number of its year."""

    async def person_of(self, number: str) -> int | None:
        """Whose case it is, without locking it."""

    async def load(self, number: str) -> Case | None:
        """A case, locked until the transaction ends."""

    async def by_id(self, case: int) -> Case | None:
        """The same by its row."""

    async def of_person(self, person: int) -> tuple[Case, ...]:
        """Somebody's cases, newest first, at most ten."""

    async def keep(self, case: Case, event: Event) -> None:
        """Write how a case stands now, and what happened to it."""

    async def events(self, case: Case) -> tuple[Event, ...]:
        """All that happened to a case, in order."""

    async def posts(self, case: Case) -> tuple[Post, ...]:
        """Its card in each channel where it stands."""

    async def of_message(self, message: int) -> Shown | None:
        """The case whose card a message is, and what is known of the message; None when it is none."""

    async def told_in(self, message: int) -> Case | None:
        """The case that a message to a person was about."""

    async def shown(self, conversation: int, number: str, activity_id: str) -> bool:
        """Whether a case has its card in this channel. A press on it proves that a doubtful card arrived."""

    async def unposted(self) -> tuple[Case, ...]:
        """Open cases that stand in no channel."""

    async def coaches(self) -> tuple[Somebody, ...]:
        """Everybody who has had a case."""

    async def stand_in(self, coach: Somebody, now: datetime) -> Somebody | None:
        """Who gets the cases of a coach who is away; None while the coach is there."""

    async def point(self, double: str, into: str) -> None:
        """Doubles of a case that becomes a double itself are doubles of the case in which the work goes on."""

    async def numbers(self, since: datetime, now: datetime) -> Numbers:
        """What the weekly digest tells."""


class Receivers(Protocol):
    """The channels that receive cases, inside a transaction."""

    async def all(self) -> tuple[Receiver, ...]:
        """Every channel that ever asked."""

    async def get(self, receiver: int) -> Receiver | None:
        """One of them."""

    async def at(self, address: Address) -> Receiver | None:
        """The receiver at this place, locked; None when the channel never asked to be one."""

    async def ask(self, address: Address, team: str, by: str, language: Language, at: datetime) -> Receiver:
        """Put a channel on record that wants to receive cases."""

    async def reached(self, receiver: Receiver) -> None:
        """Somebody has done something there: it can be reached."""

    async def decide(self, receiver: Receiver, state: ReceiverState, by: str, at: datetime) -> None:
        """Approve a channel, or end it."""

    async def route(self, receiver: Receiver, departments: tuple[str, ...], topics: tuple[str, ...]) -> None:
        """Which cases come here; empty: all."""

    async def of_team(self, channel: str, team: str) -> tuple[Receiver, ...]:
        """The channels of a team that receive cases, or ask to."""


class Agenda(Protocol):
    """What is to be said later, inside a transaction."""

    async def plan(self, entry: Entry) -> None:
        """Put an entry on record. One with its key that still waits gets the new time; one that is done stays."""

    async def drop(
        self, *, person: int | None = None, case: int | None = None, task: str | None = None, kind: str | None = None
    ) -> None:
        """Nothing more is said about this."""

    async def next(self, kind: str) -> datetime | None:
        """When the next entry of a kind is due; None when none waits."""

    async def take(self, entry: int) -> Entry | None:
        """An entry that still waits, locked; None when it is done or dropped."""

    async def done(self, entry: Entry) -> None:
        """It was said."""
