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
