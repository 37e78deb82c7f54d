"""Text into words: folded letters, stems, pieces, and which language it is in."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from knowledge.part import LANGUAGES, Language, Texts

MOST_LETTERS = 4_000
"""What is read of a text. More says nothing new about a task, and would only be slow."""

_WORD = re.compile(r"[^\W_]+")
_PIECE = 4
_KEPT = 20_000
"""How many different words are remembered with their stems and pieces."""
_STEMMERS = {"sv": snowballstemmer.stemmer("swedish"), "en": snowballstemmer.stemmer("english")}


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the person wrote it, and what is left when its ending is taken off."""

    said: str
    stem: str


def words(text: str, language: Language, quiet: frozenset[str]) -> tuple[Word, ...]:
    """The words that say something, in reading order; a quiet word says nothing about a task."""
    folded = ((word, fold(word)) for word in all_words(text))
    return tuple(Word(word, stem(plain, language)) for word, plain in folded if len(plain) > 1 and plain not in quiet)


def all_words(text: str) -> list[str]:
    """Every word of a text as it stands there, quiet ones too."""
    return _WORD.findall(unicodedata.normalize("NFC", text[:MOST_LETTERS]))


@lru_cache(_KEPT)
def pieces(word: str) -> tuple[str, ...]:
    """All runs of four letters, the edges of the word marked: what a compound or misspelt word shares with others."""
    marked = f"_{fold(word)}_"
    return tuple(marked[at : at + _PIECE] for at in range(max(len(marked) - _PIECE + 1, 1)))


@lru_cache(_KEPT)
def fold(word: str) -> str:
    """Small letters without dots and accents: people on the move write "atgard" for "åtgärd"."""
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def folded(said: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in said)


def language_of(text: str, quiet: Mapping[Language, frozenset[str]]) -> Language | None:
    """The language whose small words the text holds most of; None when it does not tell."""
    found = [fold(word) for word in all_words(text)]
    counts = {language: sum(word in quiet[language] for word in found) for language in LANGUAGES}
    if counts["sv"] == counts["en"]:
        return None
    return max(LANGUAGES, key=lambda language: counts[language])


def quiet_words(quiet: Texts) -> dict[Language, frozenset[str]]:
    return {language: folded(quiet.to(language)) for language in LANGUAGES}


@lru_cache(_KEPT)
def stem(plain: str, language: Language) -> str:
    """What is left of a folded word when its ending is taken off."""
    return fold(_STEMMERS[language].stemWord(plain))
