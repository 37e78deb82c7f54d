"""What a browser sends of a form as it was drawn, when nothing was changed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any


class Sent:
    """Fields, several to a name."""

    def __init__(self, fields: Iterable[tuple[str, str]]) -> None:
        self._fields = tuple(fields)

    def getall(self, name: str, default: list[Any]) -> list[Any]:
        return [value for key, value in self._fields if key == name] or default


def sent(nodes: Sequence[dict[str, Any]]) -> Sent:
    return Sent(_fields(nodes))


def _fields(nodes: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        match node["kind"]:
            case "pair":
                yield from ((side["name"], side["value"]) for side in node["sides"])
            case "choices":
                yield from ((node["name"], code) for code, _ in node["options"] if code in node["marked"])
            case "choice":
                yield node["name"], (node["marked"] or [""])[0]
            case "when":
                yield from _condition(node["condition"])
            case "group":
                yield from _fields(node["fields"])
            case "many":
                yield f"{node['name']}.n", str(len(node["things"]))
                for thing in node["things"]:
                    yield f"{thing['name']}.key", thing["key"]
                    yield from _fields(thing["fields"])
            case _:
                yield node["name"], node["value"]


def _condition(part: dict[str, Any]) -> Iterator[tuple[str, str]]:
    name = part["name"]
    yield f"{name}.kind", part["kind"]
    yield f"{name}.subject", part["subject"]
    yield f"{name}.limit", part["limit"]
    yield f"{name}.n", str(len(part["parts"]))
    yield from ((f"{name}.codes", code) for code, _ in part["codes"] if code in part["marked"])
    for each in part["parts"]:
        yield from _condition(each)
