"""Swedish working time: holidays, the summer closure, both clock changes and the turn of the year."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.speech import HOME
from services.worktime import WorkingTime

OFFICE = WorkingTime()
ALL_SUMMER = WorkingTime(summer_closure=None)
SEVEN_TO_FOUR = WorkingTime(opens=time(7), closes=time(16), summer_closure=((6, 29), (8, 9)))
NINE = time(9)
MONDAY, FRIDAY, SUNDAY = 0, 4, 6

HOLIDAYS_ON_WEEKDAYS = {
    2026: ["01-01", "01-06", "04-03", "04-06", "05-01", "05-14", "06-19", "12-24", "12-25", "12-31"],
    2027: ["01-01", "01-06", "03-26", "03-29", "05-06", "06-25", "12-24", "12-31"],
    2028: ["01-06", "04-14", "04-17", "05-01", "05-25", "06-06", "06-23", "12-25", "12-26"],
}
"""As they stand in a Swedish almanac, with the three eves; without those that fall on a Saturday or Sunday."""

offices = st.sampled_from([OFFICE, ALL_SUMMER, SEVEN_TO_FOUR, WorkingTime(opens=time(10), closes=time(15))])
moments = st.datetimes(datetime(2025, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
days = st.dates(date(2025, 1, 1), date(2035, 1, 1))
few = st.integers(0, 15)
clocks = st.times(time(0), time(23, 59))
weekdays = st.integers(0, 6)


def at(text: str) -> datetime:
    """A Swedish local time."""
    return datetime.fromisoformat(text).replace(tzinfo=HOME)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(moment: datetime) -> str:
    return moment.astimezone(HOME).isoformat(" ", "minutes")[:16]


def working_days_in(office: WorkingTime, after: date, until: date) -> int:
    span = (until - after).days
    return sum(office.is_working_day(after + timedelta(number)) for number in range(1, span + 1))


@pytest.mark.parametrize("year", HOLIDAYS_ON_WEEKDAYS)
def test_the_days_off_of_a_year_are_those_of_the_almanac(year: int) -> None:
    every = [date(year, 1, 1) + timedelta(number) for number in range(365 + (year == 2028))]

    closed = [day.strftime("%m-%d") for day in every if day.weekday() < 5 and not ALL_SUMMER.is_working_day(day)]

    assert closed == HOLIDAYS_ON_WEEKDAYS[year]


@given(days)
def test_saturdays_and_sundays_are_no_working_days(day: date) -> None:
    assert not (day.weekday() >= 5 and OFFICE.is_working_day(day))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 2), True),  # Maundy Thursday
        (date(2026, 4, 30), True),  # Walpurgis Night
        (date(2026, 5, 15), True),  # between Ascension Day and the weekend
        (date(2026, 7, 3), True),
        (date(2026, 7, 6), False),
        (date(2026, 7, 31), False),
        (date(2026, 8, 3), True),
    ],
)
def test_days_beside_a_holiday_or_the_summer_closure_are_as_any_other(day: date, works: bool) -> None:  # noqa: FBT001
    assert OFFICE.is_working_day(day) is works


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-03-10 07:59", False),
        ("2026-03-10 08:00", True),
        ("2026-03-10 16:29", True),
        ("2026-03-10 16:30", False),
        ("2026-03-08 12:00", False),
        ("2026-06-19 12:00", False),
        ("2026-07-15 12:00", False),
    ],
)
def test_it_is_open_from_the_opening_to_the_closing_of_a_working_day(moment: str, is_open: bool) -> None:  # noqa: FBT001
    assert OFFICE.is_open(at(moment)) is is_open


def test_the_zone_in_which_a_moment_is_told_makes_no_difference() -> None:
    tokyo = timezone(timedelta(hours=9))
    moment = utc("2026-03-10 07:30")

    assert OFFICE.is_open(moment.astimezone(tokyo))
    assert OFFICE.next_open(moment.astimezone(tokyo)) == moment
    assert OFFICE.next_open(moment.astimezone(tokyo)).tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-03-10 06:00", "2026-03-10 08:00"),
        ("2026-03-10 12:34", "2026-03-10 12:34"),
        ("2026-03-10 16:30", "2026-03-11 08:00"),
        ("2026-03-27 18:00", "2026-03-30 08:00"),  # over the change to summer time
        ("2026-10-23 18:00", "2026-10-26 08:00"),  # and back
        ("2026-04-02 17:00", "2026-04-07 08:00"),  # Easter
        ("2026-06-18 16:30", "2026-06-22 08:00"),  # Midsummer
        ("2026-07-03 16:45", "2026-08-03 08:00"),  # the summer closure
        ("2026-12-23 20:00", "2026-12-28 08:00"),  # Christmas
        ("2026-12-30 17:00", "2027-01-04 08:00"),  # New Year
    ],
)
def test_what_comes_while_it_is_closed_waits_for_the_next_opening(moment: str, opening: str) -> None:
    assert local(OFFICE.next_open(at(moment))) == opening


@pytest.mark.parametrize(
    ("before", "after"),
    [("2026-03-27 07:00", "2026-03-30 06:00"), ("2026-10-23 06:00", "2026-10-26 07:00")],
)
def test_a_clock_change_moves_the_moment_and_not_the_local_time(before: str, after: str) -> None:
    assert OFFICE.add_working_days(utc(before), 1) == utc(after)


@pytest.mark.parametrize("first", ["2026-10-25 00:30", "2026-10-25 01:30"])
def test_the_hour_that_comes_twice_is_closed_both_times(first: str) -> None:
    assert not OFFICE.is_open(utc(first))
    assert local(OFFICE.next_open(utc(first))) == "2026-10-26 08:00"


@pytest.mark.parametrize(
    ("moment", "days", "later"),
    [
        ("2026-03-10 13:15", 0, "2026-03-10 13:15"),
        ("2026-03-10 13:15", 2, "2026-03-12 13:15"),
        ("2026-03-13 18:00", 1, "2026-03-17 08:00"),
        ("2026-03-14 12:00", 1, "2026-03-17 08:00"),
        ("2026-04-01 10:00", 2, "2026-04-07 10:00"),
        ("2026-06-17 10:00", 2, "2026-06-22 10:00"),
        ("2026-07-02 10:00", 2, "2026-08-03 10:00"),
        ("2026-12-22 10:00", 4, "2026-12-30 10:00"),
        ("2026-12-30 16:29", 1, "2027-01-04 16:29"),
    ],
)
def test_working_days_are_counted_without_the_closed_ones(moment: str, days: int, later: str) -> None:
    assert local(OFFICE.add_working_days(at(moment), days)) == later


@pytest.mark.parametrize(
    ("moment", "days", "later"),
    [
        ("2026-03-10 13:15", 14, "2026-03-24 09:30"),
        ("2026-03-10 23:59", 1, "2026-03-11 09:30"),
        ("2026-03-20 12:00", 14, "2026-04-07 09:30"),  # Good Friday, over the clock change
        ("2026-06-05 12:00", 30, "2026-08-03 09:30"),  # inside the summer closure
        ("2026-12-10 12:00", 14, "2026-12-28 09:30"),  # Christmas Eve
        ("2026-12-02 12:00", 30, "2027-01-04 09:30"),  # New Year's Day
    ],
)
def test_a_follow_up_comes_at_half_past_nine_on_a_working_day(moment: str, days: int, later: str) -> None:
    assert local(OFFICE.in_days(at(moment), days)) == later


@pytest.mark.parametrize(
    ("moment", "weekday", "following"),
    [
        ("2026-03-10 12:00", MONDAY, "2026-03-16 09:00"),
        ("2026-03-16 09:00", MONDAY, "2026-03-23 09:00"),
        ("2026-03-27 09:00", FRIDAY, "2026-04-07 09:00"),  # Good Friday: after Easter
        ("2026-04-04 12:00", FRIDAY, "2026-04-07 09:00"),  # a restart in between loses nothing
        ("2026-07-03 09:00", FRIDAY, "2026-08-03 09:00"),  # one for the whole closure
        ("2026-07-20 12:00", FRIDAY, "2026-08-03 09:00"),
        ("2026-08-03 09:00", FRIDAY, "2026-08-07 09:00"),
        ("2026-12-28 09:00", MONDAY, "2027-01-04 09:00"),
        ("2026-03-10 12:00", SUNDAY, "2026-03-16 09:00"),
    ],
)
def test_what_comes_weekly_moves_to_the_next_working_day(moment: str, weekday: int, following: str) -> None:
    assert local(OFFICE.next_weekday(at(moment), weekday, NINE)) == following


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 3, 10, 12, 0)  # noqa: DTZ001 - this is what is refused

    for ask in (
        lambda: OFFICE.is_open(naive),
        lambda: OFFICE.next_open(naive),
        lambda: OFFICE.add_working_days(naive, 1),
        lambda: OFFICE.in_days(naive, 1),
        lambda: OFFICE.next_weekday(naive, MONDAY, NINE),
    ):
        with pytest.raises(ValueError, match="time zone"):
            ask()


def test_counting_backwards_and_weekdays_that_do_not_exist_are_refused() -> None:
    moment = at("2026-03-10 12:00")

    with pytest.raises(ValueError, match="forwards"):
        OFFICE.add_working_days(moment, -1)
    with pytest.raises(ValueError, match="later day"):
        OFFICE.in_days(moment, 0)
    with pytest.raises(ValueError, match="weekdays"):
        OFFICE.next_weekday(moment, 7, NINE)


@pytest.mark.parametrize("closure", [((7, 31), (7, 6)), ((1, 1), (12, 31)), ((2, 30), (3, 1))])
def test_a_summer_closure_that_cannot_be_is_refused(closure: tuple[tuple[int, int], tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match=r"summer closure|out of range"):
        WorkingTime(summer_closure=closure)


def test_an_office_that_closes_before_it_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="before it closes"):
        WorkingTime(opens=time(16), closes=time(8))


@given(offices, moments)
def test_the_next_opening_is_open_and_not_before_the_moment(office: WorkingTime, moment: datetime) -> None:
    opening = office.next_open(moment)

    assert office.is_open(opening)
    assert opening >= moment
    assert (opening == moment) is office.is_open(moment)
    assert office.next_open(opening) == opening


@given(offices, moments, st.floats(0, 1))
def test_nothing_is_open_before_the_next_opening(office: WorkingTime, moment: datetime, share: float) -> None:
    opening = office.next_open(moment)
    between = moment + (opening - moment) * share

    assert between >= opening or not office.is_open(between)


@given(offices, moments, few)
def test_so_many_working_days_lie_between(office: WorkingTime, moment: datetime, days: int) -> None:
    opening = office.next_open(moment).astimezone(HOME)
    later = office.add_working_days(moment, days).astimezone(HOME)

    assert office.is_open(later)
    assert later.time() == opening.time()
    assert working_days_in(office, opening.date(), later.date()) == days


@given(offices, moments, few, few)
def test_working_days_add_up(office: WorkingTime, moment: datetime, some: int, more: int) -> None:
    assert office.add_working_days(office.add_working_days(moment, some), more) == office.add_working_days(
        moment, some + more
    )


@given(offices, moments, st.integers(1, 60))
def test_a_follow_up_is_open_and_comes_no_sooner_than_told(office: WorkingTime, moment: datetime, days: int) -> None:
    later = office.in_days(moment, days)
    due = moment.astimezone(HOME).date() + timedelta(days)

    assert office.is_open(later)
    assert later > moment
    assert later.astimezone(HOME).date() >= due
    assert working_days_in(office, due - timedelta(1), later.astimezone(HOME).date()) == 1


@given(offices, moments, weekdays, clocks)
def test_what_comes_weekly_comes_on_a_working_day_after_the_moment(
    office: WorkingTime, moment: datetime, weekday: int, clock: time
) -> None:
    following = office.next_weekday(moment, weekday, clock)
    day = following.astimezone(HOME)

    assert following > moment
    assert day.time() == clock
    assert office.is_working_day(day.date())
    assert day.weekday() == weekday or not office.is_working_day(day.date() - timedelta(1))
    assert office.next_weekday(following - timedelta(microseconds=1), weekday, clock) == following


@given(offices, moments, st.timedeltas(timedelta(0), timedelta(days=40)), few, weekdays)
def test_what_is_asked_later_never_comes_sooner(
    office: WorkingTime, moment: datetime, wait: timedelta, days: int, weekday: int
) -> None:
    after = moment + wait

    assert office.next_open(moment) <= office.next_open(after)
    assert office.add_working_days(moment, days) <= office.add_working_days(after, days)
    assert office.in_days(moment, days + 1) <= office.in_days(after, days + 1)
    assert office.next_weekday(moment, weekday, NINE) <= office.next_weekday(after, weekday, NINE)
    assert office.add_working_days(moment, days) < office.add_working_days(moment, days + 1)
