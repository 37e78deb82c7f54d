"""YAML text -> Revision, or every Problem with its place. Takes text, opens nothing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import orjson
from pydantic import ValidationError

from knowledge import faults
from knowledge.model import Revision
from knowledge.part import LANGUAGES, Text
from knowledge.shape import plain
from knowledge.type_faults import type_fault
from knowledge.yaml_text import Located, Path, Problem, read_yaml

Files: TypeAlias = Mapping[str, str]
"""File name below `content/` (with "/" between folders) -> its text."""

_TEMPLATES = "templates/"
_WORDING = "wording/"


def parse(files: Files) -> Revision | tuple[Problem, ...]:
    """The revision that these files describe, or all that is wrong with them."""
    read = {name: read_yaml(name, text) for name, text in sorted(files.items(), key=_stem)}
    located = {name: found for name, found in read.items() if isinstance(found, Located)}
    problems = [found for found in read.values() if isinstance(found, Problem)]
    problems += _twice(located)
    assembled, origins = _assemble(located)
    result = validate(assembled)
    if isinstance(result, Revision) and not problems:
        return result
    if isinstance(result, Revision):
        return tuple(problems)
    broken = {problem.file for problem in read.values() if isinstance(problem, Problem)}
    return (
        *problems,
        *(_place(loc, said, origins, located) for loc, said in result if not _in(loc, origins, broken)),
    )


def _stem(file: tuple[str, str]) -> str:
    """Files come in the order of their names without their ending: templates in the order of their ids."""
    return file[0].removesuffix(".yaml")


def validate(data: object) -> Revision | list[tuple[Path, Text]]:
    """The typed content, or each fault as its path in the data and a sentence."""
    try:
        return Revision.model_validate_json(_as_json(data), strict=True)
    except ValidationError as error:
        return _told(error.errors(include_url=False))


def _told(found: Sequence[Any]) -> list[tuple[Path, Text]]:
    """Each fault with its path. That a list is too short, as its items are wrong, is left out."""
    placed = [(plain(fault["loc"], Revision), fault) for fault in found]
    above = {path[:length] for path, _ in placed for length in range(len(path))}
    return [(path, type_fault(each)) for path, each in placed if each["type"] != "too_short" or path not in above]


def _as_json(data: object) -> bytes | str:
    """Quickly where that can be; what cannot be written is left for the types to refuse."""
    try:
        written = orjson.dumps(data)
    except TypeError:
        return json.dumps(data)
    return json.dumps(data) if b"null" in written else written  # It writes null where there is no finite number.


def _assemble(located: Mapping[str, Located]) -> tuple[dict[str, Any], dict[Path, tuple[str, Path]]]:
    """One mapping for the whole revision, and from which file and path each part of it came."""
    whole: dict[str, Any] = {"templates": [], "wording": {}}
    origins: dict[Path, tuple[str, Path]] = {}
    for name, found in located.items():
        if name.startswith(_TEMPLATES):
            origins["templates", len(whole["templates"])] = (name, ())
            whole["templates"].append(found.data)
        elif name.startswith(_WORDING):
            group = name.removeprefix(_WORDING).removesuffix(".yaml")
            whole["wording"][group] = found.data
            origins["wording", group] = (name, ())
        else:
            parts = found.data if isinstance(found.data, dict) else {name: found.data}
            for key, value in parts.items():
                if key in ("templates", "wording"):
                    continue  # They have folders; told by `_twice`.
                whole[key] = value
                origins[(key,)] = (name, (key,))
    return whole, origins


def _twice(located: Mapping[str, Located]) -> Iterator[Problem]:
    """Parts that stand in two files: only one of them could count."""
    home = {"templates": _TEMPLATES, "wording": _WORDING}
    for name, found in located.items():
        if name.startswith((_TEMPLATES, _WORDING)) or not isinstance(found.data, dict):
            continue
        for key in found.data:
            if key in home:
                yield Problem(name, found.line((key,)), key, faults.STANDS_IN_TOO.filled(place=home[key]))
            home.setdefault(key, name)


def _place(path: Path, said: Text, origins: Mapping[Path, tuple[str, Path]], located: Mapping[str, Located]) -> Problem:
    for length in range(len(path), 0, -1):
        if path[:length] in origins:
            file, start = origins[path[:length]]
            inside = (*start, *path[length:])
            line = located[file].line(inside)
            return Problem(file, line, _spoken(inside, located[file].data), said, path)
    return Problem(_home(path), 0, ".".join(map(str, path)), said, path)


def _in(path: Path, origins: Mapping[Path, tuple[str, Path]], files: set[str]) -> bool:
    """Whether a fault only says that something is missing because its file could not be read."""
    return _home(path) in files or any(origins.get(path[:n], ("",))[0] in files for n in range(1, len(path) + 1))


def _home(path: Path) -> str:
    """The file in which a part that is missing altogether belongs."""
    if path[:1] == ("wording",) and len(path) > 1:
        return f"{_WORDING}{path[1]}.yaml"
    return f"{path[0]}.yaml" if path else "content"


def _spoken(path: Path, data: Any) -> str:
    """A path with ids instead of positions, so that a person finds the thing: questions.C05.options.alltid."""
    words = []
    for step in path:
        data = _step(data, step)
        name = (data.get("id") or data.get("code")) if isinstance(data, dict) and isinstance(step, int) else None
        words.append(str(name or step))
    return ".".join(words)


def _step(data: Any, step: str | int) -> Any:
    if isinstance(step, int) and isinstance(data, list) and step < len(data):
        return data[step]
    return data.get(step) if isinstance(data, dict) else None


def dump(revision: Revision) -> str:
    """A revision as it is stored: JSON that `restore` reads back exactly."""
    return revision.model_dump_json(by_alias=True, exclude_defaults=True)


def filled(words: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
    """A group of sentences and names with what only the other state of it has."""
    both = {**others, **words}
    named = {key: {**others[key], **words[key]} for key in words if _are_names(words[key], others.get(key))}
    return {**both, **named}


def _are_names(*values: Any) -> bool:
    return all(isinstance(each, Mapping) and not each.keys() & set(LANGUAGES) for each in values)


def restore(stored: str, shipped: Revision | None = None) -> Revision:
    """The revision that was stored, perhaps by an older version of the program.

    Sentences that are new since then are taken from the shipped content, and parts that no longer exist are passed
    over: an interview that began before an upgrade goes on after it. Any other fault is a broken store and raises.
    """
    data = json.loads(stored)
    if shipped is not None:
        for group, words in shipped.wording.model_dump(by_alias=True, exclude_defaults=True).items():
            data["wording"][group] = filled(data["wording"].get(group, {}), words)
    return Revision.model_validate_json(json.dumps(data), strict=True, extra="ignore")
