"""Taking names out of what people wrote, as well as that can be done without knowing who there is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.model import Revision
from knowledge.words import all_words, fold

HIDDEN = "[…]"
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’-](?=[^\W_]))*")
_BEGINS = re.compile(r"(?:[.!?:;\n•]|[-*] )[\s\"'”»(]*$")
"""What stands before the first word of a sentence or of a line of a list."""
_LOOKED_BACK = 12
_LONG_NAME = 5
"""From so many letters on a word may begin with a program's name: "Excelfilen"."""
_OURSELVES = ("I", "Hej", "Hello", "Hi")


@dataclass(frozen=True, slots=True)
class Listed:
    """Names that are nobody's: folded words, and those that other words may begin with."""

    words: frozenset[str]
    beginnings: tuple[str, ...]

    def has(self, word: str) -> bool:
        plain = fold(word)
        first = fold(re.split("['’-]", word)[0])
        return not self.words.isdisjoint((plain, first, plain.removesuffix("s"))) or plain.startswith(self.beginnings)


def listed(revision: Revision, names: Iterable[str]) -> Listed:
    """The names in the content's lists, and our own: programs, departments, connectors, days, months."""
    programs = [word for name in _programs(revision) for word in all_words(name)]
    others = [word for said in (*_others(revision), *names, *_OURSELVES) for word in all_words(said)]
    return Listed(
        frozenset(map(fold, (*programs, *others))),
        tuple(sorted({fold(word) for word in programs if len(word) >= _LONG_NAME})),
    )


def without_names(text: str, known: Listed) -> str:
    """The text with a sign for every capitalised word inside a sentence that stands in no list of ours.

    A name at the beginning of a sentence stays: there every word has a capital.
    """

    def put(found: re.Match[str]) -> str:
        word = found[0]
        if not word[0].isupper() or known.has(word) or _begins(text, found.start()):
            return word
        return HIDDEN

    return _WORD.sub(put, text)


def _begins(text: str, at: int) -> bool:
    before = text[max(0, at - _LOOKED_BACK) : at]
    return _BEGINS.search(before) is not None or (at <= _LOOKED_BACK and not any(map(str.isalnum, before)))


def _programs(revision: Revision) -> Iterator[str]:
    for system in revision.lexicon.systems:
        yield from (system.name, system.english or "")


def _others(revision: Revision) -> Iterator[str]:
    for system in revision.lexicon.systems:
        yield from system.words.both
    for department in revision.departments:
        yield from (department.name.sv, department.name.en, *department.says.both)
    yield from (connector.name for connector in revision.connectors)
    yield from (title for template in revision.templates for title in (template.title.sv, template.title.en))
    counts = revision.lexicon.counts
    for each in (counts.periods, counts.weekdays, counts.single_weekdays, counts.adverbs):
        yield from (*each.sv, *each.en)
    yield from counts.seasons.both
