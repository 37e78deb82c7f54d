"""Tables for other programs: CSV and Excel in the reader's way of writing, in which no cell can become a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeAlias

from babel.numbers import format_decimal

from dialogs.speech import HOME
from knowledge.part import Language

Value: TypeAlias = str | int | float | datetime | date | None
BOM = "\ufeff"
"""Without it Excel does not know that a file is UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "|", "%")
"""With what a cell begins that a spreadsheet reckons instead of showing (ASVS 1.2.10)."""


def cell(value: Value, language: Language) -> str:
    """A value as a person of this language writes it; words that would be a formula get an apostrophe in front."""
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case int():
            return str(value)
        case float():
            return format_decimal(round(value, 1), locale=language, format="0.#")
        case datetime():
            return value.astimezone(HOME).strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case words:
            return f"'{words}" if is_formula(words) else words


def is_formula(words: str) -> bool:
    """Whether a spreadsheet could take it for a formula, also after blanks and in wide letters."""
    bare = unicodedata.normalize("NFKC", words).lstrip(" \u00a0\u200b\ufeff'\"")
    return words.startswith(_FORMULA) or bare.startswith(_FORMULA)


def csv_rows(rows: Iterable[Sequence[Value]], language: Language) -> str:
    """Rows as CSV (RFC 4180). Swedish Excel splits at semicolons, since the comma stands inside numbers."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";" if language == "sv" else ",", lineterminator="\r\n")
    writer.writerows([cell(value, language) for value in row] for row in rows)
    return written.getvalue()
