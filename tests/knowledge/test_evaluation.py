"""The measures themselves, and what the shipped content reaches on the labelled texts."""

import json
from typing import Any

import pytest

from knowledge.evaluation.finding import cross_validated, score_finding
from knowledge.evaluation.reading import score_reading
from knowledge.evaluation.texts import Described, Labelled, read_described, read_labelled
from knowledge.part import LANGUAGES, Language, Texts
from tests.knowledge.shipped import TEXTS, described, labelled, match_wording, shipped_index, words

READING = sorted(path.name for path in TEXTS.glob("reading_*.jsonl"))
HARD = sorted(path.name for path in TEXTS.glob("finding_hard*.jsonl"))


def every_labelled(language: Language) -> list[Labelled]:
    return [text for name in READING for text in labelled(name) if text.lang == language]


def every_hard(language: Language) -> list[Described]:
    return [text for name in HARD for text in described(name) if text.lang == language]


def labelled_as(text: str, gold: dict[str, Any], **beside: Any) -> Labelled:
    return read_labelled([json.dumps({"id": "t", "lang": "sv", "text": text, "gold": gold, **beside})]).records[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_labelled_texts_are_read_nearly_as_people_read_them(language: Language) -> None:
    found = score_reading(words(), every_labelled(language))

    assert found.texts >= 150
    assert found.overall >= 0.95
    assert all(count.f1 >= 0.85 for slot, count in found.slots.items() if slot != "flags")


@pytest.mark.parametrize("language", LANGUAGES)
def test_hardly_any_labelled_text_yields_a_fact_that_it_does_not_state(language: Language) -> None:
    assert score_reading(words(), every_labelled(language)).false_share <= 0.06


@pytest.mark.parametrize(("language", "first", "among_three"), [("sv", 0.76, 0.88), ("en", 0.74, 0.88)])
def test_the_right_template_is_found_for_hard_descriptions(
    language: Language, first: float, among_three: float
) -> None:
    found = score_finding(shipped_index(), every_hard(language))

    assert found.fitting >= 100
    assert found.first >= first * found.fitting
    assert found.among_three >= among_three * found.fitting


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_template_is_first_for_plain_descriptions(language: Language) -> None:
    found = score_finding(shipped_index(), [text for text in described("finding_easy.jsonl") if text.lang == language])

    assert found.first >= 0.95 * found.fitting


@pytest.mark.parametrize(("language", "none"), [("sv", 0.6), ("en", 0.3)])
def test_a_task_that_no_template_solves_gets_none_or_a_question(language: Language, none: float) -> None:
    found = score_finding(shipped_index(), every_hard(language))

    assert found.outside >= 25
    assert found.honest >= 0.85 * found.outside
    assert found.none_shown >= none * found.outside


def test_the_texts_are_told_apart_by_their_names() -> None:
    ids = [text.id for name in READING for text in labelled(name)] + [t.id for name in HARD for t in described(name)]

    assert len(ids) == len(set(ids))


def test_every_expected_template_exists() -> None:
    known = {template.id for template in shipped_index().templates}

    assert {template for name in HARD for text in described(name) for template in text.expected} <= known


def test_a_missed_and_a_false_fact_are_told() -> None:
    found = score_reading(words(), [labelled_as("40 i veckan i Excel", {"runs_per_year": 1760, "minutes": 5})])

    assert [(each.slot, each.stated, each.read, each.is_false) for each in found.misread] == [
        ("minutes", 5, None, False),
        ("systems", None, {"excel"}, True),
    ]
    assert found.false_share == 1


def test_values_on_which_readers_differ_are_neither_right_nor_wrong() -> None:
    text = labelled_as("40 i veckan i Excel", {}, neutral={"runs_per_year": [1760], "systems": ["excel"]})

    found = score_reading(words(), [text])

    assert (found.false_share, found.misread) == (0, ())


def test_another_reading_that_is_as_good_counts() -> None:
    text = labelled_as("40 i veckan", {"runs_per_year": 44, "minutes": 40}, alt=[{"runs_per_year": 1760}])

    assert score_reading(words(), [text]).slots["runs_per_year"].right == 1


def test_a_number_within_a_tenth_is_right() -> None:
    assert score_reading(words(), [labelled_as("40 i veckan", {"runs_per_year": 1700})]).false_share == 0


def test_what_was_found_and_where_the_right_one_stands_is_told() -> None:
    text = Described(id="t", lang="sv", text="Jag sparar bilagor från mejlen i rätt mapp", expected=("timesheet",))

    found = score_finding(shipped_index(), [text])

    assert (found.fitting, found.first, found.among_three) == (1, 0, 0)
    assert found.missed[0].place is None
    assert found.missed[0].found[0] == "mail-attachment-to-sharepoint"


def test_each_example_phrase_is_held_back_once() -> None:
    templates = shipped_index().templates[:3]
    few = match_wording().model_copy(update={"outside": (Texts(sv=("a b c", "d e f")),)})

    found = cross_validated(templates, few, "sv")

    assert (found.fitting, found.outside) == (sum(len(template.phrases.sv) for template in templates), 2)
    assert found.first > 0.5 * found.fitting


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line 1: this is not JSON"),
        ("[]", "line 1: line:"),
        ('{"id": "t", "lang": "fi", "text": "", "gold": {}}', "line 1: lang:"),
        ('{"id": "t", "lang": "sv", "text": "", "gold": {"minuts": 1}}', "line 1: gold.minuts:"),
        ('{"id": "t", "lang": "sv", "text": "", "gold": {"minutes": -1}}', "line 1: gold.minutes:"),
        ("[" * 5000, "line 1: this is not JSON"),
    ],
)
def test_a_bad_line_is_named(line: str, problem: str) -> None:
    read = read_labelled([line])

    assert read.records == ()
    assert read.problems[0].startswith(problem)


def test_empty_lines_and_notes_are_passed_over() -> None:
    line = json.dumps({"id": "t", "lang": "sv", "text": "x", "expected": [], "note": "ours"})

    assert [text.id for text in read_described(["", line, "  "]).records] == ["t"]
