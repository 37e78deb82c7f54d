"""What a form says, as data of its shape. What cannot be read stays as it was typed, for the checker to point at."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any, Final, Protocol

from knowledge.part import LANGUAGES
from knowledge.yaml_text import DEEPEST, Problem, read_yaml
from web.admin.knowledge.shapes import Choice, Group, Line, Lines, Lists, Many, Pair, Plain, Shape, Switch, When

NOTHING: Final = object()
"""The field was left empty."""
MOST: Final = 50_000
"""As many things has a list of a form at the most: more than a form can be large."""
_NUMBER = re.compile(r"-?\d{1,12}([.,]\d{1,17})?", re.ASCII)


class Form(Protocol):
    """What was sent, several values to a name."""

    def getall(self, name: str, default: list[Any], /) -> list[Any]: ...


def read(shape: Shape, form: Form, name: str) -> Any:
    """The data of a field, or NOTHING."""
    match shape:
        case Line(number=number):
            return _line(form, name, number=number)
        case Lines(pairs=pairs):
            return _lines(_text(form, name), pairs)
        case Pair():
            return _some({each: text for each in LANGUAGES if (text := _text(form, f"{name}.{each}"))})
        case Lists():
            told = {each: _split(_text(form, f"{name}.{each}")) for each in LANGUAGES}
            return _some({each: lines for each, lines in told.items() if lines})
        case Switch():
            return {"true": True, "false": False}.get(_text(form, name), NOTHING)
        case Choice(values=values, several=several):
            return _chosen(form, name, values, several=several)
        case When():
            return condition(form, name)
        case Plain():
            return _plain(_text(form, name))
        case Group():
            return _group(shape, form, name)
        case Many():
            return _many(shape, form, name)


def _group(shape: Group, form: Form, name: str) -> Any:
    told = {field.name: read(field.shape, form, _below(name, field.name)) for field in shape.fields}
    return {key: value for key, value in told.items() if value is not NOTHING}


def _many(shape: Many, form: Form, name: str) -> Any:
    size = min(_count(form, name), MOST)
    things = [read(shape.of, form, f"{name}.{number}") for number in range(size)]
    empty: Any = [] if isinstance(shape.of, Many) and not shape.of.keyed else {}
    told = [empty if each is NOTHING else each for each in things]
    if not shape.keyed:
        return told or NOTHING
    return _some(named((_text(form, f"{name}.{number}.key"), each) for number, each in enumerate(told)))


def named(things: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Things by their names; one whose name is taken gets a name of its own."""
    found: dict[str, Any] = {}
    for name, value in things:
        others = (f"{name}_{number}" for number in count(2))
        found[name if name not in found else next(each for each in others if each not in found)] = value
    return found


def condition(form: Form, name: str, depth: int = 0) -> Any:
    """A condition as lists and fields tell it."""
    kind = _text(form, f"{name}.kind")
    if not kind or depth > DEEPEST:  # Deeper than any content may be.
        return NOTHING
    subject = _text(form, f"{name}.subject")
    match kind:
        case "value":
            codes = form.getall(f"{name}.codes", [])
            return {"value": subject, "is": [code for each in codes for code in _split(_plain_text(each), ",")]}
        case "below" | "at_least":
            limit = _line(form, f"{name}.limit", number=True)
            return {"measure": subject, kind: "" if limit is NOTHING else limit}
        case "all" | "any":
            size = min(_count(form, name), MOST)
            parts = [condition(form, f"{name}.{number}", depth + 1) for number in range(size)]
            return {kind: [{} if part is NOTHING else part for part in parts]}  # A button counts them all.
        case "not":
            part = condition(form, f"{name}.0", depth + 1)
            return {"not": {} if part is NOTHING else part}
        case _:
            return NOTHING


def _line(form: Form, name: str, *, number: bool) -> Any:
    text = " ".join(_text(form, name).split())
    if not text:
        return NOTHING
    return number_of(text) if number else text


def number_of(text: str) -> Any:
    """A number with a point or a comma; what is none stays text."""
    if not _NUMBER.fullmatch(text):
        return text
    plain = text.replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def _lines(text: str, pairs: str) -> Any:
    lines = _split(text)
    if not pairs:
        return lines or NOTHING
    if pairs == "numbers":
        return [number_of(each) for each in lines] or NOTHING
    told = [tuple(part.strip() for part in each.rpartition("=")[::2]) for each in lines]
    if pairs == "corners":
        return [[number_of(left), number_of(right)] for left, right in told] or NOTHING
    if any("=" not in each for each in lines) or len({left for left, _ in told}) < len(told):
        return "\n".join(lines)  # As it was typed, for the checker to point at.
    if pairs == "number":
        return _some({left: number_of(right) for left, right in told})
    return _some({left: _split(right, ",") for left, right in told})


def _chosen(form: Form, name: str, values: Sequence[str | int], *, several: bool) -> Any:
    """Of the values, or a text that is none of them."""
    known = {str(value): value for value in values}
    if several:
        return [known.get(_plain_text(each), _plain_text(each)) for each in form.getall(name, [])] or NOTHING
    told = _text(form, name)
    return known.get(told, told) if told else NOTHING


def _plain(text: str) -> Any:
    found = read_yaml("", text) if text else None
    if found is None:
        return NOTHING
    return text if isinstance(found, Problem) else found.data


def _text(form: Form, name: str) -> str:
    return _plain_text(next(iter(form.getall(name, [])), ""))


def _plain_text(told: object) -> str:
    """As it was typed, with the ends of lines that content uses and nothing around it."""
    return told.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(told, str) else ""


def _split(text: str, at: str = "\n") -> list[str]:
    return [" ".join(each.split()) for each in text.split(at) if each.strip()]


def _count(form: Form, name: str) -> int:
    told = _text(form, f"{name}.n")
    return int(told) if told.isdecimal() and len(told) < 6 else 0


def _some(told: Mapping[Any, Any]) -> Any:
    return dict(told) or NOTHING


def _below(name: str, field: str) -> str:
    return f"{name}.{field}" if name else field
