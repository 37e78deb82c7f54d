"""What the team promises and when the coach comes back: times, as content."""

from datetime import date, time, timedelta
from typing import Annotated, TypeAlias

from pydantic import Field

from knowledge.part import Part

MonthDay: TypeAlias = tuple[int, int]
Clock: TypeAlias = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Day: TypeAlias = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]

LONGEST_CLOSURE = timedelta(days=100)
"""Far below a year: there always is a next working day."""
_LEAP_YEAR = 2024


class Promises(Part):
    """Days and hours that people are told. Working days leave out weekends, Swedish holidays and the summer closure."""

    answer_within: Annotated[int, Field(ge=1, le=60)] = 2
    """Working days within which the team takes a case."""
    remind_every: Annotated[int, Field(ge=1, le=60)] = 1
    """Working days between two reminders of a case that nobody has taken in time."""
    follow_up_after: Annotated[int, Field(ge=1, le=365)] = 14
    """Days after "I am building it" until the coach asks how it went."""
    measure_after: Annotated[int, Field(ge=1, le=730)] = 90
    """Days until it asks for the hours and whether a coach is needed now."""
    opens: Clock = "08:00"
    closes: Clock = "16:30"
    """Swedish time. Nothing that nobody asked for is sent outside these hours."""
    any_hour: bool = False
    """For those who never close: what nobody asked for is sent at any hour of any day."""
    summer_from: Day = "07-06"
    summer_to: Day = "07-31"
    """Month and day of the summer closure, both included."""
    digest_at: Clock = "08:30"
    """When the weekly digest is posted, on Mondays."""

    @property
    def hours(self) -> tuple[time, time]:
        """When people begin to work, and the first minute that no longer counts."""
        return time.fromisoformat(self.opens), time.fromisoformat(self.closes)

    @property
    def closure(self) -> tuple[MonthDay, MonthDay]:
        return month_day(self.summer_from), month_day(self.summer_to)


def month_day(written: str) -> MonthDay:
    month, day = written.split("-")
    return int(month), int(day)


def is_day(day: MonthDay) -> bool:
    """Whether there is such a day, at least in a leap year."""
    try:
        date(_LEAP_YEAR, *day)
    except ValueError:
        return False
    return True


def is_closure(first: MonthDay, last: MonthDay) -> bool:
    """Whether it ends no earlier than it begins, and not too late. `ValueError` where there is no such day."""
    return timedelta(0) <= date(_LEAP_YEAR, *last) - date(_LEAP_YEAR, *first) <= LONGEST_CLOSURE
