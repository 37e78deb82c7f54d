"""A provider that others have written, to the standard, in its own process."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

_PEOPLE = ({"sub": "carla", "name": "Carla Coach"}, {"sub": "adam", "name": "Adam Admin"})


@dataclass(frozen=True, slots=True)
class StandardProvider:
    """`oidc-provider-mock`: whoever opens its page may be anybody."""

    url: str

    def environment(self) -> dict[str, str]:
        """The settings with which the pages sign people in there."""
        return {
            "OIDC_ISSUER": self.url,
            "OIDC_CLIENT_ID": "pages",
            "OIDC_CLIENT_SECRET": "any",
            "SESSION_SECRET": "a secret that is long enough for tests",
        }

    async def signs_in(self, address: str, who: str) -> str:
        """Somebody chooses who they are; gives back where they are sent."""
        return await self._sent("POST", address, data={"sub": who})

    async def denies(self, address: str) -> str:
        return await self._sent("POST", address, data={"action": "deny"})

    async def gives(self, who: str, **claims: Any) -> None:
        """From now on the person has these claims."""
        await self._sent("PUT", f"{self.url}/users/{who}", json=claims)

    async def revokes(self, who: str) -> None:
        await self._sent("POST", f"{self.url}/users/{who}/revoke-tokens")

    async def _sent(self, method: str, address: str, **body: Any) -> str:
        async with (
            ClientSession() as session,
            session.request(method, address, allow_redirects=False, **body) as response,
        ):
            assert response.status < 400, await response.text()
            return response.headers.get("Location", "")


@contextmanager
def standard_provider(log: Path) -> Iterator[StandardProvider]:
    people = [word for each in _PEOPLE for word in ("--user-claims", json.dumps(each))]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(_free_port()), *people]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stderr=output, env={**os.environ, "NO_COLOR": "1"})  # noqa: S603
    try:
        yield StandardProvider(_address(log))
    finally:
        process.terminate()
        process.wait(timeout=10)


def _address(log: Path) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = re.search(r"running on (http://[\d.:]+)", log.read_text())
        if found is not None:
            return found[1]
        time.sleep(0.05)
    raise RuntimeError(f"The provider did not start:\n{log.read_text()}")


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
        return port
