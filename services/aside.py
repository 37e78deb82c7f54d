"""Heavy work beside the turns: in a thread that lets the others in often, so that nobody waits for it."""

import asyncio
import gc
import sys
from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_OFTEN = 0.0002
"""Seconds after which the thread that works has to let another one in that wants to: a turn changes threads dozens of
times, and waits this long each time. Python's own 0.005 adds up to a tenth of a second and more."""
_NEVER = 1_000_000_000
"""Looking through everything that lives stops all threads, for as long as there is much of it: not meanwhile."""
_usual = sys.getswitchinterval(), gc.get_threshold()
_under_way = 0


async def aside(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What the work comes to."""
    global _under_way  # noqa: PLW0603 - both settings are the whole process's
    _under_way += 1
    sys.setswitchinterval(_OFTEN)
    gc.set_threshold(*_usual[1][:2], _NEVER)
    try:
        return await asyncio.to_thread(partial(_done, partial(work, *args, **kwargs)))
    finally:
        _under_way -= 1
        if not _under_way:
            sys.setswitchinterval(_usual[0])
            gc.set_threshold(*_usual[1])


def _done(work: Callable[[], R]) -> R:
    try:
        return work()
    except StopIteration as error:  # No future takes it: whoever waits would wait for ever.
        raise RuntimeError("the work ended in the middle") from error
