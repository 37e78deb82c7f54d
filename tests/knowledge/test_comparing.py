"""What changes between two states of the content is told by the smallest things that make sense."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.comparing import Difference, compare
from knowledge.difference_words import told
from knowledge.documents import cut, documents
from knowledge.part import Text
from tests.cast import shipped
from tests.knowledge.hostile import small
from tests.knowledge.test_merging import data

NAME = "templates/absence-notification"
STEP = "Gör formulär med namn, datum, arbetspass och vad som behöver täckas"
C13 = Text(sv="Personuppgifter", en="Personal data")
TITLE = Text(sv="Frånvaroanmälan som når rätt personer", en="Absence notice that reaches the right people")


def changed(change: Callable[[Any], object]) -> tuple[Difference, ...]:
    """What a change of the small content leads to."""
    before = cut(small())
    after = copy.deepcopy(before)
    change(after)
    return compare(before, after)


def test_what_has_not_changed_is_no_difference() -> None:
    assert compare(documents(shipped()), documents(shipped())) == ()


OPTION = {"code": "hemliga", "label": {"sv": "Hemliga", "en": "Secret"}}


@pytest.mark.parametrize(
    ("change", "difference", "swedish"),
    [
        (
            lambda d: d["questions"][1]["title"].update(sv="Uppgifter"),
            Difference(
                "questions",
                (1, "title", "sv"),
                "changed",
                Text(sv="Uppgifter", en="Personal data"),
                "Personuppgifter",
                "Uppgifter",
            ),
            "questions · Uppgifter · title.sv: ”Personuppgifter” blir ”Uppgifter”",
        ),
        (
            lambda d: d["questions"][1]["options"].insert(1, OPTION),
            Difference("questions", (1, "options", 1), "added", Text(sv="Hemliga", en="Secret"), None, OPTION),
            "questions · Hemliga · options: nytt: Hemliga",
        ),
        (
            lambda d: d[NAME]["phrases"]["sv"].insert(3, "Jag är sjuk"),
            Difference(NAME, ("phrases", "sv", 3), "added", TITLE, None, "Jag är sjuk"),
            f"{NAME} · {TITLE.sv} · phrases.sv: nytt: ”Jag är sjuk”",
        ),
        (
            lambda d: d[NAME]["keywords"]["sv"].remove("vab"),
            Difference(NAME, ("keywords", "sv", 3), "removed", TITLE, "vab", None),
            f"{NAME} · {TITLE.sv} · keywords.sv: borttaget: ”vab”",
        ),
        (
            lambda d: d[NAME].update(status="retired"),
            Difference(NAME, ("status",), "changed", TITLE, "active", "retired"),
            f"{NAME} · {TITLE.sv} · status: ”active” blir ”retired”",
        ),
        (
            lambda d: d[NAME].update(licence_note={"sv": "Nytt", "en": "New"}),
            Difference(NAME, ("licence_note",), "added", TITLE, None, {"sv": "Nytt", "en": "New"}),
            f"{NAME} · {TITLE.sv} · licence_note: nytt: ”Nytt”",
        ),
        (
            lambda d: d["questions"].insert(4, d["questions"].pop(1)),
            Difference("questions", (4,), "moved", C13, 1, 4),
            "questions · Personuppgifter: flyttas från plats 2 till plats 5",
        ),
        (
            lambda d: d[NAME]["steps"]["sv"].append(d[NAME]["steps"]["sv"].pop(0)),
            Difference(
                NAME,
                ("steps", "sv", 5),
                "moved",
                STEP,
                0,
                5,
            ),
            f"{NAME} · {STEP} · steps.sv: flyttas från plats 1 till plats 6",
        ),
        (
            lambda d: d["scoring"]["criteria"][4]["options"]["alltid"].update(score=90),
            Difference("scoring", ("criteria", 4, "options", "alltid", "score"), "changed", "C05", 100, 90),
            "scoring · C05 · options.alltid.score: 100 blir 90",
        ),
        (
            lambda d: d["scoring"]["knockouts"][0].update(when={"value": "C05", "is": ["halften"]}),
            Difference(
                "scoring",
                ("knockouts", 0, "when"),
                "changed",
                "K1",
                {"value": "C05", "is": ["profess"]},
                {"value": "C05", "is": ["halften"]},
            ),
            'scoring · K1 · when: {"value": "C05", "is": ["profess"]} blir {"value": "C05", "is": ["halften"]}',
        ),
        (
            lambda d: d["promises"].update(answer_within=3),
            Difference("promises", ("answer_within",), "changed", "promises", 2, 3),
            "promises · answer_within: 2 blir 3",
        ),
        (
            lambda d: d["questions"][1].update(unsure=False),
            Difference("questions", (1, "unsure"), "changed", C13, old=True, new=False),
            "questions · Personuppgifter · unsure: ja blir nej",
        ),
        (
            lambda d: d["scoring"]["benefit"].update(share=0.75),
            Difference("scoring", ("benefit", "share"), "changed", "scoring", 0.9, 0.75),
            "scoring · benefit.share: 0,9 blir 0,75",
        ),
        (
            lambda d: d["wording/nav"]["back"].update(en="Return"),
            Difference("wording/nav", ("back", "en"), "changed", "wording/nav", "← Back", "Return"),
            "wording/nav · back.en: ”← Back” blir ”Return”",
        ),
        (
            lambda d: d["scoring"]["benefit"]["curve"].pop(),
            None,
            "scoring · benefit.curve: [[",
        ),
    ],
)
def test_a_change_is_one_difference_with_a_name(
    change: Callable[[Any], object], difference: Difference | None, swedish: str
) -> None:
    found = changed(change)

    assert [told(each, "sv")[: len(swedish)] for each in found] == [swedish]
    assert difference is None or found == (difference,)


def test_a_document_comes_and_another_goes() -> None:
    before = cut(small())
    new = {**before[NAME], "id": "new"}
    after = {**before, "templates/new": new}
    gone = after.pop("templates/access-request")

    found = compare(before, after)

    assert [(each.document, each.kind, each.old, each.new) for each in found] == [
        ("templates/access-request", "removed", gone, None),
        ("templates/new", "added", None, new),
    ]
    assert told(found[1], "en") == f"templates/new · {TITLE.en}: new: {TITLE.en}"


def test_only_what_had_to_move_is_told() -> None:
    found = changed(lambda d: d["questions"].append(d["questions"].pop(0)))

    assert [(each.kind, each.old, each.new) for each in found] == [("moved", 0, 19)]


def test_a_text_that_stands_twice_is_told_with_its_list() -> None:
    found = changed(lambda d: d[NAME]["not_when"]["sv"].append(d[NAME]["not_when"]["sv"][0]))

    assert [(each.path, each.kind) for each in found] == [(("not_when", "sv"), "changed")]


def test_a_long_value_is_cut_and_a_value_of_several_lines_stands_on_one() -> None:
    found = changed(lambda d: d["wording/nav"]["back"].update(en="a\nb " * 60))

    line = told(found[0], "en")
    assert (line.count("\n"), line[-12:], len(line)) == (
        0,
        " a b a b a …",
        len("wording/nav · back.en: “← Back” becomes ") + 80,
    )


@given(st.dictionaries(st.sampled_from(["questions", "scoring", "extra"]), data, max_size=3), data)
def test_whatever_changes_is_told_and_nothing_else(before: Any, changed_to: Any) -> None:
    after = {**before, "extra": changed_to}

    found = compare(before, after)

    assert bool(found) == (before.get("extra") != changed_to)
    assert all(told(each, "sv") and told(each, "en") for each in found)
