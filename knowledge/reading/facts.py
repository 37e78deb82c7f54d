"""What a text states about a task, each fact with the words that state it."""

from dataclasses import dataclass, fields
from typing import Generic, TypeVar

from knowledge.part import Language
from knowledge.reading.people import Whose

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value, and the words of the normalised text from which it was read."""

    value: T
    words: str


@dataclass(frozen=True, slots=True)
class Facts:
    """None and () mean: not stated. Minutes are per run."""

    language: Language
    runs_per_year: Fact[float] | None = None
    minutes: Fact[float] | None = None
    people: Fact[int] | None = None
    errors: Fact[str] | None = None
    input: Fact[str] | None = None
    systems: tuple[Fact[str], ...] = ()
    flags: tuple[Fact[str], ...] = ()
    whose: Whose | None = None
    """Of runs that are counted things: whether each person does so many, or all together. None for other runs."""

    @property
    def empty(self) -> bool:
        return not any(getattr(self, field.name) for field in fields(self) if field.name not in ("language", "whose"))

    def merged(self, later: "Facts") -> "Facts":
        """Both messages together: single values of the later one replace, programs and hints add up."""
        return Facts(
            language=later.language,
            runs_per_year=later.runs_per_year or self.runs_per_year,
            minutes=later.minutes or self.minutes,
            people=later.people or self.people,
            errors=later.errors or self.errors,
            input=later.input or self.input,
            systems=_together(self.systems, later.systems),
            flags=_together(self.flags, later.flags),
            whose=later.whose if later.runs_per_year else self.whose,
        )


def _together(first: tuple[Fact[str], ...], later: tuple[Fact[str], ...]) -> tuple[Fact[str], ...]:
    known = {fact.value for fact in first}
    return first + tuple(fact for fact in later if fact.value not in known)
