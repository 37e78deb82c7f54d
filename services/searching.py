"""The one query language of the search in what people wrote, whatever the database.

    faktura avtal        both words, in any form
    "nya fakturan"       next to each other, in this order
    faktura OR kvitto    one of them (also ELLER)
    -lön                 not this word
    fakt*                any word that begins so

Swedish and English endings do not matter, nor do dots and accents.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.part import LANGUAGES, Language
from knowledge.words import fold, stem

LONGEST_QUERY = 200
_MOST_TERMS = 12
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_DEFINITE = re.compile(r"(\w{3,}a)ns?")
_OR = frozenset({"OR", "ELLER"})
_AROUND = 60
"""Letters shown on each side of a hit."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word or several in a row, as stems of each language; a beginning stands for all words that begin so."""

    forms: tuple[tuple[str, ...], ...]
    beginning: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Found is what has one term of every group of `wanted`, and none of `unwanted`."""

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a snippet: words as they were written, hit or not."""

    words: str
    hit: bool


def read_query(text: str) -> Query | None:
    """What a person searches for; None where nothing can be found by it: no words, or only unwanted ones."""
    wanted: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    joins = False
    for minus, term in _terms(unicodedata.normalize("NFC", text)[:LONGEST_QUERY]):
        if term is None:
            joins = bool(wanted)
        elif minus:
            unwanted.append(term)
        elif joins:
            wanted[-1] = (*wanted[-1], term)
            joins = False
        else:
            wanted.append((term,))
    return Query(tuple(wanted[:_MOST_TERMS]), tuple(unwanted[:_MOST_TERMS])) if wanted else None


def stems(text: str, language: Language) -> str:
    """A text as it is searched: its stems in a row."""
    found = _WORD.findall(unicodedata.normalize("NFC", text))
    return " ".join(_stem(fold(word), language) for word in found)


def snippet(text: str, query: Query) -> tuple[Piece, ...]:
    """The surroundings of the first hit, every hit in them marked."""
    flat = " ".join(unicodedata.normalize("NFC", text).split())
    hits = [match.span() for match in _WORD.finditer(flat) if _is_hit(match[0], query)]
    first = hits[0][0] if hits else 0
    start = flat.rfind(" ", 0, max(0, first - _AROUND)) + 1
    end = flat.find(" ", min(len(flat), first + 2 * _AROUND))
    end = len(flat) if end < 0 else end
    pieces, at = [], start
    for begins, ends in hits:
        if begins >= start and ends <= end:
            pieces += [Piece(flat[at:begins], hit=False), Piece(flat[begins:ends], hit=True)]
            at = ends
    pieces.append(Piece(flat[at:end], hit=False))
    shown = [Piece("… ", hit=False)] if start else []
    shown += [piece for piece in pieces if piece.words]
    return (*shown, Piece(" …", hit=False)) if end < len(flat) else tuple(shown)


def _stem(plain: str, language: Language) -> str:
    """As the stemmer says, which does not know that "fakturan" is "faktura"."""
    definite = _DEFINITE.fullmatch(plain) if language == "sv" else None
    return stem(definite[1] if definite else plain, language)


def _terms(text: str) -> Iterator[tuple[bool, Term | None]]:
    """Each term and whether it is unwanted; None for the word between alternatives."""
    for part in _PART.finditer(text):
        if part["word"] in _OR and not part["minus"]:
            yield False, None
            continue
        written = part["phrase"] if part["phrase"] is not None else part["word"]
        plain = tuple(fold(word) for word in _WORD.findall(written))
        beginning = part["phrase"] is None and written.endswith("*")
        if plain and not (beginning and len(plain[-1]) < 2):
            yield bool(part["minus"]), Term(_forms(plain, beginning=beginning), beginning)


def _forms(plain: tuple[str, ...], *, beginning: bool) -> tuple[tuple[str, ...], ...]:
    if beginning:
        return (plain,)
    return tuple(dict.fromkeys(tuple(_stem(word, language) for word in plain) for language in LANGUAGES))


def _is_hit(word: str, query: Query) -> bool:
    plain = fold(word)
    own = {_stem(plain, language) for language in LANGUAGES}
    for term in (term for group in query.wanted for term in group):
        if term.beginning and plain.startswith(term.forms[0][-1]):
            return True
        if any(each in own for form in term.forms for each in form):
            return True
    return False
