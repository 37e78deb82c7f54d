"""Tokens as a row of items: which words the lexicon gives a place in the grammar of numbers, times and frequencies."""

from collections.abc import Iterator, Sequence

from knowledge.lexicon import CountWords
from knowledge.part import Language
from knowledge.reading.items import Item, mark
from knowledge.reading.phrases import Phrases
from knowledge.reading.tokens import Token

_DROPPED = "~"
_DAY_AND_NIGHT = ("dygn", "dygnet")
_ALL_DAYS = ["alla", "dagar"]
_ONE_OR_MONTH = "man"
"""Short for a month where somebody writes without rings; else it means "one", as in "one does"."""
_WORDS = {
    "one": "1",
    "article": "a",
    "half": "h",
    "couple": "c",
    "to": "-",
    "between": "B",
    "and_": "&",
    "per": "/",
    "within": "i",
    "every": "E",
    "other": "e",
    "times": "G",
    "each": "S",
    "each_time": "g",
    "total": "T",
    "whole": "l",
    "take": "k",
    "last_year": "Y",
    "seasons": "Z",
    "during": "u",
    "more": "M",
    "weekend": "V",
    "deadline": "X",
    "money": "$",
    "percent": "%",
    "hedges": _DROPPED,
    "nothing": "x",
}
_AMOUNTS = {
    "numbers": "N",
    "ordinals": "O",
    "units": "U",
    "spells": "K",
    "workdays": "J",
    "periods": "P",
    "bare_periods": "p",
    "parts_of_day": "D",
    "weekdays": "W",
    "single_weekdays": "w",
    "adverbs": "A",
    "repeats": "R",
    "several": "f",
}


def count_phrases(words: CountWords, rather: Sequence[str], language: Language) -> Phrases[tuple[str, float]]:
    """The expressions of this grammar, with the kind and value that each stands for."""
    return Phrases(_entries(words, rather, language))


def _entries(words: CountWords, rather: Sequence[str], language: Language) -> Iterator[tuple[str, tuple[str, float]]]:
    for field, kind in _WORDS.items():
        yield from ((phrase, (kind, 0.0)) for phrase in getattr(words, field).to(language))
    for field, kind in _AMOUNTS.items():
        yield from ((phrase, (kind, value)) for phrase, value in getattr(words, field).to(language).items())
    yield from ((phrase, ("C", 0.0)) for phrase in rather)
    yield from _compound_numbers(words.numbers.to(language))


def _compound_numbers(numbers: dict[str, float]) -> Iterator[tuple[str, tuple[str, float]]]:
    """tjugofem, twenty-five, tvåhundra."""
    units = {word: value for word, value in numbers.items() if 1 <= value <= 9 and value % 1 == 0}
    units |= dict.fromkeys(("ett", "en", "one"), 1.0)
    for unit, value in units.items():
        for word, ten in numbers.items():
            if ten in (20, 30, 40, 50, 60, 70, 80, 90) and not word.endswith("tal"):
                yield word + unit, ("N", ten + value)
            if ten in (100, 1000) and not word.endswith("tal"):
                yield unit + word, ("N", ten * value)


def tagged(text: Sequence[Token], phrases: Phrases[tuple[str, float]], alive: Sequence[bool]) -> list[Item]:
    """The row of items for these tokens. What is not alive is `#`, and nothing reaches across it."""
    items: list[Item] = []
    period, position = 0.0, 0
    with_rings = any(not token.text.isascii() for token in text if token.sort == "word")
    day_and_night = any(token.fold in _DAY_AND_NIGHT for token in text)
    while position < len(text):
        hit = phrases.at(text, position) if text[position].sort in ("word", "sign") else None
        kind, value = hit.value if hit else (mark(text[position]), text[position].value)
        last = hit.last if hit else position + 1
        if text[position].text.lower() == "à":
            kind = "-"
        week_number = kind == "P" and text[position].fold == "v" and last < len(text) and text[last].sort == "number"
        if week_number or (kind == "U" and text[position].text == "HR"):
            kind = "x"
        if kind == "P" and with_rings and text[position].text.lower() == _ONE_OR_MONTH:
            kind = "x"
        if kind == "A" and day_and_night and [token.fold for token in text[position:last]] == _ALL_DAYS:
            kind = "V"
        period = value if kind == "P" else period
        elliptic = kind == "e" and period and not _is_period(text, phrases, last)
        if not alive[position]:
            kind = "#"
        if kind != _DROPPED:
            noun = text[position].fold if kind in "xWw" else ""
            items.append(Item(kind, position, last, value, noun=noun))
        if elliptic:  # Not every week but every other.
            items.append(Item("P" if kind == "e" else "#", position, last, period))
        position = last
    return items


def _is_period(text: Sequence[Token], phrases: Phrases[tuple[str, float]], position: int) -> bool:
    hit = phrases.at(text, position) if position < len(text) else None
    return hit is not None and hit.value[0] in "PpDJWw"
