"""What a free text states about a task: explainable, offline, without a language model.

The rules by which a text is read are the project's own labelling rules; this module puts the readers of
`knowledge.reading` together. It concludes nothing that the text does not say.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from knowledge.part import Language
from knowledge.reading.answers import read_frequency, read_minutes, read_people
from knowledge.reading.counts import counted
from knowledge.reading.errors import Trouble, errors, share, trouble_places
from knowledge.reading.facts import Fact, Facts
from knowledge.reading.hints import Hinted, hints
from knowledge.reading.input_form import Programs, input_form
from knowledge.reading.items import Item
from knowledge.reading.languages import detect_language
from knowledge.reading.people import Whose, people, people_row, whose
from knowledge.reading.scope import Scope
from knowledge.reading.systems import Named, named, no_channel, used
from knowledge.reading.tagging import tagged
from knowledge.reading.tokens import Token
from knowledge.reading.vocabulary import Vocabulary, vocabulary
from knowledge.reading.workload import Reading, in_period_of, workload

__all__ = [
    "Fact",
    "Facts",
    "Vocabulary",
    "Whose",
    "detect_language",
    "name_systems",
    "read_frequency",
    "read_minutes",
    "read_people",
    "understand",
    "unlisted_programs",
    "vocabulary",
]


def understand(vocabulary: Vocabulary, text: str, language: Language | None = None) -> Facts:
    """The facts that the text states. Without a language it is detected; Swedish when it cannot be told."""
    language = language or detect_language(text) or "sv"
    return _Message(vocabulary, text, language).facts()


def name_systems(vocabulary: Vocabulary, text: str) -> tuple[Fact[str], ...]:
    """The listed programs in a short answer, each once."""
    clean, read = vocabulary.read(text)
    language = detect_language(text) or "sv"
    found = {system.id: system for system in reversed(named(read, vocabulary.grammars[language].systems))}
    in_order = sorted(found.values(), key=lambda system: system.first)
    return tuple(Fact(system.id, _words(clean, read, system.first, system.last)) for system in in_order)


def unlisted_programs(vocabulary: Vocabulary, text: str) -> tuple[str, ...]:
    """The programs outside the list that a text names, as they are written there."""
    clean, read = vocabulary.read(text)
    grammar = vocabulary.grammars[detect_language(text) or "sv"]
    found = grammar.unlisted.find(read, named(read, grammar.systems))
    return tuple(dict.fromkeys(_words(clean, read, one.first, one.last) for one in found))


def _words(clean: str, read: Sequence[Token], first: int, last: int) -> str:
    return clean[read[first].start : read[last - 1].end]


WORKING_YEAR = 220 * 8 * 60
"""Minutes."""
_AND = ("och", "o", "a", "and")


class _Message:
    """One text being read: its tokens, and which of them count."""

    def __init__(self, vocabulary: Vocabulary, text: str, language: Language) -> None:
        self._vocabulary = vocabulary
        self._language = language
        self._grammar = vocabulary.grammars[language]
        self._clean, self._text = vocabulary.read(text)
        self._named = named(self._text, self._grammar.systems)
        self._no_channel = no_channel(self._text, self._grammar.systems)
        self._unlisted = self._grammar.unlisted.find(self._text, self._named)
        self._scope = Scope(self._text, vocabulary.scope)
        self._stated = [
            alive and not denied for alive, denied in zip(self._scope.alive, self._scope.denied, strict=True)
        ]

    def facts(self) -> Facts:
        row = self._without_trouble(self._row(self._stated))
        shared = people(people_row(row, self._text, self._grammar.people, self._named))
        work = workload(_without(row, shared))
        runs = work.runs or in_period_of(row, self._row([True] * len(self._text)))
        facts = Facts(
            language=self._language,
            runs_per_year=self._number(runs),
            minutes=self._number(work.minutes),
            people=Fact(int(shared.value), self._words(shared.first, shared.last)) if shared else None,
            errors=self._errors(),
            input=self._input(),
            systems=tuple(Fact(one.id, self._words(one.first, one.last)) for one in self._systems()),
            whose=whose(self._text, self._grammar.whose, runs) if runs and work.counts_things else None,
            flags=tuple(Fact(one.hint, self._words(one.first, one.last)) for one in self._hints()),
        )
        facts = _within_reason(facts)
        counts = any(item.kind in "rsy" for item in row)
        return facts if counts or not self._only_asks(facts, shared) else replace(facts, people=None, minutes=None)

    def _only_asks(self, facts: Facts, shared: Reading | None) -> bool:
        """Whether "we are 46 here" or "it takes ten minutes to start" is all that is told beside a question."""
        asks = any(token.sort == "stop" and "?" in token.text for token in self._text)
        if not asks or facts.runs_per_year or facts.errors or facts.input or facts.systems:
            return False
        begins = shared and self._grammar.people.at(self._text, shared.first)
        return begins is None or (begins.value == "v" and facts.minutes is None)

    def _without_trouble(self, row: Sequence[Item]) -> list[Item]:
        """The row without frequencies of things going wrong: two mistakes a month are no runs."""
        troubles = trouble_places(self._text, self._grammar.errors)
        ends, begins = {hit.last for hit in troubles}, {hit.first for hit in troubles}
        return [
            replace(item, kind="#") if item.kind in "rs" and self._is_trouble(item, ends, begins) else item
            for item in row
        ]

    def _is_trouble(self, item: Item, ends: AbstractSet[int], begins: AbstractSet[int]) -> bool:
        """Whether trouble is told right before or after it, with nothing but words between."""
        before = [(at, item.first) for at in range(item.first - 2, item.first + 1) if at in ends]
        after = [(item.last, at) for at in range(item.last, item.last + 3) if at in begins]
        return any(
            all(token.sort == "word" and token.fold not in _AND for token in self._text[low:high])
            for low, high in before + after
        )

    def _words(self, first: int, last: int) -> str:
        return _words(self._clean, self._text, first, last)

    def _number(self, reading: Reading | None) -> Fact[float] | None:
        return Fact(round(reading.value, 2), self._words(reading.first, reading.last)) if reading else None

    def _row(self, alive: Sequence[bool]) -> list[Item]:
        return counted(tagged(self._text, self._grammar.counts, alive))

    def _errors(self) -> Fact[str] | None:
        phrases = self._grammar.errors
        items = tagged(self._text, self._grammar.counts, self._scope.alive)
        found: Trouble | None = share(items, trouble_places(self._text, phrases))
        found = found or errors(self._text, phrases, self._scope.alive)
        return Fact(found.often, self._words(found.first, found.last)) if found else None

    def _input(self) -> Fact[str] | None:
        in_fields = self._vocabulary.in_fields | {system.id for system in self._unlisted}
        systems = [*self._named, *self._unlisted]
        found = input_form(
            self._text, self._grammar.input, self._stated, Programs(systems, in_fields, self._no_channel)
        )
        return Fact(found.form, self._words(found.first, found.last)) if found else None

    def _systems(self) -> list[Named]:
        both = sorted([*self._named, *self._unlisted], key=lambda system: system.first)
        return used(both, self._scope, self._vocabulary.wished_programs, self._vocabulary.business)

    def _hints(self) -> list[Hinted]:
        return hints(self._text, self._vocabulary.hints, self._scope.alive)


def _within_reason(facts: Facts) -> Facts:
    """Without a time that would be more than all of them work in a year: it is rather that of many runs."""
    if facts.runs_per_year is None or facts.minutes is None:
        return facts
    people = facts.people.value if facts.people else 1
    too_much = facts.runs_per_year.value * facts.minutes.value > WORKING_YEAR * people
    return replace(facts, minutes=None) if too_much else facts


def _without(row: Sequence[Item], shared: Reading | None) -> list[Item]:
    """The row without the number of people: it counts nothing else."""
    if shared is None:
        return list(row)
    said = range(shared.first, shared.last)
    return [replace(item, kind="#") if item.kind == "n" and item.first in said else item for item in row]
