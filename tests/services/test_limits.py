"""The platform's limits for one conversation are kept beforehand."""

from datetime import UTC, datetime, timedelta

from services.limits import Limits
from tests.fakes.limits import Limits as Platform

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_whoever_waits_as_told_is_never_refused_by_the_platform() -> None:
    limits, platform, now = Limits(), Platform(), START

    for _ in range(300):
        now += timedelta(seconds=limits.wait(1, now))
        limits.count(1, now)
        assert platform.admit("a", now.timestamp()) == 0


def test_conversations_do_not_wait_for_each_other() -> None:
    limits = Limits()
    for _ in range(5):
        limits.count(1, START)

    assert limits.wait(1, START) == 1
    assert limits.wait(2, START) == 0


def test_what_is_an_hour_old_counts_no_more() -> None:
    limits = Limits()
    for number in range(1400):
        limits.count(1, START + timedelta(seconds=2 * number))

    assert limits.wait(1, START + timedelta(seconds=2800)) > 0
    assert limits.wait(1, START + timedelta(hours=2)) == 0
