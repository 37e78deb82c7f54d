"""How often and how long: which of the rates, sessions and lengths in a text describe one run of the task."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.reading.counts import ALL_DAYS, DAYS, WEEKS
from knowledge.reading.doubt import (
    in_other_period,
    in_part_of_the_year,
    is_at_each,
    is_of_each,
    is_rivalled,
    is_size,
    taken_back,
)
from knowledge.reading.items import Item, code, sentence_of

_ENDINGS = ("arna", "erna", "orna", "ar", "er", "or", "en", "et", "es", "n", "t", "a", "s")
_IS = ("ar", "e", "is", "blir", "lar", "med", "with")
_BUT = ("men", "fast", "but")
_TELLING = 5
"""So many letters say what a compound or another form is about."""
_NEAR = 7
"""How many items a correction reaches."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value, and the tokens that state it: `first` up to, not including, `last`."""

    value: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Workload:
    runs: Reading | None
    minutes: Reading | None
    counts_things: bool = False
    """Whether the runs are things that were counted, such as invoices, which several people may share."""


def workload(items: Sequence[Item]) -> Workload:
    """What one run is and takes, of a row in which quantities, lengths, sessions and rates are put together."""
    items = _with_last_year(items)
    runs = _runs(items)
    length = _chosen(items, "t") or _corrected_number(items, "t")
    counted = _counted_items(items, runs, length)
    things = runs is not None and (bool(runs.noun and runs.kind == "r") or counted != _reading(runs))
    clear = runs is None or not _is_doubtful(items, runs, length, is_session=not things)
    return Workload(counted if clear else None, _time(items, length, runs, clear=clear), counts_things=things)


def _is_doubtful(items: Sequence[Item], runs: Item, length: Item | None, *, is_session: bool) -> bool:
    return (
        taken_back(items, runs)
        or is_size(items, runs, length)
        or (is_session and is_of_each(items, runs, length))
        or is_at_each(items, runs)
        or (bool(runs.noun) and is_rivalled(items, runs))
        or in_part_of_the_year(items, runs)
    )


def _time(items: Sequence[Item], length: Item | None, runs: Item | None, *, clear: bool) -> Reading | None:
    """Minutes a run; of a time for all of them only when it is clear how many they are."""
    total = _chosen(items, "q")
    if length is None and total is not None and runs is not None:
        return _of_total(total, runs) if clear and runs.value else None
    if length is None or taken_back(items, length):
        return None
    total = _of_each_period(items, length, runs)
    if total is not None and runs is not None:
        return _of_total(total, runs) if clear else None
    in_all = _is_for_all(items, length)
    many = runs.count if runs and runs.kind == "r" and in_all else 1.0
    return Reading(length.value / max(many, 1.0), length.first, length.last) if clear or not in_all else None


def _of_each_period(items: Sequence[Item], length: Item, runs: Item | None) -> Item | None:
    """The total that an hour each morning is, where it is things that are counted."""
    following = items[items.index(length) + 1 :][:1] if length in items else ()
    if runs is None or runs.kind != "r" or not runs.noun or not following or following[0].kind != "s":
        return None
    return Item("q", length.first, length.last, length.value * following[0].value, following[0].value)


def _of_total(total: Item, runs: Item) -> Reading | None:
    every_day = total.count == DAYS and runs.value % ALL_DAYS == 0  # An hour a day, weekends too.
    if in_other_period(total, runs) and not every_day:
        return None
    return Reading(total.value * (ALL_DAYS / DAYS if every_day else 1) / runs.value, total.first, total.last)


def _is_for_all(items: Sequence[Item], length: Item) -> bool:
    """A length of time is a run's, unless it is said to be for all of them."""
    at = next((n for n, item in enumerate(items) if item.first >= length.first), 0)
    before, after = code(items[max(0, at - 4) : at]), code(items[at + 1 : at + 3])
    return re.search(r"T[^,.nrst]{0,3}$", before) is not None or re.match(r"[^,.]?T", after) is not None


def _reading(item: Item) -> Reading:
    return Reading(item.value, item.first, item.last)


