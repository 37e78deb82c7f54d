"""Two people's changes of the same plain data, put together; where both changed the same thing, the place is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.yaml_text import Path

_NAMES = ("id", "code", "name", "url")
"""By one of these keys the items of a list are known again."""
_ABSENT: Any = object()
_CONDITIONS = ({"value", "is"}, {"measure", "below"}, {"measure", "at_least"}, {"all"}, {"any"}, {"not"})
"""The keys of conditions."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The data with both sides' changes. At a conflict it holds theirs, or what one side changed and one removed."""

    data: Any
    conflicts: tuple[Path, ...] = ()
    """Keys and positions in the merged data."""


def merge(base: Any, mine: Any, theirs: Any) -> Merged:
    """What `mine` and `theirs` have made of `base`, together.

    Mappings are merged key by key, lists of named things thing by thing, lists of texts by what either side added and
    removed. Where both changed an order, mine holds. Anything else, also a condition, is one value; changed by both, it
    is a conflict.
    """
    if theirs in (mine, base):
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    if isinstance(mine, dict) and isinstance(theirs, dict) and not any(map(_is_condition, (base, mine, theirs))):
        return _mappings(base if isinstance(base, dict) else {}, mine, theirs)
    if isinstance(mine, list) and isinstance(theirs, list):
        return _lists(base if isinstance(base, list) else [], mine, theirs)
    return Merged(mine if theirs is _ABSENT else theirs, ((),))


def _is_condition(data: Any) -> bool:
    """Parts of two conditions make a third that nobody meant."""
    return isinstance(data, dict) and any(keys == data.keys() for keys in _CONDITIONS)


def _mappings(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    keys = [*theirs, *(key for key in mine if key not in theirs)]
    found = {key: _under(key, base, mine, theirs) for key in keys}
    data = {key: each.data for key, each in found.items() if each.data is not _ABSENT}
    return Merged(data, tuple((key, *path) for key, each in found.items() for path in each.conflicts))


def _under(key: str, base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    return merge(base.get(key, _ABSENT), mine.get(key, _ABSENT), theirs.get(key, _ABSENT))


def _lists(base: list[Any], mine: list[Any], theirs: list[Any]) -> Merged:
    if all(isinstance(item, str) for item in (*base, *mine, *theirs)):
        return Merged(_texts(base, mine, theirs))
    name = naming((base, mine, theirs))
    if name is None:
        return Merged(theirs, ((),))
    sides = [{item[name]: item for item in side} for side in (base, mine, theirs)]
    known, ours, others = sides
    found = {key: _under(key, known, ours, others) for key in {**others, **ours}}
    order = _order(list(known), list(ours), list(others), {key for key in found if found[key].data is not _ABSENT})
    conflicts = ((place, *path) for place, key in enumerate(order) for path in found[key].conflicts)
    return Merged([found[key].data for key in order], tuple(conflicts))


def naming(lists: Iterable[Sequence[Any]]) -> str | None:
    """The key by which the items of all these lists are known again; None where there is none."""
    sides = [list(side) for side in lists]
    if not all(isinstance(item, dict) for side in sides for item in side):
        return None
    return next((name for name in _NAMES if all(_tells_apart(name, side) for side in sides)), None)


def _tells_apart(name: str, items: Sequence[Mapping[str, Any]]) -> bool:
    names = [item.get(name) for item in items]
    return all(isinstance(each, str) for each in names) and len(set(names)) == len(names)


def _texts(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    known, ours, others = set(base), set(mine), set(theirs)
    kept = (known & ours & others) | (ours - known) | (others - known)
    return _order(base, mine, theirs, kept)


def _order(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], kept: set[str]) -> list[str]:
    """The kept ones in my order where I changed it, else in theirs; the other's own each behind the one before it."""
    first, second = (mine, theirs) if _reordered(base, mine) else (theirs, mine)
    inside = set(first) & kept
    behind: dict[str | None, list[str]] = {None: []}
    last: str | None = None
    for name in dict.fromkeys(second):
        if name in inside:
            last = name
        elif name in kept:
            behind.setdefault(last, []).append(name)
    ordered = list(behind[None])
    for name in dict.fromkeys(first):
        if name in inside:
            ordered += [name, *behind.get(name, ())]
    return ordered


def _reordered(base: Sequence[str], mine: Sequence[str]) -> bool:
    ours, known = set(mine), set(base)
    return [name for name in base if name in ours] != [name for name in mine if name in known]
