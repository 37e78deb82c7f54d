"""How we answer: the Bot Connector's REST calls over one pooled session, one kept token, troubles told apart."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol
from urllib.parse import quote

import orjson
import requests
import structlog
from aiohttp import ClientConnectorError, ClientError, ClientResponse, ClientSession, ClientTimeout
from msal.managed_identity import ManagedIdentityClient, UserAssignedManagedIdentity
from tenacity import AsyncRetrying, RetryCallState, retry_if_result, stop_after_attempt, stop_before_delay

from dialogs.case import Somebody
from services.records import Address, NotSent, SendResult, Sent, Wire

SCOPE = "https://api.botframework.com/.default"
_TIMEOUT = ClientTimeout(total=10)
_ROSTER = ClientTimeout(total=4)
_TOKEN_EARLY = 300.0
"""Seconds before its end that a token is renewed."""
_AFTER_FAILURE = 1.0
"""Seconds without another fetch after one that failed."""
_TRIES_AT_ONCE = 3
_THREAD = ";messageid="
_WAITS_AT_ONCE = 8.0
_GONE = frozenset({403, 404, 410})
_UNCLEAR = frozenset({408, 500, 502, 503, 504})
_LATER = frozenset({412, 429})
_log = structlog.get_logger()


class NoTokenError(Exception):
    """No token could be had to send with."""


class TokenSource(Protocol):
    async def fetch(self) -> tuple[str, float]:
        """A new token and for how many seconds it counts. `NoTokenError` when there is none."""


@dataclass(frozen=True, slots=True)
class ClientSecret:
    """Tokens for an app with a secret (client credentials)."""

    session: ClientSession
    url: str
    app_id: str
    secret: str

    async def fetch(self) -> tuple[str, float]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.app_id,
            "client_secret": self.secret,
            "scope": SCOPE,
        }
        try:
            async with self.session.post(self.url, data=form, timeout=_TIMEOUT, allow_redirects=False) as response:
                found = await response.json(content_type=None) if response.status == 200 else {}
                return str(found["access_token"]), float(found.get("expires_in", 3600))
        except (ClientError, TimeoutError, ValueError, KeyError, TypeError) as error:
            raise NoTokenError(type(error).__name__) from error


@dataclass(frozen=True, slots=True)
class ManagedIdentity:
    """Tokens for an app that runs in Azure under a user-assigned identity: no secret to keep."""

    app_id: str

    async def fetch(self) -> tuple[str, float]:
        return await asyncio.to_thread(self._fetch)

    def _fetch(self) -> tuple[str, float]:
        identity = UserAssignedManagedIdentity(client_id=self.app_id)  # type: ignore[no-untyped-call]  # msal has no types
        client = ManagedIdentityClient(identity, http_client=requests.Session())
        try:
            found: dict[str, Any] = client.acquire_token_for_client(resource=SCOPE.removesuffix("/.default"))
        except requests.RequestException as error:
            raise NoTokenError(type(error).__name__) from error
        if "access_token" not in found:
            raise NoTokenError(str(found.get("error", "no token")))
        return found["access_token"], float(found.get("expires_in", 3600))


class Tokens:
    """One token for everything that is sent, fetched once for all who wait."""

    def __init__(self, source: TokenSource) -> None:
        self._source = source
        self._token = ""
        self._until = float("-inf")
        self._fetching: asyncio.Task[None] | None = None
        self._failed = float("-inf")

    async def token(self) -> str:
        if time.monotonic() >= self._until:
            await asyncio.shield(self._fetch())
        return self._token

    def _fetch(self) -> asyncio.Task[None]:
        """The one fetch under way, for all who wait. It goes on when somebody stops waiting."""
        if self._fetching is None:
            if time.monotonic() - self._failed < _AFTER_FAILURE:
                raise NoTokenError("there was none a moment ago")
            self._fetching = asyncio.create_task(self._renew())
            self._fetching.add_done_callback(self._fetched)
        return self._fetching

    async def _renew(self) -> None:
        try:
            self._token, seconds = await self._source.fetch()
        except NoTokenError:
            self._failed = time.monotonic()
            raise
        self._until = time.monotonic() + max(seconds - _TOKEN_EARLY, seconds / 2)

    def _fetched(self, done: asyncio.Task[None]) -> None:
        self._fetching = None
        if not done.cancelled():
            done.exception()  # Whoever waited has seen it.

    def refused(self, token: str) -> None:
        """The channel did not take this token: fetch another one."""
        if token == self._token:
            self._until = float("-inf")


class Connector:
    """`services.ports.Courier` over the Bot Connector's REST interface."""

    def __init__(self, session: ClientSession, tokens: Tokens | None) -> None:
        self._session = session
        self._tokens = tokens

    async def post(self, address: Address, activity: Wire) -> SendResult:
        """Send a message. What may have been shown is not sent again here."""
        result = await self._tried("POST", address, "", activity)
        return _only_the_thread(result) if _THREAD in address.conversation else result

    async def update(self, address: Address, activity_id: str, activity: Wire) -> SendResult:
        """Put a message in the place of another one. Doing it twice changes nothing."""
        result = await self._tried("PUT", address, f"/{quote(activity_id, safe='')}", activity)
        if isinstance(result, NotSent) and result.said.startswith("404"):
            return NotSent("refused", result.said)  # The card is gone, which says nothing about the conversation.
        return result

    async def members(self, address: Address) -> tuple[Somebody, ...]:
        """Who is in a conversation, people only; nobody when the channel does not say."""
        url = f"{address.service_url.rstrip('/')}/v3/conversations/{quote(address.conversation, safe='')}/members"
        try:
            headers = {"Authorization": f"Bearer {await self._tokens.token()}"} if self._tokens is not None else {}
            async with self._session.get(url, headers=headers, timeout=_ROSTER, allow_redirects=False) as response:
                found = orjson.loads(await response.read()) if response.status == 200 else []
        except (NoTokenError, ClientError, TimeoutError, orjson.JSONDecodeError):
            return ()
        listed = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
        return tuple(_member(each) for each in listed if each.get("id") and each.get("id") != address.bot)

    async def _tried(self, method: str, address: Address, path: str, activity: Wire) -> SendResult:
        """A few tries at once while the channel is only busy; what takes longer is left to the outbox."""
        url = f"{address.service_url.rstrip('/')}/v3/conversations/{quote(address.conversation, safe='')}/activities"
        body = orjson.dumps(_addressed(address, activity))
        tries = AsyncRetrying(
            retry=retry_if_result(_may_help_at_once),
            stop=stop_after_attempt(_TRIES_AT_ONCE) | stop_before_delay(_WAITS_AT_ONCE),
            wait=_pause,
            retry_error_callback=_last_result,
        )
        result: SendResult = await tries(self._once, method, f"{url}{path}", body)
        return result

    async def _once(self, method: str, url: str, body: bytes) -> SendResult:
        result = await self._sent(method, url, body)
        if isinstance(result, NotSent) and result.said.startswith("401") and self._tokens is not None:
            result = await self._sent(method, url, body)
        return result

    async def _sent(self, method: str, url: str, body: bytes) -> SendResult:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        try:
            token = await self._tokens.token() if self._tokens is not None else None
        except NoTokenError as error:
            return NotSent("later", f"no token: {error}")
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=_TIMEOUT, allow_redirects=False
            ) as response:
                return await self._read(response, token)
        except ClientConnectorError as error:
            return NotSent("later", f"no connection: {type(error).__name__}")
        except (ClientError, TimeoutError) as error:
            return NotSent("unclear", f"no answer: {type(error).__name__}")

    async def _read(self, response: ClientResponse, token: str | None) -> SendResult:
        if 200 <= response.status < 300:
            return Sent(_id_in(await response.read()))
        said = f"{response.status} {_code_in(await response.read())}".strip()
        if response.status == 401 and token is not None and self._tokens is not None:
            self._tokens.refused(token)
            return NotSent("later", said)
        if response.status in _LATER:
            return NotSent("later", said, _wait_in(response))
        if response.status in _UNCLEAR:
            return NotSent("unclear", said)
        return NotSent("gone" if response.status in _GONE else "refused", said)