def _runs(items: Sequence[Item]) -> Item | None:
    """Items that carry a rate are runs; else how often the work is done."""
    found = _chosen(items, "rs")
    near = sentence_of(items, found) if found is not None and found in items else items
    rate = _chosen([item for item in items if item.kind != "r" or item.noun or item in near], "r")
    if rate is not None and not (found and _corrects(items, items.index(found))):
        found = rate
    found = _in_sentence_of_length(items, found) or found
    if found is None or found.kind == "s":
        found = _corrected_period(items, found) or found
    if found is None:
        every_day = next((item for item in items if item.kind == "V"), None)
        return every_day and Item("s", every_day.first, every_day.last, ALL_DAYS)
    found = _inherited(items, _in_corrected_period(items, found))
    limited = _season_length(items, found)
    return None if limited is found and _in_season(items, found) else _all_week(items, limited)


def _with_last_year(items: Sequence[Item]) -> list[Item]:
    """How many there were last year counts where nothing else says how often."""
    newer = re.search(r"y[,.&]{0,2}x{1,3}n(?=[.,]|$)", code(items)) is not None  # 40 last year, this year 52.
    kind = "#" if newer or any(item.kind in "rs" for item in items) else "r"
    return [replace(item, kind=kind) if item.kind == "y" else item for item in items]


def _chosen(items: Sequence[Item], kinds: str) -> Item | None:
    """The first one, unless a later one corrects it."""
    chosen: Item | None = None
    for at, item in enumerate(items):
        if item.kind in kinds and item.value and (chosen is None or _corrects(items, at)):
            chosen = item
    return _corrected_number(items, kinds, chosen) if chosen and kinds == "t" else chosen


def _corrects(items: Sequence[Item], at: int) -> bool:
    """Whether a word such as "rather" stands shortly before this place."""
    before = code(items[max(0, at - _NEAR) : at])
    return "C" in before and "." not in before[before.rindex("C") :]


def _corrected_number(items: Sequence[Item], kinds: str, chosen: Item | None = None) -> Item | None:
    """A bare number after a correction, in the unit of what it corrects: an hour, no, one and a half."""
    if chosen is None or chosen.kind not in kinds:
        return chosen
    at = items.index(chosen)
    match = re.match(r"(?:/x|S|g|E|Xx|kx?)?[,.-]{0,2}x?C[Cx,]{0,3}n(?![USGP/it])", code(items[at + 1 : at + 1 + _NEAR]))
    following = items[at + 1 + match.end() :][:1] if match else ()
    if match is None or any(item.kind == "x" and item.noun not in _IS for item in following):
        return chosen
    number = items[at + match.end()]
    return Item("t", number.first, number.last, number.value * chosen.count, chosen.count)


def _in_sentence_of_length(items: Sequence[Item], found: Item | None) -> Item | None:
    """How often that is done whose length is told: what happens in another sentence may be somebody else's."""
    length = _chosen(items, "t")
    if found is None or found.kind != "s" or length is None or length not in items:
        return None
    at = items.index(length)
    begin = code(items[:at]).rfind(".") + 1
    if items.index(found) >= begin:
        return None
    return next((item for item in items[begin:at] if item.kind == "s"), None)


def _corrected_period(items: Sequence[Item], found: Item | None) -> Item | None:
    """A period by itself after a correction: no, we went over to tertials."""
    start = items.index(found) if found in items else 0
    match = re.compile(r"C[^.]{0,7}?(P)").search(code(items), start)
    return items[match.start(1)] if match else None


def _in_corrected_period(items: Sequence[Item], found: Item) -> Item:
    """Twice a term, no, a quarter: the number stays."""
    at = items.index(found) if found in items else len(items)
    match = re.match(r"[,.]{0,2}x?C[Cx,]{0,3}[/i1]{0,2}(P)", code(items[at + 1 : at + 1 + _NEAR]))
    if found.kind != "r" or match is None:
        return found
    period = items[at + 1 + match.start(1)]
    return Item("r", found.first, period.last, found.count * period.value, found.count, found.noun)


def _inherited(items: Sequence[Item], rate: Item) -> Item:
    """5 a day, no, rather 20: the later number has the earlier one's period."""
    at = items.index(rate)
    match = re.match(
        r"(?:x?[iu]?Z)?[,.]{0,2}x?C[Cx,iZ]{0,7}n(?:(?=G(?![/ias]))|(?![UKPSG/it-]))",
        code(items[at + 1 : at + 2 + _NEAR]),
    )
    if rate.kind != "r" or match is None:
        return rate
    number = items[at + match.end()]
    return Item("r", number.first, number.last, rate.value / rate.count * number.value, number.value, rate.noun or "?")


