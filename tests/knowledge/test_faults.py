"""Every sentence about what is wrong stands in both languages, and its place leads to the thing."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import faults
from knowledge.check import check
from knowledge.model import Revision
from knowledge.parse import dump, validate
from knowledge.part import Text
from knowledge.yaml_text import Path, Problem, read_yaml
from tests.cast import shipped
from tests.knowledge.hostile import FEW
from tests.knowledge.test_check import NAME, inspiring, one_template
from tests.knowledge.test_parse import C13_TITLE, changed, problems

_SENTENCES = {name: text for name, text in vars(faults).items() if isinstance(text, Text)}
LATIN = re.compile(r"\b(input|should|string|valid|expected|found|this|must)\b")


def whole() -> Any:
    """The shipped content as data, of its templates only one, and without what takes long to read."""
    return json.loads(_whole())


@cache
def _whole() -> str:
    data = json.loads(dump(shipped()))
    return json.dumps({**data, "templates": data["templates"][:1], "inspiration": {}, "asides": data["asides"][:1]})


def put(data: Any, path: Path, value: object) -> Any:
    *above, last = path
    for step in above:
        data = data[step]
    data[last] = value


@pytest.mark.parametrize("name", _SENTENCES)
def test_both_languages_of_a_sentence_have_the_same_places(name: str) -> None:
    places = [set(re.findall(r"\{(\w+)", text)) for text in (_SENTENCES[name].sv, _SENTENCES[name].en)]

    assert places[0] == places[1] or name == "TOO_LARGE"
    assert _SENTENCES[name].sv != _SENTENCES[name].en


@pytest.mark.parametrize(
    ("path", "value", "swedish"),
    [
        (("questions", 1, "title", "sv"), "", "här måste stå en text"),
        (("questions", 1, "title", "sv"), 7, "här måste stå en text"),
        (("questions", 1, "title"), "Hej", "här måste stå flera namngivna fält"),
        (("questions", 1, "title"), {"sv": "Hej"}, "det här saknas"),
        (("questions", 1, "titel"), 7, "det här fältet finns inte här"),
        (("questions", 1, "kind"), "ofta", "här måste stå 'choice', 'multi', 'frequency', 'minutes' eller 'people'"),
        (("questions", 1, "id"), "C 1", "texten har inte rätt form: bara bokstäverna a–z, siffror och _"),
        (("questions", 1, "least"), "få", "här måste stå ett tal"),
        (("questions", 1, "unsure"), "ja", "här måste stå true (ja) eller false (nej)"),
        (("questions", 1, "options"), "ja", "här måste stå en lista"),
        (
            ("questions", 1, "ask_when"),
            [],
            "ett villkor har en av nycklarna value, below, at_least, all, any eller not",
        ),
        (("questions", 1, "ask_when"), {"not": {"value": "C12", "is": []}}, "här måste finnas minst 1, inte 0"),
        (("scoring", "benefit", "share"), 2, "talet får vara högst 1"),
        (("scoring", "benefit", "share"), -0.5, "talet måste vara minst 0"),
        (("scoring", "criteria", 0, "sure"), 0, "talet måste vara större än 0"),
        (("scoring", "dpia", "coach_from"), 1.5, "här måste stå ett heltal"),
        (("scoring", "benefit", "curve", 0), [1, 2, 3], "här får finnas högst 2, inte 3"),
        (("templates", 0, "fits"), [], "här måste stå flera namngivna fält"),
        (("templates", 0, "difficulty"), 4, "här måste stå 1, 2 eller 3"),
        (("templates", 0, "learn_url"), "http://x", "texten har inte rätt form: en länk som börjar med https://"),
        (("lexicon", "counts", "numbers", "sv"), [], "här måste stå namn med värden"),
        (("questions", 1, "title", "sv"), "\ud800", "värdet går inte att använda här"),
    ],
)
def test_a_value_of_the_wrong_form_is_told_in_swedish_at_its_place(path: Path, value: object, swedish: str) -> None:
    data = whole()
    put(data, path, value)

    found = validate(data)

    assert not isinstance(found, Revision)
    assert [said.sv[: len(swedish)] for _, said in found] == [swedish]
    assert [place[: len(path)] for place, _ in found] == [path if value != "\ud800" else ()]


def test_the_place_inside_a_condition_has_only_steps_of_the_data() -> None:
    data = whole()
    put(data, ("questions", 1, "ask_when"), {"any": [{"not": {"value": "C12", "is": ["ja", 7]}}]})

    found = validate(data)

    assert not isinstance(found, Revision)
    assert [place for place, _ in found] == [("questions", 1, "ask_when", "any", 0, "not", "is", 1)]


def test_a_key_that_may_not_be_one_is_told_at_the_key() -> None:
    data = whole()
    put(data, ("inspiration", "Not a slug"), [])

    found = validate(data)

    assert not isinstance(found, Revision)
    assert [place for place, _ in found] == [("inspiration", "Not a slug")]


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        (("questions", 4, "id"), "C12", ("questions", 4)),
        (
            ("questions", 1, "preselect"),
            [{"when": {"value": "C99", "is": ["a"]}, "options": ["inga"]}],
            ("when", "value"),
        ),
        (("questions", 1, "preselect"), [{"when": {"value": "flags", "is": ["a"]}, "options": ["x"]}], ("options", 0)),
        (("questions", 0, "options", 2, "code"), "nej", ("questions", 0, "options", 2)),
        (("questions", 0, "title", "sv"), "{x}", ("questions", 0, "title")),
        (("scoring", "benefit", "share_limited_by"), ["C05", "C77"], ("scoring", "benefit", "share_limited_by", 1)),
        (("scoring", "decision", 0, "when"), {"all": [{"measure": "luck", "below": 1}]}, ("when", "all", 0, "measure")),
        (("templates", 0, "connectors", 1, "tier"), "premium", ("templates", 0, "connectors", 1, "tier")),
        (("wording", "result", "self", "sv"), "{x}", ("wording", "result", "self")),
        (("inspiration", "gone"), [], ("inspiration", "gone")),
    ],
)
def test_what_cannot_work_is_told_at_its_place(path: Path, value: object, at: Path) -> None:
    data = whole()
    put(data, path, value)
    revision = validate(data)
    assert isinstance(revision, Revision), revision

    found = check(revision)

    assert [each.at for each in found if each.at[-len(at) :] == at and each.at[:1] == path[:1]] != [], found


@pytest.mark.parametrize(
    ("text", "swedish"),
    [
        ("a: [1, 2\n", "en lista saknar kommatecken eller hakparentes"),
        ("a: {b: 1\nc: 2\n", "kommatecken eller klammer saknas"),
        ("a: b: c\n", "ett kolon för mycket; sätt texten inom citattecken"),
        ('a: "b\n', "ett citattecken saknas"),
        ("a: @b\n", "texten börjar med ett tecken som inte får stå först; sätt den inom citattecken"),
        ("a: 1\n b: 2\n", "ett kolon för mycket; sätt texten inom citattecken"),
        ("a: 1\n---\nb: 2\n", "filen får bara ha ett dokument; ta bort raden med ---"),
        ("a: \x00", "filen innehåller tecken som inte är text"),
    ],
)
def test_syntax_is_told_in_swedish_as_a_hint(text: str, swedish: str) -> None:
    found = read_yaml("a.yaml", text)

    assert isinstance(found, Problem)
    assert found.to("sv") == f"det här går inte att läsa som YAML: {swedish}"
    assert found.to("en") == found.sentence


def test_a_problem_of_a_file_knows_its_place_in_the_whole() -> None:
    found = problems(changed("questions.yaml", C13_TITLE, "    titel: {sv: Personuppgifter}\n"))

    assert [each.at for each in found] == [("questions", 1, "title"), ("questions", 1, "titel")]
    assert [each.to("sv") for each in found] == ["det här saknas", "det här fältet finns inte här"]


def test_swedish_sentences_have_no_english_left_in_them() -> None:
    links = {**one_template(), "inspiration.yaml": inspiring({NAME: ["http://x"]}), "more.yaml": "a: 1"}

    told = [each.to("sv") for each in problems(links)]

    assert [sentence for sentence in told if LATIN.search(sentence)] == []
    assert len(told) == 2


ANYTHING: tuple[Any, ...] = (
    *(None, True, 7, -1, 1.5, 10**30, "", "x", "Å b", "https://x y", [], [None], [[], {}], ["x", 7]),
    *({}, {"sv": 1}, {"value": "x"}, {"any": 7}, {"not": {"is": []}}, {"measure": 7, "below": "x"}, {"id": "x"}),
)


def _every_path(data: Any, path: Path = ()) -> Iterator[Path]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, each in pairs:
        yield (*path, step)
        yield from _every_path(each, (*path, step))


@settings(max_examples=FEW * 2)
@given(st.sampled_from(sorted(_every_path(whole()), key=str)), st.sampled_from(ANYTHING))
def test_whatever_stands_wherever_is_told_in_swedish_at_a_place_that_is_there(path: Path, value: object) -> None:
    data = whole()
    put(data, path, value)

    found = validate(data)

    for place, said in () if isinstance(found, Revision) else found:
        assert place[: len(path)] == path
        assert said.sv not in ("värdet går inte att använda här", said.en)
        assert not LATIN.search(said.sv)
        above = data
        for step in place[:-1]:
            above = above[step]
