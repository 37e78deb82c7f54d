"""The index over the templates: built once for a revision, then asked how near each template is to a text."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.match_wording import MatchWording
from knowledge.part import LANGUAGES, Language
from knowledge.postings import Postings, postings
from knowledge.template import Template
from knowledge.words import Word, fragments, language_of, quiet_words, words

_TITLE = 2
_OTHER = 1
_FRAGMENTS_COUNT = 0.1
_COMMON_FRAGMENT = 0.3
"""Fragments are a guess about words we do not know: they count little, and not when they are everywhere."""


@dataclass(frozen=True, slots=True)
class Index:
    """What `match` searches. Its documents: the templates in their order, then the kinds of task outside."""

    templates: tuple[Template, ...]
    wording: MatchWording
    quiet: Mapping[Language, frozenset[str]]
    words: Mapping[Language, Postings]
    fragments: Mapping[Language, Postings]


@dataclass(frozen=True, slots=True)
class Query:
    """A person's text, read in one language: each word once."""

    language: Language
    words: tuple[Word, ...]


def index(templates: Sequence[Template], wording: MatchWording) -> Index:
    """Index the active templates."""
    active = tuple(template for template in templates if template.status == "active")
    quiet = quiet_words(wording.quiet)
    stems = {language: _documents(active, wording, language, quiet[language]) for language in LANGUAGES}
    return Index(
        active,
        wording,
        quiet,
        {language: postings(documents) for language, documents in stems.items()},
        {
            language: postings([_in_pieces(document) for document in documents], at_most=_COMMON_FRAGMENT)
            for language, documents in stems.items()
        },
    )


def read(index: Index, text: str, language: Language | None) -> Query:
    """The words of a text. Its own small words tell the language better than the person's setting does."""
    spoken = language_of(text, index.quiet) or language or "sv"
    found = words(text, spoken, index.quiet[spoken])
    return Query(spoken, tuple({word.stem: word for word in reversed(found)}.values())[::-1])


def nearness(index: Index, query: Query) -> list[float]:
    """What each document shares with the text (BM25, from 0 up)."""
    known, guessed = index.words[query.language], index.fragments[query.language]
    scores = [0.0] * (len(index.templates) + len(index.wording.outside))
    known.add((word.stem for word in query.words), 1, scores)
    for word in query.words:
        if word.stem not in known.shares:
            guessed.add(fragments(word.stem), _FRAGMENTS_COUNT, scores)
    return scores


def _documents(
    templates: Sequence[Template], wording: MatchWording, language: Language, quiet: frozenset[str]
) -> list[Counter[str]]:
    told = [_told(template, language) for template in templates]
    told += [[(phrase, _OTHER) for phrase in kind.to(language)] for kind in wording.outside]
    return [_document(texts, language, quiet) for texts in told]


def _told(template: Template, language: Language) -> list[tuple[str, int]]:
    """What is said about a template, and how much it counts."""
    heads = [(template.title.to(language), _TITLE), (template.summary.to(language), _OTHER)]
    return heads + [(said, _OTHER) for said in (*template.keywords.to(language), *template.phrases.to(language))]


def _document(texts: Iterable[tuple[str, int]], language: Language, quiet: frozenset[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for text, weight in texts:
        for word in words(text, language, quiet):
            counted[word.stem] += weight
    return counted


def _in_pieces(document: Mapping[str, int]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for stem, times in document.items():
        for piece in fragments(stem):
            counted[piece] += times
    return counted
