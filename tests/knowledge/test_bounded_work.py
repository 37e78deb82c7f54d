"""Whatever content passes the check can be worked with: tasks are judged within the scales, words are made ready."""

import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.assess import Assessment, Given, assess, freer
from knowledge.check import check
from knowledge.deciding import Undecided
from knowledge.given import UnreadableError, read_given
from knowledge.model import Revision
from knowledge.parse import validate
from knowledge.prepared import prepare
from knowledge.understand import understand
from knowledge.yaml_text import Path
from tests.cast import NAMES
from tests.knowledge.hostile import FEW
from tests.knowledge.test_faults import put
from tests.knowledge.trimmed import trimmed

NUMBERS = (0, -1, -0.5, 5e-324, 0.5, 1, 2, 99, 100.5, 1e7, 1e308, 2**70)


def _numbers(data: Any, path: Path = ()) -> Iterator[Path]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, each in pairs:
        if isinstance(each, int | float) and not isinstance(each, bool):
            yield (*path, step)
        yield from _numbers(each, (*path, step))


BOUNDED = [path for name in ("scoring", "questions") for path in _numbers({name: trimmed()[name]}) if path]


@settings(max_examples=FEW)
@given(st.lists(st.tuples(st.sampled_from(BOUNDED), st.sampled_from(NUMBERS)), min_size=1, max_size=3))
def test_numbers_are_refused_or_every_golden_task_is_judged_within_the_scales(
    changes: list[tuple[Path, float]],
) -> None:
    data = trimmed()
    for path, number in changes:
        put(data, path, number)
    revision = validate(data)

    if isinstance(revision, Revision) and not check(revision):
        _judge(revision)


def _judge(revision: Revision) -> None:
    for task in revision.golden:
        try:
            told = read_given(revision, dict(task.given))
        except UnreadableError:  # It gives a number that its question no longer takes.
            continue
        found = assess(revision.scoring, told)
        assert isinstance(found, Assessment)
        for measure in (found.suitability, found.ease, found.benefit, found.priority):
            assert -1e-9 <= measure <= 100 + 1e-9
        hours = found.hours
        assert all(0 <= each < math.inf for each in (hours.now, hours.gross, hours.net, hours.low, hours.high))
        assert 0 <= found.confidence <= 1
        freer(revision.scoring, told, found)
    Undecided(revision, Given({}), revision.questions).deciding()


WORDS = ("*", "**", "~", "~ ~", "a ~", "~ a", "\u200b", "-", "* *", "\u0301", "İ", "1:30", "a\nb", "[", "\\")
TEXT = "Jag gör 5 fakturor i veckan i Excel, det tar en halvtimme. Vi är tre kollegor. Ofta fel. * ~ \u200b"


@pytest.mark.parametrize("word", WORDS)
def test_whatever_words_are_accepted_can_be_made_ready(word: str) -> None:
    data = trimmed()
    data["lexicon"] = {"systems": data["lexicon"]["systems"], **_all_words(data["lexicon"], word)}
    data["templates"] = [
        {**each, "phrases": {"sv": [word], "en": []}, "keywords": {"sv": [word]}} for each in data["templates"]
    ]
    revision = validate(data)
    assert isinstance(revision, Revision), revision
    assert [str(each) for each in check(revision)] == []

    ready = prepare(1, revision, NAMES)

    assert understand(ready.vocabulary, TEXT).language == "sv"


def _all_words(data: Any, word: str) -> Any:
    """The lists and counts of a lexicon with this one word in each."""
    if isinstance(data, list):
        return [word] if data and isinstance(data[0], str) else data
    if not isinstance(data, dict):
        return data
    if data.keys() <= {"sv", "en"}:
        return {name: {word: 2} if isinstance(each, dict) else [word] for name, each in data.items()}
    return {name: each if name in ("systems", "spoken") else _all_words(each, word) for name, each in data.items()}


def test_content_without_templates_and_other_kinds_of_task_can_be_made_ready() -> None:
    data = trimmed()
    data["templates"], data["wording"]["match"]["outside"] = [], []
    revision = validate(data)
    assert isinstance(revision, Revision), revision

    assert prepare(1, revision, NAMES).index.templates == ()
