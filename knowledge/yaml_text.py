"""YAML as data with places: a safe, small YAML (no aliases, no surprises) where every value knows its line."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, TypeAlias

import yaml

from knowledge import faults
from knowledge.part import Language, Text

Path: TypeAlias = tuple[str | int, ...]
"""Keys and positions from the whole to one value."""

MOST_CHARACTERS = 2_000_000
DEEPEST = 30

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})(\.[0-9]{1,16})?([eE][-+]?[0-9]{1,3})?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the content, at its place, as a sentence. Lines count from 1; 0 is the whole file."""

    file: str
    line: int
    path: str
    """Names of things, for people: questions.C05.options.alltid."""
    said: Text
    at: Path = ()
    """Keys and positions in the whole revision, for forms; empty where the place is not known."""

    @property
    def sentence(self) -> str:
        return self.said.en

    def to(self, language: Language) -> str:
        return self.said.to(language)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.path}: {self.sentence}" if self.path else f"{where}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Located:
    """The data of a file, and the line on which each value stands."""

    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(file: str, text: str) -> Located | Problem:
    """The data in a YAML text, or the first thing that keeps it from being read.

    Only plain data: aliases, tags, double keys and deep nesting are refused. Words such as `no` or `1:30`
    stay text; only the numbers of YAML 1.2, `true`, `false` and `null` are more.
    """
    if len(text) > MOST_CHARACTERS:
        return Problem(
            file, 0, "", faults.TOO_LARGE.filled(most=MOST_CHARACTERS, millions=MOST_CHARACTERS // 1_000_000)
        )
    lines: dict[Path, int] = {}
    try:
        _refuse_tricks(text)
        node = yaml.compose(text, Loader=_LOADER)
        return Located(_data(node, (), lines) if node else None, lines)
    except _TrickError as trick:
        return Problem(file, trick.line, "", trick.said)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return Problem(file, mark.line + 1 if mark else 0, "", faults.not_yaml(str(error.problem)))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return Problem(file, 0, "", faults.not_yaml(str(error)))


def found_in(problem: Problem, text: str) -> Problem:
    """The problem with the line where its path leads: each step is looked for below the one before."""
    lines = text.splitlines()
    line = 0
    for step in problem.path.split("."):
        line = _item(lines, line, int(step)) if step.isdecimal() else _named(lines, line, step)
    return replace(problem, line=line + 1)


def _named(lines: Sequence[str], start: int, name: str) -> int:
    """The next line with this key, or with a thing of this id, code or name; the start when there is none."""
    word = re.escape(name)
    names = re.compile(rf"(?:\b(?:id|code|name): *[\"']?{word}[\"']? *(?:[,}}#]|$)|^[ -]*[\"']?{word}[\"']?:)")
    return next((number for number in range(start, len(lines)) if names.search(lines[number])), start)


def _item(lines: Sequence[str], start: int, number: int) -> int:
    """The line on which an item of the list below a key begins; the start when the list is written in another way."""
    below = [at for at in range(start + 1, len(lines)) if lines[at].strip() and not lines[at].lstrip().startswith("#")]
    if not below or not lines[start].rstrip().endswith(":") or not _is_item(lines[below[0]]):
        return start
    depth = _depth(lines[below[0]])
    # What is deeper belongs to an item; at the same depth only another item goes on with the list.
    inside = takewhile(lambda at: (_depth(lines[at]), _is_item(lines[at])) >= (depth, True), below)
    items = [at for at in inside if _depth(lines[at]) == depth]
    return items[number] if number < len(items) else start


def _is_item(line: str) -> bool:
    return line.lstrip().startswith("- ")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


class _TrickError(Exception):
    def __init__(self, line: int, said: Text) -> None:
        super().__init__(said.en)
        self.line = line
        self.said = said


def _refuse_tricks(text: str) -> None:
    """Stop at what a bomb is made of, before anything is built."""
    depth = 0
    for event in _events(text):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _TrickError(line, faults.ANCHOR)
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None) not in (None, "!"):
            raise _TrickError(line, faults.TAG)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise _TrickError(line, faults.TOO_DEEP.filled(most=DEEPEST))


def _events(text: str) -> Iterator[Any]:
    return iter(yaml.parse(text, Loader=_LOADER))


def _data(node: Any, path: Path, lines: dict[Path, int]) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_data(item, (*path, number), lines) for number, item in enumerate(node.value)]
    return node.value if node.style else _plain(node.value)


def _mapping(node: Any, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in found:
            raise _TrickError(key_node.start_mark.line + 1, faults.KEY_TWICE.filled(key=key))
        found[key] = _data(value_node, (*path, key), lines)
        lines[(*path, key)] = key_node.start_mark.line + 1
    return found


def stays_text(word: str) -> bool:
    """Whether a word is read as itself when it stands unquoted."""
    return bool(_plain(word) == word)


def is_number(word: str) -> bool:
    return _NUMBER.fullmatch(word) is not None


def _plain(word: str) -> Any:
    """An unquoted scalar: a number, true, false, null, or else text."""
    if word in _WORDS:
        return _WORDS[word]
    if not _NUMBER.fullmatch(word):
        return word
    number = int(word) if word.lstrip("+-").isdecimal() else float(word)
    return number if math.isfinite(number) else word
