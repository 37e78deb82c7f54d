"""A wish for a human is heard in any words; a description of work is never taken for one."""

import json
from pathlib import Path

import pytest

from dialogs.commands import fold
from dialogs.wishes import wants_a_human, wants_it_explained

WISHES = [
    "jag vill prata med en människa",
    "kan någon ringa mig?",
    "Kan jag få hjälp av en coach",
    "hur når jag teamet",
    "koppla mig till en coach",
    "ge mig en människa",
    "finns det en person jag kan prata med",
    "orkar inte med bot, vill ha en riktig människa",
    "får jag tala med någon på automationssmedjan",
    "jag vill snacka med nån",
    "kan jag boka tid med en coach",
    "vill hellre ta det här med en person",
    "I'd like to talk to a real person",
    "can someone call me",
    "is there anyone I can talk to",
    "please connect me to a human",
    "how do i contact the team",
    "get me a human",
]
TEXTS = Path(__file__).parents[2] / "knowledge" / "evaluation" / "texts"


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_for_a_human_is_heard_in_any_words(text: str) -> None:
    assert wants_a_human(fold(text))


@pytest.mark.parametrize("name", ["reading_1", "finding_easy", "finding_hard"])
def test_no_description_of_work_is_a_wish_for_a_human(name: str) -> None:
    texts = [json.loads(line)["text"] for line in (TEXTS / f"{name}.jsonl").read_text("utf-8").splitlines()]

    assert len(texts) >= 60
    assert [text for text in texts if wants_a_human(fold(text))] == []


@pytest.mark.parametrize("text", ["jag förstår inte", "Vad menar ni med det?", "fattar inte frågan", "explain please"])
def test_a_question_that_was_not_understood_is_noticed(text: str) -> None:
    assert wants_it_explained(fold(text))


def test_a_description_that_says_what_somebody_does_not_understand_is_no_request_to_explain() -> None:
    told = "många kunder förstår inte blanketten så jag ringer upp dem och fyller i den tillsammans med dem varje dag"

    assert not wants_it_explained(fold(told))
