"""Rules of the house that no linter knows: sizes, addresses, dependencies, words for people."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dialogs.commands import Command, read_command
from knowledge.part import Language
from tests.cast import shipped
from tests.house.imports import imported
from tests.house.wording import spoken, wording_keys
from tests.tree import PACKAGES, ROOT, files, name, python_files

_PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
_LONGEST = 300
_REGISTRIES = (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs", "org"), ("deb", "debian", "org"))
_BY_OTHERS = {"aiosqlite", "asyncpg", "pystemmer"}
"""Imported by SQLAlchemy, which finds its drivers by name, and by snowballstemmer, which is quicker with it."""
_NOT_IN_HELP = {
    Command.HELP,  # It was just typed.
    Command.HELLO,
    Command.THANKS,
    Command.SKIP,  # A button of the question, as the next two.
    Command.WHY,
    Command.DEPARTMENT,
    Command.TASKS_OR_DATA,  # No word of its own: what could mean two commands.
}


def test_no_python_file_is_longer_than_300_lines() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}

    assert {path: lines for path, lines in lengths.items() if lines > _LONGEST} == {}


def test_no_file_names_a_package_registry_or_a_folder_of_the_machine_it_was_made_on() -> None:
    words = [".".join(parts) for parts in _REGISTRIES] + [f"{ROOT}/", f"{Path.home()}/"]

    found = [(name(path), word) for path in files() for word in words if word in path.read_text(encoding="utf-8")]

    assert found == []


def test_every_package_stands_under_the_import_contracts() -> None:
    packages = {
        path.parent.name for path in python_files() if path.name == "__init__.py" and path.parent.parent == ROOT
    }

    assert set(_PROJECT["tool"]["importlinter"]["root_packages"]) == packages - {"tests", "benchmarks"} == set(PACKAGES)


def test_what_the_program_imports_it_declares_and_what_it_declares_it_imports() -> None:
    programs = ("app.py", "chat.py", "cli.py", "config.py", "log.py")
    used = imported(python_files(*PACKAGES, *programs))
    declared = _names(_PROJECT["project"]["dependencies"])

    assert [module for module, providers in used.items() if not providers & declared] == []
    assert declared - set().union(*used.values()) - _BY_OTHERS == set()


def test_what_the_tests_and_tools_import_is_declared() -> None:
    declared = _names(_PROJECT["project"]["dependencies"]) | _names(_PROJECT["dependency-groups"]["dev"])

    assert [module for module, providers in imported(python_files()).items() if not providers & declared] == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_the_locks_hold_every_dependency_with_hashes_and_without_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    wanted = _names(_PROJECT["project"]["dependencies"])
    wanted |= _names(_PROJECT["dependency-groups"]["dev"]) if lock.endswith("-dev.txt") else set()
    pinned = re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==.*\\\n\s+--hash=sha256:", text, re.MULTILINE)

    assert wanted - set(pinned) == set()
    assert len(pinned) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE))
    assert "://" not in text


def test_every_sentence_of_the_content_is_said_somewhere() -> None:
    assert wording_keys() - spoken() == set()


@pytest.mark.parametrize(("language", "other"), [("sv", Command.SWEDISH), ("en", Command.ENGLISH)])
def test_the_help_tells_every_command_and_every_word_it_tells_is_one(language: Language, other: Command) -> None:
    told = re.findall(r"\*\*(.+?)\*\*", shipped().wording.welcome.help_commands.to(language))

    assert [word for word in told if read_command(word) is None] == []
    assert {read_command(word) for word in told} == set(Command) - _NOT_IN_HELP - {other}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_word_that_a_text_tells_people_to_write_is_a_command(language: Language) -> None:
    welcome, page = shipped().wording.welcome, shipped().wording.page
    told = re.findall(r"\*\*([^*{]+)\*\*", f"{welcome.commands.to(language)} {welcome.privacy.to(language)}")
    told += re.findall(r"[”“](.+?)”", page.gone.to(language))

    assert [word for word in told if read_command(word) is None] == []


def _names(requirements: list[str]) -> set[str]:
    """The packages, without extras and versions, spelled one way."""
    return {re.split(r"[\[<>=~! ;]", each)[0].lower().replace("_", "-") for each in requirements}
