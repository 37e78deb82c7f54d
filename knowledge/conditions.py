"""The only logic that content may hold: claims about answers and measures, and whether they hold."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import Discriminator, Field, Tag

from knowledge.bounds import Several
from knowledge.part import Part

Value: TypeAlias = str | float | tuple[str, ...]
Values: TypeAlias = Mapping[str, Value]
Place: TypeAlias = tuple[str | int, ...]


class Is(Part):
    """An answer is, or has among its options, one of these codes. An absent answer is none of them."""

    value: str
    is_: Annotated[tuple[str, ...], Field(alias="is", min_length=1)]


class Below(Part):
    measure: str
    below: float


class AtLeast(Part):
    measure: str
    at_least: float


class AllOf(Part):
    all: Annotated[tuple["Condition", ...], Several()]


class AnyOf(Part):
    any: Annotated[tuple["Condition", ...], Several()]


class Not(Part):
    not_: Annotated["Condition", Field(alias="not")]


_KEYS = ("all", "any", "not", "value", "below", "at_least")


def _tag(given: Any) -> str | None:
    """Which kind of condition this is: its telling key, so that a problem is reported once, at its place."""
    keys = given.model_dump(by_alias=True) if isinstance(given, Part) else given
    if not isinstance(keys, dict):
        return None
    return next((key for key in _KEYS if key in keys), None)


Condition: TypeAlias = Annotated[
    Annotated[Is, Tag("value")]
    | Annotated[Below, Tag("below")]
    | Annotated[AtLeast, Tag("at_least")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(
        _tag,
        custom_error_type="condition",
        custom_error_message="a condition has one of the keys value, below, at_least, all, any or not",
    ),
]

for _kind in (AllOf, AnyOf, Not):
    _kind.model_rebuild()


def holds(condition: Condition, values: Values) -> bool:
    """Whether the claim is true of these answers and measures. A measure that is absent counts as 0."""
    match condition:
        case Is(value=name, is_=codes):
            value = values.get(name)
            return any(code in codes for code in value) if isinstance(value, tuple) else value in codes
        case Below(measure=name, below=limit):
            return _number(values, name) < limit
        case AtLeast(measure=name, at_least=limit):
            return _number(values, name) >= limit
        case AllOf(all=parts):
            return all(holds(part, values) for part in parts)
        case AnyOf(any=parts):
            return any(holds(part, values) for part in parts)
        case Not(not_=part):
            return not holds(part, values)


def placed_claims(condition: Condition, at: Place = ()) -> Iterator[tuple[Is | Below | AtLeast, Place]]:
    """Every single claim inside a condition, in reading order, with the keys and positions that lead to it."""
    match condition:
        case AllOf(all=parts) | AnyOf(any=parts):
            key = "all" if isinstance(condition, AllOf) else "any"
            for number, part in enumerate(parts):
                yield from placed_claims(part, (*at, key, number))
        case Not(not_=part):
            yield from placed_claims(part, (*at, "not"))
        case Is() | Below() | AtLeast():
            yield condition, at


def claims(condition: Condition) -> list[Is | Below | AtLeast]:
    """Every single claim inside a condition, in reading order: what a checker has to look up."""
    return [claim for claim, _ in placed_claims(condition)]


def _number(values: Values, name: str) -> float:
    value = values.get(name, 0.0)
    return value if isinstance(value, int | float) else 0.0
