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

_TASK = "Varje fredag kopierar jag tider från mejl till en Excelfil. Det tar en halvtimme och vi är tre som gör det."
_INTERVIEW = (
    *("ny", _TASK, "ja", "ekonomi", "nej", "kollegor", "nej", "ibland", "alltid", "falt", "samma", "nej", "skriven"),
    *("m365", "1", "merarbete", "team10", "laser", "klar", "ja", "mallar", "tack"),
)

PRODUCT: Final = Script(tuple(Step(text) for text in _INTERVIEW), installs=True)
"""A whole interview, typed, from the description to the templates, over and over. Each message gets one message.

The department is asked once in a lifetime; from the second round on that answer is not understood and asked again.
"""