def in_period_of(items: Sequence[Item], earlier: Sequence[Item]) -> Reading | None:
    """It was 40 a week, now it is 10: a number by itself has the period of a rate that is over."""
    rate = next((item for item in earlier if item.kind == "r"), None)
    match = re.search(r"C[^.#]{0,4}?(n)(?=[.,]|$)", code(items))
    if rate is None or match is None:
        return None
    number = items[match.start(1)]
    if number.first < rate.last:
        return None
    return Reading(rate.value / rate.count * number.value, number.first, number.last)


def _season_length(items: Sequence[Item], found: Item) -> Item:
    """A frequency that holds for so many weeks."""
    near = sentence_of(items, found) if found is not None and found in items else items
    match = re.search(r"[ui](?:[xZ]{1,2},|Z)?(n)[xZ]?([Pp])", code(near))
    if match is None:
        near, match = items, re.search(r"(n)([Pp])(?:[/i]Z|iP|s)|Z[xk]{0,2}(n)(P)", code(items))
    if match is None:
        return found
    many, period = (near[match.start(group)] for group in range(1, len(match.groups()) + 1) if match.group(group))
    if period.value not in (WEEKS, DAYS) or 2 * found.value / found.count < period.value:
        return found
    return replace(found, value=found.value / period.value * many.value)


def _in_season(items: Sequence[Item], found: Item) -> bool:
    """Whether it only holds for a season of unknown length."""
    if found not in items or found.value <= 1:
        return False
    at = items.index(found)
    contrast = any(item.noun in _BUT for item in items[at + 1 : at + 2])  # 2 a week, but 10 in July.
    before, after = code(items[:at]), "" if contrast else code(items[at + 1 : at + 6])
    clause = before[max(before.rfind("."), before.rfind("C")) + 1 :]
    return (
        re.match(r"[xi]{0,2}[ui]?Z", after) is not None or re.search(r"(?:^|[iu])Z(?!x*Y).{0,8}$", clause) is not None
    )


def _all_week(items: Sequence[Item], found: Item) -> Item:
    weekends = any(item.kind == "V" or (item.noun == "weekend" and item is not found) for item in items)
    if found.value / found.count % DAYS or not weekends:
        return found
    return replace(found, value=found.value / DAYS * ALL_DAYS)


def _counted_items(items: Sequence[Item], runs: Item | None, length: Item | None) -> Reading | None:
    """Runs a year; when the time is for each of the items of a session, each item is a run."""
    if runs is None:
        return None
    each = _each_noun(items, length) if length and (runs.kind == "s" or not runs.noun) else None
    if each is None:
        return _reading(runs)
    number = _number_of(items, each, runs, length)
    if number is None:
        return _reading(runs) if each in ("", "?") and not _counts_something(items, runs) else None
    return Reading(runs.value * number.value, number.first, number.last)


def _counts_something(items: Sequence[Item], runs: Item) -> bool:
    """Whether a number of things stands right before a session: 30 forms every other week, 4 minutes each."""
    return runs in items and re.search(r"nx{1,3}$", code(items[: items.index(runs)])) is not None


def _each_noun(items: Sequence[Item], length: Item | None) -> str | None:
    """The noun in "5 min per log"; "" after "each"; None when the time is not for each of anything."""
    if length not in items:
        return None
    after = items[items.index(length) + 1 :][:3]
    match = re.match(r"[/E]?S|i?E(?![x1PpDWwZ])|(?:[/E]1?|a)(x)", code(after))
    if match is None:
        return None
    return after[match.start(1)].noun if match.group(1) else ""


def _number_of(items: Sequence[Item], noun: str, runs: Item, length: Item | None) -> Item | None:
    """The quantity before that noun, whatever its ending; when none was named, one between frequency and length."""
    if not noun and length is not None:
        items = [item for item in items if runs.last <= item.first < length.first]
    for item, following in pairwise(items):
        counts = following.kind == "S"
        if item.kind == "n" and (counts or (following.noun and _same_noun(noun, following.noun))):
            return item
    all_of_them = re.search(r"[lE](n)(?=[,.])", code(items)) if runs.kind == "s" else None
    return items[all_of_them.start(1)] if all_of_them else None


def _same_noun(one: str, other: str) -> bool:
    short, long = sorted((_without_ending(one), _without_ending(other)), key=len)
    return short == long or (len(short) >= _TELLING and long.startswith(short)) or not one


def _without_ending(noun: str) -> str:
    ending = next((each for each in _ENDINGS if noun.endswith(each) and len(noun) - len(each) >= 3), "")
    return noun.removesuffix(ending)
