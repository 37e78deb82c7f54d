"""Tables as files: numbers as the language writes them, and no cell that a spreadsheet would calculate."""

import csv
import io

import pytest

from knowledge.part import LANGUAGES, Language
from web.tables import Cell, cell, rows_as_csv

NASTY = [
    "=1+1",
    "+46701234567",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1+1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    "\u202e=1",
    "\x00=1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    "\u2212 1",
    "-5",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.com";"x")',
    "\tord",
]
HARMLESS = [
    "",
    "ord",
    "'redan",
    "1+1",
    "a=b",
    "å-ä",
    "Rapport – maj",
    "faktura; kvitto, avtal",
    'en "fras"',
    "rad\nrad",
    "0",
]


@pytest.mark.parametrize("written", NASTY)
def test_words_that_would_calculate_are_only_shown(written: str) -> None:
    assert cell(written) == "'" + written.replace("\x00", "")


@pytest.mark.parametrize("written", HARMLESS)
def test_other_words_stay_as_they_are(written: str) -> None:
    assert cell(written) == written


@pytest.mark.parametrize(
    ("value", "sv", "en"),
    [
        (-5, "-5", "-5"),
        (-1.5, "-1,5", "-1.5"),
        (1234567, "1234567", "1234567"),
        (1234.5, "1234,5", "1234.5"),
        (2.0, "2", "2"),
        (-0.001, "0", "0"),
        (None, "", ""),
    ],
)
def test_our_own_numbers_are_numbers_to_the_spreadsheet_of_that_language(value: Cell, sv: str, en: str) -> None:
    assert (cell(value, "sv"), cell(value, "en")) == (sv, en)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_is_read_again(language: Language) -> None:
    rows: list[tuple[Cell, Cell]] = [("Uppgift", "Timmar"), *((written, 12.5) for written in HARMLESS)]

    text = rows_as_csv(rows, language)
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if language == "sv" else ","))

    number = "12,5" if language == "sv" else "12.5"
    assert read == [["Uppgift", "Timmar"], *([written, number] for written in HARMLESS)]
    assert text.count("\r\n") == len(rows)
