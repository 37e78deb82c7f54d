"""What changes, in words: where it stands, what it was, what it is."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from knowledge.comparing import Difference
from knowledge.documents import Documents
from knowledge.part import LANGUAGES, Text
from web.admin.knowledge.desk import Desk
from web.admin.knowledge.values import in_words


def shown(desk: Desk, before: Documents, after: Documents, found: Iterable[Difference]) -> list[dict[str, Any]]:
    """Differences between two states as a page lists them: things are called as they are in these states."""
    desk = desk.between(before, after)
    return [
        {
            "document": each.document,
            "kind": each.kind,
            "what": desk.say(f"did_{each.kind}"),
            "where": _where(desk, each),
            "old": _told(desk, each, each.old),
            "new": _told(desk, each, each.new),
        }
        for each in found
    ]


def _where(desk: Desk, found: Difference) -> str:
    """The names of the document and of everything on the way to the thing."""
    parts = [desk.title(found.document), *_way(desk, found)]
    return " › ".join(dict.fromkeys(part for part in parts if part))


def _way(desk: Desk, found: Difference) -> Iterator[str]:
    documents = desk.draft.published if found.kind == "removed" else desk.draft.documents
    data = documents.get(found.document)
    for step, following in zip_longest(found.path, found.path[1:], fillvalue=""):
        data = _inside(data, step)
        if isinstance(step, int):
            yield str((data.get("id") or data.get("code") or desk.called(data)) if isinstance(data, dict) else step + 1)
        elif step in LANGUAGES:
            yield desk.say(f"in_{step}")
        elif not isinstance(following, int):
            yield desk.label("", step)
    if not found.path or (isinstance(found.path[-1], int) and not isinstance(data, str)):
        yield desk.reader.speech.say(found.name) if isinstance(found.name, Text) else found.name


def _inside(data: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return data[step] if isinstance(data, list) and step < len(data) else None
    return data.get(step) if isinstance(data, dict) else None


def _told(desk: Desk, found: Difference, value: Any) -> str:
    field = next((step for step in reversed(found.path) if isinstance(step, str)), found.document)
    return in_words(desk, field, value + 1 if found.kind == "moved" else value)
