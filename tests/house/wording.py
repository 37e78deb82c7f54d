"""Which sentences of the content the code says: followed through names, as a reader would."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.wording import Wording
from tests.tree import PACKAGES, files, parsed, python_files

_ALL = ""
"""Stands for the whole wording, beside the names of its groups."""
_GROUPS = {group: frozenset(field.annotation.model_fields) for group, field in Wording.model_fields.items()}  # type: ignore[union-attr]  # Every field is a part.
_CLASSES = {field.annotation.__name__: group for group, field in Wording.model_fields.items()}  # type: ignore[union-attr]
_PAGES = ("site", "reading", "board", "insight", "settings", "editor", "learning")
"""Groups that are handed to a page whole."""
_SEARCH = "match"
"""The search for templates gets its group as `wording`."""


def wording_keys() -> set[str]:
    """Every sentence, as `group.key`."""
    return {f"{group}.{key}" for group, keys in _GROUPS.items() for key in keys}


def spoken() -> set[str]:
    """Every sentence that code or a page uses. One that is picked by a computed key counts where the key is written."""
    found = set()
    paths = python_files(*PACKAGES, "chat.py")
    literals = {text for path in paths for text in _texts(parsed(path))} | _on_pages()
    for group, key in (use for path in paths for use in _uses(path)):
        found |= {f"{group}.{key}"} if key else {f"{group}.{each}" for each in _GROUPS[group] & literals}
    on_pages = _on_pages() | {text for path in python_files("web") for text in _texts(parsed(path))}
    computed = {each for each in on_pages if each.endswith("_")}
    for group in _PAGES:
        keys = {key for key in _GROUPS[group] if key in on_pages or any(key.startswith(each) for each in computed)}
        found |= {f"{group}.{key}" for key in keys}
    return found


def _uses(path: Path) -> Iterator[tuple[str, str]]:
    """Group and key of each use in a file; an empty key where it is computed."""
    for scope in _scopes(parsed(path)):
        names = _names(scope, path)
        for node in ast.walk(scope):
            if isinstance(node, ast.Attribute) and (group := _meaning(node.value, names)):
                yield group, node.attr
            elif isinstance(node, ast.Call) and _is_getattr(node) and (group := _meaning(node.args[0], names)):
                yield from _computed(group, node.args[1])


def _computed(group: str, key: ast.expr) -> Iterator[tuple[str, str]]:
    """A key that is put together: all that begin as it does; one that is only a name may be any that is written."""
    first = key.values[0] if isinstance(key, ast.JoinedStr) else None
    if not isinstance(first, ast.Constant):
        yield group, ""
        return
    for name in _GROUPS[group]:
        if name.startswith(str(first.value)):
            yield group, name


def _scopes(tree: ast.Module) -> list[ast.AST]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _names(scope: ast.AST, path: Path) -> dict[str, str]:
    """What the names in a function stand for: parameters by their class, others by what they are set to."""
    names = {"wording": _SEARCH, ".wording": _SEARCH} if path.name.startswith("match") else {}
    for node in ast.walk(scope):
        if isinstance(node, ast.arg) and isinstance(node.annotation, ast.Name):
            meaning = _ALL if node.annotation.id == Wording.__name__ else _CLASSES.get(node.annotation.id)
            names |= {node.arg: meaning} if meaning is not None else {}
        elif isinstance(node, ast.Assign):
            names |= _assigned(node.targets[0], node.value, names)
    return names


def _assigned(target: ast.expr, value: ast.expr, names: dict[str, str]) -> dict[str, str]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=True)
        return {key: meaning for one, other in pairs for key, meaning in _assigned(one, other, names).items()}
    meaning = _meaning(value, names)
    return {target.id: meaning} if isinstance(target, ast.Name) and meaning is not None else {}


def _meaning(node: ast.expr, names: dict[str, str]) -> str | None:
    """The group that an expression stands for, or the whole wording; None for anything else."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if not isinstance(node, ast.Attribute):
        return None
    if node.attr in ("words", "wording") and _meaning(node.value, names) is None:
        return names.get(f".{node.attr}", _ALL)
    return node.attr if _meaning(node.value, names) == _ALL and node.attr in _GROUPS else None


def _on_pages() -> set[str]:
    pages = [path.read_text(encoding="utf-8") for path in files() if path.suffix == ".html"]
    named = {key for page in pages for key in re.findall(r"\b(?:words|site)\.(\w+)", page)}
    return named | {begin for page in pages for begin in re.findall(r'\bwords\["(\w+_)" ~', page)}


def _texts(tree: ast.Module) -> Iterator[str]:
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return (value for value in constants if isinstance(value, str))


def _is_getattr(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "getattr"
