"""The icons keep Microsoft's rules for them."""

import json

import pytest

from tests.manifest.png import Picture, read_png
from tests.tree import ROOT

_FOLDER = ROOT / "manifest"
_SAFE = range(36, 156)
"""The 120 pixels in the middle, which no mask cuts off."""


@pytest.fixture(scope="module")
def color() -> Picture:
    return read_png((_FOLDER / "color.png").read_bytes())


@pytest.fixture(scope="module")
def outline() -> Picture:
    return read_png((_FOLDER / "outline.png").read_bytes())


def test_the_colour_icon_fills_its_square_with_the_accent_colour(color: Picture) -> None:
    accent = json.loads((_FOLDER / "manifest.json").read_text(encoding="utf-8"))["accentColor"]
    background = (*bytes.fromhex(accent.removeprefix("#")), 255)
    places = [(x, y) for x in range(color.width) for y in range(color.height) if x not in _SAFE or y not in _SAFE]

    assert (color.width, color.height) == (192, 192)
    assert {color.at(x, y) for x, y in places} == {background}


def test_the_symbol_of_the_colour_icon_stands_in_the_middle_and_is_opaque(color: Picture) -> None:
    drawn = [(x, y) for x in _SAFE for y in _SAFE if color.at(x, y) != color.at(0, 0)]
    columns, rows = {x for x, _ in drawn}, {y for _, y in drawn}

    assert {pixel[3] for pixel in color.pixels} == {255}
    assert abs(min(columns) + max(columns) - 191) <= 4
    assert abs(min(rows) + max(rows) - 191) <= 4
    assert len(columns) > 100


def test_the_outline_icon_is_white_on_nothing(outline: Picture) -> None:
    seen = {pixel[:3] for pixel in outline.pixels if pixel[3]}
    empty = sum(1 for pixel in outline.pixels if not pixel[3])

    assert (outline.width, outline.height) == (32, 32)
    assert seen == {(255, 255, 255)}
    assert {pixel[3] for pixel in outline.pixels} >= {0, 255}
    assert empty > len(outline.pixels) / 3


@pytest.mark.parametrize("name", ["color", "outline"])
def test_each_icon_has_its_drawing(name: str) -> None:
    drawing = (_FOLDER / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    size = read_png((_FOLDER / f"{name}.png").read_bytes()).width

    assert f'viewBox="0 0 {size} {size}"' in drawing
