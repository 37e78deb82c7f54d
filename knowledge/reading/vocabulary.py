"""The lexicon made ready for reading, once a revision."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.lexicon import Lexicon
from knowledge.part import LANGUAGES, Language
from knowledge.reading.errors import error_phrases
from knowledge.reading.hints import hint_phrases
from knowledge.reading.input_form import input_phrases
from knowledge.reading.people import Whose, people_phrases, whose_phrases
from knowledge.reading.phrases import Phrases, paired
from knowledge.reading.scope import scope_phrases
from knowledge.reading.systems import Unlisted, Word, system_phrases
from knowledge.reading.tagging import count_phrases
from knowledge.reading.tokens import Token, fold, normalised, tokens

_SHORTEST_TURNED, _SHORTEST_MISSPELT = 5, 7
_KEPT = 10_000
_MOST_CORRECTED = 500
"""How many different unknown words of one text are looked at for misspelling."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The expressions of one language."""

    counts: Phrases[tuple[str, float]]
    people: Phrases[str]
    whose: Phrases[Whose]
    errors: Phrases[str]
    input: Phrases[tuple[str, ...]]
    systems: Phrases[Word]
    unlisted: Unlisted


@dataclass(frozen=True, slots=True)
class Vocabulary:
    grammars: Mapping[Language, Grammar]
    hints: Phrases[tuple[str, ...]]
    scope: Phrases[tuple[str, ...]]
    in_fields: frozenset[str]
    """The programs out of which data comes in fields."""
    business: frozenset[str]
    wished_programs: frozenset[str]
    known: frozenset[str]
    meant: Callable[[str], str | None]
    """The vocabulary's word for a misspelt one."""

    def read(self, text: str) -> tuple[str, list[Token]]:
        """The normalised text, and its tokens with misspelt words put right."""
        clean = normalised(text)
        return clean, self._spelt(list(tokens(clean)))

    def _spelt(self, text: list[Token]) -> list[Token]:
        unknown = {
            token.fold: None
            for token in text
            if token.sort == "word" and len(token.fold) >= _SHORTEST_TURNED and token.fold not in self.known
        }
        right = {word: self.meant(word) for word in list(unknown)[:_MOST_CORRECTED]}
        return paired([_respelt(token, right.get(token.fold)) for token in text])


def _meant(words: Sequence[str]) -> Callable[[str], str | None]:
    """What finds the word of these that another one is a slip of the keyboard away from.

    A short word is only put right when two letters have changed places.
    """
    long_words = [word for word in words if len(word) >= _SHORTEST_MISSPELT]
    turned = {"".join(sorted(word)): word for word in words if len(word) < _SHORTEST_MISSPELT}

    @lru_cache(_KEPT)
    def meant(word: str) -> str | None:
        if len(word) < _SHORTEST_MISSPELT:
            short = turned.get("".join(sorted(word)), "")
            return short if short[:1] == word[0] and OSA.distance(short, word) == 1 else None
        found = process.extractOne(word, long_words, scorer=OSA.distance, score_cutoff=1)
        if found is None or found[0][0] != word[0] or found[0][-1] != word[-1]:
            return None
        return str(found[0])

    return meant


def _respelt(token: Token, meant: str | None) -> Token:
    return token if meant is None else Token(token.sort, token.text, meant, token.start, token.end, token.value)


def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """Prepare a lexicon for reading."""
    grammars = {language: _grammar(lexicon, language) for language in LANGUAGES}
    hints, scope = hint_phrases(lexicon.flags), scope_phrases(lexicon.scope)
    spelt = hints.words
    spelt |= frozenset(word for word in scope.words if len(word) >= _SHORTEST_MISSPELT)
    words = scope.words
    for grammar in grammars.values():
        spelt |= grammar.counts.words | grammar.errors.words | grammar.input.words | grammar.systems.words
        words |= grammar.people.words
    return Vocabulary(
        grammars=grammars,
        hints=hints,
        scope=scope,
        in_fields=frozenset(system.id for system in lexicon.systems if system.holds_fields),
        business=frozenset(system.id for system in lexicon.systems if system.kind == "business"),
        wished_programs=frozenset(lexicon.wished_programs),
        known=words | spelt | frozenset(map(fold, lexicon.not_misspelt.both)),
        meant=_meant(sorted(word for word in spelt if len(word) >= _SHORTEST_TURNED)),
    )


def _grammar(lexicon: Lexicon, language: Language) -> Grammar:
    return Grammar(
        counts=count_phrases(lexicon.counts, lexicon.scope.rather.to(language), language),
        people=people_phrases(lexicon.people, language),
        whose=whose_phrases(lexicon.people, language),
        errors=error_phrases(lexicon.errors, language),
        input=input_phrases(lexicon.input, language),
        systems=system_phrases(lexicon, language),
        unlisted=Unlisted(lexicon.programs, language),
    )
