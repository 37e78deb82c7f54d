"""The coaches' pages with something on them, for a browser: filled by real turns, then served."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dialogs.reply import Ask, Offers, Result, Summary, Understood
from tests.door.server import Server, serving
from tests.web.played import TASK, Play, stage

_STEPS = 60
_BEGAN = datetime(2026, 11, 2, 8, tzinfo=UTC)


@contextmanager
def filled_pages(folder: Path) -> Iterator[Server]:
    """A server with five conversations: finished ones with a case, one left open, one in English, one mere hello."""
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
            await _through(person)
            if number < 2:
                await _asks_for_help(person, "människa", "Kan någon hjälpa mig att komma igång? <b>Tack</b>", "skicka")
        english = played.person("dora", at=_BEGAN + timedelta(days=4), language="en")
        await english.says("Every Monday I copy the bookings from the web form into a spreadsheet, about 40 minutes")
        await played.person("elsa", at=_BEGAN + timedelta(days=5)).joins()


async def _through(person: Play) -> None:
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
