"""The lexicon made ready for reading, once a revision."""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.lexicon import Lexicon
from knowledge.part import LANGUAGES, Language
from knowledge.reading.errors import error_phrases
from knowledge.reading.hints import hint_phrases
from knowledge.reading.input_form import input_phrases
from knowledge.reading.people import people_phrases
from knowledge.reading.phrases import Phrases
from knowledge.reading.scope import scope_phrases
from knowledge.reading.systems import Unlisted, Word, system_phrases
from knowledge.reading.tagging import count_phrases
from knowledge.reading.tokens import Token, fold, normalised, tokens

_SHORTEST_MISSPELT = 7
_MOST_CORRECTED = 500
"""How many different unknown words of one text are looked at for misspelling."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The expressions of one language."""

    counts: Phrases[tuple[str, float]]
    people: Phrases[str]
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
    wished_programs: frozenset[str]
    known: frozenset[str]
    long_words: tuple[str, ...]

    def read(self, text: str) -> tuple[str, list[Token]]:
        """The normalised text, and its tokens with misspelt words put right."""
        clean = normalised(text)
        return clean, self._spelt(list(tokens(clean)))

    def _spelt(self, text: list[Token]) -> list[Token]:
        unknown = {
            token.fold: None
            for token in text
            if token.sort == "word" and len(token.fold) >= _SHORTEST_MISSPELT and token.fold not in self.known
        }
        right = {word: self._meant(word) for word in list(unknown)[:_MOST_CORRECTED]}
        return [_respelt(token, right.get(token.fold)) for token in text]

    def _meant(self, word: str) -> str | None:
        """The vocabulary's word that this one is a slip of the keyboard away from."""
        found = process.extractOne(word, self.long_words, scorer=OSA.distance, score_cutoff=1)
        if found is None or found[0][0] != word[0] or found[0][-1] != word[-1]:
            return None
        return str(found[0])


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
        wished_programs=frozenset(lexicon.wished_programs),
        known=words | spelt | frozenset(map(fold, lexicon.not_misspelt.both)),
        long_words=tuple(sorted(word for word in spelt if len(word) >= _SHORTEST_MISSPELT)),
    )


def _grammar(lexicon: Lexicon, language: Language) -> Grammar:
    return Grammar(
        counts=count_phrases(lexicon.counts, lexicon.scope.rather.to(language), language),
        people=people_phrases(lexicon.people, language),
        errors=error_phrases(lexicon.errors, language),
        input=input_phrases(lexicon.input, language),
        systems=system_phrases(lexicon, language),
        unlisted=Unlisted(lexicon.programs, language),
    )
