"""Pictures as SVG: bars, columns and points, readable in light and dark, wide and narrow, without seeing colours."""

import io
import logging
import textwrap
from functools import lru_cache
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from web.coach.picture import Bars, Columns, Look, Picture, Points, Width

mpl.rcParams.update(
    {
        "svg.fonttype": "none",  # Text stays text: read aloud, found, enlarged.
        "svg.hashsalt": "automationscoachen",  # The same figures give the same file.
        "text.parse_math": False,
        "hatch.linewidth": 1.2,
        "font.size": 9,
        "font.sans-serif": ["DejaVu Sans"],  # Widest of those that browsers may have: what fits in it fits.
    }
)
logging.getLogger("matplotlib").setLevel(logging.ERROR)

_FONT, _FONTS = b"'DejaVu Sans'", b"'Segoe UI', system-ui"
_INCHES: dict[Width, float] = {"wide": 8.2, "narrow": 2.9}
_LETTERS: dict[Width, int] = {"wide": 95, "narrow": 34}
"""As many letters fit on a line above a bar."""
_PATTERNS = ("", "////", "....", "xx")
_KINDS = (("o", 2), ("s", 0), ("^", 1), ("X", 3))
"""Shape and colour of the marks, kind by kind."""


@lru_cache(128)
def drawn(picture: Picture, look: Look) -> bytes:
    """The picture as SVG. Slow (some 50 ms): not to be called where others wait."""
    match picture:
        case Bars():
            figure = _bars(picture, look)
        case Columns():
            figure = _columns(picture, look)
        case Points():
            figure = _points(picture, look)
    written = io.BytesIO()
    metadata: dict[str, Any] = {"Title": picture.title, "Date": None, "Creator": None}
    figure.savefig(written, format="svg", metadata=metadata)
    return written.getvalue().replace(_FONT, _FONTS)


def _figure(look: Look, height: float) -> tuple[Figure, Any]:
    figure = Figure(figsize=(_INCHES[look.width], height), facecolor=look.paper, layout="constrained")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot(facecolor=look.paper)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(look.quiet)
    axes.tick_params(colors=look.quiet, labelcolor=look.ink, length=3)
    axes.set_axisbelow(True)
    return figure, axes


def _legend(figure: Figure, axes: Any, look: Look, count: int) -> None:
    columns = count if look.width == "wide" else 2
    near = {"handlelength": 1.4, "handletextpad": 0.4, "columnspacing": 0.9, "borderpad": 0, "borderaxespad": 0.2}
    handles = axes.get_legend_handles_labels()
    figure.legend(*handles, loc="outside upper left", ncols=columns, frameon=False, labelcolor=look.ink, **near)


def _bars(picture: Bars, look: Look) -> Figure:
    count = max((len(bar.values) for bar in picture.bars), default=1)
    labels = [textwrap.wrap(bar.label, _LETTERS[look.width])[:3] or [""] for bar in picture.bars]
    thick, letters, gap = 0.19, 0.16, 0.14
    heights = [len(lines) * letters + count * thick + gap for lines in labels]
    figure, axes = _figure(look, sum(heights) + 0.1 + (0.3 if picture.series else 0))
    most = max((value for bar in picture.bars for value in bar.values), default=0) or 1
    at = 0.0
    for bar, lines, height in zip(picture.bars, labels, heights, strict=True):
        axes.text(0, at, "\n".join(lines), color=look.ink, va="top", linespacing=1.15)
        top = at + len(lines) * letters + thick / 2
        for number, (value, said) in enumerate(zip(bar.values, bar.said, strict=True)):
            here = top + number * thick
            name = picture.series[number] if picture.series and bar is picture.bars[0] else None
            axes.barh(here, value, thick * 0.8, label=name, **_filled(look, number))
            axes.text(value + most * 0.012, here, said, color=look.ink, va="center", fontsize=8.5)
        at += height
    axes.set_xlim(0, most * (1.12 if look.width == "wide" else 1.3))
    axes.set_ylim(at, -0.02)
    axes.axis("off")
    if picture.series:
        _legend(figure, axes, look, len(picture.series))
    return figure


def _columns(picture: Columns, look: Look) -> Figure:
    figure, axes = _figure(look, 3.0)
    count, wide = len(picture.series), look.width == "wide"
    each = 0.8 / count
    for number, name in enumerate(picture.series):
        places = [place - 0.4 + each * (number + 0.5) for place in range(len(picture.bars))]
        axes.bar(places, [bar.values[number] for bar in picture.bars], each * 0.92, label=name, **_filled(look, number))
    every = -(-len(picture.bars) // (12 if wide else 4))
    shown = [place for place in range(len(picture.bars)) if (len(picture.bars) - 1 - place) % every == 0]
    axes.set_xticks(shown, [picture.bars[place].label for place in shown])
    axes.set_xlim(-0.6, max(len(picture.bars), 2 if wide else 1) - 0.4)
    axes.set_ylabel(picture.axis, color=look.quiet)
    axes.yaxis.get_major_locator().set_params(nbins=5, integer=True)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}".replace(",", "\u00a0"))
    axes.grid(axis="y", color=look.line, linewidth=0.7)
    axes.set_ylim(0, max((value for bar in picture.bars for value in bar.values), default=0) * 1.08 or 1)
    _legend(figure, axes, look, count)
    return figure


def _points(picture: Points, look: Look) -> Figure:
    wide = look.width == "wide"
    figure, axes = _figure(look, 5.2 if wide else 3.6)
    many = sum(len(each.x) for each in picture.marks)
    size = 6.5 if many < 300 else 5
    for number, each in enumerate(picture.marks):
        mark, colour = _KINDS[number]
        colours = {"markerfacecolor": look.colours[colour], "markeredgecolor": look.paper}
        shape = {"marker": mark, "markersize": size, "markeredgewidth": 0.5, "linestyle": ""}
        axes.plot(each.x, each.y, label=each.name, clip_on=False, **shape, **colours)
    axes.axhline(50, color=look.quiet, linewidth=0.8)
    axes.axvline(50, color=look.quiet, linewidth=0.8)
    for quarter, name in enumerate(picture.quarters):
        right, above = quarter % 2, quarter // 2
        axes.annotate(
            name, (right * 50 + 25, 106 if above else -6), color=look.ink, weight="bold", ha="center", va="center",
            annotation_clip=False,
        )  # fmt: skip
    axes.set(xlim=(0, 100), ylim=(-12, 112), xticks=range(0, 101, 25), yticks=range(0, 101, 25))
    axes.set_xlabel(f"{picture.x_axis} \u2192", color=look.quiet)
    axes.set_ylabel(f"{picture.y_axis} \u2192", color=look.quiet)
    _legend(figure, axes, look, len(picture.marks))
    return figure


def _filled(look: Look, number: int) -> dict[str, Any]:
    """The first is full, the others have a pattern: told apart without colours too."""
    colour = look.colours[number]
    if number == 0:
        return {"facecolor": colour, "edgecolor": colour, "linewidth": 1}
    return {"facecolor": look.paper, "edgecolor": colour, "hatch": _PATTERNS[number], "linewidth": 1}
