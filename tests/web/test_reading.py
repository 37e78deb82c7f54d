"""Coaches find and read conversations; what they do with them stays."""

import re

import pytest

from tests.web.browsing import Browser
from tests.web.played import TASK, Stage

pytestmark = pytest.mark.slow
LIST = "/coach/conversations"


async def test_a_conversation_is_listed_and_shows_every_message(carla: Browser, played: Stage) -> None:
    anna = played.person("anna")
    await anna.joins()
    await anna.says(TASK)

    listed = await carla.get(LIST)
    page = await carla.get(_first(listed.text))

    assert "Varje vecka samlar jag in tidrapporter" in listed.text
    assert page.status == 200
    assert TASK in page.text
    assert "Har jag förstått rätt?" in page.text
    assert "data-card=" in page.text


def _first(page: str) -> str:
    """The address of the newest conversation."""
    found = re.search(r'href="(/coach/conversations/\d+)', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("field", ["message", "remark"])
@pytest.mark.parametrize("number", ["9" * 30, "x", "-1", "\u00b2"])
async def test_a_note_on_what_cannot_be_is_refused(field: str, number: str, carla: Browser, played: Stage) -> None:
    await played.person("anna").says(TASK)
    page = _first((await carla.get(LIST)).text)
    way = "/remarks" if field == "message" else "/remarks/forget"

    answer = await carla.post(f"{page}{way}", {"text": "Se här", field: number})

    assert answer.status == 400


async def test_a_note_stands_only_at_a_message_of_its_conversation(carla: Browser, played: Stage) -> None:
    await played.person("anna").says(TASK)
    page = _first((await carla.get(LIST)).text)

    other = await carla.post(f"{page}/remarks", {"text": "Se här", "message": "999999999"})

    assert other.status == 404
    assert "Se här" not in (await carla.get(page)).text
