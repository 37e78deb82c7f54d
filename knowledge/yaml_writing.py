"""Documents as YAML files that are pleasant to read and to compare: `parse` reads back exactly what was written."""

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.documents import FOLDERS, Documents, schema_of
from knowledge.inspiration import header
from knowledge.parse import Files
from knowledge.shape import bare, fields, inside, variants
from knowledge.yaml_scalars import WIDEST, atom, folded, is_block, word

_MOST_KEYS = 4
"""Of a mapping on one line."""
_LONGEST_KEY = 500
"""YAML finds the colon behind a key only so far away; a longer key needs a mark."""


def files(documents: Documents) -> Files:
    """The content files with these documents."""
    return {f"{name}.yaml": written(name, data) for name, data in documents.items()}


def written(document: str, data: Any) -> str:
    """The file of a document: the keys in the order of the model, unknown ones after them."""
    kind = schema_of(document)
    if document.startswith(tuple(FOLDERS.values())):
        lines = _mapping(data, kind, "") if isinstance(data, dict) and data else [_in_flow(data, kind)]
        return "".join(f"{line}\n" for line in lines)
    lead = f"{word(document, in_flow=False)}:"
    if isinstance(data, list) and any(isinstance(item, dict) for item in data):
        items = ("\n".join(_item(item, inside(kind, 0), "  ")) for item in data)
        body = f"{lead}\n" + _between(data).join(items) + "\n"
    else:
        body = "".join(f"{line}\n" for line in _behind(lead, data, kind, ""))
    return f"{_remarks(data)}\n{body}" if document == "inspiration" else body


def block(data: Mapping[str, Any]) -> str:
    """A mapping of any kind, as it would stand in a file."""
    return "\n".join(_mapping(data, None, ""))


def _between(items: list[Any]) -> str:
    """A line is left free between things that take several lines."""
    return "\n\n" if any(_one_line(item, None) is None for item in items) else "\n"


def _remarks(data: Any) -> str:
    groups = data.values() if isinstance(data, dict) else ()
    links = (link for group in groups if isinstance(group, list) for link in group if isinstance(link, dict))
    return header({str(link.get("source")) for link in links if link.get("description")})


def _mapping(data: Mapping[str, Any], kind: Any, pad: str) -> Iterator[str]:
    for key in _ordered(data, kind):
        told = word(key, in_flow=False)
        lead = f"{pad}{told}:" if len(told) <= _LONGEST_KEY else f"{pad}? {told}\n{pad}:"
        yield from _behind(lead, data[key], inside(kind, key), pad)


def _behind(lead: str, data: Any, kind: Any, pad: str) -> Iterator[str]:
    """A value behind its key or dash, which stands as deep as the pad."""
    flow = _one_line(data, kind)
    indivisible = not isinstance(data, str | list | dict) or not data
    if flow is not None and (indivisible or len(lead) + 1 + len(flow) <= WIDEST):
        yield f"{lead} {flow}"
    elif isinstance(data, str) and is_block(data):
        yield f"{lead} |" if data.endswith("\n") else f"{lead} |-"
        yield from (f"{pad}  {line}" if line else "" for line in data.removesuffix("\n").split("\n"))
    elif isinstance(data, str):
        yield from folded(lead, data, f"{pad}  ")
    elif isinstance(data, list):
        yield lead
        inner = inside(kind, 0)
        for item in data:
            yield from _item(item, inner, f"{pad}  ")
    else:
        yield lead
        yield from _mapping(data, kind, f"{pad}  ")


def _item(data: Any, kind: Any, pad: str) -> Iterator[str]:
    """An item of a list: a mapping begins right behind its dash."""
    if not isinstance(data, dict) or not data:
        yield from _behind(f"{pad}-", data, kind, pad)
        return
    short = _one_line(data, kind)
    if short is not None and len(pad) + 2 + len(short) <= WIDEST:
        yield f"{pad}- {short}"
        return
    first, *rest = _mapping(data, kind, f"{pad}  ")
    yield f"{pad}- {first.removeprefix(f'{pad}  ')}"
    yield from rest


def _one_line(data: Any, kind: Any) -> str | None:
    """The value on one line, where it is small and flat enough to be read there; a condition always is."""
    if isinstance(data, str):
        return None if "\n" in data else word(data, in_flow=False)
    if not isinstance(data, list | dict) or not data or variants(kind):
        return _in_flow(data, kind)
    if isinstance(data, dict) and len(data) > _MOST_KEYS:
        return None
    inner = data if isinstance(data, list) else list(data.values())
    if len(inner) > WIDEST or sum(len(each) for each in inner if isinstance(each, str)) > WIDEST:
        return None
    return None if any(isinstance(each, list | dict) for each in inner) else _in_flow(data, kind)


def _in_flow(data: Any, kind: Any) -> str:
    if isinstance(data, str):
        return word(data, in_flow=True)
    if isinstance(data, list):
        inner = inside(kind, 0)
        return f"[{', '.join(_in_flow(item, inner) for item in data)}]"
    if isinstance(data, dict):
        pairs = (f"{word(key, in_flow=True)}: {_in_flow(data[key], inside(kind, key))}" for key in _ordered(data, kind))
        return f"{{{', '.join(pairs)}}}"
    return atom(data)


def _ordered(data: Mapping[str, Any], kind: Any) -> list[str]:
    """The keys in the order of the model, and then those that it does not know."""
    tagged = variants(kind)
    known = fields(next((tagged[tag] for tag in tagged if tag in data), None) if tagged else bare(kind))
    return [*(key for key in known if key in data), *(key for key in data if key not in known)]
