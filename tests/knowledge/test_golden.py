"""The golden tasks come out as they are written down, and no closer is asked than they are written."""

from typing import Any

import pytest

from knowledge.golden import rounded, try_golden
from tests.cast import shipped


def with_expected(**expected: Any) -> tuple[Any, ...]:
    task = shipped().golden[0]
    changed = task.model_copy(update={"expected": {**task.expected, **expected}})
    return try_golden(shipped().model_copy(update={"golden": (changed,)}))


def test_the_shipped_tasks_come_out_right() -> None:
    assert [each.task.id for each in try_golden(shipped()) if not each.is_right] == []


@pytest.mark.parametrize(("off", "is_right"), [(-0.001, True), (-0.02, False), (-0.09, False)])
def test_a_share_is_compared_as_closely_as_it_is_written(off: float, is_right: bool) -> None:  # noqa: FBT001
    (shown,) = with_expected(confidence=-1.0)
    found = next(miss.found for miss in shown.misses if miss.name == "confidence")

    (tried,) = with_expected(confidence=found + off)

    assert tried.is_right is is_right


def test_figures_are_written_with_one_decimal_and_shares_with_two() -> None:
    assert [rounded(each) for each in (0.944, 61.26, 12, "self", None)] == [0.94, 61.3, 12, "self", None]
