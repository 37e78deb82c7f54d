"""The buttons of a form: something is added to a list, moved, copied or taken away."""

import copy
import re
from collections.abc import Callable
from typing import Any

from web.admin.knowledge.told import named

_DO = re.compile(r"(add|up|down|copy|remove):([\w.\-]{0,200})")


def alter(data: Any, do: str) -> Any:
    """The data after a button such as `up:options.2`; unchanged where there is nothing like that."""
    found = _DO.fullmatch(do)
    if found is None:
        return data
    steps = [int(step) if step.isdecimal() else step for step in found[2].split(".") if step]
    changed = copy.deepcopy(data)
    if found[1] == "add":
        return _added(changed, steps)
    place = _at(changed, steps[:-1]) if steps else None
    number = steps[-1] if steps else ""
    things = _parts(place) if isinstance(place, dict) else place
    if not isinstance(things, list) or not isinstance(number, int) or number >= len(things):
        return data
    _MOVES[found[1]](things, number)
    if isinstance(place, dict) and things is not place.get("all") and things is not place.get("any"):
        return _put(changed, steps[:-1], named(things))
    return changed


def settled(data: Any) -> Any:
    """The data without the parts of conditions that nothing was chosen for."""
    if isinstance(data, dict):
        told = {key: settled(value) for key, value in data.items()}
        return {
            key: [part for part in value if part != {}] if key in ("all", "any") and isinstance(value, list) else value
            for key, value in told.items()
        }
    return [settled(each) for each in data] if isinstance(data, list) else data


def _parts(place: dict[str, Any]) -> list[Any]:
    """The parts of a condition; of a mapping its names with what they stand for."""
    inner = next((place[key] for key in ("all", "any") if isinstance(place.get(key), list)), None)
    return inner if inner is not None else [list(each) for each in place.items()]


def _added(data: Any, steps: list[str | int]) -> Any:
    """One more of a list; of a condition one more part."""
    place = _at(data, steps)
    if isinstance(place, dict):
        inner = next((place[key] for key in ("all", "any") if isinstance(place.get(key), list)), None)
        if inner is not None:
            inner.append({"value": "", "is": []})
        else:
            place.setdefault("", {})
        return data
    if isinstance(place, list):
        place.append({})
        return data
    return _put(data, steps, [{}])


def _at(data: Any, steps: list[str | int]) -> Any:
    for step in steps:
        if isinstance(data, dict) and isinstance(step, int):
            data = _part(data, step)
        elif isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _part(data: dict[str, Any], number: int) -> Any:
    """The numbered part of a condition, or of a mapping in its order."""
    for key in ("all", "any"):
        if isinstance(data.get(key), list):
            return data[key][number] if number < len(data[key]) else None
    if "not" in data:
        return data["not"]
    values = list(data.values())
    return values[number] if number < len(values) else None


def _put(data: Any, steps: list[str | int], value: Any) -> Any:
    if not steps:
        return value
    place, last = _at(data, steps[:-1]), steps[-1]
    is_there = isinstance(last, int) and isinstance(place, list) and last < len(place)
    if is_there or isinstance(place, dict):
        place[last] = value
    return data


def _up(things: list[Any], number: int) -> None:
    if number:
        things[number - 1], things[number] = things[number], things[number - 1]


def _down(things: list[Any], number: int) -> None:
    if number + 1 < len(things):
        _up(things, number + 1)


def _copy(things: list[Any], number: int) -> None:
    things.insert(number + 1, copy.deepcopy(things[number]))


def _remove(things: list[Any], number: int) -> None:
    del things[number]


_MOVES: dict[str, Callable[[list[Any], int], None]] = {"up": _up, "down": _down, "copy": _copy, "remove": _remove}
