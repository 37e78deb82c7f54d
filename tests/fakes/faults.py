"""Faults that the fake Microsoft can be told to show, and the usual ones ready-made."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import time
from typing import Any, Final, Literal, TypeAlias

Act: TypeAlias = Literal["answer", "reset", "hang", "pass"]

# Where a fault or a delay applies; a conversation's own come before those of the connector.
METADATA: Final = "metadata"
KEYS: Final = "keys"
TOKEN: Final = "token"
CONNECTOR: Final = "connector"


def in_conversation(conversation: str) -> str:
    return f"conversation:{conversation}"


@dataclass(frozen=True, slots=True)
class Fault:
    """What to do instead of the usual answer; `pass` answers as usual, after the delay."""

    act: Act = "answer"
    status: int = 500
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None  # Text is sent as it is, anything else as JSON.
    delay: float = 0  # Seconds.
    delivered: bool = False  # The message reaches the person although the answer says otherwise.
    times: int | None = 1  # None: until the faults are cleared.


class FaultBook:
    """Queues of faults, by scope."""

    def __init__(self) -> None:
        self._queues: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def add(self, scope: str, faults: Iterable[Fault]) -> None:
        self._queues[scope].extend(faults)

    def clear(self) -> None:
        self._queues.clear()

    def take(self, *scopes: str) -> Fault | None:
        """The next fault of the first scope that has one."""
        if not self._queues:
            return None
        queue = next((self._queues[scope] for scope in scopes if self._queues.get(scope)), None)
        if queue is None:
            return None
        fault = queue.popleft()
        if fault.times is None:
            queue.appendleft(fault)
        elif fault.times > 1:
            queue.appendleft(replace(fault, times=fault.times - 1))
        return fault


def error_body(code: str, message: str) -> dict[str, Any]:
    """How the Bot Connector words an error."""
    return {"error": {"code": code, "message": message}}


def refusal(status: int, code: str, message: str = "Refused by the fake connector.") -> Fault:
    return Fault(status=status, body=error_body(code, message))


def throttled(retry_after: float | None = None) -> Fault:
    """429, with Retry-After in seconds unless None."""
    headers = {} if retry_after is None else {"Retry-After": f"{retry_after:g}"}
    return replace(refusal(429, "TooManyRequests"), headers=headers)


NO_ZONE: Final = replace(throttled(), headers={"Retry-After": "Mon, 02 Mar 2026 09:00:00 -0000"})
"""429, with a moment whose zone nobody knows, long past."""


def throttled_until(seconds: float) -> Fault:
    """429, with Retry-After as an HTTP date that many seconds from now."""
    moment = datetime.fromtimestamp(time(), UTC) + timedelta(seconds=seconds)
    headers = {"Retry-After": format_datetime(moment, usegmt=True)}
    return replace(refusal(429, "TooManyRequests"), headers=headers)


def slow(seconds: float) -> Fault:
    return Fault(act="pass", delay=seconds)


def lasting(fault: Fault) -> Fault:
    """The same fault until the faults are cleared."""
    return replace(fault, times=None)


def but_delivered(fault: Fault) -> Fault:
    """The same fault, only that the message did reach the person."""
    return replace(fault, delivered=True)


NO_FAULT: Final = Fault(act="pass")
SERVER_ERROR: Final = refusal(500, "ServiceError")
BAD_GATEWAY: Final = refusal(502, "BadGateway")
UNAVAILABLE: Final = refusal(503, "ServiceUnavailable")
GATEWAY_TIMEOUT: Final = refusal(504, "GatewayTimeout")
REQUEST_TIMEOUT: Final = refusal(408, "RequestTimeout")
PRECONDITION_FAILED: Final = refusal(412, "PreconditionFailed")
UNAUTHORIZED: Final = refusal(401, "Unauthorized")
BLOCKED_BY_USER: Final = refusal(403, "ConversationBlockedByUser")
NOT_IN_ROSTER: Final = refusal(403, "BotNotInConversationRoster")
DISABLED_BY_ADMIN: Final = refusal(403, "BotDisabledByAdmin")
WRITES_BLOCKED: Final = refusal(403, "MessageWritesBlocked")
FORBIDDEN_WITHOUT_CODE: Final = Fault(status=403, body="")
CONVERSATION_NOT_FOUND: Final = refusal(404, "ConversationNotFound")
ACTIVITY_NOT_FOUND: Final = refusal(404, "ActivityNotFoundInConversation")
TOO_LARGE: Final = refusal(413, "MessageSizeTooBig")
BAD_ARGUMENT: Final = refusal(400, "BadArgument")
RESET: Final = Fault(act="reset")
HANG: Final = Fault(act="hang")
HTML: Final = Fault(status=200, headers={"Content-Type": "text/html"}, body="<html><body>Maintenance</body></html>")
EMPTY_KEYS: Final = Fault(status=200, body={"keys": []})
