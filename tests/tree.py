"""The project's own files, as the tests of the docs and of the house read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("knowledge", "manifest", "dialogs", "services", "storage", "bot", "web")
_LOCKS = {"package-lock.json", "requirements.txt", "requirements-dev.txt"}
_TEXT = {
    "",
    ".py",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".json",
    ".jsonl",
    ".txt",
    ".html",
    ".css",
    ".js",
    ".mako",
    ".bicep",
}


def ignored() -> set[str]:
    """Folders that git leaves alone."""
    lines = (ROOT / ".gitignore").read_text().splitlines()
    return {line.rstrip("/") for line in lines if line.endswith("/")} | {".git"}


@cache
def files() -> tuple[Path, ...]:
    """Every text file of the project, locks included."""
    return tuple(sorted(path for path in _walk(ROOT, ignored()) if path.suffix in _TEXT or path.name in _LOCKS))


def python_files(*folders: str) -> list[Path]:
    """The Python files in these top-level folders; all of them when none is named."""
    every = [path for path in files() if path.suffix == ".py"]
    return [path for path in every if not folders or path.relative_to(ROOT).parts[0] in folders]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _walk(folder: Path, without: set[str]) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in without:
            continue
        if path.is_dir():
            yield from _walk(path, without)
        elif not path.name.startswith(".coverage"):
            yield path
