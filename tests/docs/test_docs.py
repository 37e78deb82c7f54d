"""The docs hold to the code."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli_team import main
from config import Config
from tests.cast import shipped
from tests.tree import PACKAGES, ROOT, files, ignored, name, python_files

_README = (ROOT / "README.md").read_text(encoding="utf-8")
_RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
_MARKDOWN = [path for path in files() if path.suffix == ".md"]


def test_every_setting_is_in_the_readme_and_every_setting_there_exists() -> None:
    settings = {str(field.validation_alias or key.upper()) for key, field in Config.model_fields.items()}

    assert _first_cells(_README, "Settings") == settings


def test_every_operator_command_is_in_the_readme_and_every_command_there_exists() -> None:
    told = set(re.findall(r"^\| `python app\.py ([a-z -]+)`", _README, re.MULTILINE))

    assert told == set(_commands(main, ""))


def test_every_make_target_is_told_by_make_help_and_the_readme() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    helped = set(re.findall(r"^([a-z]+):.*?## \S", makefile, re.MULTILINE))
    phony = next(line for line in makefile.splitlines() if line.startswith(".PHONY:")).split()[1:]

    assert helped == targets == set(phony)
    assert set(re.findall(r"^\| `make ([a-z]+)`", _README, re.MULTILINE)) == targets


def test_every_top_level_folder_and_program_is_in_the_readme() -> None:
    with_files = {path.relative_to(ROOT).parts[0] for path in files() if path.parent != ROOT}
    folders = {f"{folder}/" for folder in with_files if not folder.startswith(".")}
    programs = {path.name for path in python_files() if path.parent == ROOT}
    where = _README.split("## Where things are")[1].split("\n## ")[0]

    assert {cell for cell in _first_cells(_README, "Where things are") if cell.endswith("/")} == folders | {"var/"}
    assert set(re.findall(r"`(\w+\.py)`", where)) == programs
    assert "var" in ignored()


@pytest.mark.parametrize("path", _MARKDOWN, ids=name)
def test_every_link_between_docs_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []


def test_decision_records_are_numbered_without_gaps_or_doubles() -> None:
    assert [int(path.name[:4]) for path in _RECORDS] == list(range(1, len(_RECORDS) + 1))


@pytest.mark.parametrize("path", _RECORDS, ids=name)
def test_a_decision_record_has_its_number_and_its_three_parts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text.startswith(f"# {path.name[:4]} ")
    assert [part for part in ("Context", "Decision", "Consequences") if f"**{part}.**" not in text] == []


def test_every_word_of_the_glossary_lives_in_the_code() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| ")]
    cells = [cell for row in rows if len(row) == 5 and (cell := row[3].strip()) not in ("in code", "---")]
    sources = "\n".join(path.read_text(encoding="utf-8") for path in python_files(*PACKAGES, "cli.py", "chat.py"))
    known = set(re.findall(r"\w+", sources))

    assert [cell for cell in cells if not re.findall(r"`\w+`", cell)] == []
    assert [word for cell in cells for word in re.findall(r"`(\w+)`", cell) if word not in known] == []


def test_the_checklist_tells_every_criterion_with_its_weight() -> None:
    text = (ROOT / "docs" / "checklist.md").read_text(encoding="utf-8")
    table = text.split("## What is asked")[1].split("\n## ")[0]
    told = dict(re.findall(r"^\| (C\d\d) \|.*\| (\d*) ?\|$", table, re.MULTILINE))
    scoring = shipped().scoring

    assert told == {each.id: f"{each.weight:g}" if each.weight else "" for each in scoring.criteria}


def test_the_checklist_tells_every_knockout_flag_and_guardrail() -> None:
    text = (ROOT / "docs" / "checklist.md").read_text(encoding="utf-8")
    scoring = shipped().scoring
    forcing = {each.id for each in scoring.criteria if any(option.forces for option in each.options.values())}

    assert _first_cells(text, "Guardrails", ticked=False) == forcing | {"DPIA"}
    assert _first_cells(text, "Knockouts", ticked=False) == {each.id for each in scoring.knockouts}
    assert [flag.id for flag in scoring.dpia.flags if f"{flag.id} " not in text] == []
    assert len(_first_cells(text, "The decision table", ticked=False)) == len(scoring.decision)


def _first_cells(text: str, heading: str, *, ticked: bool = True) -> set[str]:
    """What stands first in the rows of the table under a heading."""
    section = text.split(f"\n## {heading}\n")[1].split("\n## ", maxsplit=1)[0]
    cells = {line.split("|")[1].strip() for line in section.splitlines() if line.startswith("| ")}
    return {cell.strip("`") for cell in cells if cell.startswith("`") == ticked} - {"id", "#", "---"}


def _commands(group: click.Group, path: str) -> Iterator[str]:
    for command in group.commands.values():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path}{command.name} ")
        else:
            yield f"{path}{command.name}"
