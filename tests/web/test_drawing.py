"""The pictures themselves: valid, without scripts, with their text, the same each time, and seen by everybody."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from web.coach.drawing import drawn
from web.coach.picture import THEMES, WIDTHS, Bar, Bars, Columns, Look, Marks, Picture, Points

NASTY = 'Vård & "omsorg" <script>alert(1)</script> $x^2$ \\frac'
PICTURES: list[Picture] = [
    Bars("Timmar", (Bar(NASTY, (120.0, 0.0), ("120 h", "0 h")), Bar("Kultur", (3, 1), ("3 h", "1 h"))), ("Ett", "Två")),
    Bars("Steg", (Bar("Påbörjad", (4,), ("4",)),)),
    Bars("Inget", ()),
    Columns("Månader", "Timmar", (Bar("maj\n2026", (9.0, 2.0), ("", "")), Bar("juni", (0, 0), ("", ""))), ("A", NASTY)),
    Points(
        "Nytta",
        "Enkelhet",
        "Nytta",
        (Marks("Bygg själv", (10.0, 90.0), (20.0, 80.0)), Marks("Inte nu", (), ())),
        tuple("abcd"),
    ),
]
LOOKS = [Look(theme, width) for theme in THEMES for width in WIDTHS]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: each.title)
def test_a_picture_is_plain_svg_with_text(picture: Picture, look: Look) -> None:
    image = drawn(picture, look)

    root = ET.fromstring(image)  # noqa: S314 - our own.
    tags = {each.tag for each in root.iter()}
    assert root.tag == f"{SVG}svg"
    assert not tags & {f"{SVG}{name}" for name in ("script", "foreignObject", "image", "a")}
    assert not [name for each in root.iter() for name in each.attrib if name.lower().startswith("on")]
    assert b"dc:date" not in image
    assert root.findtext(f"{SVG}title") == picture.title
    assert {name for name in _names(picture) if name not in _text(root)} == set()


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: each.title)
def test_the_same_figures_give_the_same_file(picture: Picture) -> None:
    once = drawn(picture, LOOKS[0])
    drawn.cache_clear()

    assert drawn(picture, LOOKS[0]) == once


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_marks_and_letters_stand_out_from_the_paper(look: Look) -> None:
    assert [colour for colour in look.colours if _contrast(colour, look.paper) < 3] == []
    assert [colour for colour in (look.ink, look.quiet) if _contrast(colour, look.paper) < 4.5] == []


def _names(picture: Picture) -> Iterator[str]:
    if isinstance(picture, Points):
        yield from (each.name for each in picture.marks)
        yield from picture.quarters
    else:
        yield from (word for name in (*picture.series, *(bar.label for bar in picture.bars)) for word in name.split())


def _text(root: ET.Element) -> str:
    return " ".join(text for each in root.iter(f"{SVG}text") for text in each.itertext())


def _contrast(one: str, other: str) -> float:
    """As WCAG 2.2 reckons it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
