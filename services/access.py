"""Who is at the pages, and what they may do there. Roles come with the sign-in and are looked at on every request."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal, Protocol, TypeAlias

from knowledge.part import Language

Role: TypeAlias = Literal["employee", "coach", "admin"]
Way: TypeAlias = Literal["oidc", "teams", "local"]

IDLE = timedelta(hours=1)
"""Without a request for so long, a session is over."""
LONGEST = timedelta(hours=10)
"""After so long it is over whatever happens: a working day."""
_NOTED = timedelta(minutes=1)
"""That somebody was here is written no more often than this."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody whom a provider vouches for. `key` is the lasting id in the tenant, never an e-mail address."""

    tenant: str
    key: str
    name: str
    claims: tuple[str, ...]
    """Roles as the provider names them."""
    way: Way
    refresh: str | None = None
    """With what the provider can be asked again, encrypted."""


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in that lasts. `token` is a digest: whoever reads the database cannot use it."""

    token: str
    identity: Identity
    begun: datetime
    seen: datetime
    ends: datetime
    checked: datetime
    """When the provider last vouched for the roles."""
    language: Language | None = None

    def is_over(self, now: datetime) -> bool:
        return now >= self.ends or now - self.seen >= IDLE

    def lasts(self, now: datetime) -> bool:
        """Whether it is time to note that somebody was here."""
        return now - self.seen >= _NOTED


@dataclass(frozen=True, slots=True)
class Roles:
    """Which names of the provider mean which role here."""

    coach: frozenset[str]
    admin: frozenset[str]

    def of(self, claims: Collection[str]) -> frozenset[Role]:
        found: set[Role] = {"employee"}
        if self.coach & set(claims):
            found.add("coach")
        if self.admin & set(claims):
            found.add("admin")
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is signed in."""

    session: Session
    roles: frozenset[Role]

    @property
    def name(self) -> str:
        return self.session.identity.name

    @property
    def key(self) -> str:
        return self.session.identity.key


class Sessions(Protocol):
    """Where sign-ins are kept."""

    async def add(self, session: Session) -> None:
        """Put a session on record, and who signed in."""

    async def find(self, token: str) -> Session | None: ...

    async def note(self, session: Session) -> None:
        """Write when it was last used, and its language."""

    async def renew(self, session: Session) -> None:
        """Write what the provider has just said of the person, and with what it can be asked the next time."""

    async def end(self, token: str, at: datetime) -> None: ...

    async def end_all(self, who: Identity, by: str, at: datetime) -> int:
        """End every session of a person; gives back how many there were."""

    async def open(self, now: datetime, most: int) -> tuple[Session, ...]:
        """Who is signed in, newest first."""


def digest(token: str) -> str:
    """How a token is stored."""
    return sha256(token.encode()).hexdigest()


def form_token(token: str) -> str:
    """What every form of a session carries: another site cannot know it, since it cannot read the cookie."""
    return sha256(f"form:{token}".encode()).hexdigest()


async def begin(identity: Identity, sessions: Sessions, now: datetime, ends: datetime | None = None) -> str:
    """Sign somebody in; gives back the token for their browser. It is always a new one."""
    token = secrets.token_urlsafe(32)
    until = min(ends, now + LONGEST) if ends is not None else now + LONGEST
    await sessions.add(Session(digest(token), identity, now, now, until, now))
    return token


async def recognise(token: str, sessions: Sessions, roles: Roles, now: datetime) -> Visitor | None:
    """Whose browser this is; None when the session is over or was never there."""
    session = await sessions.find(digest(token))
    if session is None or session.is_over(now):
        return None
    if session.lasts(now):
        session = replace(session, seen=now)
        await sessions.note(session)
    return Visitor(session, roles.of(session.identity.claims))
