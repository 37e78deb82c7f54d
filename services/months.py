"""Months of the municipality's calendar, as whole numbers like 202611: they sort, and databases group by them."""

from datetime import date, datetime
from typing import TypeAlias

from dialogs.speech import HOME

Month: TypeAlias = int


def month_of(moment: datetime) -> Month:
    """The month in which this was, where the municipality is."""
    day = moment.astimezone(HOME)
    return day.year * 100 + day.month


def shifted(month: Month, by: int) -> Month:
    """So many months later, or earlier when below zero."""
    count = month // 100 * 12 + month % 100 - 1 + by
    return count // 12 * 100 + count % 12 + 1


def months(first: Month, last: Month) -> tuple[Month, ...]:
    """Every month from the first to the last."""
    found, month = [], first
    while month <= last:
        found.append(month)
        month = shifted(month, 1)
    return tuple(found)


def read_month(written: str) -> Month | None:
    """A month as addresses write it, "2026-11"; None for anything else."""
    year, dash, month = written.partition("-")
    if not dash or len(written) != 7 or not (year + month).isascii() or not (year + month).isdecimal():
        return None
    return int(year + month) if 1 <= int(month) <= 12 and int(year) >= 2000 else None


def written(month: Month) -> str:
    """The month as addresses write it."""
    return f"{month // 100:04}-{month % 100:02}"


def first_day(month: Month) -> date:
    return date(month // 100, month % 100, 1)
