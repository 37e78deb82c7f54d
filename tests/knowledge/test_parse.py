"""Content files become a revision, or every problem with its file, line and path."""

import json
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import Revision
from knowledge.parse import dump, parse, restore
from knowledge.yaml_text import Problem
from tests.cast import shipped, shipped_files

MISSING = "this is missing"
UNKNOWN = "this key is not known here"
C13_TITLE = "    title: {sv: Personuppgifter, en: Personal data}\n"
ALLTID = "        alltid: {score: 100}\n"


@cache
def small_files() -> Mapping[str, str]:
    """Without the templates, which take long to read, and without the links to samples beside them."""
    return {name: text for name, text in shipped_files().items() if not name.startswith(("templates/", "inspiration"))}


def changed(file: str, old: str, new: str) -> Mapping[str, str]:
    """The small files with one thing changed."""
    assert old in shipped_files()[file], old
    return {**small_files(), file: shipped_files()[file].replace(old, new, 1)}


def line_of(file: str, words: str) -> int:
    text = shipped_files()[file]
    return text[: text.index(words)].count("\n") + 1


def told(files: Mapping[str, str]) -> list[str]:
    return [str(each) for each in problems(files)]


def problems(files: Mapping[str, str]) -> tuple[Problem, ...]:
    found = parse(files)
    assert not isinstance(found, Revision)
    return found


def test_the_shipped_content_is_a_revision() -> None:
    assert isinstance(parse(shipped_files()), Revision)


def test_what_is_stored_is_restored_exactly() -> None:
    stored = dump(shipped())

    assert restore(stored) == shipped()
    assert dump(restore(stored)) == stored


def test_the_order_of_files_does_not_matter() -> None:
    assert parse(dict(reversed(list(shipped_files().items())))) == shipped()


@pytest.mark.parametrize(
    ("file", "old", "new", "below", "path", "sentence"),
    [
        ("questions.yaml", C13_TITLE, "    title: {sv: Personuppgifter}\n", 0, "questions.C13.title.en", MISSING),
        ("questions.yaml", "- id: C12\n", "- id: C 12\n", 0, "questions.C 12.id", "'^[A-Za-z0-9_]+$'"),
        ("questions.yaml", "kind: frequency", "kind: often", 0, "questions.C01.kind", "input should be 'choice'"),
        ("questions.yaml", "    least: 0.1\n", "    least: few\n", 0, "questions.C02.least", "valid number"),
        ("questions.yaml", "- code: alltid\n", "- code:\n", 0, "questions.C05.options.0.code", "valid string"),
        (
            "questions.yaml",
            "    ask_when: {not: {value: C13, is: [inga, kollegor]}}",
            "    ask_when: [C13]",
            0,
            "questions.DPIA.ask_when",
            "a condition has one of the keys",
        ),
        (
            "questions.yaml",
            "    ask_when: {not: {value: C13, is: [inga, kollegor]}}",
            "    ask_when: {not: {value: C13}}",
            0,
            "questions.DPIA.ask_when.not.is",
            MISSING,
        ),
        ("scoring.yaml", ALLTID, "        alltid: {score: hundra}\n", 0, "options.alltid.score", "valid number"),
        ("scoring.yaml", ALLTID, "        alltid: {score: 100, forces: boss}\n", 0, "alltid.forces", "'self', 'coach'"),
        ("scoring.yaml", ALLTID, ALLTID + "        alltid: {score: 9}\n", 1, "", "the key “alltid” stands here twice"),
        ("scoring.yaml", "    share: 0.9\n", "    share: 1.9\n", 0, "scoring.benefit.share", "less than or equal to 1"),
        ("scoring.yaml", "    coach_from: 1\n", "    coach_from: &x 1\n", 0, "", "anchors and aliases"),
        ("scoring.yaml", "outcome: not_now", "outcome: never", 0, "scoring.decision.knockout.outcome", "'not_now'"),
        ("departments.yaml", "- id: hr\n", "- id: hr\n    colour: red\n", 1, "departments.hr.colour", UNKNOWN),
        ("wording/result.yaml", "self:\n", "myself:\n", 0, "myself", UNKNOWN),
        ("golden.yaml", "    given:\n", "    task:\n", 0, "golden.attest_reminders.task", UNKNOWN),
    ],
)
def test_a_fault_is_told_at_its_place(file: str, old: str, new: str, below: int, path: str, sentence: str) -> None:
    found = problems(changed(file, old, new))

    line = line_of(file, old) + below
    assert [each for each in found if each.file == file and each.line == line and sentence in each.sentence] != []
    assert any(each.path.endswith(path) for each in found)


