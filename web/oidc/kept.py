"""Something that is fetched from elsewhere, kept for a while, and fetched once for all who wait."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Generic, TypeVar

import structlog

from web.oidc.line import ProviderDownError

T = TypeVar("T")
_LASTS = 24 * 3600.0
"""Seconds after which it is fetched again; until that succeeds the old one counts."""
_AGAIN = 60.0
"""Seconds after which it is tried again when that failed."""
_log = structlog.get_logger()


class Kept(Generic[T]):
    """One such thing. `name` is for the log."""

    def __init__(self, name: str, fetch: Callable[[], Awaitable[T]]) -> None:
        self._name = name
        self._fetch = fetch
        self._due = float("-inf")
        self._fetching: asyncio.Task[T] | None = None
        self.known: T | None = None

    @property
    def is_under_way(self) -> bool:
        return self._fetching is not None

    async def value(self) -> T:
        """`ProviderDownError` only while nothing was ever fetched."""
        if self.known is None:
            return await self.fresh()
        if monotonic() > self._due:
            self._begun()  # What is known counts meanwhile.
        return self.known

    async def fresh(self) -> T:
        """As it is now. The fetch goes on when somebody stops waiting."""
        return await asyncio.shield(self._begun())

    def _begun(self) -> asyncio.Task[T]:
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._fetched())
            self._fetching.add_done_callback(self._done)
        return self._fetching

    def _done(self, task: asyncio.Task[T]) -> None:
        self._fetching = None
        if not task.cancelled():
            task.exception()  # Whoever waited has seen it; if nobody did, it is in the log all the same.

    async def _fetched(self) -> T:
        try:
            self.known = await self._fetch()
        except ProviderDownError as error:
            self._due = monotonic() + _AGAIN
            _log.warning("provider_not_read", part=self._name, said=str(error), known=self.known is not None)
            raise
        self._due = monotonic() + _LASTS
        return self.known
