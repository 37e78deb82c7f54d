"""Turning content into sentences: one language, names filled in, numbers and days as that language writes them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from knowledge.prepared import Knowledge
from knowledge.part import Language, Text
from knowledge.wording import Wording

_PLACE = re.compile(r"\{(\w+)\}")
HOME = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Speech:
    """How the coach speaks to one person."""

    knowledge: Knowledge
    language: Language

    @property
    def words(self) -> Wording:
        return self.knowledge.revision.wording

    def say(self, text: Text, **values: object) -> str:
        """The text in the person's language. Unknown places in braces stay as they are written."""
        return fill(
            text.to(self.language), {**self.knowledge.names, **{k: str(v) for k, v in values.items()}}
        )

    def number(self, value: float) -> str:
        return format_decimal(round(value, 1), locale=self.language, format="#,##0.#")

    def hours(self, value: float) -> str:
        """Hours without false precision: one decimal below ten."""
        return self.number(value if value < 10 else round(value))

    def listed(self, words: Sequence[str]) -> str:
        return format_list(list(words), locale=self.language) if words else ""

    def day(self, moment: datetime) -> str:
        return format_date(moment.astimezone(HOME), format="d MMMM y", locale=self.language)


def fill(template: str, values: dict[str, str]) -> str:
    """Put values in the places of a sentence, in one pass: braces inside a value are never looked at."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), template)
