"""Where on a form something is wrong: the field that is nearest, and what it is called."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from web.admin.knowledge.fields import Node

Spots = Mapping[str, str]
"""The name of each field of a form, which is its place on the page -> what it is called."""


def spots(nodes: Sequence[Node], within: str = "") -> Spots:
    return dict(_spots(nodes, within))


def _spots(nodes: Sequence[Node], within: str) -> Iterator[tuple[str, str]]:
    for node in nodes:
        label = " › ".join(filter(None, (within, node["label"])))
        yield node["name"], label
        for side in node.get("sides", ()):
            yield side["name"], label
        yield from _spots(node.get("fields", ()), label)
        for number, thing in enumerate(node.get("things", ()), 1):
            called = f"{label} {number}"
            yield thing["name"], called
            yield from _spots(thing["fields"], called)


def told_at(found: Spots, name: str, said: str) -> dict[str, Any]:
    """What is wrong, at the nearest field around its place; at none where the form has nothing like it."""
    while name and name not in found:
        name = name.rpartition(".")[0]
    label = found.get(name, "")
    return {"field": name, "label": label, "said": said}
