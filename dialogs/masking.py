"""Keeping out what must not be stored: personal identity numbers always, phone and e-mail where nobody asked."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from stdnum import luhn

Kind: TypeAlias = Literal["personnummer", "phone", "email"]

_DIGITS = {
    ord(c): str(unicodedata.decimal(c)) for c in map(chr, range(0x660, 0x20000)) if c.isdecimal() and not c.isascii()
}
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe58\ufe63\uff0d"), "-")
_HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

_NUMBER = re.compile(
    r"(?<![0-9])(?:(?P<century>19|20|18) ?)?(?P<year>\d{2})(?P<inner>[ ./]?-?)(?P<month>\d{2})(?P=inner)(?P<day>\d{2})"
    r"(?P<gap>\s{0,3}(?P<sign>[-+/]?|%2[BbDd]|%20)\s{0,3})(?P<first>[0-9A-Za-z])(?P<rest>\d{3})(?![0-9])"
)
_INTERIM = "TRSUWXJKLMN"
_NAMED = re.compile(r"(?:personn|pers\.? ?nr|\bp-?nr|samordningsn|f[öo]dd|identity n|\bssn)[^\n]{0,25}$", re.IGNORECASE)
_CALLED = re.compile(r"(?:\bring|\btel|mobil|\bnås|\bcall|phone|\bsms)[^\n]{0,25}$", re.IGNORECASE)
"""Words just before a number that say what it is."""
_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+46|0046|0(?!0)|46(?=[ -]?7[02369](?:[ -]?\d){7}(?!\d)))(?:[ -]?\(0\))?(?:[ /-]{0,3}\d){7,10}"
    r"|\(0\d{1,3}\)(?:[ /-]{0,3}\d){5,8})(?![\w-]|[.,]\d)"
)

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

    A wrong check digit is masked as well when the number is written like one, apart or with its century: a slip
    of the pen is still somebody's number. Ten bare digits need the check digit, or a word before them that says
    what they are, or phone and invoice numbers would go too.
    """
    month, day = int(found["month"]), int(found["day"])
    day = day - 60 if day > 60 else day
    if not _is_date(found["century"], int(found["year"]), month, day):
        return False
    before = found.string[max(0, found.start() - 40) : found.start()]
    if found["sign"] not in ("", "/") or _NAMED.search(before):
        return found["first"].isdigit() or found["first"].upper() in _INTERIM
    if not found["first"].isdigit():
        return found["first"].upper() in _INTERIM and not (found["inner"] and found["gap"])
    if (found["inner"] or found["sign"]) and _may_be_a_time(found):
        return False
    if luhn.is_valid(found["year"] + found["month"] + found["day"] + found["first"] + found["rest"]):
        return not (_is_mobile(found) and _CALLED.search(before))
    if found["inner"] or found["sign"] or _may_be_a_time(found) or _is_mobile(found):
        return False
    return bool(found["century"] or found["gap"])


def _may_be_a_time(found: re.Match[str]) -> bool:
    """Whether it reads as well as a day of this century and a time of day: 20260115 1430."""
    recent = found["century"] == "20" or (found["century"] is None and int(found["year"]) < 50)
    return recent and _CLOCK.fullmatch(found["first"] + found["rest"]) is not None


def _is_mobile(found: re.Match[str]) -> bool:
    return found["century"] is None and found["year"] == "07"


def _is_date(century: str | None, year: int, month: int, day: int) -> bool:
    """Whether it is a day of the calendar. Without a century 29 February counts when it can exist."""
    try:
        date(int(century or "20") * 100 + year, month, day)
    except ValueError:
        return False
    return True
