"""The way tests and benchmarks start, steer and read the fake Microsoft."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict
from typing import Any, Self

from aiohttp import ClientSession, ClientTimeout

from tests.fakes.calls import Call, Operation, is_shown
from tests.fakes.faults import CONNECTOR, KEYS, METADATA, Fault, in_conversation
from tests.fakes.minting import Order
from tests.fakes.openid import METADATA_PATH
from tests.fakes.people import Person
from tests.fakes.world import APP_ID, APP_PASSWORD, ISSUER, TENANT

SOUND = Order()


@contextmanager
def fake_process() -> Iterator[str]:
    """A fake in its own process, for as long as the block lasts; gives its base URL."""
    command = [sys.executable, "-m", "tests.fakes.microsoft", "--port", "0", "--until-eof"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdin
        assert process.stdout
        try:
            yield json.loads(process.stdout.readline())["base_url"]
        finally:
            process.stdin.close()
            process.wait(timeout=10)


class FakeMicrosoft:
    """A fake that is running at some base URL."""

    def __init__(self, base_url: str, session: ClientSession) -> None:
        self.base_url = base_url
        self._session = session

    @classmethod
    @asynccontextmanager
    async def at(cls, base_url: str) -> AsyncIterator[Self]:
        async with ClientSession(base_url, timeout=ClientTimeout(total=120)) as session:
            yield cls(base_url, session)

    @classmethod
    @asynccontextmanager
    async def started(cls) -> AsyncIterator[Self]:
        """Start a process of its own, and stop it at the end."""
        with fake_process() as base_url:
            async with cls.at(base_url) as fake:
                yield fake

    @property
    def service_url(self) -> str:
        return f"{self.base_url}/teams/"

    @property
    def attacker_keys_url(self) -> str:
        return f"{self.base_url}/attacker/keys"

    def environment(self) -> dict[str, str]:
        """The settings that point a bot at this fake."""
        return bot_environment(self.base_url)

    async def mint(self, order: Order = SOUND, *, service_url: str | None = None) -> str:
        body = asdict(order) | {"service_url": self.service_url if service_url is None else service_url}
        token: str = (await self._post("mint", body))["token"]
        return token

    async def rotate_keys(self) -> str:
        """Sign with a new key and publish the old one no more; gives the new key's id."""
        kid: str = (await self._post("rotate", {}))["kid"]
        return kid

    async def rotate_keys_softly(self) -> str:
        """Sign with a new key and go on publishing the old one."""
        kid: str = (await self._post("rotate", {"keep_old": True}))["kid"]
        return kid

    async def fail(self, scope: str, *faults: Fault) -> None:
        """Queue faults for a scope: metadata, keys, token, connector."""
        await self._post("faults", {"scope": scope, "faults": [asdict(fault) for fault in faults]})

    async def fail_in(self, conversation: str, *faults: Fault) -> None:
        await self.fail(in_conversation(conversation), *faults)

    async def fail_openid(self, *faults: Fault) -> None:
        """Queue the same faults for the metadata and for the keys."""
        await self.fail(METADATA, *faults)
        await self.fail(KEYS, *faults)

    async def heal(self) -> None:
        """Forget all faults that are still queued."""
        async with self._session.delete("/_control/faults") as response:
            response.raise_for_status()

    async def delay(self, scope: str, seconds: float) -> None:
        await self._post("latency", {"scope": scope, "seconds": seconds})

    async def delay_in(self, conversation: str, seconds: float) -> None:
        await self.delay(in_conversation(conversation), seconds)

    async def delay_connector(self, seconds: float) -> None:
        await self.delay(CONNECTOR, seconds)

    async def change(self, **settings: Any) -> None:
        """Change app_id, app_password, issuer, expires_in or enforce_limits."""
        await self._post("settings", settings)

    async def seat(self, conversation: str, *people: Person) -> None:
        """Make these people the members of a conversation."""
        members = [{"id": p.teams_id, "name": p.name, "aadObjectId": p.aad_id, "tenantId": p.tenant} for p in people]
        await self._post("members", {"conversation": conversation, "members": members})

    async def revoke_tokens(self) -> None:
        """From now on the connector answers 401 until the bot fetches a new token."""
        await self._post("revoke", {})

    async def reset(self) -> None:
        await self._post("reset", {})

    async def published_keys(self) -> list[dict[str, Any]]:
        async with self._session.get("/v1/.well-known/keys") as response:
            keys: list[dict[str, Any]] = (await response.json())["keys"]
            return keys

    async def publish_keys(self, keys: Sequence[Mapping[str, Any]]) -> None:
        """Publish exactly these keys until the faults are healed."""
        await self.fail(KEYS, Fault(status=200, body={"keys": list(keys)}, times=None))

    async def publish_keys_without_ids(self) -> None:
        """Publish the usual keys without their `kid` until the faults are healed."""
        keys = await self.published_keys()
        await self.publish_keys([{name: key[name] for name in key if name != "kid"} for key in keys])

    async def counts(self) -> Mapping[str, int]:
        """How often each document was fetched; a name that is missing was never fetched."""
        counts: dict[str, int] = await self._get("counts", {})
        return counts

    async def calls(self, conversation: str | None = None, *, since: int = 0) -> list[Call]:
        """Every call to the connector, later than the call of that number."""
        query = {"since": str(since)} | ({"conversation": conversation} if conversation else {})
        return [Call(**call) for call in (await self._get("calls", query))["calls"]]

    async def sent(self, conversation: str, *, since: int = 0) -> list[dict[str, Any]]:
        """The messages that were shown in a conversation, in order."""
        return [call.activity for call in await self.calls(conversation, since=since) if is_shown(call)]

    async def wait_for(
        self,
        conversation: str,
        count: int,
        *operations: Operation,
        since: int = 0,
        timeout: float = 10,  # noqa: ASYNC109 - The fake does the waiting.
    ) -> list[Call]:
        """The first calls of these kinds, messages shown by default; fails when they do not come in time."""
        query = [("conversation", conversation), ("count", str(count)), ("since", str(since))]
        query += [("timeout", str(timeout)), *(("operation", operation) for operation in operations)]
        answer = await self._get("wait", query)
        assert answer["reached"], f"{len(answer['calls'])} of {count} calls came within {timeout} s"
        return [Call(**call) for call in answer["calls"]]

    async def quiet(self, conversation: str, *, for_seconds: float = 0.3, since: int = 0) -> list[Call]:
        """All calls of a conversation, once nothing more has come for a while."""
        found = await self.calls(conversation, since=since)
        while True:
            await asyncio.sleep(for_seconds)
            later = await self.calls(conversation, since=since)
            if len(later) == len(found):
                return found
            found = later

    async def _post(self, name: str, body: Mapping[str, Any]) -> Any:
        async with self._session.post(f"/_control/{name}", json=body) as response:
            response.raise_for_status()
            return await response.json()

    async def _get(self, name: str, query: Any) -> Any:
        async with self._session.get(f"/_control/{name}", params=query) as response:
            response.raise_for_status()
            return await response.json()


def bot_environment(base_url: str) -> dict[str, str]:
    """The settings that point a bot at the fake with that base URL."""
    return {
        "MicrosoftAppId": APP_ID,
        "MicrosoftAppPassword": APP_PASSWORD,
        "MicrosoftAppType": "SingleTenant",
        "MicrosoftAppTenantId": TENANT,
        "BOT_OPENID_METADATA_URL": f"{base_url}{METADATA_PATH}",
        "BOT_TOKEN_URL": f"{base_url}/{TENANT}/oauth2/v2.0/token",
        "BOT_TOKEN_ISSUER": ISSUER,
        "BOT_SERVICE_HOSTS": base_url.partition("://")[2],
    }
