"""Reading cards as a client does: by the data of their buttons, never by their words."""

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

CARD = "application/vnd.microsoft.card.adaptive"

Card: TypeAlias = dict[str, Any]
Pressed: TypeAlias = dict[str, Any]
Step: TypeAlias = Literal["describe", "facts", "question", "summary", "result", "other"]


def card_in(activity: dict[str, Any]) -> Card:
    """The card of a message that was shown; empty when there is none."""
    found = [each["content"] for each in activity.get("attachments", ()) if each["contentType"] == CARD]
    return found[0] if found else {}


def buttons(card: Card) -> list[Pressed]:
    """The data of every Action.Execute on a card, in reading order."""
    return [each["data"] for each in _nodes(card) if each.get("type") == "Action.Execute"]


def button(card: Card, verb: str, code: str | None = None) -> Pressed:
    """The first button with this verb (and code)."""
    return next(data for data in buttons(card) if data["v"] == verb and code in (None, data.get("c")))


def verbs(card: Card) -> set[str]:
    return {data["v"] for data in buttons(card)}


def step_of(card: Card) -> Step:
    """Where in the interview a card belongs."""
    known: dict[str, Step] = {
        "undescribed": "describe",
        "facts_right": "facts",
        "answer": "question",
        "typed": "question",
        "judge": "summary",
        "templates": "result",
    }
    return next((step for verb, step in known.items() if verb in verbs(card)), "other")


def question_of(card: Card) -> str:
    """The question that a card asks; empty when it asks none."""
    return next((data["q"] for data in buttons(card) if data["v"] in ("answer", "typed")), "")


def answer_to(card: Card, code: str) -> Pressed:
    """The data that comes back when this option is chosen, from a button or from a list."""
    asked = next(data for data in buttons(card) if data["v"] in ("answer", "typed"))
    return {"v": "answer", "c": code, "i": asked["i"], "q": asked["q"]}


def texts(card: Card) -> str:
    """All that can be read on a card."""
    return "\n".join(str(each["text"]) for each in _nodes(card) if "text" in each)


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for name, each in value.items():
            if name != "fallback":
                yield from _nodes(each)
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each)
