"""Keeping out what must not be stored: personal identity numbers always, phone and e-mail where nobody asked."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from stdnum import luhn

Kind: TypeAlias = Literal["personnummer", "phone", "email"]

_DIGITS = {ord(c): str(unicodedata.digit(c)) for c in map(chr, range(0x660, 0x3000)) if c.isdigit() and not c.isascii()}
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\uff0d"), "-")
_HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

_NUMBER = re.compile(
    r"(?<![0-9])(?:(?P<century>19|20|18) ?)?(?P<year>\d{2})(?P<inner>[ ./]?-?)(?P<month>\d{2})[ ./]?-?(?P<day>\d{2})"
    r"\s{0,2}(?P<sign>[-+]?)\s{0,2}(?P<first>[0-9A-Za-z])(?P<rest>\d{3})(?![0-9])"
)
_INTERIM = "TRSUWXJKLMN"
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\d\w])(?:\+46|0046|0)(?:[ -]?\(0\))?(?:[ -]?\d){7,10}(?![\d])")

MASKS: dict[Kind, str] = {"personnummer": "[personnummer]", "phone": "[telefon]", "email": "[e-post]"}


@dataclass(frozen=True, slots=True)
class Masked:
    """A text that may be stored, and what was taken out of it."""

    text: str
    kinds: frozenset[Kind]


def mask(text: str, *, keep_contact: bool = False) -> Masked:
    """The text without personal identity numbers, and without phone and e-mail unless those are meant to be kept."""
    kinds: set[Kind] = set()
    clean = _replace(_EMAIL, normalise(text), "email", kinds) if not keep_contact else normalise(text)
    clean = _replace(_NUMBER, clean, "personnummer", kinds, _is_personnummer)
    if not keep_contact:
        clean = _replace(_PHONE, clean, "phone", kinds)
    return Masked(clean if kinds else text, frozenset(kinds))


def normalise(text: str) -> str:
    """One spelling for digits and dashes, nothing invisible."""
    return _HIDDEN.sub("", unicodedata.normalize("NFC", text).translate(_DIGITS).translate(_DASHES))


def _replace(
    pattern: re.Pattern[str],
    text: str,
    kind: Kind,
    kinds: set[Kind],
    claim: Callable[[re.Match[str]], bool] = lambda _: True,
) -> str:
    def put(found: re.Match[str]) -> str:
        if not claim(found):
            return found[0]
        kinds.add(kind)
        return MASKS[kind]

    return pattern.sub(put, text)


def _is_personnummer(found: re.Match[str]) -> bool:
    """A number whose date can be a birth date, or one of the forms for those without a number.

    A wrong check digit is masked as well when the number is written with its dash or century: a slip of the pen
    is still somebody's number. Ten bare digits need the check digit, or phone and invoice numbers would go too.
    """
    month, day = int(found["month"]), int(found["day"])
    day = day - 60 if day > 60 else day
    if not _is_date(found["century"], int(found["year"]), month, day):
        return False
    first = found["first"]
    if not first.isdigit():
        return first.upper() in _INTERIM
    if found["sign"] or (found["century"] and not found["inner"]):
        return True
    return bool(luhn.is_valid(found["year"] + found["month"] + found["day"] + first + found["rest"]))


def _is_date(century: str | None, year: int, month: int, day: int) -> bool:
    """Whether it is a day of the calendar. Without a century 29 February counts when it can exist."""
    try:
        date(int(century or "20") * 100 + year, month, day)
    except ValueError:
        return False
    return True
