"""Months, quadrants, and who shares a row so that nobody is singled out."""

from datetime import datetime

import pytest

from services.insights import LITTLE_EASY, LITTLE_HARD, MUCH_EASY, MUCH_HARD, Came, quadrant, reached, together
from services.months import first_day, month_of, months, read_month, shifted, written


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        ("2026-10-31T22:59:59+00:00", 202610),
        ("2026-10-31T23:00:00+00:00", 202611),
        ("2026-06-30T22:00:00+00:00", 202607),
        ("2026-12-31T23:30:00+00:00", 202701),
    ],
)
def test_a_month_begins_at_midnight_where_the_municipality_is(moment: str, month: int) -> None:
    assert month_of(datetime.fromisoformat(moment)) == month


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert months(202511, 202602) == (202511, 202512, 202601, 202602)
    assert (shifted(202601, -1), shifted(202512, 1), shifted(202611, -11), shifted(202611, 14)) == (
        202512,
        202601,
        202512,
        202801,
    )


@pytest.mark.parametrize(
    "asked", ["", "2026", "2026-13", "2026-00", "2026-1", "26-11", "2026-1a", "202٦-11", "1999-12", "2026-11-01"]
)
def test_what_is_no_month_is_none(asked: str) -> None:
    assert read_month(asked) is None


def test_a_month_is_read_as_it_is_written() -> None:
    assert (read_month("2026-03"), written(202603)) == (202603, "2026-03")
    assert first_day(202603).isoformat() == "2026-03-01"


@pytest.mark.parametrize(
    ("benefit", "ease", "place"),
    [
        (50, 50, MUCH_EASY),
        (49.9, 50, LITTLE_EASY),
        (50, 49.9, MUCH_HARD),
        (0, 0, LITTLE_HARD),
        (None, 9, None),
        (9, None, None),
    ],
)
def test_benefit_and_ease_are_cut_in_the_middle(benefit: float | None, ease: float | None, place: int | None) -> None:
    assert quadrant(benefit, ease) == place


def test_whoever_reached_a_stage_reached_all_before_it() -> None:
    counts = reached([Came(202611, None, "shown", 2), Came(202611, "it", "described", 1)])

    assert [counts[stage] for stage in ("started", "described", "finished", "shown", "chosen")] == [3, 3, 2, 2, 0]


@pytest.mark.parametrize(
    ("few", "shared"),
    [
        (set(), set()),
        ({"b", "d"}, {"b", "d"}),
        ({"b"}, {"b", "a"}),
        ({"x"}, set()),
        ({"a", "b", "c", "d"}, {"a", "b", "c", "d"}),
    ],
)
def test_departments_of_few_persons_share_a_row_and_never_alone(few: set[str], shared: set[str]) -> None:
    assert together(["a", "b", "c", "d"], few, ["b", "a", "d", "c"]) == shared
