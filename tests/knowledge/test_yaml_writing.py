"""What is written as YAML is read back exactly, by us and by others, and is pleasant to read."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents import cut, documents
from knowledge.inspiration import written as written_links
from knowledge.model import Revision
from knowledge.parse import parse
from knowledge.yaml_text import Located, read_yaml
from knowledge.yaml_writing import files, written
from tests.cast import shipped
from tests.knowledge.hostile import FEW, WORDS, hostile, revisions

_numbers = st.integers(-(10**16) + 1, 10**16 - 1) | st.floats(allow_nan=False, allow_infinity=False)
plain_data: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | _numbers | hostile | st.just(""),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(hostile | st.just(""), inner, max_size=4),
    max_leaves=12,
)


def read(text: str) -> Any:
    found = read_yaml("file.yaml", text)
    assert isinstance(found, Located), f"{found}\n{text}"
    return found.data


def test_the_shipped_content_is_read_back_exactly() -> None:
    assert parse(files(documents(shipped()))) == shipped()


def test_what_was_written_is_written_the_same_again() -> None:
    first = files(documents(shipped()))
    again = parse(first)
    assert isinstance(again, Revision)

    assert files(documents(again)) == first


@settings(max_examples=FEW // 3)
@given(revisions())
def test_any_texts_are_read_back_exactly(revision: Revision) -> None:
    assert parse(files(documents(revision))) == revision


@given(plain_data)
def test_any_plain_data_is_read_back_exactly_even_where_the_model_does_not_know_it(data: Any) -> None:
    assert read(written("extra", data)) == {"extra": data}
    assert read(written("wording/extra", {"key": data})) == {"key": data}


@pytest.mark.parametrize("text", WORDS)
def test_no_other_reader_of_yaml_takes_a_text_for_something_else(text: str) -> None:
    data = {"questions": [{"id": text, "text": {"sv": text, "en": f"{text} {text}"}, text: [text]}]}

    file = written("questions", data["questions"])

    assert yaml.safe_load(file) == yaml.load(file, Loader=yaml.SafeLoader) == data


@pytest.mark.parametrize("key", ["x" * 600, "x" * 2000, "å" * 1100, '"' * 700])
def test_a_key_of_any_length_is_found_again(key: str) -> None:
    for data in ({key: 1}, {key: {"a": [{"b": {"c": "d"}}]}}, [{key: ["a" * 200]}]):
        assert read(written("extra", data)) == {"extra": data}


def test_keys_come_in_the_order_of_the_model_and_unknown_ones_last() -> None:
    option = {"extra": 1, "label": {"en": "No", "sv": "Nej"}, "code": "nej"}

    file = written("questions", [{"options": [option], "kind": "choice", "id": "C99"}])

    assert file == (
        "questions:\n"
        "  - id: C99\n"
        "    kind: choice\n"
        "    options:\n"
        "      - code: nej\n"
        '        label: {sv: Nej, en: "No"}\n'
        "        extra: 1\n"
    )


def test_long_texts_go_on_below_and_texts_of_several_lines_stand_as_they_are() -> None:
    sentence = "Ett flöde får gärna samla in, påminna och kontrollera."
    file = written(
        "wording/nav", {"back": {"sv": f"{sentence} {sentence} {sentence}", "en": "One:\n\n- two\n- three\n"}}
    )

    assert file == (
        "back:\n"
        f"  sv: {sentence} {sentence} Ett\n"
        "    flöde får gärna samla in, påminna och kontrollera.\n"
        "  en: |\n"
        "    One:\n"
        "\n"
        "    - two\n"
        "    - three\n"
    )


def test_a_condition_stands_on_one_line_and_things_of_several_lines_apart() -> None:
    when = {"any": [{"value": "C12", "is": ["ja"]}, {"not": {"at_least": 3, "measure": "ease"}}]}

    file = written("questions", [{"id": "A", "ask_when": when}, {"id": "B", "ask_when": when}])

    told = "ask_when: {any: [{value: C12, is: [ja]}, {not: {measure: ease, at_least: 3}}]}"
    assert file == f"questions:\n  - id: A\n    {told}\n\n  - id: B\n    {told}\n"


def test_links_keep_the_notices_that_their_licences_want() -> None:
    links = shipped().inspiration

    file = written("inspiration", cut(documents_data())["inspiration"])

    remarks = [line for line in written_links(links).splitlines() if line.startswith("#")]
    assert [line for line in file.splitlines() if line.startswith("#")] == remarks
    assert "# MIT License" in remarks


def documents_data() -> Any:
    return shipped().model_dump(mode="json", by_alias=True, exclude_defaults=True)


@pytest.mark.parametrize("data", [None, 7, "x", [], {}, [1, [2, [3]]], {"a": None}, [{}], [[]], {"a": {}}])
def test_what_is_no_content_at_all_is_written_too(data: Any) -> None:
    assert read(written("questions", data)) == {"questions": data}
    assert read(written("templates/x", data)) == data
    assert read(written("inspiration", data)) == {"inspiration": data}
