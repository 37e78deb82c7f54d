"""Who speaks with the bot in tests, and where."""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Final, Literal, Self, TypeAlias

from tests.fakes.world import TENANT

ChatKind: TypeAlias = Literal["personal", "groupChat", "channel"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a Teams account."""

    name: str
    aad_id: str
    teams_id: str
    tenant: str = TENANT

    @classmethod
    def named(cls, name: str, *, tenant: str = TENANT) -> Self:
        """The same person every time for the same name."""
        aad_id = str(uuid.uuid5(uuid.UUID(tenant), name))
        return cls(name, aad_id, f"29:1{_letters(aad_id, 60)}", tenant)

    @classmethod
    def unique(cls, name: str = "Någon") -> Self:
        """Somebody whom nobody met before."""
        aad_id = str(uuid.uuid4())
        return cls(name, aad_id, f"29:1{_letters(aad_id, 60)}")


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation; a channel has a team and, in a thread, the message that began it."""

    id: str
    kind: ChatKind = "personal"
    name: str | None = None
    team: str | None = None
    channel: str | None = None

    @classmethod
    def personal(cls, person: Person) -> Self:
        return cls(f"a:1{_letters(person.teams_id, 80)}")

    @classmethod
    def group(cls, name: str) -> Self:
        return cls(f"19:{_letters(name, 32)}@thread.v2", "groupChat", name)

    @classmethod
    def in_channel(cls, name: str, *, team: str = "Team", thread: str | None = None) -> Self:
        channel = f"19:{_letters(team + name, 32)}@thread.tacv2"
        conversation = f"{channel};messageid={thread}" if thread else channel
        return cls(conversation, "channel", name, f"19:{_letters(team, 32)}@thread.tacv2", channel)


def _letters(seed: str, length: int) -> str:
    return hashlib.sha512(seed.encode()).hexdigest()[:length]


ANNA: Final = Person.named("Anna Andersson")
CARLA: Final = Person.named("Carla Carlsson")
ADAM: Final = Person.named("Adam Adamsson")
EVE: Final = Person.named("Eve Eriksson")
STRANGER: Final = Person.named("Sten Stranger", tenant="99999999-aaaa-4bbb-8ccc-dddddddddddd")
