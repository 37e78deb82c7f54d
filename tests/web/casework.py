"""Cases that people really asked for, and the coaches who work them on the pages."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dialogs.case import Case
from dialogs.plain import plain
from services.access import Identity
from tests.door.server import Server
from tests.web.browsing import Answer, Browser, signed_in
from tests.web.played import Play, Stage

CASES = "/coach/cases"
_NUMBER = re.compile(r"AC-\d{4}-\d{4,}")


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who asked for help, and the number of their case."""

    person: Play
    number: str

    @property
    def path(self) -> str:
        return f"{CASES}/{self.number}"

    @property
    def name(self) -> str:
        return self.person.person.partition("-")[0].capitalize()


async def asked(stage: Stage, words: str, *, name: str = "anna") -> Asked:
    """Somebody new asks for help in these words."""
    person = stage.person(name, at=datetime.now(UTC) - timedelta(minutes=10))  # noqa: TID251 - nobody speaks in the future
    await person.joins()
    return await asks(person, words)


async def asks(person: Play, words: str) -> Asked:
    """The same person asks once more."""
    await person.says("människa")
    await person.says(words)
    await person.says("skicka")
    told = " ".join(plain(reply) for reply in person.heard)
    found = _NUMBER.search(told)
    assert found, told
    return Asked(person, found[0])


async def stands(stage: Stage, number: str) -> Case:
    found = await stage.store.board.latest(number)
    assert found is not None
    return found[0]


async def happened(stage: Stage, number: str) -> list[str]:
    """What has happened to a case, in order."""
    case = await stands(stage, number)
    async with stage.store.begin() as unit:
        return [event.what for event in await unit.cases.events(case)]


async def act(coach: Browser, case: Asked, verb: str, **fields: str) -> Answer:
    """Press a button of the case's page as it is now."""
    return await coach.post(f"{case.path}/act", {"verb": verb, "moves": await moves(coach, case), **fields})


async def moves(coach: Browser, case: Asked) -> str:
    page = (await coach.get(case.path)).text
    found = re.search(r'name="moves" value="(\d+)"', page)
    assert found, page
    return found[1]


async def after(coach: Browser, answer: Answer) -> str:
    """The page that an act leads to."""
    assert answer.status == 303, answer.text
    return (await coach.get(answer.to)).text


@asynccontextmanager
async def another_coach(server: Server, stage: Stage, name: str) -> AsyncIterator[Browser]:
    """A coach besides Carla."""
    identity = Identity("local", f"local-{name.lower()}", name, ("coach",), "local")
    async with signed_in(server.url, stage.store.sessions, identity) as opened:
        await opened.get(CASES)
        yield opened
