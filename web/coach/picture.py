"""What a picture shows, before it is drawn: bars, columns and points, and where it stands."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Theme: TypeAlias = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
Width: TypeAlias = Literal["wide", "narrow"]
WIDTHS: tuple[Width, ...] = ("wide", "narrow")


@dataclass(frozen=True, slots=True)
class Look:
    """Where a picture stands: every mark has at least 3:1 against the paper, every letter 4.5:1."""

    theme: Theme
    width: Width

    @property
    def paper(self) -> str:
        return "#ffffff" if self.theme == "light" else "#292929"

    @property
    def ink(self) -> str:
        return "#242424" if self.theme == "light" else "#f5f5f5"

    @property
    def quiet(self) -> str:
        return "#5c5c5c" if self.theme == "light" else "#bdbdbd"

    @property
    def line(self) -> str:
        return "#d1d1d1" if self.theme == "light" else "#525252"

    @property
    def colours(self) -> tuple[str, ...]:
        """Told apart by the colour-blind as well, and by their pattern or shape besides."""
        return (
            ("#4f52b2", "#b35900", "#00755a", "#5c5c5c")
            if self.theme == "light"
            else ("#aab0ff", "#ffb066", "#5fd3b0", "#c8c8c8")
        )


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of bars: a value a series, each as it is written beside it."""

    label: str
    values: tuple[float, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Lying bars under their labels. `series` names them where there are several."""

    title: str
    bars: tuple[Bar, ...]
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Standing columns along time, side by side a month; labels have two lines at most."""

    title: str
    axis: str
    bars: tuple[Bar, ...]
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """The points of one kind."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Points on a square of 0 to 100, its four quarters named: left below, right below, left above, right above."""

    title: str
    x_axis: str
    y_axis: str
    marks: tuple[Marks, ...]
    quarters: tuple[str, ...]


Picture: TypeAlias = Bars | Columns | Points
