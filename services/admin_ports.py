"""What the use cases of admins need of the memory, as protocols: inside a transaction."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Protocol

from dialogs.case import Somebody
from dialogs.decided import ApprovedException, Decided, Retention


@dataclass(frozen=True, slots=True)
class Gone:
    """How much was deleted, or would be."""

    conversations: int = 0
    messages: int = 0
    tasks: int = 0
    cases: int = 0

    def __bool__(self) -> bool:
        return any(asdict(self).values())


class Decisions(Protocol):
    """What admins have decided beside the content."""

    async def retention(self) -> Retention | None:
        """How long is kept; None: nothing is decided."""

    async def keep_retention(self, retention: Retention | None, by: Somebody, at: datetime) -> None: ...

    async def holding(self, today: date) -> Decided:
        """What holds on a day; asked in every turn. Of exceptions those that were not ended and last until then."""

    async def exceptions(self) -> tuple[ApprovedException, ...]:
        """Every exception, the newest first."""

    async def exception(self, number: int) -> ApprovedException | None:
        """One of them, locked until the transaction ends."""

    async def add_exception(self, exception: ApprovedException, by: Somebody, at: datetime) -> bool:
        """False when the very same stands there already and was not ended: a form that was sent twice."""

    async def end_exception(self, number: int, at: datetime) -> None: ...


class Disposal(Protocol):
    """Deleting what is no longer kept."""

    async def over(self, limit: datetime) -> Gone:
        """How many conversations and cases are over the limit, without deleting any."""

    async def delete(self, limit: datetime, most: int) -> Gone:
        """Delete what happened last before the limit, at most so many conversations and cases at once.

        What belongs to an open case stays. Nothing deleted: nothing is left over the limit.
        """
