"""Reading the short answer to one question: the question is known, so less has to be said."""

import re
from collections.abc import Sequence

from knowledge.part import Language
from knowledge.reading.counts import counted
from knowledge.reading.items import Item, code
from knowledge.reading.people import MOST, people, people_row
from knowledge.reading.tagging import tagged
from knowledge.reading.tokens import Token
from knowledge.reading.vocabulary import Vocabulary
from knowledge.reading.workload import workload

LONGEST_RUN = 100_000.0
"""Minutes."""


def read_frequency(vocabulary: Vocabulary, text: str, language: Language) -> float | None:
    """Runs a year; None when no period is named."""
    row, _ = _row(vocabulary, text, language)
    found = workload(row).runs
    if found is not None:
        return round(found.value, 2)
    bare = [item for item in row if item.kind in "PpD"]
    named = re.fullmatch(r"[xi.,&]*[/E]?[PpD][x.,]*", code(row))
    return bare[0].value if named and bare else None


def read_minutes(vocabulary: Vocabulary, text: str, language: Language) -> float | None:
    """Minutes a run; a number by itself is minutes."""
    row, _ = _row(vocabulary, text, language)
    found = workload(row).minutes
    value = found.value if found else _lone_number(row) or _lone_day(row)
    return round(value, 2) if value is not None and 0 < value <= LONGEST_RUN else None


def read_people(vocabulary: Vocabulary, text: str, language: Language) -> int | None:
    """How many people, the writer included; a number by itself is all of them."""
    row, tokens = _row(vocabulary, text, language)
    marked = people_row(row, tokens, vocabulary.grammars[language].people)
    found = people(marked)
    if found is not None:
        return int(found.value)
    number = _lone_number(row) or _first_number(row, r"n") or _me(marked)
    return int(number) if number is not None and number % 1 == 0 and 1 <= number <= MOST * 10 else None


def _row(vocabulary: Vocabulary, text: str, language: Language) -> tuple[list[Item], list[Token]]:
    _, tokens = vocabulary.read(text)
    return counted(tagged(tokens, vocabulary.grammars[language].counts, [True] * len(tokens))), tokens


def _lone_number(row: Sequence[Item]) -> float | None:
    """The only number of the answer."""
    if re.search(r"[PpDs%$rt]", code(row)):
        return None
    numbers = [item.value if item.kind == "n" else 1.0 for item in row if item.kind in "n1"]
    return numbers[0] if len(numbers) == 1 else None


def _lone_day(row: Sequence[Item]) -> float | None:
    """A day by itself is a working day."""
    match = re.fullmatch(r"[x]*([n1a])p[x.,]*", code(row))
    if match is None:
        return None
    number = row[match.start(1)]
    return 480.0 * (number.value if number.kind == "n" else 1.0) if row[match.start(1) + 1].value == 220 else None


def _first_number(row: Sequence[Item], kinds: str) -> float | None:
    return next((item.value for item in row if item.kind in kinds), None)


def _me(row: Sequence[Item]) -> float | None:
    """I, by itself."""
    return 1.0 if re.fullmatch(r"[.,xo]*j[.,xob]*", code(row)) else None
