"""The judgement: the worked examples of the checklist, and its arithmetic rule by rule."""

from typing import Any

import pytest

from tests.builders import changed, judged, task
from tests.cast import shipped
from tests.knowledge.worked import WORKED


@pytest.mark.parametrize("name", WORKED)
def test_the_worked_examples_of_the_checklist_come_out_as_written(name: str) -> None:
    example = WORKED[name]

    found = judged(example.given)

    assert {key: found[key] for key in example.expected} == {
        key: pytest.approx(value, abs=0.1) if isinstance(value, int | float) else value
        for key, value in example.expected.items()
    }


@pytest.mark.parametrize("golden", shipped().golden, ids=lambda each: each.id)
def test_the_golden_tasks_come_out_as_expected(golden: Any) -> None:
    found = judged(golden.given)

    assert {key: found[key] for key in golden.expected} == {
        key: pytest.approx(value, abs=0.1) if isinstance(value, int | float) else value
        for key, value in golden.expected.items()
    }


def test_without_a_frequency_nothing_can_be_judged() -> None:
    assert judged(task(C01=None)) == {"outcome": None, "missing": ["C01"]}


def test_the_persons_own_number_beats_the_option() -> None:
    both = judged(task(beside={"runs": 44}, C01="dag"))

    assert both["hours_now"] == pytest.approx(44 * 30 * 2 * 1.05 / 60)
    assert all(change["criterion"] != "C01" for change in both["would_change"])


@pytest.mark.parametrize(
    ("changes", "suitability"),
    [
        ({"C05": "mest_bed"}, 49),
        ({"C06": "papper"}, 49),
        ({"C07": "unikt"}, 49),
        ({"C08": "stor"}, 49),
        ({"C05": "halften"}, 69),
        ({"C06": "blandat"}, 69),
        ({"C07": "flera"}, 69),
        ({"C08": "flera"}, 69),
        ({"C08": "nagon"}, 92.5),
        ({"C09": "olika"}, 91),
        ({"C05": "mest_bed", "C06": "fritext", "C07": "unikt", "C09": "olika"}, 29),
    ],
)
def test_the_weakest_link_cuts_the_suitability(changes: dict[str, Any], suitability: float) -> None:
    assert judged(task(**changes))["suitability"] == pytest.approx(suitability)


@pytest.mark.parametrize(
    ("c10", "c11", "fits", "ease"),
    [
        ("m365", "1_5", 0, 100),
        ("m365", "1_5", 1, 100),
        ("fil", "11_20", 0, 61),
        ("fil", "11_20", 0.5, 66),
        ("flera_sys", "over20", 1, 25),
        (["m365", "fil"], "1_5", 0, 85),
        (["fil", "utanfor", "ett_sys"], "1_5", 0, 52),
    ],
)
def test_ease_is_systems_and_steps_and_a_template_that_fits(c10: Any, c11: str, fits: float, ease: float) -> None:
    assert judged(task(beside={"template_match": fits}, C10=c10, C11=c11))["ease"] == pytest.approx(ease)


def test_of_several_systems_the_worst_score_and_the_strictest_force_count() -> None:
    found = judged(task(C10=["ett_sys", "utanfor", "flera_sys"]))

    assert (found["ease"], found["guard"], found["guardrails"]) == (pytest.approx(49), "team", ["C10"])


def test_microsoft_365_beside_another_system_says_nothing() -> None:
    assert judged(task(C10=["m365", "ett_sys"])) == judged(task(C10="ett_sys"))


@pytest.mark.parametrize(
    ("hours", "benefit"),
    [(0.9, 1.8), (10, 20), (17.5, 30), (25, 40), (37.5, 50), (50, 60), (75, 70), (100, 80), (150, 90), (200, 100)],
)
def test_the_benefit_grows_along_the_curve(hours: float, benefit: float) -> None:
    found = judged(task(beside={"runs": hours / 0.9}, C02=60, C03=1, C04="sallan"))

    assert (found["hours_gross"], found["benefit"]) == (pytest.approx(hours), pytest.approx(benefit))


@pytest.mark.parametrize(("c04", "extra", "bonus"), [("sallan", 1, 0), ("ibland", 1.05, 10), ("ofta", 1.15, 20)])
def test_errors_cost_time_and_add_to_the_benefit(c04: str, extra: float, bonus: float) -> None:
    found = judged(task(C01="manad", C02=60, C03=1, C04=c04))

    gross = 12 * extra * 0.9
    assert found["hours_now"] == pytest.approx(12 * extra)
    assert found["benefit"] == pytest.approx((20 + (gross - 10) / 15 * 20) + bonus)


def test_a_human_who_decides_keeps_a_fifth_of_the_work() -> None:
    alone, beside = judged(task(C12="nej")), judged(task(C12="underlag"))

    assert beside["hours_gross"] == pytest.approx(0.8 * alone["hours_gross"])


@pytest.mark.parametrize(
    ("changes", "upkeep"), [({}, 6), ({"C16": "externa"}, 12), ({"C14": "ja"}, 40), ({"C18": "ingen"}, 0)]
)
def test_the_upkeep_of_the_outcome_is_taken_from_the_hours(changes: dict[str, Any], upkeep: float) -> None:
    found = judged(task(**changes))

    assert found["hours_net"] == pytest.approx(found["hours_gross"] - upkeep)


def test_hours_never_go_below_nothing() -> None:
    assert judged(task(beside={"template_match": 1}, C01="ar"))["hours_net"] == 0


