"""What changes between two states of the content, for people: the smallest things that make sense by themselves."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel

from knowledge.documents import Documents, schema_of
from knowledge.merging import naming
from knowledge.part import Text
from knowledge.shape import bare, inside, is_part, variants
from knowledge.yaml_text import Path

Kind: TypeAlias = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is other than before.

    The path is that in the later document; of what was removed, that in the earlier one. Of what moved, the name is
    that of the thing itself, or the text itself, and old and new are its places, from 0.
    """

    document: str
    path: Path
    kind: Kind
    name: str | Text
    """What the thing is called, or the nearest thing around it: its title, name, label or id."""
    old: Any = None
    new: Any = None


@dataclass(frozen=True, slots=True)
class _Place:
    document: str
    path: Path
    name: str | Text
    kind: Any

    def below(self, step: str | int, *states: Any) -> "_Place":
        """The place of a part; its name is the first that one of its states has."""
        name = next((found for state in states if (found := name_of(state))), self.name)
        return _Place(self.document, (*self.path, step), name, inside(self.kind, step))

    def tell(self, kind: Kind, old: Any, new: Any) -> Difference:
        return Difference(self.document, self.path, kind, self.name, old, new)


def compare(before: Documents, after: Documents) -> tuple[Difference, ...]:
    """Every difference, document by document in the order of their names."""
    names = sorted({*before, *after})
    return tuple(found for name in names for found in _documents(name, before.get(name), after.get(name)))


def _documents(name: str, old: Any, new: Any) -> Iterator[Difference]:
    if old is new or old == new:
        return
    place = _Place(name, (), name_of(new) or name_of(old) or name, schema_of(name))
    if old is None or new is None:
        yield place.tell("added" if old is None else "removed", old, new)
    else:
        yield from _values(place, old, new)


def name_of(thing: Any) -> str | Text | None:
    """What a thing is called; None for what has no name."""
    if not isinstance(thing, dict):
        return None
    for key in ("title", "name", "label"):
        match thing.get(key):
            case {"sv": str(sv), "en": str(en)} if sv and en:
                return Text.model_construct(sv=sv, en=en)
            case str(name) if name:
                return name
    return next((str(thing[key]) for key in ("id", "code", "url") if thing.get(key)), None)


def _values(place: _Place, old: Any, new: Any) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and not variants(place.kind):
        for key in (*new, *(key for key in old if key not in new)):
            yield from _fields(place, key, old, new)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(place, old, new)
    else:
        yield place.tell("changed", old, new)


def _fields(place: _Place, key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """A field that is left out is as it is by default; where that is nothing, it comes or goes."""
    usual = None if key in old and key in new else _default(place.kind, key)
    first, second = old.get(key, usual), new.get(key, usual)
    inner = place.below(key, second, first)
    if first is None or second is None:
        if first != second:
            yield inner.tell("added" if first is None else "removed", first, second)
    else:
        yield from _values(inner, first, second)


def _default(kind: Any, key: str) -> Any:
    model = bare(kind)
    if not is_part(model):
        return None
    fields = model.model_fields.items()
    field = next((each for name, each in fields if key == (each.alias or name)), None)
    if field is None or field.is_required():
        return None
    usual = field.get_default(call_default_factory=True)
    if isinstance(usual, BaseModel):
        return usual.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return list(usual) if isinstance(usual, tuple) else usual


def _lists(place: _Place, old: list[Any], new: list[Any]) -> Iterator[Difference]:
    name = naming((old, new))
    if name is not None:
        yield from _items(place, _placed(old, name), _placed(new, name))
    elif all(isinstance(item, str) for item in (*old, *new)) and not _doubles(old) and not _doubles(new):
        yield from _items(place, _placed(old, None), _placed(new, None))
    else:
        yield place.tell("changed", old, new)


def _doubles(items: Sequence[str]) -> bool:
    return len(set(items)) < len(items)


def _placed(items: Sequence[Any], name: str | None) -> dict[str, tuple[int, Any]]:
    """Each item with its place, by its name; a text is its own name."""
    return {item if name is None else item[name]: (number, item) for number, item in enumerate(items)}


def _items(place: _Place, old: dict[str, tuple[int, Any]], new: dict[str, tuple[int, Any]]) -> Iterator[Difference]:
    for name, (number, item) in old.items():
        if name not in new:
            yield place.below(number, item).tell("removed", item, None)
    moved = _moved([name for name in old if name in new], [name for name in new if name in old])
    for name, (number, item) in new.items():
        if name not in old:
            yield place.below(number, item).tell("added", None, item)
            continue
        before, earlier = old[name]
        inner = place.below(number, item, earlier)
        if name in moved:
            called = inner.name if isinstance(item, dict) else name
            yield Difference(place.document, inner.path, "moved", called, before, number)
        yield from _values(inner, earlier, item)


def _moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The fewest things that have to move to make the one order the other: all but the longest row that stays."""
    places = {name: number for number, name in enumerate(old)}
    ends: list[int] = []
    lasts: list[str] = []
    before: dict[str, str | None] = {}
    for name in new:
        at = bisect_left(ends, places[name])
        before[name] = lasts[at - 1] if at else None
        ends[at : at + 1], lasts[at : at + 1] = [places[name]], [name]
    stays: set[str] = set()
    last = lasts[-1] if lasts else None
    while last is not None:
        stays.add(last)
        last = before[last]
    return set(new) - stays
