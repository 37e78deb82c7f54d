"""What Python files import from outside the project, and which packages bring it."""

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import files as files_of
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.tree import ROOT, parsed


def imported(paths: Iterable[Path]) -> dict[str, frozenset[str]]:
    """Each outside module that is imported, and the packages that may bring it (a shared name may have several)."""
    modules = {module for path in paths for module in _imports(parsed(path)) if _is_outside(module)}
    return {module: _providers(module) for module in sorted(modules)}


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _is_outside(module: str) -> bool:
    top = module.split(".", maxsplit=1)[0]
    return top not in sys.stdlib_module_names and not (ROOT / top).is_dir() and not (ROOT / f"{top}.py").exists()


def _providers(module: str) -> frozenset[str]:
    """Of packages that share a top-level name, those that have this very module."""
    sharing = set(_distributions().get(module.split(".", maxsplit=1)[0], ()))
    if len(sharing) > 1:
        path = module.replace(".", "/")
        sharing = {name for name in sharing if _has(name, path)}
    return frozenset(name.lower().replace("_", "-") for name in sharing)


@cache
def _distributions() -> Mapping[str, list[str]]:
    """Read once: every package that is installed is looked through for it."""
    return packages_distributions()


def _has(name: str, path: str) -> bool:
    return any(each.as_posix() in (f"{path}.py", f"{path}/__init__.py") for each in files_of(name) or ())
