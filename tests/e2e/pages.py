"""The coaches' pages with something on them, for a browser: filled by real turns, then served."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dialogs.case import Somebody
from dialogs.decided import ApprovedException, Retention
from dialogs.reply import Ask, Offers, Result, Summary, Understood
from services.decisions import approve_exception, decide_retention, end_exception
from services.receiving import decide, route
from tests.door.server import Server, serving
from tests.storage.talked import visitor
from tests.storage.turns import address
from tests.web.played import TASK, Play, Stage, stage

_STEPS = 60
_BEGAN = datetime(2026, 11, 2, 8, tzinfo=UTC)


@contextmanager
def filled_pages(folder: Path) -> Iterator[Server]:
    """A server with conversations: finished ones with a case, some left open, one in English, one mere hello.

    Two coaches have judged what is finished, and two people have named a program that nobody knows.
    """
    database = f"sqlite:///{folder / 'pages.db'}"
    with ThreadPoolExecutor(1) as aside:  # The browser's loop runs in this thread.
        aside.submit(asyncio.run, _fill(database)).result()
    with serving(database, {"LOCAL_SIGN_IN": "1", "PUBLIC_URL": ""}, folder / "log") as server:
        yield server


async def _fill(database: str) -> None:
    async with stage(database) as played:
        for number, name in enumerate(("anna", "bo", "cilla")):
            person = played.person(name, at=_BEGAN + timedelta(days=number))
            await person.joins()
            await person.says(TASK)
            await through(person)
            if number < 2:
                await _asks_for_help(person, "människa", "Kan någon hjälpa mig att komma igång? <b>Tack</b>", "skicka")
        english = played.person("dora", at=_BEGAN + timedelta(days=4), language="en")
        await english.says("Every Monday I copy the bookings from the web form into a spreadsheet, about 40 minutes")
        await played.person("elsa", at=_BEGAN + timedelta(days=5)).joins()
        for name in ("frida", "gustav"):
            person = played.person(name, at=_BEGAN + timedelta(days=5))
            await person.says("Varje vecka skriver jag in ärenden i systemet Zorbax")
        await _judge(played)
        await _decides(played)


async def _decides(played: Stage) -> None:
    """What an admin has set: two channels, of which one still asks, disposal, and exceptions now and before."""
    adam = Somebody("local-adam", "Adam")
    for name in ("Automationssmedjan / Ärenden", "Barn och ungdom / Automation"):
        place = replace(address(name), person=f"channel:{name}", name=name)
        async with played.store.begin() as unit:
            receiver = await unit.receivers.ask(place, "team", "Carla Carlsson", "sv", _BEGAN)
    await route(receiver.id, ["barn_ungdom", "hr"], ["stuck"], played.ports, adam.name)
    await decide(receiver.id, played.ports, approve=True, by=adam.name)
    await decide_retention(Retention(24, "KS 2026/00123", date(2026, 10, 20)), adam, played.ports)
    reason = "Dataskyddsombudet har gått igenom hur namnen hanteras och förvaltningen bär risken under ett försök."
    for guardrail, department in (("C13", "barn_ungdom"), ("C16", None)):
        exception = ApprovedException(guardrail, department, reason, "Eva Ek, förvaltningschef", date(2027, 6, 30))
        await approve_exception(exception, adam, played.ports)
    await end_exception(1, adam, played.ports)


async def _judge(played: Stage) -> None:
    """Two coaches, who do not agree on everything."""
    for each in await played.store.past_tasks.newest(2):
        for name, outcome in (("Doris", "self"), ("Erik", "coach" if each.transcript % 2 else "self")):
            await played.store.judging.judge(each.transcript, outcome, visitor(name), _BEGAN + timedelta(days=6))


async def through(person: Play) -> None:
    """The whole interview: always the first option, until a template is chosen."""
    for _ in range(_STEPS):
        match next((reply for reply in reversed(person.heard) if not isinstance(reply, str)), None):
            case Ask(shape="number"):
                await person.says("10")
            case Ask(shape="multi", send=send, options=options):
                await person.press(send.press, codes=options[0].press.code)
            case Ask(options=options):
                await person.press(options[0].press)
            case Understood(choices=choices) | Summary(choices=choices):
                await person.press(choices[0].press)
            case Result():
                await person.presses("templates")
            case Offers(offers=offers):
                await person.press(offers[0].choices[0].press)
                return
            case _:
                return


async def _asks_for_help(person: Play, *words: str) -> None:
    for each in words:
        await person.says(each)
