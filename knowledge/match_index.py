"""The index over the templates: built once for a revision, then asked how near each template is to a text."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.match_wording import MatchWording
from knowledge.part import LANGUAGES, Language
from knowledge.postings import Numbers, Postings, postings
from knowledge.template import Template
from knowledge.words import Word, all_words, language_of, pieces, quiet_words, words

_TITLE = 2
_OTHER = 1
_PIECES_COUNT = 8.0
"""What a cosine of 1 over pieces of words counts as, beside the evidence of whole words."""


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What `match` searches. Its documents: the templates in their order, then the kinds of task outside."""

    templates: tuple[Template, ...]
    wording: MatchWording
    quiet: Mapping[Language, frozenset[str]]
    words: Mapping[Language, Postings]
    pieces: Mapping[Language, Postings]


@dataclass(frozen=True, slots=True)
class Query:
    """A person's text, read in one language: each word once."""

    language: Language
    words: tuple[Word, ...]
    pieces: Counter[str]


def index(templates: Sequence[Template], wording: MatchWording) -> Index:
    """Index the active templates."""
    active = tuple(template for template in templates if template.status == "active")
    quiet = quiet_words(wording.quiet)
    told = {language: _told(active, wording, language) for language in LANGUAGES}
    return Index(
        active,
        wording,
        quiet,
        {
            spoken: postings((_stems(each, spoken, quiet[spoken]) for each in told[spoken]), "bm25")
            for spoken in LANGUAGES
        },
        {spoken: postings(map(_pieces, told[spoken]), "cosine") for spoken in LANGUAGES},
    )


def read(index: Index, text: str, language: Language | None) -> Query:
    """The words of a text. Its own small words tell the language better than the person's setting does."""
    spoken = language_of(text, index.quiet) or language or "sv"
    found = words(text, spoken, index.quiet[spoken])
    each_once = {word.stem: word for word in reversed(found)}
    return Query(spoken, tuple(each_once.values())[::-1], _pieces([(text, _OTHER)]))


def nearness(index: Index, query: Query) -> Numbers:
    """What each document shares with the text, from 0 up: 1 is a word that no other document holds."""
    known, parts = index.words[query.language], index.pieces[query.language]
    by_words = known.near({word.stem: 1.0 for word in query.words}) / known.rarest
    return by_words + _PIECES_COUNT * parts.near(parts.direction(query.pieces))


_Said = tuple[str, int]
"""A text, and how much it counts."""


def _told(templates: Sequence[Template], wording: MatchWording, language: Language) -> list[list[_Said]]:
    """What is said about each document."""
    told = [_about(template, language) for template in templates]
    return told + [[(phrase, _OTHER) for phrase in kind.to(language)] for kind in wording.outside]


def _about(template: Template, language: Language) -> list[_Said]:
    heads = [(template.title.to(language), _TITLE), (template.summary.to(language), _OTHER)]
    return heads + [(said, _OTHER) for said in (*template.keywords.to(language), *template.phrases.to(language))]


def _stems(told: Iterable[_Said], language: Language, quiet: frozenset[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for text, weight in told:
        for word in words(text, language, quiet):
            counted[word.stem] += weight
    return counted


def _pieces(told: Iterable[_Said]) -> Counter[str]:
    said: Counter[str] = Counter()
    for text, weight in told:
        for word in all_words(text):
            said[word] += weight
    counted: Counter[str] = Counter()
    for word, times in said.items():
        for piece in pieces(word):
            counted[piece] += times
    return counted
