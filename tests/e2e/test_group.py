"""Mentioned where others read along, the coach only shows the way to a chat of one's own."""

import pytest

from tests.e2e.playground import Playground

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("chat", ["Group Chat", "My Team - General"])
def test_a_mention_is_answered_with_the_way_to_the_personal_chat(teams: Playground, chat: str) -> None:
    teams.go_to(chat)

    pointer = teams.mention("Test Bot", "jag vill automatisera fakturor")

    pointer.shows("Vi pratar bäst i en egen chatt").hides("Har jag förstått rätt?")
    assert "/l/chat/" in pointer.link("Öppna chatten")
