"""`knowledge evaluate` and `knowledge proposals`: what an editor sees."""

from pathlib import Path

import pytest

from tests.commands import Operator

pytestmark = pytest.mark.slow

FIRST = '{"id": "own1", "lang": "sv", "text": "40 i veckan i Excel", "gold": {"runs_per_year": 44}}\n'
SECOND = '{"id": "own2", "lang": "en", "text": "I save attachments from mails", "expected": ["timesheet"]}\n'


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


@pytest.fixture
def own(tmp_path: Path) -> tuple[str, str]:
    reading, finding = tmp_path / "reading.jsonl", tmp_path / "finding.jsonl"
    reading.write_text(FIRST, "utf-8")
    finding.write_text(SECOND, "utf-8")
    return str(reading), str(finding)


def test_both_tasks_are_measured_in_both_languages_with_every_failure(operator: Operator, own: tuple[str, str]) -> None:
    found = operator.runs("knowledge", "evaluate", "--reading", own[0], "--finding", own[1])

    assert found.code == 0
    assert "reading.jsonl, sv\n  1 texts: F1 0.00 without flags; 100% with a false fact" in found.out
    assert "own1: runs_per_year false: stated 44.0, read 1760.0" in found.out
    assert "reading.jsonl, en\n  no texts" in found.out
    assert "own2: timesheet not found; found mail-attachment-to-sharepoint" in found.out
    assert "example phrases, each held back once, en" in found.out


def test_a_bad_line_stops_it_and_is_named(operator: Operator, own: tuple[str, str]) -> None:
    Path(own[0]).write_text(FIRST + "{", "utf-8")

    found = operator.runs("knowledge", "evaluate", "--reading", own[0])

    assert (found.code, found.out) == (2, "")
    assert "reading.jsonl, line 2: this is not JSON" in found.err


def test_where_nobody_has_chosen_anything_there_is_nothing_to_propose(operator: Operator) -> None:
    assert "Nothing to propose" in operator.runs("knowledge", "proposals").out
