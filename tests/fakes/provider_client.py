"""The way tests start and steer the provider that signs people in badly."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import ClientSession

from tests.fakes.minting import Order
from tests.fakes.provider import CLIENT, SECRET

SOUND = Order()


@contextmanager
def provider_process() -> Iterator[str]:
    """One in its own process, for as long as the block lasts; gives its base URL."""
    command = [sys.executable, "-m", "tests.fakes.provider"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdin
        assert process.stdout
        try:
            yield json.loads(process.stdout.readline())["base_url"]
        finally:
            process.stdin.close()
            process.wait(timeout=10)


@dataclass(frozen=True, slots=True)
class BadProvider:
    """One of the providers in that process."""

    base_url: str
    name: str
    session: ClientSession

    @property
    def issuer(self) -> str:
        return f"{self.base_url}/{self.name}"

    def environment(self) -> dict[str, str]:
        """The settings with which the pages sign people in here."""
        return {
            "OIDC_ISSUER": self.issuer,
            "OIDC_CLIENT_ID": CLIENT,
            "OIDC_CLIENT_SECRET": SECRET,
            "SESSION_SECRET": "a secret that is long enough for tests",
        }

    async def set(self, **values: Any) -> None:
        """documents, answers, person, rotates; refresh: every refresh token is revoked."""
        await self._post("set", values)

    async def code_for(self, address: str, order: Order = SOUND) -> tuple[str, str]:
        """Sign in as the person: the code and the state that the browser is sent back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        told = {"nonce": asked["nonce"], "challenge": asked["code_challenge"], "redirect": asked["redirect_uri"]}
        return (await self._post("code", told | {"order": asdict(order)}))["code"], asked["state"]

    async def mint(self, order: Order = SOUND) -> str:
        token: str = (await self._post("mint", asdict(order)))["token"]
        return token

    async def rotate(self) -> None:
        await self._post("rotate", {})

    async def counts(self) -> Mapping[str, int]:
        async with self.session.get(f"{self.base_url}/_control/{self.name}/counts") as response:
            counts: dict[str, int] = await response.json()
            return counts

    async def _post(self, what: str, body: Mapping[str, Any]) -> Any:
        async with self.session.post(f"{self.base_url}/_control/{self.name}/{what}", json=body) as response:
            response.raise_for_status()
            return await response.json()
