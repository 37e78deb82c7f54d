"""How the provider is spoken to: few seconds, few bytes, no redirects. What does not come like that did not come."""

import asyncio
import warnings
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.deprecate import AuthlibDeprecationWarning

from services.loopback import is_loopback

# Authlib wishes for the successor of httpx; whoever runs a command need not read that.
warnings.filterwarnings("ignore", message="The httpx module", category=AuthlibDeprecationWarning)

from authlib.integrations.base_client import OAuthError  # noqa: E402
from authlib.integrations.httpx_client import AsyncOAuth2Client  # noqa: E402

SECONDS = 5.0
_MOST_BYTES = 512 * 1024
_PLAIN = {"Accept-Encoding": "identity"}
_TROUBLE = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError, OSError, ValueError, RecursionError)


class ProviderDownError(Exception):
    """The provider does not answer, or not as it should. Says which part, for the log."""


class DeniedError(Exception):
    """The provider answered that it does not vouch for this."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who we are to the provider."""

    id: str
    secret: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a provider hands over."""

    identity: str | None
    access: str | None
    refresh: str | None


class Line:
    """The connections to one provider. Each exchange has a client of its own, so that no token outlives it."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._transport = _Bounded(httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=50)))
        self._reader = httpx.AsyncClient(transport=self._transport, follow_redirects=False, timeout=SECONDS)

    async def document(self, url: str, *, bearer: str | None = None) -> dict[str, Any]:
        """A JSON object. `DeniedError` when the bearer is not accepted."""
        headers = {"Accept": "application/json", **_PLAIN} | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
        try:
            async with asyncio.timeout(SECONDS):
                answer = await self._reader.get(url, headers=headers)
            if bearer and answer.status_code in (401, 403):
                raise DeniedError("the access token")
            found = answer.json() if answer.status_code == 200 else None
        except _TROUBLE as error:
            raise ProviderDownError(type(error).__name__) from error
        if not isinstance(found, dict):
            raise ProviderDownError(f"status {answer.status_code}, or no JSON object")
        return found

    async def exchange(self, url: str, how: str, **fields: str) -> Tokens:
        """A code or a refresh token for tokens. `DeniedError` when the provider says no."""
        try:
            async with asyncio.timeout(SECONDS):
                answer = await self._opened(how).fetch_token(url, **fields)
        except OAuthError as error:
            raise _meaning(error) from error
        except _TROUBLE as error:
            raise ProviderDownError(type(error).__name__) from error
        named = {name: answer.get(name) for name in ("id_token", "access_token", "refresh_token")}
        texts = {name: value if isinstance(value, str) and value else None for name, value in named.items()}
        return Tokens(texts["id_token"], texts["access_token"], texts["refresh_token"])

    def address(self, url: str, **fields: str) -> str:
        """Where a browser is sent to sign in, with the challenge of the verifier instead of itself."""
        made: tuple[str, str] = self._opened("none").create_authorization_url(url, **fields)
        return made[0]

    async def close(self) -> None:
        await self._reader.aclose()

    def _opened(self, how: str) -> Any:
        client: Any = AsyncOAuth2Client(  # type: ignore[no-untyped-call]  # Authlib has no types.
            self._client.id,
            self._client.secret,
            token_endpoint_auth_method=how,
            code_challenge_method="S256",
            transport=self._transport,
            follow_redirects=False,
            timeout=SECONDS,
            headers=_PLAIN,
        )
        client.register_compliance_hook("access_token_response", _answered)
        return client


def _answered(response: httpx.Response) -> httpx.Response:
    """Authlib believes a body whatever its status: tokens come with 200, and a refusal says what it is."""
    refused = response.status_code in (400, 401, 403) and b'"error"' in response.content
    if response.status_code != 200 and not refused:
        raise httpx.RemoteProtocolError(f"status {response.status_code}")
    return response


def _meaning(error: OAuthError) -> Exception:
    """Whether the person is refused, or we are: with a wrong secret nobody can be asked about anybody."""
    ours = error.error in ("invalid_client", "unauthorized_client", "temporarily_unavailable", "server_error")
    return ProviderDownError(code(error.error)) if ours else DeniedError(code(error.error))


def code(told: object) -> str:
    """An error code as the standard has them; of anything longer only that it was something else."""
    return told if isinstance(told, str) and len(told) < 40 and told.replace("_", "").isalpha() else "another error"


def is_trusted(url: object) -> bool:
    """Whether an address that the provider announces may be used."""
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


class _Bounded(httpx.AsyncBaseTransport):
    """Answers of any size are cut off, packed ones refused: nothing fills our memory."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._inner.handle_async_request(request)
        if response.headers.get("Content-Encoding", "identity") != "identity":
            await response.aclose()
            raise httpx.RemoteProtocolError("a packed answer")
        assert isinstance(response.stream, httpx.AsyncByteStream)  # noqa: S101 - for the types
        response.stream = _Short(response.stream)
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Short(httpx.AsyncByteStream):
    def __init__(self, inner: httpx.AsyncByteStream) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = _MOST_BYTES
        async for part in self._inner:
            left -= len(part)
            if left < 0:
                raise httpx.RemoteProtocolError("too long an answer")
            yield part

    async def aclose(self) -> None:
        await self._inner.aclose()


def text_of(document: Mapping[str, Any], name: str) -> str | None:
    """An address that a document names; None where there is none, or none to be trusted."""
    return document[name] if is_trusted(document.get(name)) else None
