"""Turning content into sentences: one language, names filled in, numbers and days as that language writes them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from knowledge.part import Language, Text
from knowledge.prepared import Knowledge
from knowledge.wording import Wording

_PLACE = re.compile(r"\{(\w+)\}")
_MARKDOWN = re.compile(r"[\\*_\[\]`~<>]")
_LINE_START = re.compile(r"(?m)^(\s*)([#+-])")
_NUMBERED = re.compile(r"(?m)^(\s*\d+)([.)])(?=\s|$)")
_ESCAPED = re.compile(r"\\([\\*_\[\]`~<>#+.)-])")
HOME = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Speech:
    """How the coach speaks to one person."""

    knowledge: Knowledge
    language: Language

    @property
    def words(self) -> Wording:
        return self.knowledge.revision.wording

    def say(self, text: Text, /, **values: object) -> str:
        """The text in the person's language. Values are put in as plain words: markdown in them does not count.

        Unknown places in braces stay as they are written.
        """
        told = {name: escaped(str(value)) for name, value in values.items()}
        return fill(text.to(self.language), {**self.knowledge.names, **told})

    def number(self, value: float) -> str:
        return format_decimal(round(value, 1), locale=self.language, format="#,##0.#")

    def hours(self, value: float) -> str:
        """Hours without false precision: one decimal below ten."""
        return self.number(value if value < 10 else round(value))

    def months(self, count: int) -> str:
        """So many months, with the word: "1 månad"."""
        return format_unit(count, "duration-month", locale=self.language)

    def listed(self, words: Sequence[str]) -> str:
        return format_list(list(words), locale=self.language) if words else ""

    def day(self, moment: datetime | date) -> str:
        day = moment.astimezone(HOME) if isinstance(moment, datetime) else moment
        return format_date(day, format="d MMMM y", locale=self.language)


def escaped(words: str) -> str:
    """What a person wrote, so that a card shows it letter by letter: no links, no bold, no lists."""
    inside = _MARKDOWN.sub(r"\\\g<0>", words)
    return _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(r"\1\\\2", inside))


def unescaped(words: str) -> str:
    """The words as a person reads them."""
    return _ESCAPED.sub(r"\1", words)


def fill(template: str, values: dict[str, str]) -> str:
    """Put values in the places of a sentence, in one pass: braces inside a value are never looked at."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), template)
