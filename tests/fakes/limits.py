"""The platform's limits on sends to one conversation, and of one app in a tenant (msteams-docs, rate-limit.md)."""

from collections import defaultdict, deque
from typing import Final

# Seconds and the number of sends allowed within them.
WINDOWS: Final = ((1.0, 7), (2.0, 8), (30.0, 60), (3600.0, 1800))
TOGETHER: Final = (1.0, 30)


class Limits:
    """Counts sends over sliding windows: those to each conversation, and all of them."""

    def __init__(self) -> None:
        self._sent: defaultdict[str, deque[float]] = defaultdict(deque)
        self._together: deque[float] = deque(maxlen=TOGETHER[1])

    def clear(self) -> None:
        self._sent.clear()
        self._together.clear()

    def admit(self, conversation: str, now: float) -> float:
        """Seconds to wait; 0 when the send is let through, and counted."""
        sent = self._sent[conversation]
        while sent and sent[0] <= now - WINDOWS[-1][0]:
            sent.popleft()
        wait = max(
            _wait(self._together, now, *TOGETHER), *(_wait(sent, now, seconds, most) for seconds, most in WINDOWS)
        )
        if wait <= 0:
            sent.append(now)
            self._together.append(now)
        return max(wait, 0.0)


def _wait(sent: deque[float], now: float, seconds: float, most: int) -> float:
    return sent[-most] + seconds - now if len(sent) >= most else 0.0
