"""A difference as a line for people, in either language."""

import json
from collections.abc import Mapping
from typing import Any

from knowledge.comparing import Difference, Kind, name_of
from knowledge.part import Language, Text
from knowledge.yaml_scalars import number

_LONGEST = 80

_YES_NO = {True: Text(sv="ja", en="yes"), False: Text(sv="nej", en="no")}
_KINDS: Mapping[Kind, Text] = {
    "added": Text(sv="{where}: nytt: {new}", en="{where}: new: {new}"),
    "removed": Text(sv="{where}: borttaget: {old}", en="{where}: removed: {old}"),
    "changed": Text(sv="{where}: {old} blir {new}", en="{where}: {old} becomes {new}"),
    "moved": Text(
        sv="{where}: flyttas från plats {old} till plats {new}", en="{where}: moves from place {old} to {new}"
    ),
}


def told(difference: Difference, language: Language) -> str:
    """Where it is, and what becomes of it, on one line."""
    words = _KINDS[difference.kind].to(language)
    if difference.kind == "moved":
        old, new = str(difference.old + 1), str(difference.new + 1)
    else:
        old, new = (shown(value, language) for value in (difference.old, difference.new))
    return words.format(where=_where(difference, language), old=old, new=new)


def _where(difference: Difference, language: Language) -> str:
    name = _in(difference.name, language)
    parts = (difference.document, name if name != difference.document else "", field(difference))
    return " · ".join(" ".join(part.split()) for part in parts if part)


def field(difference: Difference) -> str:
    """The keys that lead to the place inside the thing that has the name."""
    path = difference.path[:-1] if difference.path and isinstance(difference.path[-1], int) else difference.path
    numbers = [place for place, step in enumerate(path) if isinstance(step, int)]
    return ".".join(str(step) for step in path[numbers[-1] + 1 if numbers else 0 :])


def shown(value: Any, language: Language) -> str:
    """A value on one line, cut where it is long: what has a name by its name."""
    name = name_of(value)
    if name is not None:
        text = _in(name, language)
    elif isinstance(value, str):
        text = f"”{value}”" if language == "sv" else f"“{value}”"
    elif isinstance(value, bool):
        text = _YES_NO[value].to(language)
    elif isinstance(value, float | int):
        text = figure(value, language)
    elif isinstance(value, dict) and isinstance(value.get(language), str):
        return shown(value[language], language)
    else:
        text = json.dumps(value, ensure_ascii=False)
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def figure(value: float, language: Language) -> str:
    """A number as it is written in a language, exactly."""
    return number(value).replace(".", "," if language == "sv" else ".")


def _in(name: str | Text, language: Language) -> str:
    return name.to(language) if isinstance(name, Text) else name
