"""What a value may be beyond its form: said beside the field, told by `check`.

A stored revision that has other values can still be read; only a new one cannot be published.
"""

from dataclasses import dataclass

LONGEST_CODE = 32
"""Letters of an id: as many as the columns hold in which ids of content are kept."""
LONGEST_SLUG = 64
"""Of the id of a template or a program."""
MOST = 10_000_000
"""More than anything that is counted or measured here: runs, minutes and hours a year, people."""


@dataclass(frozen=True, slots=True)
class Within:
    """A number between two others, both included."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Letters:
    """A text of so many letters at the most."""

    most: int


@dataclass(frozen=True, slots=True)
class Worded:
    """A text that is more than blanks."""


@dataclass(frozen=True, slots=True)
class Several:
    """A list of so many at the least."""

    least: int = 1


Rule = Within | Letters | Worded | Several
