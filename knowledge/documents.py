"""The revision as plain data, cut into the documents that people edit: named like the files, without ".yaml"."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from knowledge.bounds import LONGEST_SLUG
from knowledge.model import Revision
from knowledge.shape import at, fields
from knowledge.yaml_text import Path

Documents: TypeAlias = Mapping[str, Any]
"""Name -> plain data: `questions` the list, `templates/x` and `wording/x` the mapping."""

TEMPLATES = "templates/"
WORDING = "wording/"
FOLDERS = {"templates": TEMPLATES, "wording": WORDING}
LONGEST = len(TEMPLATES) + LONGEST_SLUG
"""Letters in the name of a document: those of the wording have fewer."""
SINGLE = tuple(name for name in fields(Revision) if name not in FOLDERS)
"""The documents that are there once."""


def documents(revision: Revision) -> dict[str, Any]:
    """Every document of a revision. What is as it is by default is left out inside them, as it is when stored."""
    return cut(revision.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def cut(data: Mapping[str, Any]) -> dict[str, Any]:
    """The documents in the data of a whole revision, such as is stored."""
    found = {name: data.get(name, _nothing(name)) for name in SINGLE}
    found |= {f"{TEMPLATES}{each['id']}": each for each in data["templates"]}
    return found | {f"{WORDING}{group}": words for group, words in data["wording"].items()}


def _nothing(name: str) -> list[Any] | dict[str, Any]:
    """What stands for a document that is as it is by default."""
    field = Revision.model_fields[name]
    return [] if field.default == () else {}


def assembled(parts: Documents) -> dict[str, Any]:
    """The documents as the data of a whole revision, for `validate`. Templates come in the order of their names."""
    whole = {name: data for name, data in parts.items() if not name.startswith((TEMPLATES, WORDING))}
    whole["templates"] = [parts[name] for name in template_names(parts)]
    whole["wording"] = {name.removeprefix(WORDING): data for name, data in parts.items() if name.startswith(WORDING)}
    return whole


def template_names(parts: Documents) -> list[str]:
    """The documents of templates, in the order in which they stand in the whole."""
    return sorted(name for name in parts if name.startswith(TEMPLATES))


def document_of(path: Path, parts: Documents) -> tuple[str, Path]:
    """The document in which a path of the whole ends, and the rest of the path inside it.

    Where no document has it, such as a group of wording that is missing, the name that it would have.
    """
    match path:
        case ("templates", int(number), *rest) if 0 <= number < len(names := template_names(parts)):
            return names[number], tuple(rest)
        case ("wording", str(group), *rest):
            return f"{WORDING}{group}", tuple(rest)
        case (str(name), *rest):
            return name, tuple(rest)
        case _:
            return "", path


def path_of(document: str, inside: Path, parts: Documents) -> Path:
    """The path in the whole of a path inside a document; `document_of` the other way."""
    if document.startswith(TEMPLATES):
        return ("templates", template_names(parts).index(document), *inside)
    if document.startswith(WORDING):
        return ("wording", document.removeprefix(WORDING), *inside)
    return (document, *inside)


def schema_of(document: str) -> Any:
    """The type of what stands in a document; None where there is no document of this name."""
    if document.startswith(TEMPLATES):
        return at(Revision, ("templates", 0)) if len(document) <= LONGEST else None
    if document.startswith(WORDING):
        return at(Revision, ("wording", document.removeprefix(WORDING)))
    return at(Revision, (document,)) if document in SINGLE else None


def wording_names() -> Iterator[str]:
    """The documents of the wording, as the program knows them."""
    return (f"{WORDING}{group}" for group in fields(at(Revision, ("wording",))))
