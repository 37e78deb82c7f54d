"""Signing people in with the organisation's provider, and asking it again whether they still have their roles."""

import asyncio
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit
from weakref import WeakValueDictionary

import structlog

from services.access import Identity, Session, Sessions, begin, digest
from services.attempts import LASTS, Attempt, Attempts
from services.ports import Clock
from web.oidc.announced import Announcements
from web.oidc.line import Client, DeniedError, Line, Tokens, code
from web.oidc.sealing import Seal
from web.oidc.trust import (
    Expected,
    UntrustedError,
    check_sign_in,
    check_tab,
    claims_of,
    ends_at,
    head_of,
    identity_of,
)

_RACE = 0.3
"""Seconds in which another process writes down what it was handed over."""
_TRIES = 3
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Registration:
    """What an operator and the provider have agreed on."""

    issuer: str
    client: Client
    role_claim: str
    secrets: tuple[str, ...]
    checked_every: timedelta
    """For so long roles are believed without asking again."""

    @property
    def expected(self) -> Expected:
        return Expected(self.issuer, self.client.id, self.role_claim)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a browser brought back from the provider, and from where it came."""

    query: Mapping[str, str]
    browser: str | None
    redirect: str


class OpenId:
    """One provider, by the standard."""

    def __init__(self, registration: Registration, sessions: Sessions, attempts: Attempts, clock: Clock) -> None:
        self._registration = registration
        self._expected = registration.expected
        self._sessions = sessions
        self._attempts = attempts
        self._clock = clock
        self._line = Line(registration.client)
        has_secret = bool(registration.client.secret)
        self._announcements = Announcements(self._line, registration.issuer, has_secret=has_secret)
        self._seal = Seal(registration.secrets)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @property
    def forms_lead_to(self) -> str:
        """Where the form that begins a sign-in may end, for browsers. Providers send people on to others by https."""
        parts = urlsplit(self._registration.issuer)
        return "https:" if parts.scheme == "https" else f"{parts.scheme}://{parts.netloc}"

    async def close(self) -> None:
        await self._line.close()

    async def address(self, browser: str, back: str, redirect: str) -> str:
        """Where this browser is sent to sign in. It comes back within ten minutes, once, or begins again."""
        announced = await self._announcements.metadata()
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        now = self._clock()
        await self._attempts.add(Attempt(digest(state), digest(browser), nonce, verifier, back, now + LASTS), now)
        scope = "openid profile offline_access" if announced.lasting else "openid profile"
        return self._line.address(
            announced.authorize, state=state, nonce=nonce, code_verifier=verifier, redirect_uri=redirect, scope=scope
        )

    async def finish(self, answered: Answered) -> tuple[str, str]:
        """The token for the browser, and where to go on. `UntrustedError` or `DeniedError`: nobody is signed in."""
        attempt = await self._own_attempt(answered)
        query = answered.query
        if query.get("iss", self._registration.issuer) != self._registration.issuer:
            raise UntrustedError("answer of another issuer")
        if "error" in query:
            raise DeniedError(code(query["error"]))
        if not query.get("code"):
            raise UntrustedError("no code")
        announced = await self._announcements.metadata()
        tokens = await self._line.exchange(
            announced.token,
            announced.how,
            grant_type="authorization_code",
            code=query["code"],
            redirect_uri=answered.redirect,
            code_verifier=attempt.verifier,
        )
        if tokens.identity is None:
            raise UntrustedError("no ID token")
        claims = await self._checked(tokens.identity, attempt.nonce)
        identity = replace(identity_of(claims, self._expected, "oidc"), refresh=self._sealed(tokens))
        ends = None if identity.refresh else ends_at(claims, self._clock())
        token = await self._begun(identity, ends)
        _tell(identity, claims)
        return token, attempt.back

    async def tab(self, token: str, host: str) -> str:
        """Sign in with the token that Teams got for a tab: until it runs out. Gives back the token for the browser."""
        claims = await self._proven(token)
        check_tab(claims, self._expected, host, self._clock())
        identity = identity_of(claims, self._expected, "teams")
        begun = await self._begun(identity, ends_at(claims, self._clock()))
        _tell(identity, claims)
        return begun

    async def still(self, session: Session) -> Session | None:
        """The session with the roles of this moment; None when the provider no longer vouches for the person.

        `ProviderDownError` when that cannot be known. Without anything to ask with, a session ends with its ID token.
        """
        now = self._clock()
        if session.identity.refresh is None or now - session.checked < self._registration.checked_every:
            return session
        lock = self._locks.setdefault(session.token, asyncio.Lock())
        async with lock:  # A provider may take a refresh token only once.
            try:
                return await self._asked(session, now)
            except (DeniedError, UntrustedError) as refusal:
                _log.warning("no_longer_vouched_for", why="security", reason=str(refusal))
                return None

    def leave_address(self, back: str) -> str | None:
        """Where somebody signs out of the provider as well, if it has such a page and has been heard of."""
        known = self._announcements.known
        if known is None or known.leave is None:
            return None
        query = urlencode({"client_id": self._registration.client.id, "post_logout_redirect_uri": back})
        return f"{known.leave}{'&' if urlsplit(known.leave).query else '?'}{query}"

    async def _own_attempt(self, answered: Answered) -> Attempt:
        state = answered.query.get("state")
        attempt = await self._attempts.take(digest(state)) if state else None
        if attempt is None:
            raise UntrustedError("unknown state")
        if attempt.ends <= self._clock():
            raise UntrustedError("too late")
        if answered.browser is None or not hmac.compare_digest(digest(answered.browser), attempt.browser):
            raise UntrustedError("another browser")
        return attempt

    async def _begun(self, identity: Identity, ends: datetime | None) -> str:
        now = self._clock()
        if ends is not None and ends <= now:
            raise UntrustedError("expired")
        return await begin(identity, self._sessions, now, ends)

    async def _asked(self, session: Session, since: datetime) -> Session | None:
        """Ask, unless another request has done so since; after a lost race with what the winner was given."""
        for attempt in range(_TRIES):
            known = await self._sessions.find(session.token)
            if known is None:
                return None
            if known.checked >= since:
                return replace(known, seen=session.seen, language=session.language)
            began = self._clock()
            try:
                renewed = replace(known, identity=await self._vouched(known.identity), checked=began)
            except DeniedError:
                if attempt == _TRIES - 1 or not await self._was_slower(known):
                    raise
                continue
            await self._sessions.renew(renewed)
            return renewed
        return None

    async def _was_slower(self, known: Session) -> bool:
        """Whether another process has asked with the same refresh token and was handed a new one."""
        await asyncio.sleep(_RACE)
        now = await self._sessions.find(known.token)
        return now is not None and now.identity.refresh != known.identity.refresh

    async def _vouched(self, identity: Identity) -> Identity:
        refresh = self._seal.opened(identity.refresh or "")
        if refresh is None:
            raise UntrustedError("sealed with another secret")
        announced = await self._announcements.metadata()
        tokens = await self._line.exchange(
            announced.token, announced.how, grant_type="refresh_token", refresh_token=refresh
        )
        now = identity_of(await self._claims_now(tokens, announced.userinfo), self._expected, identity.way)
        if (now.tenant, now.key) != (identity.tenant, identity.key):
            raise UntrustedError("another person")
        name = identity.name if now.name == now.key else now.name
        return replace(now, name=name, refresh=self._sealed(tokens) or identity.refresh)

    async def _claims_now(self, tokens: Tokens, userinfo: str | None) -> Mapping[str, Any]:
        """What a fresh ID token says; of a provider that gives none here, its page about the person."""
        if tokens.identity is not None:
            return await self._checked(tokens.identity, None)
        if userinfo is None or tokens.access is None:
            raise UntrustedError("no fresh ID token")
        return await self._line.document(userinfo, bearer=tokens.access)

    async def _checked(self, token: str, nonce: str | None) -> dict[str, Any]:
        claims = await self._proven(token)
        check_sign_in(claims, self._expected, nonce, self._clock())
        return claims

    async def _proven(self, token: str) -> dict[str, Any]:
        head = head_of(token)
        return claims_of(token, await self._announcements.key(head), (head.algorithm,))

    def _sealed(self, tokens: Tokens) -> str | None:
        return self._seal.sealed(tokens.refresh) if tokens.refresh else None


def _tell(identity: Identity, claims: Mapping[str, Any]) -> None:
    """One line for whoever wonders why somebody has no role. Providers leave out roles that are too many."""
    left_out = any(name in claims for name in ("_claim_names", "hasgroups"))
    _log.info("signed_in", why="security", way=identity.way, roles=len(identity.claims), left_out=left_out)
