"""How many messages one conversation takes: kept by whoever sends, so that the platform never has to refuse them."""

from collections import defaultdict, deque
from datetime import datetime, timedelta

WINDOWS = ((1, 5), (2, 6), (30, 45), (3600, 1400))
"""Seconds, and the messages sent within them: the platform's limits (msteams-docs, rate-limit.md: 7, 8, 60, 1800) less
what another process may send to the same channel."""


class Limits:
    """Counts what was sent to each conversation over sliding windows; what is older than an hour is forgotten."""

    def __init__(self) -> None:
        self._sent: defaultdict[int, deque[datetime]] = defaultdict(deque)

    def wait(self, conversation: int, now: datetime) -> float:
        """Seconds until one more may be sent; 0 when it may now."""
        sent = self._sent[conversation]
        while sent and sent[0] <= now - timedelta(seconds=WINDOWS[-1][0]):
            sent.popleft()
        full = [(sent[-most], seconds) for seconds, most in WINDOWS if len(sent) >= most]
        return max(0.0, *((at + timedelta(seconds=seconds) - now).total_seconds() for at, seconds in full), 0.0)

    def count(self, conversation: int, now: datetime) -> None:
        """One more was sent."""
        self._sent[conversation].append(now)
