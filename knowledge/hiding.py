"""Taking names out of what people wrote, as well as that can be done without knowing who there is."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.model import Revision
from knowledge.words import all_words, fold

HIDDEN = "[…]"
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[\u0300-\u036f]|['’-](?=[^\W_]))*")
_BEGINS = re.compile(r"^(?:\d{1,2}[.)])?[^\w\n]*\Z|[.!?][\"'”»)]*[^\S\n](?:[^\S\n]|[\"'”“»«(])*\Z", re.MULTILINE)
"""What stands before the first word of a sentence or of a line, perhaps of a list."""
_SHORTENED = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]|ang|approx|avd|ca|dr|dvs|enl|etc|ev|ex|exkl|fl|fr|inkl|jr|kl|mr|mrs|ms|no|nr|obs|osv|pga|"
    r"prof|resp|sr|st|tel|tex|tfn|vs)\.\Z",
    re.IGNORECASE,
)
"""A full stop that ends no sentence: behind an abbreviation or an initial."""
_LOOKED_BACK = 24
_LONG_NAME, _LONG_REST = 5, 3
"""From so many letters on a word may begin with a program's name, with so many more behind it: "Excelfilen"."""
_OURSELVES = (
    "Hej", "Hello", "Hi", "I", "It", "The", "You", "We", "When", "First", "Then",
    "Jag", "Du", "Vi", "Det", "Den", "När", "Först", "Sedan",
)  # fmt: skip
"""What people write with a capital where no sentence begins, too."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Names that are nobody's: folded words, programs whose name may have an `s`, and what words may begin with."""

    words: frozenset[str]
    programs: frozenset[str]
    beginnings: tuple[str, ...]

    def has(self, word: str) -> bool:
        return self._has(fold(word)) or self._has_parts(re.split("['’-]", word))

    def _has(self, plain: str) -> bool:
        return (
            plain in self.words
            or plain.removesuffix("s") in self.programs
            or plain[:-_LONG_REST].startswith(self.beginnings)
        )

    def _has_parts(self, parts: list[str]) -> bool:
        """Whether a name of ours comes first, and nobody's after it: "Excel-filen", but not "Maj-Britt"."""
        first, *others = parts
        return bool(others) and all(self._has(fold(each)) for each in (first, *filter(_is_capital, others)))


def listed(revision: Revision, names: Iterable[str]) -> Listed:
    """The names in the content's lists, and our own: programs, departments, connectors, days, months."""
    quiet = frozenset(map(fold, (*revision.wording.match.quiet.both, *revision.lexicon.counts.per.both)))
    programs = frozenset(_words(_programs(revision), quiet))
    return Listed(
        programs.union(_words((*_others(revision), *names, *_OURSELVES), quiet)),
        programs,
        tuple(sorted(word for word in programs if len(word) >= _LONG_NAME)),
    )


def _words(said: Iterable[str], quiet: frozenset[str]) -> Iterator[str]:
    """The words of names and expressions, folded; of several together those that say something by themselves."""
    for each in said:
        found = [fold(word) for word in all_words(each)]
        yield from (word for word in found if word not in quiet or not re.search(r"\s", each.strip()))


def without_names(text: str, known: Listed) -> str:
    """The text with a sign for every capitalised word inside a sentence that stands in no list of ours.

    A name at the beginning of a sentence stays: there every word has a capital.
    """
    whole = unicodedata.normalize("NFC", text)

    def put(found: re.Match[str]) -> str:
        word = found[0]
        return word if not _is_capital(word) or known.has(word) or _begins(whole, found.start()) else HIDDEN

    return _WORD.sub(put, whole)


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _begins(text: str, at: int) -> bool:
    found = _BEGINS.search(text, max(0, at - _LOOKED_BACK), at)
    return (
        found is not None and _SHORTENED.search(text, max(0, found.start() - _LOOKED_BACK), found.start() + 1) is None
    )


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
    times = (counts.weekdays, counts.single_weekdays, counts.adverbs)
    yield from (said for each in times for said in (*each.sv, *each.en) if " " not in said)
    yield from counts.seasons.both
