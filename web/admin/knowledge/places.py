"""Where in the content a page is: `questions/C05`, `scoring/benefit`, `templates/deadline-reminder`, `wording/nav`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.documents import schema_of
from web.admin.knowledge.shapes import Group, Many, Shape, shape_of

FOLDERS = ("templates", "wording")
_SECTIONED = ("scoring", "lexicon")
"""Documents with so much in them that each part has a page of its own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of the content that is shown on a page of its own."""

    address: str
    document: str
    steps: tuple[str | int, ...]
    """The way to it inside its document: names, and positions in lists."""
    shape: Shape
    model: str
    """The type in which it is a field; empty for a thing of a list."""

    @property
    def is_list(self) -> bool:
        """A list of things that have pages of their own."""
        return has_pages(self.shape)

    @property
    def is_sections(self) -> bool:
        return self.document in _SECTIONED and not self.steps

    @property
    def parent(self) -> str:
        return self.address.rpartition("/")[0]


def has_pages(shape: Shape) -> bool:
    return isinstance(shape, Many) and not shape.keyed and isinstance(shape.of, Group) and shape.of.id_field == "id"


def find(address: str, documents: Mapping[str, Any]) -> Place | None:
    """The place of an address; None where there is nothing like that."""
    document, steps = _split(address)
    if document not in documents:
        return None
    shape, data, model = shape_of(schema_of(document)), documents[document], ""
    place: list[str | int] = []
    for depth, step in enumerate(steps):
        is_section = depth == 0 and document in _SECTIONED
        if isinstance(shape, Group) and is_section and (field := shape.field(step)) is not None:
            model, shape = shape.model, field.shape
            data = data.get(step) if isinstance(data, dict) else None
            place.append(step)
        elif isinstance(shape, Many) and has_pages(shape) and (number := _number(data, step)) is not None:
            model, shape, data = "", shape.of, data[number]
            place.append(number)
        else:
            return None
    return Place(address, document, tuple(place), shape, model)


def data_at(data: Any, steps: tuple[str | int, ...]) -> Any:
    """What stands at a place; None where the data has no such place."""
    for step in steps:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def things_at(data: Any, steps: tuple[str | int, ...]) -> list[Any]:
    """The things of a list; none where there is no list."""
    found = data_at(data, steps)
    return found if isinstance(found, list) else []


def put(data: Any, steps: tuple[str | int, ...], value: Any) -> Any:
    """The document with another value at a place. What has no such place gives way."""
    if not steps:
        return value
    first, rest = steps[0], steps[1:]
    if isinstance(first, str):
        found = data if isinstance(data, dict) else {}
        return {**found, first: put(found.get(first), rest, value)}
    things = data if isinstance(data, list) else []
    return [put(each, rest, value) if number == first else each for number, each in enumerate(things)]


def address_of(document: str, path: tuple[str | int, ...], documents: Mapping[str, Any]) -> tuple[str, str]:
    """The page on which a place of a document is edited, and the name of its field there."""
    data: Any = documents.get(document)
    shape, address = shape_of(schema_of(document)), document
    rest = list(path)
    while rest:
        step = rest[0]
        if isinstance(shape, Group) and document in _SECTIONED and address == document and isinstance(step, str):
            field = shape.field(step)
            if field is None:
                break
            shape, data, address = field.shape, data.get(step) if isinstance(data, dict) else None, f"{address}/{step}"
        elif isinstance(shape, Many) and has_pages(shape) and isinstance(step, int) and _is_there(data, step):
            shape, data = shape.of, data[step]
            address = f"{address}/{data['id']}"
        else:
            break
        rest.pop(0)
    name = ".".join(map(str, rest))
    return address, name if isinstance(shape, Group) else ".".join(filter(None, ("all", name)))


def _is_there(data: Any, number: int) -> bool:
    there = isinstance(data, list) and number < len(data) and isinstance(data[number], dict)
    return there and isinstance(data[number].get("id"), str) and bool(data[number]["id"])


def document_in(address: str) -> str:
    """The document that an address begins with."""
    return _split(address)[0]


def _split(address: str) -> tuple[str, list[str]]:
    parts = [part for part in address.split("/") if part]
    if parts and parts[0] in FOLDERS:
        return "/".join(parts[:2]), parts[2:]
    return (parts[0] if parts else ""), parts[1:]


def _number(data: Any, step: str) -> int | None:
    if not isinstance(data, list):
        return None
    found = (number for number, each in enumerate(data) if isinstance(each, dict) and str(each.get("id")) == step)
    return next(found, None)