def _only_the_thread(result: SendResult) -> SendResult:
    """A thread that is not there says nothing about its channel."""
    if isinstance(result, NotSent) and result.why == "gone" and result.said.startswith("404"):
        return NotSent("refused", result.said)
    return result


def _member(member: dict[str, Any]) -> Somebody:
    key = member.get("aadObjectId") or member.get("objectId") or member["id"]
    return Somebody(str(key)[:255], str(member.get("name") or member["id"])[:255])


def _addressed(address: Address, activity: Wire) -> Wire:
    """The activity with the sender and the receiver that the channel wants in it."""
    return {
        **activity,
        "from": {"id": address.bot},
        "recipient": {"id": address.user},
        "conversation": {"id": address.conversation},
    }


def _may_help_at_once(result: SendResult) -> bool:
    if not isinstance(result, NotSent) or result.why != "later" or result.said.startswith("401"):
        return False
    return result.wait is None or result.wait <= _WAITS_AT_ONCE


def _pause(state: RetryCallState) -> float:
    """As long as the channel asks, else half a second, doubled each time."""
    result: SendResult | None = state.outcome.result() if state.outcome else None
    asked = result.wait if isinstance(result, NotSent) else None
    return asked if asked is not None else 0.5 * 2 ** (state.attempt_number - 1)


def _last_result(state: RetryCallState) -> SendResult:
    result: SendResult = state.outcome.result() if state.outcome else NotSent("later", "not tried")
    return result


def _wait_in(response: ClientResponse) -> float | None:
    """Seconds in Retry-After, which may be a number or a moment."""
    asked = response.headers.get("Retry-After", "")
    try:
        return max(0.0, float(asked))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(asked)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:  # "-0000" names no zone.
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())  # noqa: TID251 - an edge that reads a header


def _id_in(body: bytes) -> str:
    try:
        found = orjson.loads(body) if body else {}
    except orjson.JSONDecodeError:
        return ""
    return str(found.get("id") or "") if isinstance(found, dict) else ""


def _code_in(body: bytes) -> str:
    """The error code in an answer, never its text: that may repeat what was sent."""
    try:
        found = orjson.loads(body)
        return str(found["error"]["code"])[:100]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return ""
