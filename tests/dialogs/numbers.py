"""Made-up identity numbers in every way that people write them, and numbers that only look alike.

Nobody's number: the serial is from 980 on, which the tax agency uses for its published test numbers.
"""

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from stdnum import luhn

SEPARATORS = ("-", "+", "", " ", " - ", "\u2013", "\u2011", "\u2212")
PLACES = (
    "{}",
    "Hej, {} heter hon.",
    "abc{}def",
    "pnr{}",
    "https://exempel.se/sok?p={}&sida=1",
    "({})",
    "[{}]",
    "<{}>",
    "namn;{};ort",
    "rad ett\n{}\nrad tre",
    "*{}*",
)
_DAYS = [date(1931, 1, 1) + timedelta(days=397 * step) for step in range(76)]


def written_numbers() -> Iterator[str]:
    """Texts with a personnummer, a samordningsnummer, an interim one, or one whose check digit is wrong."""
    chance = Random(1)  # noqa: S311 - the same every time
    combinations = itertools.product(("yy", "yyyy"), SEPARATORS, PLACES, ("person", "coordination", "interim", "slip"))
    for length, separator, place, kind in combinations:
        if (length, separator, kind) == ("yy", "", "slip"):
            continue  # Ten bare digits without a right check digit are any number at all.
        yield place.format(_number(chance, length, separator, kind))


def broken_numbers() -> Iterator[str]:
    """Numbers over two lines, with marks that cannot be seen, with other digits, with dates written out."""
    chance = Random(2)  # noqa: S311
    for day in _DAYS:
        ten = _number(chance, "yy", "", "person", day)
        twelve = _number(chance, "yyyy", "", "person", day)
        yield f"{ten[:6]}-\n{ten[6:]}"
        yield f"{twelve[:8]}\n-{twelve[8:]}"
        yield f"{twelve[:8]} -\r\n {twelve[8:]}"
        yield f"{twelve[:4]}-{twelve[4:6]}-{twelve[6:8]}-{twelve[8:]}"
        yield f"{twelve[:4]}.{twelve[4:6]}.{twelve[6:8]}-{twelve[8:]}"
        yield f"{ten[:2]} {ten[2:4]} {ten[4:6]}-{ten[6:]}"
        yield f"{twelve[:2]} {ten[:6]}-{ten[6:]}"
        yield "\u200b".join(ten)
        yield "".join(chr(0x660 + int(digit)) for digit in twelve)
        yield "".join(chr(0xFF10 + int(digit)) for digit in twelve)
        yield f"\u202e{ten[:6]}\u00ad{ten[6:]}"
        yield f"mitt personnummer är {_number(chance, 'yy', '', 'slip', day)}"


def look_alikes() -> Iterator[str]:
    """Numbers of companies, cases and machines: nobody's, however they look."""
    chance = Random(3)  # noqa: S311

    def digits(count: int) -> str:
        return "".join(chance.choice("0123456789") for _ in range(count))

    for turn in range(150):
        day = date(2020, 1, 1) + timedelta(days=13 * turn)
        hour, minute = chance.randrange(24), chance.randrange(60)
        organisation = f"{chance.choice('56789')}{digits(1)}{chance.randrange(20, 100)}{digits(2)}"
        yield f"{organisation}-{digits(4)}"
        yield f"16{organisation}{digits(4)}"
        yield f"faktura {digits(7)}"
        yield f"OCR {digits(14)}"
        yield f"ärende KS {day.year}-{digits(6)}"
        yield f"dnr {day.year}/{digits(4)}"
        yield f"{day.isoformat()} {hour:02}:{minute:02}"
        yield f"{day.isoformat()} {hour:02}{minute:02}"
        yield f"{day:%Y%m%d}T{hour:02}{minute:02}00"
        yield f"{day:%Y%m%d%H%M%S}"
        yield f"{day:%Y%m%d}"
        yield f"{digits(8)}-{digits(4)}-4{digits(3)}-a{digits(3)}-{chance.randrange(16**12):012x}"
        yield f"10.{chance.randrange(256)}.{chance.randrange(256)}.{chance.randrange(256)}"
        yield f"version {chance.randrange(30)}.{chance.randrange(13)}.{chance.randrange(30)}.{digits(4)}"
        yield f"bankgiro {digits(3)}-{digits(4)}"
        yield f"{digits(3)} {digits(3)} kr"


def mobile_numbers() -> Iterator[str]:
    chance = Random(4)  # noqa: S311
    for _ in range(100):
        one, two, three = (f"{chance.randrange(1000):03}", f"{chance.randrange(100):02}", f"{chance.randrange(100):02}")
        start = chance.choice(("070", "072", "073", "076", "079"))
        yield f"{start}-{one} {two} {three}"
        yield f"{start} {one} {two} {three}"
        yield f"{start}-{one}{two}{three}"
        yield f"+46 {start[1:]} {one} {two} {three}"
        yield f"+46{start[1:]}{one}{two}{three}"
        yield f"{start}{one[0]}-{one[1:]} {two} {three}"


def _number(chance: Random, length: str, separator: str, kind: str, day: date | None = None) -> str:
    born = day or chance.choice(_DAYS)
    shown = f"{born.day + 60:02}" if kind == "coordination" else f"{born.day:02}"
    six = f"{born:%y%m}{shown}"
    serial = f"{chance.randrange(980, 1000)}"
    check = int(luhn.calc_check_digit(six + serial))
    check = (check + chance.randrange(1, 10)) % 10 if kind == "slip" else check
    serial = f"{chance.choice('TRSUWXJKLMN')}{serial[1:]}" if kind == "interim" else serial
    return f"{born.year // 100 if length == 'yyyy' else ''}{six}{separator}{serial}{check}"
