"""Where it is not clear what a frequency or a length of time says of one run: then nothing is to be read.

A fact that is missed is asked for; one that the text does not state is believed. So these rules need no proof that a
reading is wrong, only that another one is as good.
"""

import re
from collections.abc import Sequence

from knowledge.reading.items import Item, code, sentence_of

_REACH = 14
"""How many items a correction that is not understood reaches."""


def taken_back(items: Sequence[Item], said: Item) -> bool:
    """Whether a number follows that may correct this one: 5 minutes, no, closer to 8 they say."""
    after = code([item for item in items if item.first >= said.last][:_REACH])
    or_so_many = r"[,(]?-[n1](?![xSG]?[rsP])" if said.kind == "t" else r"[,(]?-n(?:[.,]|$)"
    return (
        re.match(or_so_many, after) is not None
        or re.match(r"(?:[E/S]x?|T|g)?[,.-]{0,2}x{0,2}C[^.rstqn]{0,8}[nf1t](?![Z])", after) is not None
    )


def is_size(items: Sequence[Item], runs: Item, length: Item | None) -> bool:
    """Whether a number of things "every Monday", or "25 in each", may be no more than how large one run is."""
    if not runs.unless or length is None or length not in items:
        return runs.unless == "time for each"
    at = items.index(length)
    before, after = code(items[max(0, at - 2) : at]), code(items[at + 1 : at + 4])
    return "T" not in before and re.match(r"[^.,]{0,2}[TSEg/]|1?x", after) is None


def is_of_each(items: Sequence[Item], runs: Item, length: Item | None) -> bool:
    """Whether a session may be told of each of several things: 22 plans, every half-year for each of them."""
    at = items.index(runs) if runs in items else -1
    before, after = code(items[max(0, at - 8) : at]), code(items[at + 1 : at + 5])
    if length is None and re.search(r"nx{1,2}$", before):
        return at >= 0
    each_before = re.search(r"n[^.rstn]{1,4}&?(?:S|E1?x)[^.rstn]{0,4}$", before) is not None
    return at >= 0 and (each_before or re.match(r"[x,]?[ix]?[E/]1?x", after) is not None)


def is_at_each(items: Sequence[Item], runs: Item) -> bool:
    """Whether a rate is that of each of several places: four a year at each of nine schools."""
    at = items.index(runs) if runs in items else -1
    return at >= 0 and re.match(r"[ix]{0,2}Enx", code(items[at + 1 : at + 6])) is not None


def is_rivalled(items: Sequence[Item], runs: Item) -> bool:
    """Whether another number of things a period is told, and not as a correction or a season's."""
    kinds = code(items)
    for at, other in enumerate(items):
        differs = other.kind == "r" and bool(other.noun) and abs(other.value - runs.value) > 0.1 * runs.value
        if differs and runs in items and "C" not in kinds and not re.match(r"[iu]?Z", kinds[at + 1 : at + 3]):
            return True
    return False


def in_other_period(total: Item, runs: Item) -> bool:
    """Whether a total is for another period than the one that the runs are counted in."""
    return abs(runs.value / runs.count - total.count) > 0.01 * total.count


def in_part_of_the_year(items: Sequence[Item], runs: Item) -> bool:
    """Whether so many weeks are told in the sentence of a frequency, without a word on how they go together."""
    if runs not in items or runs.value <= 1:
        return False
    sentence = sentence_of(items, runs)
    for one in re.finditer(r"(?<![XkC])(?<!kx)(n)(Z?[Pp])(?!k|x?k)", code(sentence)):
        weeks = sentence[one.end() - 1]
        if weeks.value in (220.0, 44.0) and 2 * runs.value / runs.count >= weeks.value:
            return True
    return False
