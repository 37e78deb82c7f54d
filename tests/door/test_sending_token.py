"""The token that messages are sent with: one fetch for all who wait, and no hammering after one that failed."""

import asyncio
from dataclasses import dataclass

import pytest

from bot.connector import NoTokenError, Tokens


@dataclass
class Source:
    """A token endpoint that works, or does not."""

    works: bool = True
    asked: int = 0

    async def fetch(self) -> tuple[str, float]:
        self.asked += 1
        await asyncio.sleep(0)
        if not self.works:
            raise NoTokenError("down")
        return f"token-{self.asked}", 3600.0


async def test_all_who_wait_share_one_fetch() -> None:
    source = Source()
    tokens = Tokens(source)

    found = await asyncio.gather(*(tokens.token() for _ in range(50)))

    assert (set(found), source.asked) == ({"token-1"}, 1)


async def test_after_a_fetch_that_failed_nobody_asks_again_at_once() -> None:
    source = Source(works=False)
    tokens = Tokens(source)

    for _ in range(5):
        with pytest.raises(NoTokenError):
            await tokens.token()

    assert source.asked == 1


async def test_a_refused_token_is_fetched_anew_and_an_older_refusal_does_not_count() -> None:
    source = Source()
    tokens = Tokens(source)
    first = await tokens.token()

    tokens.refused(first)
    second = await tokens.token()
    tokens.refused(first)

    assert (second, await tokens.token(), source.asked) == ("token-2", "token-2", 2)