def test_the_range_is_narrow_from_a_confidence_of_eighty_per_cent() -> None:
    sure = judged(task(beside={"inferred": ["C05"]}, C09=None, C11=None, C16=None, C17=None))
    unsure = judged(task(beside={"inferred": ["C04", "C05", "C06", "C07"]}, C09=None, C11=None, C16=None, C17=None))

    assert (sure["confidence"], unsure["confidence"]) == (pytest.approx(18.8 / 23), pytest.approx(18.2 / 23))
    assert _span(sure) == pytest.approx((0.7, 1.1))
    assert _span(unsure) == pytest.approx((0.5, 1.3))


def test_exactly_eighty_per_cent_is_sure_enough() -> None:
    asked = [f"C{number:02}" for number in range(1, 19)]
    apart = ["C10", "C12", "C13", "C14", "C15"]
    only_inferred = task(beside={"inferred": [name for name in asked if name not in apart]})
    left = dict.fromkeys(apart)
    given = {**only_inferred, "answers": task(**left)["answers"], "skipped": apart}

    found = judged(given)

    assert found["confidence"] == pytest.approx(0.8)
    assert _span(found) == pytest.approx((0.7, 1.1))


@pytest.mark.parametrize(
    ("given", "confidence"),
    [
        (task(), 1),
        (task(C05="vet_ej"), (22 + 0.3) / 23),
        (task(C12="vet_ej"), (21 + 0.6) / 23),
        (task(C10=["vet_ej"]), (21 + 0.6) / 23),
        (task(C02="vet_ej"), (22 + 0.3) / 23),
        (task(C09=None), 22 / 23),
        (task(C14=None), 21 / 23),
        (task(C09=None, beside={"skipped": ["C09"]}), 1),
        (task(C09="vet_ej", beside={"skipped": ["C09"]}), (22 + 0.3) / 23),
        (task(beside={"inferred": ["C06"]}), (22 + 0.8) / 23),
        (task(beside={"inferred": ["C10"]}), (21 + 1.6) / 23),
        (task(C06="vet_ej", beside={"inferred": ["C06"]}), (22 + 0.3) / 23),
        (task(C01=None, beside={"runs": 44}), 1),
        (task(C01=None, C09=None, beside={"runs": 44, "skipped": ["C01"]}), 22 / 23),
    ],
)
def test_the_confidence_weighs_how_each_answer_was_given(given: dict[str, Any], confidence: float) -> None:
    assert judged(given)["confidence"] == pytest.approx(confidence)


def test_what_is_not_answered_counts_with_its_neutral_value() -> None:
    found = judged({"answers": {"C01": "dag"}})

    assert found["hours_now"] == pytest.approx(220 * 15 * 1 * 1.05 / 60)
    assert found["suitability"] == pytest.approx((30 * 40 + 25 * 40 + 20 * 40 + 15 * 50 + 10 * 50) / 100)
    assert found["ease"] == pytest.approx(40)
    assert found["guardrails"] == ["C10", "C12", "C13", "C14", "C15", "C16", "C17"]


def test_a_guardrail_left_out_by_a_rule_forces_nothing() -> None:
    found = judged(task(C16=None, C17=None, beside={"skipped": ["C16", "C17"]}))

    assert (found["guard"], found["guardrails"], found["outcome"]) == ("self", [], "self")


@pytest.mark.parametrize(
    ("changes", "dpia", "guard", "flags"),
    [
        ({}, [], "self", []),
        ({}, ["D7"], "coach", ["D7"]),
        ({}, ["D7", "D1"], "team", ["D1", "D7"]),
        ({"C13": "inga"}, ["D5"], "coach", ["D5"]),
        ({"C12": "avgor"}, [], "team", ["D2"]),
        ({"C13": "kansliga"}, [], "team", ["D4"]),
        ({"C13": "kansliga"}, ["D4", "D9"], "team", ["D4", "D9"]),
        ({"C12": "avgor", "C13": "kansliga"}, [], "team", ["D2", "D4"]),
    ],
)
def test_one_flag_needs_a_coach_and_two_the_team(
    changes: dict[str, Any], dpia: list[str], guard: str, flags: list[str]
) -> None:
    found = judged(task(beside={"dpia": dpia}, **changes))

    assert (found["guard"], found["dpia"]) == (guard, flags)
    assert ("DPIA" in found["guardrails"]) == bool(flags)


def test_guardrails_stand_in_the_order_of_their_ids_and_dpia_last() -> None:
    given = task(beside={"dpia": ["D7"]}, C17="raderar", C10="ett_sys", C14="vet_ej", C11="over20", C12="underlag")

    assert judged(given)["guardrails"] == ["C10", "C11", "C12", "C14", "C17", "DPIA"]


def test_every_knockout_that_holds_is_told_whichever_row_decides() -> None:
    found = judged(task(C05="profess", C06="papper", C08="stor", C14="ja", C18="ingen"))

    assert (found["outcome"], found["knockouts"]) == ("team", ["K1", "K2", "K3", "K4", "K5"])


def test_what_would_change_the_judgement_stands_in_the_order_of_ids_and_of_the_table() -> None:
    assert changed(task(C16="fler25")) == [("C16", "team10", "self"), ("C16", "enhet25", "self")]
    assert changed(task(C10="flera_sys", C17="flyttar")) == [
        ("C10", "m365", "coach"),
        ("C10", "fil", "coach"),
        ("C10", "ett_sys", "coach"),
    ]
    assert changed(task(C06="papper"))[:2] == [("C06", "falt", "self"), ("C06", "likadan", "self")]
    assert changed(task()) == []


def _span(found: dict[str, Any]) -> tuple[float, float]:
    """The range that is shown, in parts of the hours freed."""
    return found["hours_low"] / found["hours_gross"], found["hours_high"] / found["hours_gross"]
