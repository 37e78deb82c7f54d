"""What the fake Microsoft knows: its keys, its settings, its log, and the troubles it was told to have."""

import asyncio
import base64
import json
import secrets
import socket
import struct
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from time import time
from typing import Any, Final

from aiohttp import web

from tests.fakes.calls import Calls
from tests.fakes.faults import Fault, FaultBook
from tests.fakes.keys import KeyRing
from tests.fakes.limits import Limits
from tests.fakes.minting import LIFETIME, Order, mint

APP_ID: Final = "3f0c5a1e-6d2b-4c57-9a7e-0b1d2c3e4f50"
APP_PASSWORD: Final = "fake~app-password_for-tests-0123456789"
TENANT: Final = "7a1b9c3d-2e4f-4a6b-8c0d-1e2f3a4b5c6d"
ISSUER: Final = "https://api.botframework.com"
SCOPE: Final = "https://api.botframework.com/.default"


@dataclass(frozen=True, slots=True)
class Settings:
    app_id: str = APP_ID
    app_password: str = APP_PASSWORD
    issuer: str = ISSUER
    expires_in: int = 3600  # Seconds.
    enforce_limits: bool = False


@dataclass(slots=True)
class World:
    """Everything that changes while the fake runs."""

    ring: KeyRing = field(default_factory=KeyRing)
    settings: Settings = field(default_factory=Settings)
    faults: FaultBook = field(default_factory=FaultBook)
    calls: Calls = field(default_factory=Calls)
    limits: Limits = field(default_factory=Limits)
    counts: Counter[str] = field(default_factory=Counter)
    latency: dict[str, float] = field(default_factory=dict)  # Seconds, by scope.
    tokens: dict[str, float] = field(default_factory=dict)  # When each token issued ends.
    members: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def reset(self) -> None:
        """Forget everything but the tokens issued, which a running bot still holds."""
        self.ring.reset()
        self.settings = Settings()
        for part in (self.faults, self.calls, self.limits, self.counts, self.latency, self.members):
            part.clear()

    def change_settings(self, changes: Mapping[str, Any]) -> None:
        self.settings = replace(self.settings, **changes)

    def mint(self, order: Order, service_url: str) -> str:
        """A token as the channel sends it, or as the order spoils it."""
        now = int(time())
        claims = {
            "serviceurl": service_url,
            "nbf": now,
            "exp": now + LIFETIME,
            "iss": self.settings.issuer,
            "aud": self.settings.app_id,
        }
        return mint(order, self.ring, claims)

    def issue_token(self) -> str:
        """A token for the connector, shaped like a real one; only this world knows which ones are good."""
        ends = time() + self.settings.expires_in
        claims = {"aud": "https://api.botframework.com", "appid": self.settings.app_id, "exp": int(ends)}
        body = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
        token = f"eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.{body}.{secrets.token_urlsafe(256)}"
        self.tokens[token] = ends
        return token

    def admits(self, authorization: str | None) -> bool:
        scheme, _, token = (authorization or "").partition(" ")
        return scheme == "Bearer" and self.tokens.get(token, 0.0) > time()

    def delay(self, *scopes: str) -> float:
        """The latency of the first scope that has one."""
        return next((self.latency[scope] for scope in scopes if scope in self.latency), 0.0)


WORLD: Final = web.AppKey("world", World)


async def answer(request: web.Request, fault: Fault | None, usual: web.Response, *, delay: float = 0) -> web.Response:
    """The usual answer, unless there is a fault to show."""
    if pause := delay + (fault.delay if fault else 0):
        await asyncio.sleep(pause)
    if fault is None or fault.act == "pass":
        return usual
    if fault.act == "hang":
        await asyncio.Event().wait()
    if fault.act == "reset":
        _reset(request)
    return _faulty(fault)


def _reset(request: web.Request) -> None:
    """End the connection with RST, as a broken network does."""
    transport = request.transport
    if transport is None:
        return
    raw: socket.socket | None = transport.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def _faulty(fault: Fault) -> web.Response:
    if isinstance(fault.body, str):
        return web.Response(status=fault.status, headers=fault.headers, text=fault.body)
    return web.json_response(fault.body, status=fault.status, headers=fault.headers)
