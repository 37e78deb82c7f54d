"""Words that hint at personal, sensitive or secret data, or at a decision about somebody. Hints, never answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.lexicon import Hint, HintWords
from knowledge.reading.phrases import Phrases, several
from knowledge.reading.tokens import Token

_HINTS: tuple[Hint, ...] = ("personal_data", "sensitive", "secrecy", "decision")


@dataclass(frozen=True, slots=True)
class Hinted:
    hint: Hint
    first: int
    last: int


def hint_phrases(words: HintWords) -> Phrases[tuple[str, ...]]:
    """Both languages at once. An expression may hint at several things."""
    return several(_entries(words))


def _entries(words: HintWords) -> Iterator[tuple[str, str]]:
    for field in (*_HINTS, "anonymous"):
        yield from ((phrase, field) for phrase in getattr(words, field).both)


def hints(text: Sequence[Token], phrases: Phrases[tuple[str, ...]], alive: Sequence[bool]) -> list[Hinted]:
    """Each hint once. Sensitive data is personal data too, and says enough; anonymous data hints at nothing."""
    found: dict[Hint, Hinted] = {}
    for hit in phrases.find(text):
        if "anonymous" in hit.value:
            return []
        for hint in _HINTS:
            if alive[hit.first] and hint in hit.value:
                found.setdefault(hint, Hinted(hint, hit.first, hit.last))
    if "sensitive" in found:
        found.pop("personal_data", None)
    return list(found.values())
