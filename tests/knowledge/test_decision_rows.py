"""The seven rows of the decision table, each at its borders."""

from typing import Any

import pytest

from tests.builders import judged, task

JUST_FIFTY: dict[str, Any] = {"C05": "halften", "C06": "fritext", "C07": "flera", "C08": "ingen", "C09": "huvudet"}
BELOW_FIFTY: dict[str, Any] = {**JUST_FIFTY, "C09": "olika"}
BELOW_SEVENTY = {"C05": "nastan", "C06": "likadan", "C08": "nagon", "C09": "olika"}
ABOVE_SEVENTY = {**BELOW_SEVENTY, "C07": "fa", "C09": "skriven"}
HARD: dict[str, Any] = {"C10": "ett_sys", "C11": "over20"}


def freeing(hours: float, *, fits: float = 0, **changes: Any) -> dict[str, Any]:
    """A task that frees so many hours a year: an hour each time, one person, hardly ever wrong."""
    plain = {"C02": 60, "C03": 1, "C04": "sallan", **changes}
    share = judged(task(beside={"runs": 1}, **plain))["hours_gross"]
    return task(beside={"runs": round(hours / share, 9), "template_match": fits}, **plain)


def outcome(given: dict[str, Any]) -> str:
    return str(judged(given)["outcome"])


@pytest.mark.parametrize("knockout", [{"C05": "profess"}, {"C06": "papper"}, {"C08": "stor"}, {"C18": "ingen"}])
def test_row_1_a_team_guardrail_beats_every_knockout(knockout: dict[str, Any]) -> None:
    assert outcome(task(C14="ja", **knockout)) == "team"


@pytest.mark.parametrize(
    ("knockout", "name"),
    [({"C05": "profess"}, "K1"), ({"C06": "papper"}, "K2"), ({"C08": "stor"}, "K3"), ({"C18": "ingen"}, "K4")],
)
def test_row_2_a_knockout_means_not_now_however_much_there_is_to_win(knockout: dict[str, Any], name: str) -> None:
    found = judged(task(C01="flera_dag", C03=50, C04="ofta", **knockout))

    assert (found["outcome"], found["knockouts"]) == ("not_now", [name])


@pytest.mark.parametrize(
    ("hours", "answers", "expected"),
    [
        (99.9, BELOW_FIFTY, "not_now"),
        (100.1, BELOW_FIFTY, "team"),
        (99.9, JUST_FIFTY, "coach"),
        (99.9, {"C05": "mest_bed"}, "not_now"),
        (100.1, {"C05": "mest_bed"}, "team"),
        (39.9, HARD, "not_now"),
        (40.1, HARD, "team"),
        (39.9, {**HARD, "C11": "11_20"}, "coach"),
        (99.9, {**BELOW_FIFTY, **HARD}, "not_now"),
        (100.1, {**BELOW_FIFTY, **HARD}, "team"),
    ],
)
def test_rows_3_and_5_a_weak_task_waits_unless_it_is_worth_a_redesign(
    hours: float, answers: dict[str, Any], expected: str
) -> None:
    assert outcome(freeing(hours, **answers)) == expected


def test_row_3_a_template_that_nearly_fits_lifts_the_ease_by_its_part() -> None:
    assert outcome(freeing(30, fits=0.99, **HARD)) == "not_now"
    assert outcome(freeing(30, fits=1, **HARD)) == "coach"


@pytest.mark.parametrize(
    ("hours", "changes", "expected"),
    [
        (7.9, {}, "not_now"),
        (8.1, {}, "self"),
        (7.9, {"C04": "ofta"}, "self"),
        (7.9, {"C16": "externa"}, "not_now"),
        (8.1, {"C16": "externa"}, "coach"),
    ],
)
def test_row_4_too_little_to_win_means_not_now(hours: float, changes: dict[str, Any], expected: str) -> None:
    assert outcome(freeing(hours, **changes)) == expected


@pytest.mark.parametrize(
    ("fits", "changes", "expected", "knockouts"),
    [
        (1, {}, "self", []),
        (0.99, {}, "not_now", ["K5"]),
        (1, ABOVE_SEVENTY, "self", []),
        (1, BELOW_SEVENTY, "not_now", ["K5"]),
        (1, {"C10": "fil", "C11": "6_10"}, "self", []),
        (1, {"C10": "fil", "C11": "11_20"}, "not_now", ["K5"]),
        (1, {"C17": "flyttar"}, "not_now", ["K5"]),
    ],
)
def test_row_4_an_easy_task_with_a_template_is_good_practice_however_small(
    fits: float, changes: dict[str, Any], expected: str, knockouts: list[str]
) -> None:
    found = judged(freeing(1, fits=fits, **changes))

    assert (found["outcome"], found["knockouts"]) == (expected, knockouts)


@pytest.mark.parametrize(
    ("fits", "changes", "expected"),
    [
        (0, {}, "self"),
        (0, BELOW_SEVENTY, "coach"),
        (0, ABOVE_SEVENTY, "self"),
        (0, {"C10": "fil", "C11": "11_20"}, "coach"),
        (0.89, {"C10": "fil", "C11": "11_20"}, "coach"),
        (0.9, {"C10": "fil", "C11": "11_20"}, "self"),
        (0, {"C13": "vet_ej"}, "coach"),
        (0, {"C11": "over20"}, "coach"),
    ],
)
def test_rows_6_and_7_the_stricter_of_guardrails_and_scores_decides(
    fits: float, changes: dict[str, Any], expected: str
) -> None:
    assert outcome(freeing(60, fits=fits, **changes)) == expected


def test_rows_6_and_7_sixty_per_cent_of_confidence_is_enough_to_build_alone() -> None:
    guards = ["C12", "C13", "C14", "C15", "C16", "C17"]
    beside = {"skipped": guards, "inferred": ["C05", "C06", "C07", "C08", "C10", "C11"]}
    unsure: dict[str, Any] = dict.fromkeys(("C02", "C04", "C09", "C18"), "vet_ej")
    left_out: dict[str, Any] = {**dict.fromkeys(guards), "C03": None}

    at_the_border = judged(task(beside=beside, **unsure, **left_out))
    just_below = judged(task(beside=beside, **{**unsure, "C09": None}, **left_out))

    assert (at_the_border["confidence"], at_the_border["outcome"]) == (0.6, "self")
    assert (round(just_below["confidence"], 3), just_below["outcome"]) == (0.577, "coach")
