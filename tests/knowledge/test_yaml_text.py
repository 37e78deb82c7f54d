"""A content file is plain data: every value knows its line, and every trick of YAML is refused or stays text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.part import Text
from knowledge.yaml_text import DEEPEST, MOST_CHARACTERS, Located, Problem, found_in, read_yaml

SAID = Text(sv="det går inte", en="it does not work")
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


def data(text: str) -> object:
    found = read_yaml("file.yaml", text)
    assert isinstance(found, Located), found
    return found.data


def problem(text: str) -> tuple[int, str]:
    found = read_yaml("file.yaml", text)
    assert isinstance(found, Problem), found
    assert (found.file, found.path) == ("file.yaml", "")
    return found.line, found.sentence


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("1:30", "1:30"),
        ("190:20:30", "190:20:30"),
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01 08:00:00", "2026-03-01 08:00:00"),
        ("0o17", "0o17"),
        ("017", "017"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        (".5", ".5"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e400", "1e400"),
        ("12345678901234567", "12345678901234567"),
        ("'44'", "44"),
        ('"true"', "true"),
        ("=", "="),
        ("<<", "<<"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("44", 44),
        ("-7", -7),
        ("0", 0),
        ("0.05", 0.05),
        ("2.5e3", 2500.0),
        ("|\n  två\n  rader\n", "två\nrader\n"),
    ],
)
def test_words_stay_text_and_only_plain_numbers_are_numbers(text: str, value: object) -> None:
    assert data(f"key: {text}") == {"key": value}


def test_keys_are_always_text() -> None:
    assert data("no: 1\n2026-03-01: 2\n44: 3") == {"no": 1, "2026-03-01": 2, "44": 3}


def test_an_empty_file_is_nothing() -> None:
    assert data("") is None
    assert data("# only a remark\n") is None


def test_every_value_knows_its_line() -> None:
    found = read_yaml("file.yaml", "a:\n  - x\n  - b: 1\n    c:\n      d: 2\n")

    assert isinstance(found, Located)
    assert found.lines == {
        (): 1,
        ("a",): 1,
        ("a", 0): 2,
        ("a", 1): 3,
        ("a", 1, "b"): 3,
        ("a", 1, "c"): 4,
        ("a", 1, "c", "d"): 5,
    }
    assert found.line(("a", 1, "c", "gone", "deeper")) == 4


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("a: 1\nb: &x 2\n", 2, "anchors and aliases are not used here: write the text out"),
        (BOMB, 1, "anchors and aliases are not used here: write the text out"),
        ("a: *x\n", 1, "anchors and aliases are not used here: write the text out"),
        ("a: &x {<<: *x}\n", 1, "anchors and aliases are not used here: write the text out"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "tags such as !!python are not used here"),
        ("a: !!binary aGVq\n", 1, "tags such as !!python are not used here"),
        ("a: !own x\n", 1, "tags such as !!python are not used here"),
        ("a: 1\nb: 2\na: 3\n", 3, "the key “a” stands here twice"),
        ("x:\n  a: 1\n  'a': 2\n", 3, "the key “a” stands here twice"),
    ],
)
def test_tricks_are_refused_at_their_line(text: str, line: int, sentence: str) -> None:
    assert problem(text) == (line, sentence)


@pytest.mark.parametrize("text", ["[" * 31, "- " * 31 + "x", "{a: " * 31 + "1" + "}" * 31, "[" * 100_000])
def test_deep_nesting_is_refused(text: str) -> None:
    assert problem(text)[1] == f"this is nested too deeply: more than {DEEPEST} levels"


def test_thirty_levels_are_fine() -> None:
    assert data("[" * 30 + "]" * 30) is not None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1, 2\n", 2),
        ("a:\n  - 'half a sen", 2),
        ("a: 1\n b: 2\n", 2),
        ("a: b: c\n", 1),
        ("\ta: 1\n", 1),
        ("a: 1\n---\nb: 2\n", 2),
        ("a: {b: 1\nc: 2\n", 2),
        ("@home: 1", 1),
    ],
)
def test_what_is_not_yaml_is_told_with_its_line(text: str, line: int) -> None:
    found = problem(text)

    assert found[0] == line
    assert found[1].startswith("this is not YAML: ")


@pytest.mark.parametrize("text", ["a: \x00", "\x7fELF\x02\x01\x01\x00", "a: \x1b[31m", "\ud800"])
def test_binary_is_not_yaml(text: str) -> None:
    assert problem(text)[1].startswith("this is not YAML: ")


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert problem("x" * (MOST_CHARACTERS + 1)) == (0, "the file is too large: more than 2,000,000 characters")


def test_a_problem_names_its_place_as_editors_do() -> None:
    assert str(Problem("questions.yaml", 7, "questions.C05", SAID)) == (
        "questions.yaml:7: questions.C05: it does not work"
    )
    assert str(Problem("questions.yaml", 0, "", SAID)) == "questions.yaml: it does not work"


@given(st.text())
def test_any_text_at_all_is_data_or_a_problem(text: str) -> None:
    assert isinstance(read_yaml("file.yaml", text), Located | Problem)


@given(st.text(alphabet="ab:-[]{},&*!'\"|>#% \n\t01~?", max_size=60))
def test_any_text_of_yaml_signs_is_data_or_a_problem(text: str) -> None:
    assert isinstance(read_yaml("file.yaml", text), Located | Problem)


PLACES = """\
first:
  things:
    # A note.
    - url: a
      other: {name: SharePoint, tier: x}

    - url: b
      other: {name: Share (Business), tier: x}
  beside: 1
second:
- id: one
- id: two
  says: [x, y]
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("first", 1),
        ("first.things.0", 4),
        ("first.things.1.url", 7),
        ("first.things.2", 2),
        ("first.things.Share (Business)", 8),
        ("first.things.SharePoint", 5),
        ("first.things.Share", 2),
        ("first.beside", 9),
        ("second.1", 12),
        ("second.two.says", 13),
        ("second.two.says.1", 13),
        ("second.0.1", 11),
        ("third", 1),
        ("", 1),
    ],
)
def test_a_path_is_followed_to_its_line_by_keys_names_and_places_in_lists(path: str, line: int) -> None:
    assert found_in(Problem("file.yaml", 0, path, SAID), PLACES).line == line
