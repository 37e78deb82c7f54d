"""The calls that the fake Bot Connector received, in order."""

import asyncio
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Final, Literal, TypeAlias

Operation: TypeAlias = Literal["create", "send", "reply", "update", "delete", "members", "member"]

SENDS: Final[frozenset[Operation]] = frozenset({"create", "send", "reply"})


@dataclass(frozen=True, slots=True)
class Call:
    """One call; `delivered` says whether it had its effect, whatever was answered."""

    number: int
    operation: Operation
    method: str
    conversation: str
    activity_id: str | None
    reply_to: str | None
    body: Any
    authorized: bool
    delivered: bool
    status: int | None  # None: no answer was given.
    at: float  # Seconds since 1970.
    service_path: str = "/"
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def activity(self) -> dict[str, Any]:
        """The activity that was sent; empty when there was none."""
        inner = self.body.get("activity") if self.operation == "create" else self.body
        return inner if isinstance(inner, dict) else {}


def is_shown(call: Call) -> bool:
    """Whether a person got to see something new."""
    return call.delivered and call.operation in SENDS and call.activity.get("type") == "message"


class Calls:
    """A log that can be waited on."""

    def __init__(self) -> None:
        self.last_number = 0  # Goes on after a clearing, so that nobody waits for an old number.
        self.clear()

    def clear(self) -> None:
        self._all: list[Call] = []
        self._by_conversation: defaultdict[str, list[Call]] = defaultdict(list)
        self._waiting: defaultdict[str, list[asyncio.Future[None]]] = defaultdict(list)

    def record(self, call: Call) -> None:
        self.last_number = call.number
        self._all.append(call)
        self._by_conversation[call.conversation].append(call)
        for waiter in self._waiting.pop(call.conversation, ()):
            if not waiter.done():
                waiter.set_result(None)

    def after(self, number: int, conversation: str | None = None) -> Sequence[Call]:
        """The calls later than that number, of one conversation or of all."""
        calls = self._all if conversation is None else self._by_conversation.get(conversation, [])
        return calls[bisect_right(calls, number, key=attrgetter("number")) :]

    def of(self, conversation: str, operations: Collection[Operation], after: int) -> Sequence[Call]:
        """The delivered calls of these kinds; without any kind, the messages shown."""
        calls = self.after(after, conversation)
        if not operations:
            return [call for call in calls if is_shown(call)]
        return [call for call in calls if call.delivered and call.operation in operations]

    async def wait(
        self, conversation: str, count: int, operations: Collection[Operation] = (), *, after: int = 0
    ) -> Sequence[Call]:
        """Return as soon as there are that many."""
        while len(found := self.of(conversation, operations, after)) < count:
            waiter = asyncio.get_running_loop().create_future()
            self._waiting[conversation].append(waiter)
            await waiter
        return found
