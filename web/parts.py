"""What the pages are given, and under which keys a request carries it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from aiohttp import web

from services.access import Roles, Sessions, Visitor
from services.attempts import Attempts
from services.auditing import Auditing
from services.board import Board
from services.drafts import Drafts
from services.effects import TurnPorts
from services.insights import Insights
from services.judging import Judging
from services.learning import Learning
from services.library import Library
from services.outbox import Outbox
from services.ports import Clock, Store
from services.previewing import Previews
from services.rejudging import Rejudging
from services.team import Team
from services.transcripts import Readings
from services.trials import Trials
from services.workbench import Workbench
from web.oidc.provider import OpenId


class Memory(Store, Protocol):
    """The memory with what only pages need."""

    @property
    def sessions(self) -> Sessions: ...
    @property
    def attempts(self) -> Attempts: ...
    @property
    def auditing(self) -> Auditing: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def previews(self) -> Previews: ...
    @property
    def readings(self) -> Readings: ...
    @property
    def insights(self) -> Insights: ...
    @property
    def learning(self) -> Learning: ...
    @property
    def judging(self) -> Judging: ...
    @property
    def board(self) -> Board: ...
    @property
    def team(self) -> Team: ...


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages need."""

    memory: Memory
    ports: TurnPorts
    outbox: Outbox
    bench: Workbench
    trials: Trials
    names: Mapping[str, str]
    roles: Roles
    public_url: str = ""
    """Where people reach the pages; empty on one's own machine."""
    local: bool = False
    """A named cast may sign in without a password."""
    provider: OpenId | None = None
    """The sign-in service of the organisation."""
    rejudging: Rejudging = field(default_factory=Rejudging)

    @property
    def secure(self) -> bool:
        """Served over https: browsers are told to stay there."""
        return self.public_url.startswith("https://")

    @property
    def store(self) -> Store:
        return self.memory

    @property
    def library(self) -> Library:
        return self.ports.library

    @property
    def clock(self) -> Clock:
        return self.ports.clock

    def origin(self, request: web.Request) -> str:
        """What a browser calls the site that our forms stand on."""
        return self.public_url.rstrip("/") or f"http://{request.host}"


SITE = web.AppKey("site", Site)
VISITOR = web.RequestKey("visitor", Visitor)
"""Who sends the request; not there for somebody who is not signed in."""
