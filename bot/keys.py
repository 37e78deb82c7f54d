"""The channel's signing keys: fetched once for all who wait, kept when the source is down, renewed for a new key."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from services.loopback import is_loopback

REFRESH_AFTER = 24 * 3600.0
"""Seconds after which the keys are fetched again; until that succeeds the old ones count."""
UNKNOWN_EVERY = 60.0
"""An unknown key id leads to one fetch in so many seconds, whoever sends how many."""
_TIMEOUT = ClientTimeout(total=5)
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Key:
    """A public key and the channels that it may speak for."""

    public: Any
    endorsements: frozenset[str]


class KeysDownError(Exception):
    """There are no keys, and none can be fetched."""


class ChannelKeys:
    """The keys announced by an OpenID metadata document."""

    def __init__(self, session: ClientSession, metadata_url: str) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._keys: Mapping[str, Key] = {}
        self._fetched = float("-inf")
        self._asked_for_unknown = float("-inf")
        self._fetching: asyncio.Task[None] | None = None
        self.generation = 0
        """Grows with every change of the keys: what was believed of tokens before is to be checked again."""

    async def key(self, kid: str) -> Key | None:
        """The key with this id; None when the channel has announced no such key."""
        if self._keys and monotonic() - self._fetched > REFRESH_AFTER:
            self._renewal()  # The known keys count meanwhile.
        if kid not in self._keys and (not self._keys or self._fetching is not None):
            await asyncio.shield(self._renewal())
        if kid not in self._keys and monotonic() - self._asked_for_unknown > UNKNOWN_EVERY:
            self._asked_for_unknown = monotonic()
            await asyncio.shield(self._renewal())
        return self._keys.get(kid)

    def _renewal(self) -> asyncio.Task[None]:
        """The one fetch under way, for all who wait. It goes on when somebody stops waiting."""
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._renew())
            self._fetching.add_done_callback(self._renewed)
        return self._fetching

    def _renewed(self, done: asyncio.Task[None]) -> None:
        self._fetching = None
        if not done.cancelled():
            done.exception()  # Whoever waited has seen it; if nobody did, it is in the log all the same.

    async def _renew(self) -> None:
        """Fetch. When the source is down the known keys stay."""
        try:
            self._keys = await self._fetch()
            self.generation += 1
            self._fetched = monotonic()
        except (ClientError, TimeoutError, ValueError, PyJWTError) as error:
            _log.warning("keys_not_fetched", error=type(error).__name__, known=len(self._keys))
            if not self._keys:
                raise KeysDownError from error
            self._fetched = monotonic() - REFRESH_AFTER + UNKNOWN_EVERY

    async def _fetch(self) -> Mapping[str, Key]:
        metadata = await self._json(self._metadata_url)
        jwks_uri = metadata.get("jwks_uri")
        if not isinstance(jwks_uri, str) or not _trusted(jwks_uri):
            raise ValueError("the metadata names no trusted place for keys")
        listed = (await self._json(jwks_uri)).get("keys")
        keys = {
            jwk["kid"]: Key(PyJWK(jwk, algorithm="RS256").key, _endorsements(jwk))
            for jwk in listed or ()
            if isinstance(jwk, dict) and isinstance(jwk.get("kid"), str) and jwk.get("kty") == "RSA"
        }
        if not keys:
            raise ValueError("no usable keys were announced")
        return keys

    async def _json(self, url: str) -> dict[str, Any]:
        async with self._session.get(url, timeout=_TIMEOUT, allow_redirects=False) as response:
            if response.status != 200:
                raise ValueError(f"status {response.status}")
            found = await response.json(content_type=None)
        return found if isinstance(found, dict) else {}


def _endorsements(jwk: Mapping[str, Any]) -> frozenset[str]:
    listed = jwk.get("endorsements")
    return frozenset(each for each in listed if isinstance(each, str)) if isinstance(listed, list) else frozenset()


def _trusted(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
