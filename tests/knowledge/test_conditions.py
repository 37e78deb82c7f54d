"""Conditions: the only logic that content may hold."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from knowledge.conditions import AtLeast, Below, Condition, Is, claims, holds

CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)
DECIDES = {"value": "C12", "is": ["avgor"]}


def condition(written: Any) -> Condition:
    return CONDITION.validate_json(json.dumps(written), strict=True)


@pytest.mark.parametrize(
    ("written", "values", "outcome"),
    [
        (DECIDES, {"C12": "avgor"}, True),
        (DECIDES, {"C12": "nej"}, False),
        (DECIDES, {}, False),
        ({"value": "C10", "is": ["m365", "fil"]}, {"C10": ("ett_sys", "fil")}, True),
        ({"value": "C10", "is": ["m365", "fil"]}, {"C10": ("ett_sys",)}, False),
        ({"value": "C10", "is": ["m365"]}, {"C10": ()}, False),
        ({"value": "C02", "is": ["45"]}, {"C02": 45.0}, False),
        ({"not": DECIDES}, {}, True),
        ({"not": DECIDES}, {"C12": "avgor"}, False),
        ({"measure": "hours_gross", "below": 8}, {"hours_gross": 7.99}, True),
        ({"measure": "hours_gross", "below": 8}, {"hours_gross": 8.0}, False),
        ({"measure": "hours_gross", "below": 8}, {}, True),
        ({"measure": "hours_gross", "at_least": 8}, {"hours_gross": 8}, True),
        ({"measure": "hours_gross", "at_least": 8}, {"hours_gross": 7.99}, False),
        ({"measure": "guard", "at_least": 0}, {"guard": "team"}, True),
        ({"all": []}, {}, True),
        ({"any": []}, {}, False),
        ({"all": [DECIDES, {"not": DECIDES}]}, {"C12": "avgor"}, False),
        ({"any": [DECIDES, {"not": DECIDES}]}, {"C12": "nej"}, True),
        ({"all": [{"any": [DECIDES, {"measure": "ease", "below": 40}]}]}, {"ease": 39.0}, True),
    ],
)
def test_a_condition_holds_or_not(written: Any, values: dict[str, Any], outcome: bool) -> None:  # noqa: FBT001
    assert holds(condition(written), values) is outcome


def test_the_claims_of_a_condition_stand_in_reading_order() -> None:
    written = {"all": [DECIDES, {"not": {"any": [{"measure": "ease", "below": 40}, {"measure": "x", "at_least": 1}]}}]}

    assert claims(condition(written)) == [
        Is(value="C12", is_=("avgor",)),
        Below(measure="ease", below=40),
        AtLeast(measure="x", at_least=1),
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({}, "one of the keys"),
        ({"values": "C12", "is": ["avgor"]}, "one of the keys"),
        ({"value": "C12"}, "Field required"),
        ({"value": "C12", "is": []}, "at least 1 item"),
        ({"value": "C12", "is": "avgor"}, "valid array"),
        ({"value": "C12", "is": ["avgor"], "else": 1}, "not permitted"),
        ({"measure": "ease", "below": "40"}, "valid number"),
        ({"measure": "ease", "below": 40, "at_least": 10}, "not permitted"),
        ({"not": [DECIDES]}, "one of the keys"),
        ({"all": DECIDES}, "valid array"),
    ],
)
def test_a_condition_that_is_none_is_refused(written: Any, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        condition(written)


@pytest.mark.parametrize("written", ["C12", 7, None, [DECIDES], True])
def test_what_is_no_object_is_no_condition(written: Any) -> None:
    with pytest.raises(ValidationError):
        condition(written)


single = st.one_of(
    st.builds(
        lambda name, codes: {"value": name, "is": codes},
        st.sampled_from(["C10", "C12"]),
        st.lists(st.sampled_from("abc"), min_size=1),
    ),
    st.builds(lambda limit: {"measure": "ease", "below": limit}, st.integers(0, 3)),
    st.builds(lambda limit: {"measure": "ease", "at_least": limit}, st.integers(0, 3)),
)
written_ones = st.recursive(
    single,
    lambda inner: st.one_of(
        st.builds(lambda one: {"not": one}, inner),
        st.builds(lambda some: {"all": some}, st.lists(inner, max_size=3)),
        st.builds(lambda some: {"any": some}, st.lists(inner, max_size=3)),
    ),
    max_leaves=6,
)
values = st.fixed_dictionaries(
    {},
    optional={
        "C12": st.sampled_from("abc"),
        "C10": st.lists(st.sampled_from("abc")).map(tuple),
        "ease": st.integers(0, 3),
    },
)


@given(written_ones, written_ones, values)
def test_not_all_and_any_mean_what_they_say(one: Any, other: Any, known: dict[str, Any]) -> None:
    first, second = holds(condition(one), known), holds(condition(other), known)

    assert holds(condition({"not": one}), known) is not first
    assert holds(condition({"all": [one, other]}), known) is (first and second)
    assert holds(condition({"any": [one, other]}), known) is (first or second)


@given(written_ones)
def test_a_condition_is_stored_and_restored_exactly(written: Any) -> None:
    read = condition(written)

    assert CONDITION.validate_json(CONDITION.dump_json(read, by_alias=True), strict=True) == read
