"""Work beside the turns: whoever waits gets an answer, and afterwards everything is as it was."""

import asyncio
import sys
import time

import pytest

from services.aside import aside


async def test_what_the_work_comes_to_is_given_back() -> None:
    assert await aside(sum, (1, 2, 3)) == 6


async def test_work_that_ends_in_the_middle_does_not_leave_anybody_waiting() -> None:
    before = sys.getswitchinterval()

    with pytest.raises(RuntimeError):
        await asyncio.wait_for(aside(next, iter(())), 10)

    assert sys.getswitchinterval() == before


async def test_threads_take_turns_often_until_the_last_work_is_done() -> None:
    before = sys.getswitchinterval()

    first, second = (asyncio.ensure_future(aside(time.sleep, seconds)) for seconds in (0.01, 0.2))
    await first
    often = sys.getswitchinterval()
    await second

    assert often < before / 10
    assert sys.getswitchinterval() == before
