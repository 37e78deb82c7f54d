"""Every card that the conversation can show, drawn and looked through: size, elements, labels, buttons, languages."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.cards.draw import draw
from bot.cards.parts import MOST_IN_A_SET
from bot.outbound import write_reply
from dialogs.message import CaseOpened, DataFound, Joined, Pressed, Said, TaskLine, TasksFound
from dialogs.plain import plain
from dialogs.reply import Press, Reply
from knowledge.part import LANGUAGES, Language
from tests.stage import Stage

MOST_BYTES = 25_000
ELEMENTS = {"TextBlock", "Container", "ColumnSet", "Column", "FactSet", "ActionSet", "Input.Text", "Input.ChoiceSet"}
ACTIONS = {"Action.Execute", "Action.Submit", "Action.ToggleVisibility"}
HOSTILE = "**fet** [länk](https://evil.example) _kursiv_ # rubrik\n- lista\n1. tal <b>html</b> `kod` "
LONG = (HOSTILE + "Varje fredag kopierar jag 40 tider från mejl till Excel, en halvtimme, vi är tre. ") * 40


def everything(language: Language, description: str) -> Iterator[Reply]:
    """A whole conversation, and every reply that it led to."""
    stage = Stage(language=language)
    for message in _messages(description):
        turn = stage.hear(message)
        yield from turn.replies
        yield from (reply for reply in (turn.settled, turn.instead) if reply is not None)
    stage.now += timedelta(days=3)
    yield from _to_the_end(stage)


def _messages(description: str) -> Iterator[Any]:
    yield Joined()
    for words in ("help", "privacy", "my tasks", "new", description, "?!", "yes"):
        yield Said(words)
    yield Pressed(Press("answer", "ekonomi", "old", "C12"))
    yield TasksFound((TaskLine("t1", description[:60], "paused", "coach", None, "1 maj"),) * 20)
    yield DataFound(3, 400, 1, "https://coach.example/my-data/abc", 30)
    yield CaseOpened("AC-2026-0001")
    for words in (
        "form",
        "why",
        "pause",
        "continue",
        "start over",
        "no",
        "delete my data",
        "no",
        "human",
        LONG,
        "cancel",
    ):
        yield Said(words)


def _to_the_end(stage: Stage) -> Iterator[Reply]:
    """Answer whatever is asked with its first answer, to the result, the templates and what follows a choice."""
    for _ in range(60):
        turn = stage.hear(_onward(stage))
        yield from turn.replies
        yield from (reply for reply in (turn.settled, turn.instead) if reply is not None)
        if any(getattr(reply, "kind", "") == "liked" for reply in turn.replies):
            return


def _onward(stage: Stage) -> Any:
    wanted = ("fits", "templates", "judge", "facts_right", "answer", "skip", "continue", "undescribed")
    choices = sorted((c.press for c in stage.choices if c.press.verb in wanted), key=lambda p: wanted.index(p.verb))
    press = next((each for each in choices if each.verb != "answer" or each.code), choices[0])
    return Pressed(press)


@pytest.fixture(scope="module", params=[(language, kind) for language in LANGUAGES for kind in ("plain", "long")])
def cards(request: pytest.FixtureRequest) -> list[tuple[Reply, dict[str, Any]]]:
    language, kind = request.param
    told = LONG if kind == "long" else "Every Friday I copy times from e-mail to Excel, half an hour, three of us."
    return [(reply, draw(reply, language)) for reply in everything(language, told)]


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Every element and action of a card, wherever it stands."""
    if isinstance(node, dict):
        if "type" in node:
            yield node
        for name, value in node.items():
            if name != "data":
                yield from parts(value)
    elif isinstance(node, list):
        for each in node:
            yield from parts(each)


def test_the_conversation_shows_every_kind_of_card(cards: list[tuple[Reply, dict[str, Any]]]) -> None:
    shown = {type(reply).__name__ for reply, _ in cards}

    assert shown == {"Note", "Ask", "Form", "Answered", "Understood", "Summary", "Result", "Offers", "Handover"}


def test_no_card_is_larger_than_teams_takes_in_good_spirits(cards: list[tuple[Reply, dict[str, Any]]]) -> None:
    sizes = {type(reply).__name__: len(json.dumps(card).encode()) for reply, card in cards}

    assert {name: size for name, size in sizes.items() if size >= MOST_BYTES} == {}


def test_cards_hold_only_what_teams_can_draw_on_a_phone(cards: list[tuple[Reply, dict[str, Any]]]) -> None:
    for _, card in cards:
        kinds = {part["type"] for part in parts(card)} - {"AdaptiveCard"}

        assert kinds <= ELEMENTS | ACTIONS
        assert (card["version"], card["$schema"]) == ("1.5", "http://adaptivecards.io/schemas/adaptive-card.json")


def test_a_card_says_its_language_and_can_be_read_as_text(cards: list[tuple[Reply, dict[str, Any]]]) -> None:
    for _, card in cards:
        assert card["lang"] in LANGUAGES
        assert card["fallbackText"].strip()


def test_every_field_has_a_label_and_every_text_wraps(cards: list[tuple[Reply, dict[str, Any]]]) -> None:
    for _, card in cards:
        for part in parts(card):
            if part["type"].startswith("Input."):
                assert part["label"].strip()
            if part["type"] == "TextBlock":
                assert part["wrap"] is True


def test_buttons_are_few_in_a_row_and_work_in_clients_without_execute(
    cards: list[tuple[Reply, dict[str, Any]]],
) -> None:
    for _, card in cards:
        rows = [card.get("actions", []), *(part["actions"] for part in parts(card) if part["type"] == "ActionSet")]

        assert max(len(row) for row in rows) <= MOST_IN_A_SET
        for button in (part for part in parts(card) if part["type"] == "Action.Execute"):
            assert button["verb"] == button["data"]["v"]
            assert (button["fallback"]["type"], button["fallback"]["data"]) == ("Action.Submit", button["data"])


def test_a_card_never_shows_the_same_id_twice(cards: list[tuple[Reply, dict[str, Any]]]) -> None:
    for _, card in cards:
        ids = [part["id"] for part in parts(card) if "id" in part]

        assert len(ids) == len(set(ids))


def test_what_people_wrote_is_shown_letter_by_letter(cards: list[tuple[Reply, dict[str, Any]]]) -> None:
    """Links, bold and lists of the person's own are escaped wherever a card would read markdown."""
    for _, card in cards:
        for part in parts(card):
            words = part.get("text", "") if part["type"] == "TextBlock" else ""

            assert not re.search(r"(?<!\\)\[länk(?<!\\)\]", words)
            assert "**fet**" not in words.replace("\\*", "")


def test_people_read_their_own_words_unescaped() -> None:
    stage = Stage()
    stage.says("ny", "Jag kopierar *alla* rader [A] till Excel varje vecka", "paus")

    assert "*alla* rader [A]" in plain(stage.spoken[0])


def test_a_message_is_a_card_with_a_summary_and_no_text() -> None:
    stage = Stage()
    turn = stage.hear(Joined())

    message = write_reply(turn.replies[0], "sv")

    assert set(message) == {"type", "locale", "summary", "attachments"}
    assert message["attachments"][0]["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert 0 < len(message["summary"]) <= 120
