"""What stands at each place of the content, by the types of the model: walked along a path of keys and positions."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import EllipsisType, NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag

from knowledge.part import Text
from knowledge.yaml_text import Path


def bare(kind: Any) -> Any:
    """The type without what is only said about it, and without "or nothing"."""
    while True:
        parts = get_args(kind)
        if get_origin(kind) is Annotated:
            kind = parts[0]
        elif get_origin(kind) in (Union, UnionType) and len(parts) == 2 and NoneType in parts:
            kind = next(part for part in parts if part is not NoneType)
        else:
            return kind


def fields(kind: Any) -> Mapping[str, Any]:
    """Key -> type of a part's fields, in the order of the model; nothing for what is no part."""
    found = bare(kind)
    return _fields(found) if is_part(found) else {}


def is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


@cache
def _fields(model: type[BaseModel]) -> Mapping[str, Any]:
    return {field.alias or name: _annotated(field) for name, field in model.model_fields.items()}


def _annotated(field: Any) -> Any:
    """The type of a field with what is said about it, such as its bounds."""
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def variants(kind: Any) -> Mapping[str, Any]:
    """Tag -> part, where one of several parts may stand, as in a condition; nothing elsewhere."""
    found = bare(kind)
    if get_origin(found) not in (Union, UnionType):
        return {}
    tagged = [get_args(part) for part in get_args(found)]
    return {
        said.tag: part for part, *rest in (each for each in tagged if each) for said in rest if isinstance(said, Tag)
    }


def inside(kind: Any, step: str | int) -> Any:
    """The type of what stands at this key or position; None where nothing may stand."""
    found = bare(kind)
    parts = get_args(found)
    if get_origin(found) is tuple and isinstance(step, int):
        return parts[0] if isinstance(parts[-1], EllipsisType) else dict(enumerate(parts)).get(step)
    if get_origin(found) is dict:
        return parts[1]
    choices = [fields(part) for part in variants(found).values()] or [fields(found)]
    return next((choice[str(step)] for choice in choices if step in choice), None)


def at(kind: Any, path: Sequence[str | int]) -> Any:
    """The type at the end of a path; None where nothing may stand."""
    for step in path:
        kind = inside(kind, step)
    return kind


def plain(location: Sequence[str | int], kind: Any) -> Path:
    """The path of a fault as pydantic tells it, without the steps that are no data: tags, and the mark of a key."""
    path: list[str | int] = []
    for step in location:
        tagged = variants(kind)
        if step in tagged:
            kind = tagged[str(step)]
        elif step != "[key]":
            path.append(step)
            kind = inside(kind, step)
    return tuple(path)


@cache
def text_fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Name and key of each field below which a text in both languages may stand."""
    named = ((name, field.alias or name, field.annotation) for name, field in model.model_fields.items())
    return tuple((name, key) for name, key, kind in named if _holds_text(kind, frozenset()))


def _holds_text(kind: Any, above: frozenset[Any]) -> bool:
    found = bare(kind)
    if found is Text or found in above:
        return found is Text
    parts = fields(found).values() if is_part(found) else get_args(found)
    return any(_holds_text(part, above | {found}) for part in parts if not isinstance(part, str))
