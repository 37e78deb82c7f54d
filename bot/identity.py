"""Who is calling: the channel's token, the tenant, the address that replies go to. Fails closed."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import jwt
from botbuilder.schema import Activity
from botframework.connector.auth import AuthenticateRequestResult, BotFrameworkAuthentication, ClaimsIdentity
from jwt.exceptions import PyJWTError

from bot.keys import ChannelKeys, Key, KeysDownError
from bot.wire import Incoming
from services.loopback import is_loopback

CHANNEL = "msteams"
SKEW = 300
"""Seconds that clocks may differ (the Bot Connector's authentication protocol, requirement 5)."""
_LONGEST_TOKEN = 16_384
_LONGEST_LIFE = 366 * 24 * 3600
_MOST_KEPT = 2_000
_HOSTS = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "teams.microsoft.com",
        "teams.microsoft.us",
        "botframework.com",
    }
)
_HOST_ENDINGS = (".botframework.com",)


class NotAuthenticatedError(Exception):
    """401: it is not known who calls."""


class NotAllowedError(Exception):
    """403: it is known who calls, and they may not."""


@dataclass(frozen=True, slots=True)
class Caller:
    """What a checked token says."""

    claims: dict[str, Any]
    endorsements: frozenset[str]


class Gate:
    """Checks tokens and what an activity claims, against the settings of this installation."""

    def __init__(
        self, *, keys: ChannelKeys, app_id: str, tenant: str, issuer: str, service_hosts: tuple[str, ...]
    ) -> None:
        self._keys = keys
        self._app_id = app_id
        self._tenant = tenant
        self._issuer = issuer
        self._service_hosts = frozenset(host.lower() for host in service_hosts)
        self._believed: OrderedDict[bytes, tuple[int, Caller]] = OrderedDict()

    async def caller(self, header: str | None) -> Caller | None:
        """Who sent the request. None where the bot has no credentials and serves its own machine only."""
        if not self._app_id:
            return None
        token = _token(header)
        name = sha256(token.encode()).digest()
        kept = self._believed.get(name)
        if kept is not None and kept[0] == self._keys.generation and kept[1].claims["exp"] + SKEW > time.time():
            return kept[1]
        caller = await self._verified(token)
        self._believed[name] = (self._keys.generation, caller)
        if len(self._believed) > _MOST_KEPT:
            self._believed.popitem(last=False)
        return caller

    def admit(self, caller: Caller | None, incoming: Incoming) -> None:
        """Refuse an activity that the token does not cover or that this installation does not serve."""
        if caller is not None and not _same_url(caller.claims.get("serviceurl"), incoming.service_url):
            raise NotAuthenticatedError("the token is for another serviceUrl")
        if not self._may_reply_to(incoming.service_url):
            raise NotAllowedError("this serviceUrl is not allowed")
        if incoming.channel_id != CHANNEL:
            raise NotAllowedError("only Teams is served")
        if caller is None:
            return
        if CHANNEL not in caller.endorsements:
            raise NotAllowedError("the key may not speak for this channel")
        if incoming.tenants != {self._tenant}:
            raise NotAllowedError("another tenant")

    async def _verified(self, token: str) -> Caller:
        key = await self._key(token)
        try:
            claims = jwt.decode(
                token,
                key.public,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=self._issuer,
                leeway=SKEW,
                options={"require": ["exp", "iss", "aud"], "strict_aud": True},
            )
        except (PyJWTError, ValueError, TypeError, OverflowError) as error:
            raise NotAuthenticatedError(type(error).__name__) from error
        _plain_times(claims)
        return Caller(claims, key.endorsements)

    async def _key(self, token: str) -> Key:
        try:
            header = jwt.get_unverified_header(token)
        except (PyJWTError, ValueError, TypeError) as error:
            raise NotAuthenticatedError("not a token") from error
        kid = header.get("kid")
        if header.get("alg") != "RS256" or not isinstance(kid, str) or not 0 < len(kid) <= 200:
            raise NotAuthenticatedError("not signed the way the channel signs")
        try:
            key = await self._keys.key(kid)
        except KeysDownError as error:
            raise NotAuthenticatedError("no keys to check with") from error
        if key is None:
            raise NotAuthenticatedError("signed with an unknown key")
        return key

    def _may_reply_to(self, url: str) -> bool:
        """Replies carry our token: they go to Microsoft's hosts and to those named in the settings, nowhere else."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return False
        if not host or parts.username is not None or parts.password is not None or parts.query or parts.fragment:
            return False
        named = host in self._service_hosts or f"{host}:{port}" in self._service_hosts
        if not self._app_id:
            return parts.scheme in ("http", "https") and is_loopback(host)
        if parts.scheme == "http":
            return named and is_loopback(host)
        ours = host in _HOSTS or host.endswith(_HOST_ENDINGS)
        return parts.scheme == "https" and (named or (ours and port in (None, 443)))


class ChannelAuthentication(BotFrameworkAuthentication):
    """The SDK's extension point. The gate has done the work before the SDK sees an activity; it only asks for more."""

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:  # noqa: ARG002
        raise NotAuthenticatedError("requests are authenticated at the gate")

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> Any:  # noqa: ARG002
        raise NotAuthenticatedError("streaming is not served")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> Any:  # noqa: ARG002
        return _Nobody()

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> Any:  # noqa: ARG002
        return None


class _Nobody:
    """In place of the SDK's connector: replies are on record first and are sent by the outbox, never by a turn."""

    async def create(self, service_url: str, audience: str) -> "_Nobody":  # noqa: ARG002
        return self


def result_for(caller: Caller | None) -> AuthenticateRequestResult:
    """A checked caller in the SDK's words."""
    found = AuthenticateRequestResult()
    found.claims_identity = ClaimsIdentity(caller.claims if caller else {}, is_authenticated=True)
    found.connector_factory = _Nobody()  # type: ignore[assignment]  # Never asked to send: see _Nobody.
    return found


def _token(header: str | None) -> str:
    parts = (header or "").split(" ")
    if len(parts) != 2 or parts[0] != "Bearer" or not parts[1] or len(parts[1]) > _LONGEST_TOKEN:
        raise NotAuthenticatedError("no bearer token")
    return parts[1]


def _plain_times(claims: dict[str, Any]) -> None:
    """Times have to be whole numbers that make sense."""
    for name in ("exp", "nbf", "iat"):
        value = claims.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise NotAuthenticatedError(f"{name} is no time")
    if claims["exp"] > time.time() + _LONGEST_LIFE:
        raise NotAuthenticatedError("the token lives too long")


def _same_url(claimed: object, given: str) -> bool:
    return isinstance(claimed, str) and bool(claimed) and claimed.rstrip("/").lower() == given.rstrip("/").lower()
