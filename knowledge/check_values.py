"""Values that have the right form and cannot be used: out of bounds, too long, blank, or a list of nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from types import EllipsisType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from knowledge import faults
from knowledge.bounds import Letters, Rule, Several, Within, Worded
from knowledge.model import Revision
from knowledge.part import Text
from knowledge.shape import bare, fields, is_part, variants
from knowledge.yaml_text import Path, Problem


def check_values(revision: Revision) -> Iterator[Problem]:
    """What the rules beside the fields refuse, wherever it stands."""
    for said, path, at in _inside(revision, (), ()):
        yield Problem(file_of(path), 0, ".".join(path), said, at)


Found = Iterator[tuple[Text, tuple[str, ...], Path]]


@dataclass(frozen=True)
class _Node:
    """What is said of a value and of what it holds, where it is no part."""

    rules: tuple[Rule, ...]
    keys: "_Node | None" = None
    things: tuple["_Node", ...] = ()
    """Of a list or of what has keys: one for all. Of a pair: one each."""
    holds_parts: bool = False

    @cached_property
    def says_something(self) -> bool:
        within = (*self.things, *((self.keys,) if self.keys is not None else ()))
        return bool(self.rules) or self.holds_parts or any(each.says_something for each in within)


_WORDS = _Node((Worded(),))


def _node(kind: Any) -> _Node:
    found = bare(kind)
    rules, parts = tuple(_rules(kind)), get_args(found)
    if is_part(found) or variants(found):
        return _Node(rules, holds_parts=True)
    if get_origin(found) is tuple:
        items = parts[:1] if isinstance(parts[-1], EllipsisType) else parts
        return _Node(rules, things=tuple(map(_node, items)))
    if get_origin(found) is dict:
        return _Node(rules, _node(parts[0]), (_node(parts[1]),))
    return _Node(rules)


def _rules(kind: Any) -> Iterator[Rule]:
    """What is said beside a type, also where it may be left out."""
    parts = get_args(kind)
    if get_origin(kind) is Annotated:
        yield from (said for said in parts[1:] if isinstance(said, Rule))
        yield from _rules(parts[0])
    elif bare(kind) is not kind:
        yield from (rule for part in parts for rule in _rules(part))


@cache
def _nodes(model: type[BaseModel]) -> tuple[tuple[str, str, _Node], ...]:
    """Name, key and node of each field of which anything is said."""
    names = {field.alias or name: name for name, field in model.model_fields.items()}
    found = ((names[key], key, _node(kind)) for key, kind in fields(model).items())
    return tuple((name, key, node) for name, key, node in found if node.says_something)


def _inside(part: BaseModel, path: tuple[str, ...], at: Path) -> Found:
    for name, key, node in _nodes(type(part)):
        yield from _told(getattr(part, name), node, (*path, key), (*at, key))


def _told(value: Any, node: _Node, path: tuple[str, ...], at: Path) -> Found:
    if _is_fine(value, node):
        return
    yield from ((said, path, at) for rule in node.rules if (said := _fault(rule, value)) is not None)
    if isinstance(value, BaseModel):
        yield from _inside(value, path, at)
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            thing = node.things[number if len(node.things) > 1 else 0]
            yield from _told(each, thing, (*path, _called(each, number)), (*at, number))
    elif isinstance(value, dict) and node.keys is not None:
        for key, each in value.items():
            yield from _told(key, node.keys, (*path, key), (*at, key))
            yield from _told(each, node.things[0], (*path, key), (*at, key))


def _is_fine(value: Any, node: _Node) -> bool:
    """Whether there is nothing to tell: most values are fine, and this asks without noting where they stand."""
    if value is None or not node.says_something:
        return True
    if any(_fault(rule, value) is not None for rule in node.rules):
        return False
    if isinstance(value, BaseModel):
        return all(_is_fine(getattr(value, name), inner) for name, _, inner in _nodes(type(value)))
    if isinstance(value, tuple):
        alone = node.things[0] if len(node.things) == 1 else None
        return _are_fine(value, alone) if alone is not None else all(map(_is_fine, value, node.things))
    if isinstance(value, dict) and node.keys is not None:
        return _are_fine(value, node.keys) and _are_fine(value.values(), node.things[0])
    return True


def _are_fine(values: Iterable[Any], node: _Node) -> bool:
    if node == _WORDS:
        return all(map(str.strip, values))
    return not node.says_something or all(_is_fine(each, node) for each in values)


def _called(thing: Any, number: int) -> str:
    return getattr(thing, "id", None) or getattr(thing, "code", None) or str(number)


def _fault(rule: Rule, value: Any) -> Text | None:
    """What a rule has against a value; None where the value may stand or was left out."""
    match rule:
        case _ if value is None:
            return None
        case Within(least, most) if not least <= value <= most:
            return faults.WITHIN.filled(least=f"{least:.10g}", most=f"{most:.10g}")
        case Letters(most) if len(value) > most:
            return faults.LETTERS.filled(most=most, count=len(value))
        case Worded() if not value.strip():
            return faults.BLANK
        case Several(least) if len(value) < least:
            return faults.SEVERAL.filled(least=least)
        case _:
            return None


def file_of(path: tuple[str, ...]) -> str:
    """The file in which a place of the whole stands."""
    return f"{'/'.join(path[: 2 if path[0] in ('templates', 'wording') else 1])}.yaml"
