"""Questions beside the interview, and messages from somebody in need: found among the content's phrases."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from dialogs.commands import fold
from knowledge.model import Aside
from knowledge.part import Texts
from knowledge.prepared import Knowledge

_ALIKE = 87
_LONGEST = 120
_WORD = re.compile(r"\w+")


def in_need(knowledge: Knowledge, text: str) -> Aside | None:
    """The answer for somebody who writes of despair, ill health of their own or threats, wherever the words stand."""
    words = f" {' '.join(_WORD.findall(_straight(text)))} "
    for aside in knowledge.revision.asides:
        if aside.care and any(phrase in words for phrase in _sequences(aside.asked)):
            return aside
    return None


@lru_cache(maxsize=256)
def _sequences(asked: Texts) -> tuple[str, ...]:
    """The phrases as runs of words. Content only: what people write is never kept in a cache."""
    return tuple(f" {' '.join(_WORD.findall(_straight(phrase)))} " for phrase in asked.both)


@lru_cache(maxsize=256)
def _phrases(asked: Texts) -> tuple[str, ...]:
    return tuple(_straight(phrase) for phrase in asked.both)


def asked_beside(knowledge: Knowledge, text: str) -> Aside | None:
    """The question beside the interview that this message is, as a whole; None when it is none of them."""
    folded = _straight(text)
    if not folded or len(folded) > _LONGEST:
        return None
    best: tuple[float, Aside] | None = None
    for aside in knowledge.revision.asides:
        if aside.care:
            continue
        score = max(_likeness(folded, phrase) for phrase in _phrases(aside.asked))
        if score >= _ALIKE and (best is None or score > best[0]):
            best = (score, aside)
    return best[1] if best else None


def _likeness(text: str, phrase: str) -> float:
    """0-100; a phrase much longer or shorter than the text is not alike, however its words overlap."""
    if abs(len(text) - len(phrase)) > max(6, len(phrase) // 2):
        return 0.0
    return float(max(fuzz.ratio(text, phrase), fuzz.token_sort_ratio(text, phrase)))


def _straight(text: str) -> str:
    return fold(text).replace("’", "'").rstrip("?").strip()
