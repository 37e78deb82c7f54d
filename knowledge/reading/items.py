"""A text as a row of items, each with a kind of one letter, so that grammar is a pattern over the kinds.

A pattern that matches a run of items puts one item in their place: numbers become quantities, quantities with units
become lengths of time, and so on. Every pattern has bounded parts only, so reading takes time linear in the text.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from knowledge.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class Item:
    """One or more tokens, `first` up to, not including, `last`, that together mean one thing."""

    kind: str
    first: int
    last: int
    value: float = 0.0
    count: float = 1.0
    """How many things or times a period a rate speaks of."""
    noun: str = ""
    unless: Literal["", "no time", "time for each"] = ""
    """Of a rate: what has to be told for the number to be clear, as it may be no more than a size."""


Make: TypeAlias = Callable[[Sequence[Item]], Item | None]
Rule: TypeAlias = tuple[re.Pattern[str], Make]


def code(items: Sequence[Item]) -> str:
    return "".join(item.kind for item in items)


def rewrite(items: list[Item], rules: Sequence[Rule]) -> list[Item]:
    """Apply each rule once over the whole row, in order. A rule that makes None leaves its items alone."""
    for pattern, make in rules:
        items = _apply(items, pattern, make)
    return items


def _apply(items: list[Item], pattern: re.Pattern[str], make: Make) -> list[Item]:
    done: list[Item] = []
    at = 0
    for match in pattern.finditer(code(items)):
        made = make(items[match.start() : match.end()])
        if made is not None:
            done += [*items[at : match.start()], made]
            at = match.end()
    return done + items[at:]


def sentence_of(items: Sequence[Item], item: Item) -> Sequence[Item]:
    """The items between the full stops around this one."""
    kinds, at = code(items), items.index(item)
    end = kinds.find(".", at)
    return items[kinds.rfind(".", 0, at) + 1 : end if end >= 0 else len(items)]


def over(kind: str, parts: Sequence[Item], value: float, count: float = 1.0, noun: str = "") -> Item:
    """An item in place of these."""
    return Item(kind, parts[0].first, parts[-1].last, value, count, noun)


def only(parts: Sequence[Item], kinds: str) -> list[Item]:
    return [part for part in parts if part.kind in kinds]


def mark(token: Token) -> str:
    """The kind of a token that is no word of the grammar."""
    match token.sort:
        case "number":
            return "N"
        case "ordinal":
            return "Q"
        case "pause":
            return "(" if token.text == "(" else ","
        case "stop":
            return "."
        case "hyphen":
            return "-"
        case _:
            return {"/": "/", "%": "%", "&": "&", "+": "&", "€": "$", "$": "$"}.get(token.text, "x")
