"""How often it goes wrong, is forgotten or is late: only when the text says both that and how often."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.lexicon import ErrorWords, Often
from knowledge.part import Language
from knowledge.reading.items import Item, code
from knowledge.reading.phrases import Hit, Phrases
from knowledge.reading.tokens import Token

_NEAR = 6
_RIGHT_OR_RATHER = "ratt"
_OPPOSITE: dict[Often, Often] = {"ofta": "sallan", "sallan": "ofta"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """How often, and the tokens that say so."""

    often: Often
    first: int
    last: int


_LEVELS: tuple[Often, ...] = ("sallan", "ibland", "ofta")


def error_phrases(words: ErrorWords, language: Language) -> Phrases[str]:
    return Phrases(_entries(words, language))


def _entries(words: ErrorWords, language: Language) -> Iterator[tuple[str, str]]:
    for name in (*_LEVELS, "trouble", "fine", "out_of", "others_fault"):
        yield from ((phrase, name) for phrase in getattr(words, name).to(language))
    for level in _LEVELS:
        yield from ((phrase, f"says_{level}") for phrase in getattr(words, f"says_{level}").both)


def errors(text: Sequence[Token], phrases: Phrases[str], alive: Sequence[bool]) -> Trouble | None:
    """The first statement of how often there is trouble."""
    hits = [hit for hit in phrases.find(text) if alive[hit.first]]
    for at, hit in enumerate(hits):
        if hit.value.startswith("says_"):
            return Trouble(_level(hit.value.removeprefix("says_")), hit.first, hit.last)
        if hit.value in ("trouble", "fine") and not _is_adverb(text, hits, at):
            found = _with_frequency(text, hits, at)
            if found is not None:
                return found
    return None


def _is_adverb(text: Sequence[Token], hits: Sequence[Hit[str]], at: int) -> bool:
    """Whether "rätt" means "rather": rätt ofta, rätt mycket."""
    following = hits[at + 1] if at + 1 < len(hits) else None
    adverb = text[hits[at].first].fold == _RIGHT_OR_RATHER and hits[at].last == hits[at].first + 1
    return adverb and following is not None and following.first == hits[at].last and following.value in _LEVELS


def trouble_places(text: Sequence[Token], phrases: Phrases[str]) -> list[Hit[str]]:
    return [hit for hit in phrases.find(text) if hit.value == "trouble"]


def _level(name: str) -> Often:
    return next(level for level in _LEVELS if level == name)


def _with_frequency(text: Sequence[Token], hits: Sequence[Hit[str]], at: int) -> Trouble | None:
    """The nearest word of frequency in the same clause."""
    hit = hits[at]
    around = hits[max(0, at - _NEAR) : at + _NEAR + 1]
    near = [other for other in around if other.value in _LEVELS and _together(text, hit, other)]
    if not near:
        return None
    often = min(near, key=lambda other: max(other.first - hit.last, hit.first - other.last))
    level: Often | None = _level(often.value)
    if hit.value == "fine":
        level = _OPPOSITE.get(_level(often.value))
    return level and Trouble(level, min(hit.first, often.first), max(hit.last, often.last))


def _together(text: Sequence[Token], one: Hit[str], other: Hit[str]) -> bool:
    first, last = min(one.last, other.last), max(one.first, other.first)
    return last - first <= _NEAR and all(token.sort not in ("stop", "pause") for token in text[first:last])


def share(items: Sequence[Item], troubles: Sequence[Hit[str]]) -> Trouble | None:
    """One in twenty, every fourth, 5 %: with trouble said in the same breath."""
    kinds = code(items)
    after, before = {hit.first: hit for hit in troubles}, {hit.last: hit for hit in troubles}
    for match in re.finditer(r"(?:1|N|R)i?x{0,1}f?N(?![PpU])|E[OQe](?![PpDWwJ])|N%", kinds):
        parts = items[match.start() : match.end()]
        value = _share(parts)
        first, last = parts[0].first, parts[-1].last
        hit = next((after[at] for at in range(last - 1, last + 9) if at in after), None)
        hit = hit or next((before[at] for at in range(first - 3, first + 1) if at in before), None)
        if value is not None and hit is not None:
            return Trouble(_of_share(value), min(first, hit.first), max(last, hit.last))
    return None


def _share(parts: Sequence[Item]) -> float | None:
    if parts[-1].kind == "%":
        return parts[0].value / 100
    if parts[0].kind == "E":
        return 0.5 if parts[-1].kind == "e" else 1 / parts[-1].value if parts[-1].value else None
    low, high = 1.0 if parts[0].kind == "1" else parts[0].value, parts[-1].value
    return low / high if 0 < low < high else None


def _of_share(value: float) -> Often:
    """Under 2 % is seldom, above 10 % is often (the project's rules for reading errors)."""
    return "sallan" if value < 0.02 else "ibland" if value <= 0.10 else "ofta"
