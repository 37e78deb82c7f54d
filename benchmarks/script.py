"""What people say in the load, and what counts as the reply."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Final


@dataclass(frozen=True, slots=True)
class Step:
    """One typed message; the turn is over when so many messages were shown, one of them with `reply` in it."""

    text: str
    messages: int = 1
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """The steps are repeated from the first one for as long as the load lasts."""

    steps: tuple[Step, ...]
    installs: bool = False  # Begin with an install event and wait for the welcome.

    def endless(self) -> Iterator[Step]:
        return cycle(self.steps)


ECHO: Final = Script((Step("Hej, hur mår du?", reply="Echo: Hej, hur mår du?"),))

PRODUCT: Final = Script((Step("hjälp"),), installs=True)
