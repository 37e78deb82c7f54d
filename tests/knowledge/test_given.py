"""Answers from outside: what is good comes through, and what is bad is told in a sentence."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.assess import Given
from knowledge.given import UnreadableError, read_given
from tests.cast import shipped

ANY_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)


def test_everything_that_may_be_given_comes_through() -> None:
    data = {
        "id": "x",
        "answers": {"C01": "vecka", "C02": 45, "C03": 3, "C10": ["fil", "m365", "fil"], "C05": "vet_ej"},
        "runs": 44,
        "template_match": 0.5,
        "dpia": ["D7", "D7"],
        "inferred": ["C06"],
        "skipped": ["C17"],
        "else": {"unknown": True},
    }

    assert read_given(shipped(), data) == Given(
        answers={"C01": "vecka", "C02": 45.0, "C03": 3.0, "C10": ("fil", "m365"), "C05": "vet_ej"},
        runs=44.0,
        template_match=0.5,
        dpia=frozenset({"D7"}),
        inferred=frozenset({"C06"}),
        skipped=frozenset({"C17"}),
    )


def test_nulls_are_nothing() -> None:
    nothing = dict.fromkeys(("runs", "template_match", "dpia", "inferred", "skipped"))

    assert read_given(shipped(), {"answers": {}, **nothing}) == Given(answers={})


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("C02", 0.1, 0.1),
        ("C02", 4800, 4800.0),
        ("C02", 7.5, 7.5),
        ("C02", "vet_ej", "vet_ej"),
        ("C03", 1, 1.0),
        ("C03", 100_000, 100_000.0),
        ("C10", "m365", "m365"),
        ("C10", ["m365"], ("m365",)),
        ("C10", ["vet_ej"], "vet_ej"),
        ("C18", "vet_ej", "vet_ej"),
    ],
)
def test_answers_at_their_borders_are_good(name: str, value: Any, read: Any) -> None:
    assert read_given(shipped(), {"answers": {name: value}}).answers == {name: read}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, "this is not an object"),
        ([], "this is not an object"),
        ("C01", "this is not an object"),
        ({}, '"answers" has to be an object with an answer for each criterion'),
        ({"answers": []}, '"answers" has to be an object with an answer for each criterion'),
        ({"answers": {"C19": "ja"}}, "there is no criterion 'C19'"),
        ({"answers": {"DPIA": ["D7"]}}, "there is no criterion 'DPIA'"),
        ({"answers": {"c01": "dag"}}, "there is no criterion 'c01'"),
        ({"answers": {"C05": "ibland"}}, "C05 has no option 'ibland'"),
        ({"answers": {"C05": "Alltid"}}, "C05 has no option 'Alltid'"),
        ({"answers": {"C05": None}}, "C05 takes an option code, not None"),
        ({"answers": {"C05": 1}}, "C05 takes an option code, not 1"),
        ({"answers": {"C05": ["alltid"]}}, "C05 takes an option code, not ['alltid']"),
        ({"answers": {"C01": 44}}, "C01 takes an option code, not 44"),
        ({"answers": {"C01": "vet_ej"}}, "C01 has no option 'vet_ej'"),
        ({"answers": {"C03": "vet_ej"}}, "C03 takes a number, not 'vet_ej'"),
        ({"answers": {"C02": "45"}}, "C02 takes a number, not '45'"),
        ({"answers": {"C02": True}}, "C02 takes a number, not True"),
        ({"answers": {"C02": float("nan")}}, "C02 takes a number, not nan"),
        ({"answers": {"C02": float("inf")}}, "C02 takes a number, not inf"),
        ({"answers": {"C02": 0.05}}, "C02 has to be from 0.1 to 4800, not 0.05"),
        ({"answers": {"C02": 4801}}, "C02 has to be from 0.1 to 4800, not 4801"),
        ({"answers": {"C03": 0}}, "C03 has to be from 1 to 100000, not 0"),
        ({"answers": {"C03": 10**400}}, f"C03 has to be from 1 to 100000, not {10**400}"),
        ({"answers": {"C03": 2.5}}, "C03 has to be a whole number, not 2.5"),
        ({"answers": {"C10": []}}, "C10 has an empty list: leave it out instead"),
        ({"answers": {"C10": ["m365", 1]}}, "C10 takes option codes, not 1"),
        ({"answers": {"C10": ["m365", ["fil"]]}}, "C10 takes option codes, not ['fil']"),
        ({"answers": {"C10": ["vet_ej", "m365"]}}, "C10: vet_ej cannot stand beside other options"),
        ({"answers": {"C10": ["excel"]}}, "C10 has no option 'excel'"),
        ({"answers": {}, "runs": 0}, '"runs" has to be above 0 to 10000000, not 0'),
        ({"answers": {}, "runs": "44"}, "\"runs\" has to be a number, not '44'"),
        ({"answers": {}, "runs": True}, '"runs" has to be a number, not True'),
        ({"answers": {}, "runs": 10_000_001}, '"runs" has to be above 0 to 10000000, not 10000001'),
        ({"answers": {}, "template_match": 1.1}, '"template_match" has to be from 0 to 1, not 1.1'),
        ({"answers": {}, "template_match": -0.1}, '"template_match" has to be from 0 to 1, not -0.1'),
        ({"answers": {}, "dpia": "D7"}, '"dpia" has to be a list of ids'),
        ({"answers": {}, "dpia": [7]}, '"dpia" has to be a list of ids'),
        ({"answers": {}, "dpia": ["D10"]}, "\"dpia\" names 'D10', which is no flag"),
        ({"answers": {}, "inferred": ["C99"]}, "\"inferred\" names 'C99', which is no criterion"),
        ({"answers": {}, "skipped": {"C17": 1}}, '"skipped" has to be a list of ids'),
        ({"answers": {}, "inferred": ["C15", "C12"]}, "C12, C15 must be answered by the person, never inferred"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(data: Any, sentence: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        read_given(shipped(), data)

    assert str(refusal.value) == sentence


def test_bad_input_is_refused_in_swedish_too() -> None:
    with pytest.raises(UnreadableError) as refusal:
        read_given(shipped(), {"answers": {"C05": "ibland"}})

    assert refusal.value.said.to("sv") == "C05 har inget svar ”ibland”"


@given(ANY_JSON, st.sampled_from(["answers", "runs", "template_match", "dpia", "inferred", "skipped"]))
def test_any_data_at_all_is_read_or_refused(anything: Any, key: str) -> None:
    for data in (anything, {"answers": anything}, {"answers": {}, key: anything}, {"answers": {"C10": anything}}):
        try:
            assert isinstance(read_given(shipped(), data), Given)
        except UnreadableError as refusal:
            assert str(refusal)  # noqa: PT017 - any other exception fails
