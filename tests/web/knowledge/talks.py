"""Conversations to learn from: told in own words, walked through to a template, which is chosen or refused."""

import html
import re

from dialogs.reply import Offers
from services.access import Identity
from tests.web.played import Play, Stage
from tests.web.tellers import press, walk

BOTH = Identity("local", "local-siv", "Siv", ("coach", "admin"), "local")
"""An admin who is a coach too."""


async def tells(played: Stage, name: str, text: str) -> Play:
    """Somebody describes a task."""
    chat = played.person(name)
    await chat.says(text)
    return chat


async def chooses(played: Stage, name: str, text: str) -> str:
    """Somebody describes a task and chooses the first template that is shown: its id."""
    chat = await tells(played, name, text)
    await walk(chat, "result", "hr")
    await press(chat, "templates")
    template = first_offer(chat)
    await press(chat, f"fits:{template}")
    return template


def first_offer(chat: Play) -> str:
    offers = next(reply for reply in chat.heard if isinstance(reply, Offers))
    return offers.offers[0].template


def rows(page: str, section: str) -> list[str]:
    """What stands in the rows of a section, in words and fields."""
    after = page.partition(f'<h2 id="{section}"')[2].partition("<h2")[0]
    return [html.unescape(row) for row in re.findall(r'<li class="row">(.*?)</li>', after, re.DOTALL)]


def field(row: str, name: str) -> str:
    """The value of a field in a row."""
    found = re.search(rf'name="{name}" value="([^"]*)"', row) or re.search(
        rf'<textarea name="{name}"[^>]*>\n(.*?)</textarea>', row, re.DOTALL
    )
    assert found is not None, row
    return found[1]
