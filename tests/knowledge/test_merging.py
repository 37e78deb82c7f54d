"""Changes of two people come together, and what both changed is told."""

import json
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import documents
from knowledge.merging import Merged, merge
from tests.cast import shipped

_names = st.sampled_from("abcdef")
_scalars = st.sampled_from(["x", "y", "", 0, 1.5, True, None])
_words = st.lists(_names, max_size=5, unique=True)


def _things(inner: st.SearchStrategy[Any], name: str) -> st.SearchStrategy[Any]:
    item = st.builds(lambda code, rest: {**rest, name: code}, _names, st.dictionaries(st.just("x"), inner, max_size=1))
    return st.lists(item, max_size=4, unique_by=lambda each: str(each[name]))


data: st.SearchStrategy[Any] = st.recursive(
    _scalars | _words,
    lambda inner: st.dictionaries(_names, inner, max_size=4) | _things(inner, "id") | st.lists(inner, max_size=3),
    max_leaves=10,
)


@given(data, data)
def test_what_only_one_side_changed_is_taken_from_it(base: Any, changed: Any) -> None:
    assert merge(base, base, changed) == merge(base, changed, base) == merge(base, changed, changed) == Merged(changed)


@given(data, data, data)
def test_without_a_conflict_it_does_not_matter_who_is_who_but_for_the_order(base: Any, mine: Any, theirs: Any) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)

    assert len(one.conflicts) == len(other.conflicts)
    if not one.conflicts:
        assert unordered(one.data) == unordered(other.data)


@given(data, data, data)
def test_every_conflict_leads_to_something_in_the_merged_data(base: Any, mine: Any, theirs: Any) -> None:
    found = merge(base, mine, theirs)

    for path in found.conflicts:
        place = found.data
        for step in path:
            place = place[step]


@given(data, data, data)
def test_what_was_merged_is_merged_with_either_side_without_a_change(base: Any, mine: Any, theirs: Any) -> None:
    found = merge(base, mine, theirs)

    if not found.conflicts:
        assert merge(theirs, theirs, found.data) == Merged(found.data)


def unordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: unordered(each) for key, each in value.items()}
    return sorted(map(unordered, value), key=partial(json.dumps, sort_keys=True)) if isinstance(value, list) else value


def thing(name: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, **fields}


def limit(measure: str, below: int) -> dict[str, Any]:
    """A condition."""
    return {"measure": measure, "below": below}


C12 = {"value": "C12", "is": ["ja"]}
A, B, C, D = (thing(name) for name in "ABCD")


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 2}, Merged({"a": 2, "b": 2})),
        ({"a": 1}, {"a": 2}, {"a": 3}, Merged({"a": 3}, (("a",),))),
        ({}, {"a": 1}, {"b": 2}, Merged({"b": 2, "a": 1})),
        ({}, {"a": {"x": 1}}, {"a": {"y": 2}}, Merged({"a": {"y": 2, "x": 1}})),
        ({}, {"a": 1}, {"a": 2}, Merged({"a": 2}, (("a",),))),
        ({"a": 1, "b": 1}, {"b": 1}, {"a": 1, "b": 2}, Merged({"b": 2})),
        ({"a": 1}, {}, {"a": 2}, Merged({"a": 2}, (("a",),))),
        ({"a": 1}, {"a": 2}, {}, Merged({"a": 2}, (("a",),))),
        (["a", "b"], ["a", "b", "c"], ["x", "a", "b"], Merged(["x", "a", "b", "c"])),
        (["a", "b", "c"], ["a", "c"], ["a", "b"], Merged(["a"])),
        (["a", "b"], ["b", "a"], ["a", "b", "c"], Merged(["b", "c", "a"])),
        ([1, 2], [1, 3], [1, 4], Merged([1, 4], ((),))),
        ([A, B], [A, B, C], [D, A, B], Merged([D, A, B, C])),
        ([A, B], [B, A], [A, B, C], Merged([B, C, A])),
        ([A, B, C], [A, C], [A, B], Merged([A])),
        ([A, B], [thing("A", x=1), B], [A, thing("B", x=2)], Merged([thing("A", x=1), thing("B", x=2)])),
        ([A, B], [B], [thing("A", x=1), B], Merged([thing("A", x=1), B], ((0,),))),
        ([A, B], [A, thing("B", x=1)], [C, A, thing("B", x=2)], Merged([C, A, thing("B", x=2)], ((2, "x"),))),
        ([A, B], [A, thing("B", x=1), D], [C, A], Merged([C, A, thing("B", x=1), D], ((2,),))),
        ([A, A], [A, A, B], [A, A, C], Merged([A, A, C], ((),))),
        ("a", "b", "c", Merged("c", ((),))),
        ({"a": [1]}, {"a": "x"}, {"a": {"b": 1}}, Merged({"a": {"b": 1}}, (("a",),))),
        (limit("benefit", 20), limit("ease", 20), limit("benefit", 40), Merged(limit("benefit", 40), ((),))),
        (
            {"when": C12},
            {"when": {"not": C12}},
            {"when": {"any": [C12]}},
            Merged({"when": {"any": [C12]}}, (("when",),)),
        ),
        (
            {"when": C12},
            {"when": {"not": C12}, "b": 1},
            {"when": C12, "c": 1},
            Merged({"when": {"not": C12}, "b": 1, "c": 1}),
        ),
    ],
)
def test_two_changes_come_together(base: Any, mine: Any, theirs: Any, merged: Merged) -> None:
    assert merge(base, mine, theirs) == merged


def test_changes_of_the_shipped_content_come_together() -> None:
    base = documents(shipped())
    mine, theirs = changed(base, "sv", "Min"), changed(base, "en", "Theirs")
    mine["wording/nav"] = {**mine["wording/nav"], "back": {"sv": "Bakåt", "en": "Back"}}

    found = merge(base, mine, theirs)

    option = found.data["questions"][1]["options"][0]
    assert (option["label"], option["says"]["sv"][-1], option["says"]["en"][-1]) == (
        {"sv": "Min", "en": "Theirs"},
        "Min",
        "Theirs",
    )
    assert found.data["wording/nav"]["back"]["sv"] == "Bakåt"
    assert found.conflicts == ()


def changed(base: Any, language: str, word: str) -> Any:
    """The documents with the first option of the second question named and said in another way, in one language."""
    first, second, *rest = base["questions"]
    option, *others = second["options"]
    label = {**option["label"], language: word}
    says = {**option["says"], language: [*option["says"][language], word]}
    second = {**second, "options": [{**option, "label": label, "says": says}, *others]}
    return {**base, "questions": [first, second, *rest]}
