"""What holds for every set of answers, and the product against the checklist written down a second time."""

from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.builders import judged, task
from tests.knowledge.reference import FORCES, OPTIONS, ORDER, SCORES, judge
from tests.knowledge.tasks import tasks

STRICTER = ("self", "coach", "team")


@given(tasks())
@example({"answers": {}})
@example({"answers": {}, "runs": 0.5})
@example(task(beside={"runs": 44, "skipped": ["C01"]}, C01=None))
@example({"answers": {"C01": "ar", "C02": 0.1}, "skipped": list(SCORES)})
@example({"answers": {"C01": "flera_dag", "C02": 4800, "C03": 100_000, "C12": "underlag"}})
def test_the_product_and_the_checklist_agree_on_every_task(given_task: dict[str, Any]) -> None:
    assert judged(given_task) == _nearly(judge(given_task))


@given(tasks())
def test_a_team_guardrail_always_leads_to_the_team(given_task: dict[str, Any]) -> None:
    found = judged(given_task)
    assume(found["outcome"] is not None)

    assert found["outcome"] == "team" or found["guard"] != "team"


@given(tasks(), st.sampled_from(["C10", "C12", "C13", "C14", "C15", "C16", "C17"]), st.booleans())
def test_not_knowing_a_guardrail_never_leads_to_building_alone(
    given_task: dict[str, Any],
    name: str,
    told: bool,  # noqa: FBT001 - drawn
) -> None:
    answers = {key: value for key, value in given_task["answers"].items() if key != name}
    skipped = [each for each in given_task["skipped"] if each != name]
    unsure = {name: "vet_ej"} if told else {}

    found = judged({**given_task, "answers": {**answers, **unsure}, "skipped": skipped})

    assert found["outcome"] != "self"


@given(tasks(), st.sampled_from(sorted(SCORES.keys() | FORCES.keys())), st.data())
def test_a_better_answer_never_makes_the_judgement_harder(
    given_task: dict[str, Any], name: str, data: st.DataObject
) -> None:
    before = judged(given_task)
    options = _better(name, given_task["answers"].get(name, "vet_ej"))
    assume(before["outcome"] is not None and options)
    better = data.draw(st.sampled_from(options))

    after = judged({**given_task, "answers": {**given_task["answers"], name: better}})

    assert after["suitability"] >= before["suitability"]
    assert after["ease"] >= before["ease"]
    if before["outcome"] in ("self", "coach") and (name, better) != ("C12", "underlag"):
        assert after["outcome"] in STRICTER[: STRICTER.index(before["outcome"]) + 1]


@given(tasks())
def test_every_number_stays_within_its_bounds(given_task: dict[str, Any]) -> None:
    found = judged(given_task)
    assume(found["outcome"] is not None)

    assert all(0 <= found[name] <= 100 for name in ("suitability", "ease", "benefit", "priority"))
    assert 0 <= found["confidence"] <= 1
    assert 0 <= found["hours_net"] <= found["hours_gross"] <= 0.9 * found["hours_now"] + 1e-9
    assert found["hours_low"] <= found["hours_gross"] <= found["hours_high"]


@given(tasks())
def test_whatever_would_change_the_judgement_does_change_it(given_task: dict[str, Any]) -> None:
    found = judged(given_task)
    assume(found["outcome"] is not None)

    for change in found["would_change"]:
        other = judged({**given_task, "answers": {**given_task["answers"], change["criterion"]: change["option"]}})
        assert other["outcome"] == change["outcome"]


def _better(name: str, now: Any) -> list[str]:
    """Options whose score and force are both at least as good as the answer's, and one of them better."""
    codes = [code for code in (now if isinstance(now, list) else [now]) if code != "m365"] or ["m365"]
    score = SCORES.get(name, {})
    force = FORCES.get(name, {})
    at = (
        min(score.get(code, 0) for code in codes),
        -max(ORDER.index(force.get(code, "self")) for code in codes),
    )
    return [
        code
        for code in OPTIONS[name]
        if code != "vet_ej"
        for to in [(score.get(code, 0), -ORDER.index(force.get(code, "self")))]
        if to != at and to[0] >= at[0] and to[1] >= at[1]
    ]


def _nearly(expected: dict[str, Any]) -> dict[str, Any]:
    """The same, but for the last bits of a float."""
    return {
        name: pytest.approx(value, rel=1e-9, abs=1e-9) if isinstance(value, float) else value
        for name, value in expected.items()
    }
