"""Tables as files that spreadsheet programs open as they are meant: letters, numbers, and no cell that calculates."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeAlias

from aiohttp import web

from dialogs.speech import HOME
from knowledge.part import Language

Cell: TypeAlias = str | int | float | datetime | None
BOM = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""
_CALCULATES = ("=", "+", "-", "@")
_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")
"""Kinds of letters that nobody sees before the first one that counts."""
_SEPARATOR: dict[Language, str] = {"sv": ";", "en": ","}


def cell(value: Cell, language: Language = "en") -> str:
    """A value as a cell that is only shown. A spreadsheet takes words that begin like a formula for one: they get a '.

    Numbers of ours are written as the language writes them, without marks between the thousands.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(HOME).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, int | float):
        return _number(value, language)
    written = value.replace("\x00", "")
    return f"'{written}" if _may_calculate(written) else written


def rows_as_csv(rows: Iterable[Sequence[Cell]], language: Language) -> str:
    """Lines of a CSV file (RFC 4180). Swedish Excel parts cells by semicolons, since commas stand in its numbers."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=_SEPARATOR[language], lineterminator="\r\n")
    writer.writerows([cell(value, language) for value in row] for row in rows)
    return written.getvalue()


def csv_file(name: str, rows: Iterable[Sequence[Cell]], language: Language) -> web.Response:
    """The rows as a file to keep; `name` is one of ours, without its ending."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    body = (BOM + rows_as_csv(rows, language)).encode()
    return web.Response(body=body, content_type="text/csv", charset="utf-8", headers=headers)


def _number(value: float, language: Language) -> str:
    written = str(value) if isinstance(value, int) else f"{value:.2f}".rstrip("0").rstrip(".")
    written = "0" if written == "-0" else written
    return written.replace(".", ",") if language == "sv" else written


def _may_calculate(written: str) -> bool:
    if written[:1] in ("\t", "\r", "\n"):
        return True
    seen = next((letter for letter in written if unicodedata.category(letter) not in _UNSEEN), "")
    return unicodedata.normalize("NFKC", seen).startswith(_CALCULATES) or seen == "\u2212"
