"""Work beside the turns: whoever waits gets an answer, and afterwards everything is as it was."""

import asyncio
import gc
import sys
import time
from typing import NamedTuple

import pytest

from services.aside import aside


async def test_what_the_work_comes_to_is_given_back() -> None:
    assert await aside(sum, (1, 2, 3)) == 6


async def test_work_that_ends_in_the_middle_does_not_leave_anybody_waiting() -> None:
    before = _settings()

    with pytest.raises(RuntimeError):
        await asyncio.wait_for(aside(next, iter(())), 10)

    assert _settings() == before


async def test_threads_take_turns_often_until_the_last_work_is_done() -> None:
    before = _settings()

    first, second = (asyncio.ensure_future(aside(time.sleep, seconds)) for seconds in (0.01, 0.2))
    await first
    meanwhile = _settings()
    await second

    assert meanwhile.interval < before.interval / 10
    assert meanwhile.everything > 1000 * before.everything, "all threads would stop while everything is looked through"
    assert _settings() == before


class _Settings(NamedTuple):
    interval: float
    everything: int


def _settings() -> _Settings:
    return _Settings(sys.getswitchinterval(), gc.get_threshold()[2])
