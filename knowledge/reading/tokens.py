"""Text as tokens: normalised, cut into words, numbers and marks. No meaning yet."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Sort: TypeAlias = Literal["word", "number", "ordinal", "pause", "stop", "hyphen", "sign", "ignored"]

LONGEST_TEXT = 10_000
"""What is read of a text. More says nothing new about a task, and would only be slow."""
LONGEST_WORD = 40
MOST_DIGITS = 7

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SAME_AS = str.maketrans(
    {
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
        "\u2018": "'", "\u2019": "'", "\u00b4": "'", "\u0060": "'",
        "\u201c": '"', "\u201d": '"', "\u00ab": '"', "\u00bb": '"',
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2026": "...",
    }
)  # fmt: skip
_TOKEN = re.compile(
    r"""
      (?P<masked> \[(?:telefon|e-post)\] )
    | (?P<ignored> \d{4}-\d{2}-\d{2} | (?<![\d:])\d{1,2}:\d{2}(?!\d) | \bkl\.?\s?\d{1,2}(?:[.:]\d{2})?(?!\d) )
    | (?P<list> (?<!\S)\(?[\da-c]\)(?=\s) )
    | (?P<ordinal> (?<!\d)\d{1,2}(?: :[ea] | e | nd | rd | th )(?![^\W_]) )
    | (?P<fraction> (?<![\d/.,])[123]/[234](?![\d/]) )
    | (?P<thousands> (?<!\d)\d{1,3}(?:[ .,]\d{3})++(?![\d.,]\d|\d) )
    | (?P<number> \d++(?:[.,]\d++|[½¼¾])? | [½¼¾] )
    | (?P<word> [^\W\d_][^\W_]*+(?:'[^\W\d_]++)*+ )
    | (?P<pause> \.{2,} | [,:()"|] | (?<=\s)-(?=\s) )
    | (?P<stop> [.!?;\n]++ )
    | (?P<hyphen> - )
    | (?P<sign> [/%+&€$] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ABBREVIATIONS = frozenset(
    (
        "ca",
        "c",
        "st",
        "min",
        "tim",
        "h",
        "kl",
        "ex",
        "t",
        "bl",
        "a",
        "osv",
        "resp",
        "ggr",
        "mån",
        "nr",
        "tel",
        "hrs",
        "hr",
        "mins",
    )
)
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text between two positions. `fold` is its spelling without case, rings and dots."""

    sort: Sort
    text: str
    fold: str
    start: int
    end: int
    value: float = 0.0
    pair: str = ""
    """The word that it makes with the next one, as people split compounds; "" for none."""
    pair_width: int = 0
    """Over how many tokens that word goes."""

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


def normalised(text: str) -> str:
    """The text with one spelling of every letter, dash, quote and blank, and nothing invisible."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text[:LONGEST_TEXT])).translate(_SAME_AS)


def fold(word: str) -> str:
    """How a word is compared: lower case, no accents, no apostrophe."""
    plain = unicodedata.normalize("NFKD", word.lower().replace("'", ""))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a normalised text, in order."""
    previous = ""
    for match in _TOKEN.finditer(text):
        token = _token(match)
        if token.sort == "stop" and token.text == "." and previous in _ABBREVIATIONS and not _ends(text, token.end):
            continue
        yield token
        previous = token.text.lower()


def _ends(text: str, position: int) -> bool:
    """Whether a sentence seems to begin after this position."""
    rest = text[position : position + 3].lstrip()
    return not rest or rest[0].isupper()


def _token(match: re.Match[str]) -> Token:
    sort, text = match.lastgroup or "ignored", match.group()
    start, end = match.span()
    match sort:
        case "word":
            return Token(
                "word" if len(text) <= LONGEST_WORD else "ignored", text, fold(text[:LONGEST_WORD]), start, end
            )
        case "list":
            return Token("stop", text, fold(text.strip("()")), start, end)
        case "ordinal":
            return Token("ordinal", text, text, start, end, float(re.sub(r"\D", "", text)))
        case "fraction":
            return Token("number", text, text, start, end, float(text[0]) / float(text[-1]))
        case "thousands" | "number":
            return _number(text, sort == "thousands", start, end)
        case "pause" | "stop" | "hyphen" | "sign":
            return Token(sort, text, text, start, end)
        case _:
            return Token("ignored", text, "", start, end)


def _number(text: str, thousands: bool, start: int, end: int) -> Token:  # noqa: FBT001 - the grammar's own case.
    digits = re.sub(r"[ .,]", "", text) if thousands else text.replace(",", ".")
    if len(digits) > MOST_DIGITS + 3:
        return Token("ignored", text, "", start, end)
    fraction = _FRACTIONS.get(digits[-1:], 0.0)
    value = fraction + float(digits.rstrip("½¼¾") or 0)
    is_year = not thousands and len(digits) == 4 and (1900 <= value <= 1999 or 2001 <= value <= 2049)
    return Token("ignored" if is_year else "number", text, digits, start, end, value)