def test_every_fault_of_a_file_is_told_at_once() -> None:
    found = told(changed("questions.yaml", C13_TITLE, "    titel: {sv: Personuppgifter}\n"))

    line = line_of("questions.yaml", C13_TITLE)
    assert found == [
        f"questions.yaml:{line - 3}: questions.C13.title: {MISSING}",
        f"questions.yaml:{line}: questions.C13.titel: {UNKNOWN}",
    ]


@pytest.mark.parametrize("file", ["questions", "scoring", "departments", "lexicon", "asides"])
def test_a_missing_file_is_told_by_its_name(file: str) -> None:
    files = {name: text for name, text in small_files().items() if name != f"{file}.yaml"}

    assert told(files) == [f"{file}.yaml: {file}: {MISSING}"]


@pytest.mark.parametrize("group", ["result", "nav", "privacy"])
def test_a_missing_file_of_wording_is_told_by_its_name(group: str) -> None:
    files = {name: text for name, text in small_files().items() if name != f"wording/{group}.yaml"}

    assert told(files) == [f"wording/{group}.yaml: wording.{group}: {MISSING}"]


def test_half_a_file_is_one_problem_and_not_all_that_follows_from_it() -> None:
    whole = small_files()["wording/result.yaml"]
    files = {**small_files(), "wording/result.yaml": whole[: len(whole) // 2] + '\n  en: "half a sen'}

    assert [(each.file, each.sentence[:16]) for each in problems(files)] == [
        ("wording/result.yaml", "this is not YAML")
    ]


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("extra.yaml", "more: 1\n", f"extra.yaml:1: more: {UNKNOWN}"),
        ("wording/extra.yaml", "a: {sv: a, en: b}\n", f"wording/extra.yaml:1: {UNKNOWN}"),
        ("zzz.yaml", "asides: []\n", "zzz.yaml:1: asides: this stands in asides.yaml too"),
        ("a.yaml", "templates: 7\n", "a.yaml:1: templates: this stands in templates/ too"),
        ("a.yaml", "\n\nwording: {}\n", "a.yaml:3: wording: this stands in wording/ too"),
        ("templates/x.yaml", "[]", "templates/x.yaml:1: input should be an object"),
        ("templates/x.yaml", "", "templates/x.yaml:1: input should be an object"),
    ],
)
def test_a_file_too_many_is_a_problem(file: str, text: str, problem: str) -> None:
    assert told({**small_files(), file: text}) == [problem]


def test_no_files_at_all_is_a_list_of_what_is_missing() -> None:
    assert {each.sentence for each in problems({})} == {MISSING}


@settings(max_examples=settings().max_examples // 4)
@given(st.sampled_from(sorted(small_files())), st.integers(0, 100_000), st.sampled_from(["", "\n", "]", "x", '"', ":"]))
def test_a_file_cut_anywhere_is_read_or_refused(file: str, at: int, end: str) -> None:
    whole = small_files()[file]
    found = parse({**small_files(), file: whole[: at % len(whole)] + end})

    assert isinstance(found, Revision) or all(each.sentence for each in found)


def test_what_was_stored_before_there_were_links_and_connectors_has_none() -> None:
    stored = json.loads(dump(shipped()))
    del stored["inspiration"], stored["connectors"]

    read = restore(json.dumps(stored))

    assert (read.inspiration, read.connectors) == ({}, ())
    assert read.templates == shipped().templates


def test_what_an_older_version_stored_is_read_with_the_new_sentences_added_and_the_old_parts_passed_over() -> None:
    stored = json.loads(dump(shipped()))
    del stored["wording"]["nav"]["back"]
    del stored["wording"]["form"]
    del stored["wording"]["editor"]["values_of"]["self"]
    stored["wording"]["nav"]["forward"] = {"sv": "Framåt", "en": "Forward"}
    stored["questions"][0]["colour"] = "red"
    stored["wording"]["nav"]["pause"] = {"sv": "Vila", "en": "Rest"}

    read = restore(json.dumps(stored), shipped())

    assert (read.wording.nav.back, read.wording.form) == (shipped().wording.nav.back, shipped().wording.form)
    assert read.wording.nav.pause.sv == "Vila"
    assert read.wording.editor == shipped().wording.editor
    assert read.questions == shipped().questions
