"""Which programs and channels a text names as used today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.lexicon import Lexicon, ProgramWords, System
from knowledge.part import Language
from knowledge.reading.phrases import Hit, Phrases
from knowledge.reading.scope import Scope
from knowledge.reading.tokens import Token, fold

_SHORTEST_STEM = 8
_FROM = ("fran", "from")
"""Something comes from people and places; a program without a word for it is rather what it is taken out of."""
_DEFINITE = ("an", "en", "et", "arna", "erna", "orna")
_REACH = 12
"""How many words lie at most between a program, a correction and the other program."""


@dataclass(frozen=True, slots=True)
class Named:
    """A program, at the tokens `first` up to, not including, `last`."""

    id: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Word:
    """How a program may be written. A `cased` word counts only with a capital letter."""

    id: str
    cased: bool = False


def system_phrases(lexicon: Lexicon, language: Language) -> Phrases[Word]:
    none = ((phrase, Word("")) for phrase in lexicon.programs.never_words.to(language))
    return Phrases([*_entries(lexicon.systems, language), *none])


def _entries(systems: Sequence[System], language: Language) -> Iterator[tuple[str, Word]]:
    for system in systems:
        yield from ((word, Word(system.id)) for word in system.words.to(language))
        yield system.name, Word(system.id, system.common)
        yield f"{system.name}s", Word(system.id, system.common)
        if not system.common and " " not in system.name and len(system.name) >= _SHORTEST_STEM:
            yield f"{system.name}*", Word(system.id)


def named(text: Sequence[Token], phrases: Phrases[Word]) -> list[Named]:
    """Every program named, used or not. A word that means no program once in a text means none in it."""
    hits = phrases.find(text)
    none = [text[hit.last - 1].fold for hit in hits if not hit.value.id]
    return [
        Named(hit.value.id, hit.first, hit.last)
        for hit in hits
        if _counts(hit, text)
        and not (hit.last - hit.first == 1 and any(w.endswith(text[hit.first].fold) for w in none))
    ]


def no_channel(text: Sequence[Token], phrases: Phrases[Word]) -> list[bool]:
    """Marks the words that sound like a channel and mean none: the phone of "phone bills"."""
    marks = [False] * len(text)
    for hit in phrases.find(text):
        if not hit.value.id:
            marks[hit.first : hit.last] = [True] * (hit.last - hit.first)
    return marks


def _counts(hit: Hit[Word], text: Sequence[Token]) -> bool:
    token = text[hit.first]
    if not hit.value.id:
        return False
    if not hit.value.cased:
        return True
    begins = hit.first == 0 or text[hit.first - 1].sort == "stop"
    return token.capital and (not begins or token.text.isupper())


def used(
    found: Sequence[Named], scope: Scope, wished_programs: frozenset[str], business: frozenset[str]
) -> list[Named]:
    """Those that are part of the task as it is done now; each program once."""
    kept: dict[str, Named] = {}
    over = _corrected([system for system in found if system.id in business], scope.corrections)
    for system in found:
        if system in over:
            continue
        wished = scope.wished[system.first] and system.id in wished_programs
        if (
            scope.alive[system.first]
            and not scope.denied[system.first]
            and not wished
            and system.first not in scope.asked
            and not scope.is_denied_at(system.first)
            and not scope.is_over(system.first, system.last)
        ):
            kept.setdefault(system.id, system)
    return list(kept.values())


def _corrected(found: Sequence[Named], corrections: Sequence[int]) -> list[Named]:
    """Business systems that a correction names another for: out of Hogia, no, we went over to Fortnox."""
    return [
        one
        for one, other in pairwise(found)
        if any(0 <= at - one.last <= _REACH and 0 < other.first - at <= _REACH for at in corrections)
    ]


class Unlisted:
    """Programs outside the list, by where their names stand: entered into X, the system X."""

    def __init__(self, words: ProgramWords, language: Language) -> None:
        self._language = language
        self._entering = Phrases((word, True) for word in words.entering.to(language))
        self._into = Phrases((word, True) for word in words.into.to(language))
        self._called = Phrases((word, True) for word in words.called.to(language))
        self._never = Phrases((word, True) for word in words.never.both)

    def find(self, text: Sequence[Token], taken: Sequence[Named]) -> list[Named]:
        known = {at for system in taken for at in range(system.first, system.last)}
        entered = {hit.last for hit in self._entering.find(text)}
        found: list[Named] = []
        for hit in [*self._into.find(text), *self._called.find(text)]:
            near = any(at in entered for at in range(hit.first - 6, hit.first + 2))
            called = self._called.at(text, hit.first) is not None
            likely = called or (near and text[hit.first].fold not in _FROM and not self._is_definite(text, hit.last))
            if hit.last not in known and likely and self._is_name(text, hit.last):
                found.append(Named(_id(text[hit.last].text), hit.last, hit.last + 1))
        return found

    def _is_definite(self, text: Sequence[Token], at: int) -> bool:
        """A Swedish word with its article, "Bilpoolen", is the name of a place or a paper rather than a program."""
        return self._language == "sv" and at < len(text) and text[at].fold.endswith(_DEFINITE)

    def _is_name(self, text: Sequence[Token], at: int) -> bool:
        if at >= len(text) or text[at].sort != "word" or self._never.at(text, at) is not None:
            return False
        return text[at].capital and len(text[at].text) >= 3


def _id(name: str) -> str:
    return fold(name)
