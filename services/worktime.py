"""Swedish working time: which days and hours count, and what comes so much later. Nothing here looks at the clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays

from dialogs.speech import HOME
from knowledge.promises import LONGEST_CLOSURE, MonthDay, is_closure

_DAY = timedelta(days=1)
_FOLLOW_UP = time(9, 30)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """When people are at work: Monday to Friday between two local clock times, but for holidays and the summer closure.

    Moments that are handed in are aware, in any zone; those that come back are in UTC. A naive one raises ValueError.
    """

    opens: time = time(8)
    closes: time = time(16, 30)
    """The first minute that no longer counts."""
    summer_closure: tuple[MonthDay, MonthDay] | None = ((7, 6), (7, 31))
    """Its first and its last day, each as month and day; None where the summer is as the rest of the year."""

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("it has to open before it closes")
        if self.summer_closure is not None and not is_closure(*self.summer_closure):
            raise ValueError(f"a summer closure ends after it began, within {LONGEST_CLOSURE.days} days")

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in _days_off(day.year) and not self._in_summer_closure(day)

    def is_open(self, moment: datetime) -> bool:
        local = _local(moment)
        return self.opens <= local.time() < self.closes and self.is_working_day(local.date())

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself when it is open, else the next opening."""
        if self.is_open(moment):
            return moment.astimezone(UTC)
        local = _local(moment)
        day = local.date() if local.time() < self.opens else local.date() + _DAY
        return _at(self._working_day(day), self.opens)

    def add_working_days(self, moment: datetime, days: int) -> datetime:
        """The same local clock time so many working days later; what comes while it is closed, comes at the opening."""
        if days < 0:
            raise ValueError("working days are only counted forwards")
        local = _local(self.next_open(moment))
        day = local.date()
        for _ in range(days):
            day = self._working_day(day + _DAY)
        return _at(day, local.time())

    def in_days(self, moment: datetime, days: int) -> datetime:
        """Half past nine so many calendar days later, or on the next working day after: when people are asked again."""
        if days < 1:
            raise ValueError("a follow-up comes on a later day")
        day = self._working_day(_local(moment).date() + timedelta(days))
        return self.next_open(_at(day, _FOLLOW_UP))

    def next_weekday(self, moment: datetime, weekday: int, at: time) -> datetime:
        """What comes every week, on this weekday (0 is Monday) at this local time: the next one after the moment.

        Where that day is no working day it comes on the next one that is. So two weeks may share a day, and a moment
        between the holiday and the day after still gets that day.
        """
        if not 0 <= weekday <= 6:
            raise ValueError("weekdays go from 0, Monday, to 6")
        today = _local(moment).date()
        day = today - timedelta((today.weekday() - weekday) % 7)
        while (found := _at(self._working_day(day), at)) <= moment:
            day += timedelta(weeks=1)
        return found

    def _working_day(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def _in_summer_closure(self, day: date) -> bool:
        if self.summer_closure is None:
            return False
        first, last = self.summer_closure
        return first <= (day.month, day.day) <= last


@cache
def _days_off(year: int) -> frozenset[date]:
    """Public holidays, and the three eves that the Annual Leave Act (1977:480, section 7) treats as Sundays."""
    return frozenset(holidays.country_holidays("SE", years=year, categories=(holidays.PUBLIC, holidays.DE_FACTO)))


def _local(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(HOME)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, HOME).astimezone(UTC)
