"""What kind of field shows a piece of content: read from the types of the content itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias, cast, get_args, get_origin

from pydantic.fields import FieldInfo

from knowledge.part import Text, Texts
from knowledge.shape import bare, is_part, variants


@dataclass(frozen=True, slots=True)
class Line:
    """A short text, or a number as it is typed."""

    number: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Several short texts or numbers, one a line; perhaps each is a word, "=" and what it stands for."""

    pairs: Literal["", "numbers", "number", "words", "corners"] = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in both languages."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Several texts in each language, one a line."""


@dataclass(frozen=True, slots=True)
class Switch:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these, or several of them."""

    values: tuple[str | int, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A condition."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Anything else, as YAML."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a group, by the name that it has in the data."""

    name: str
    shape: "Shape"
    required: bool
    usual: Any = None
    """What it is when it is left out."""


@dataclass(frozen=True, slots=True)
class Group:
    """Several fields; `model` is the name of the type."""

    model: str
    fields: tuple[Field, ...]

    @property
    def id_field(self) -> str | None:
        names = [field.name for field in self.fields]
        return next((name for name in ("id", "code") if name in names), None)

    def field(self, name: str) -> "Field | None":
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class Many:
    """A list of things; with `keyed` each has a name of its own."""

    of: "Shape"
    keyed: bool = False


Shape: TypeAlias = Line | Lines | Pair | Lists | Switch | Choice | When | Plain | Group | Many


@cache
def shape_of(annotation: Any) -> Shape:
    """The shape of a type of the content."""
    kind = bare(annotation)
    origin, inside = get_origin(kind), get_args(kind)
    if variants(kind):
        return When()
    if origin is Literal:
        return Choice(inside)
    if origin is tuple:
        return _of_tuple(inside)
    if origin is dict:
        return _of_mapping(inside)
    return _of_type(kind)


def _of_type(kind: Any) -> Shape:
    simple: dict[Any, Shape] = {
        Text: Pair(), Texts: Lists(), str: Line(), bool: Switch(), int: Line(number=True), float: Line(number=True)
    }  # fmt: skip
    if kind in simple:
        return simple[kind]
    if is_part(kind):
        fields = kind.model_fields.items()
        return Group(kind.__name__, tuple(_field(name, info) for name, info in fields))
    return Plain()


def _field(name: str, info: FieldInfo) -> Field:
    usual = None if info.is_required() else info.default
    return Field(info.alias or name, shape_of(cast("Any", info.annotation)), info.is_required(), usual)


def _of_tuple(inside: Sequence[Any]) -> Shape:
    if inside and get_origin(bare(inside[0])) is tuple:
        return Lines("corners")
    of = shape_of(inside[0])
    match of:
        case Choice(values=values):
            return Choice(values, several=True)
        case Line(number=number):
            return Lines("numbers" if number else "")
        case _:
            return Many(of)


def _of_mapping(inside: Sequence[Any]) -> Shape:
    of = shape_of(inside[1])
    match of:
        case Line(number=True):
            return Lines("number")
        case Lines(pairs=""):
            return Lines("words")
        case Plain():
            return Plain()
        case _:
            return Many(of, keyed=True)
