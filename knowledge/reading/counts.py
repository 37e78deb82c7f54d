"""Numbers, lengths of time and frequencies in a row of items: what is said, before anything is concluded from it.

Kinds after tagging: N number, 1 one, a article, h half, c couple, f several, O ordinal, Q ordinal in digits, U unit
of time, K length of time, J working day, P period, p period that needs "per", D part of a day, W weekdays, w weekday,
A whole frequency, R once or twice, E every, e every other, G times, S each, g each time, T in all, l whole, k takes,
Y last year, Z season, V weekend too, M more, X deadline, C correction, $ money, % percent, - to, & and, B between,
/ per, i in, u during, x other, ( a parenthesis, # not to be read.
Kinds made here: n quantity, t length of time, q time a period, s session (a frequency by itself), r rate,
y how many there were last year.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.reading.items import Item, Rule, only, over, rewrite

DAYS, WEEKS = 220.0, 44.0
_WEEKEND = ("lor", "son", "sat", "sun")
ALL_DAYS = 365.0


def counted(items: list[Item]) -> list[Item]:
    """The row with quantities, lengths of time, sessions and rates put together."""
    return rewrite(items, _QUANTITIES + _LENGTHS + _SESSIONS + _RATES)


def _pair(parts: Sequence[Item]) -> Item | None:
    """Two numbers side by side: två hundra, twenty five, två tre (stycken)."""
    one, two = parts[0], parts[-1]
    if two.value in (12, 100, 1000) and one.value < two.value and two.kind == "N":
        return over("N", parts, one.value * two.value)
    if one.value in (20, 30, 40, 50, 60, 70, 80, 90) and two.value < 10 and one.last - one.first == 1:
        return over("N", parts, one.value + two.value)
    if two.value == one.value + 1 and two.value <= 12:
        return over("N", parts, (one.value + two.value) / 2)
    return None


def _range(parts: Sequence[Item]) -> Item | None:
    low, high = (1.0 if part.kind == "1" else part.value for part in only(parts, "N1"))
    if low in (20, 30, 40, 50, 60, 70, 80, 90) and high < 10 and high % 1 == 0:
        return over("N", parts, low + high)
    return over("N", parts, (low + high) / 2)


def _and_half(parts: Sequence[Item]) -> Item:
    return over("n", parts, (parts[0].value if parts[0].kind == "N" else 1.0) + 0.5)


def _last_number(parts: Sequence[Item]) -> Item:
    return over("n", parts, parts[-1].value)


def _hundreds_and(parts: Sequence[Item]) -> Item | None:
    return over("N", parts, parts[0].value + parts[2].value) if parts[0].value in range(100, 1000, 100) else None


_QUANTITIES: tuple[Rule, ...] = (
    (re.compile(r"NN"), _pair),
    (re.compile(r"N&N(?![UK])"), _hundreds_and),
    (re.compile(r"(?<=k)N[,&]?kN"), lambda parts: over("n", parts, (parts[0].value + parts[-1].value) / 2)),
    (re.compile(r"B[N1]&[N1](?=E?D)"), lambda parts: over("x", parts, 0.0)),  # mellan 6 och 7 varje morgon
    (re.compile(r"B[N1][-&][N1]|[N1]-N"), _range),
    (re.compile(r"[N1]&[1a]?h"), _and_half),
    (re.compile(r"[1a]?cN"), lambda parts: over("n", parts, (2.0 + parts[-1].value) / 2)),
    (re.compile(r"[1a]?c"), lambda parts: over("n", parts, 2.0)),
    (re.compile(r"[1a]h|h[1a]|h(?=[UKPpJ])"), lambda parts: over("h", parts, 0.5)),
    (re.compile(r"N%"), lambda parts: over("x", parts, 0.0)),
    (re.compile(r"Nx?\$|\$N"), lambda parts: over("#", parts, 0.0)),
    (re.compile(r"[1a]?N"), _last_number),
)


def _amount(item: Item) -> float:
    return 1.0 if item.kind in "1a" else item.value


def _clock(parts: Sequence[Item]) -> Item:
    """Hours and minutes, an hour and a half: each number with the unit behind it."""
    minutes, unit, number = 0.0, 1.0, None
    for part in parts:
        if part.kind in "n1ah":
            number = _amount(part)
        elif part.kind in "UK":
            unit = part.value
            minutes += unit * (1.0 if number is None else number)
            number = None
    return over("t", parts, minutes + _rest(number, unit), unit)


def _rest(number: float | None, unit: float) -> float:
    """What a number without a unit adds to the hours before it: a half of them, or minutes."""
    if number is None:
        return 0.0
    return number * unit if number < 1 else number


def _clock_of_one(parts: Sequence[Item]) -> Item:
    """Hour and a half."""
    return over("t", parts, 1.5 * parts[0].value, parts[0].value)


def _from_to(parts: Sequence[Item]) -> Item:
    """Between ten minutes and half an hour."""
    middle = next(at for at, part in enumerate(parts) if part.kind == "&")
    low, high = _clock(parts[1:middle]), _clock(parts[middle + 1 :])
    return over("t", parts, (low.value + high.value) / 2, high.count)


def _workday(parts: Sequence[Item]) -> Item | None:
    day = only(parts, "pPJ")[-1]
    minutes = day.value if day.kind == "J" else {DAYS: 480.0, WEEKS: 2400.0}.get(day.value, 0.0)
    numbers = only(parts[: parts.index(day)], "n1ah")
    days = (_amount(numbers[0]) if numbers else 1.0) + (0.5 if parts[-1].kind == "h" else 0.0)
    return over("t", parts, minutes * days, 480.0) if minutes else None


def _workday_taken(parts: Sequence[Item]) -> Item | None:
    made = _workday(parts)
    return made and over("t", parts[1:], made.value, made.count)


def _between(parts: Sequence[Item]) -> Item:
    low, high = only(parts, "tn")
    longer = high.value if high.kind == "t" else high.value * low.count
    return over("t", parts, (low.value + longer) / 2, low.count)


def _low_in_the_unit_of_high(parts: Sequence[Item]) -> Item:
    low, high = parts[0], parts[-1]
    return over("t", parts, (_amount(low) * high.count + high.value) / 2, high.count)


_LENGTHS: tuple[Rule, ...] = (
    (re.compile(r"K(?=[i-]?[nO1])(?![i-]?n[UK])"), lambda parts: over("x", parts, 0.0)),  # kvart över åtta
    (re.compile(r"B[n1]?[UK]&[n1a]?[UK]"), _from_to),
    (re.compile(r"(?:^|(?<=[.,k]))U&[1a]?h"), _clock_of_one),
    (re.compile(r"[n1ah]U(?:&?nU|&[1a]?h|&?[1a]?K|&n(?!x)|n(?=[.,(]|$))?|[n1a]?K"), _clock),
    (re.compile(r"h[PpJ]|(?:[1na]l|l)[pJ]|[1na]?J"), _workday),
    (re.compile(r"k[1na][pP](?:&[1a]?h)?(?!i[1aE]?[Pp])"), _workday_taken),
    (re.compile(r"[1na]p(?=[Sg])|(?<![iuX])[1na]p(?=k)|(?:^|(?<=\.))[1na]p(?=\.|$)"), _workday),
    (re.compile(r"B?t[-&]t(?<=B[tn].t)|t-t|t-n(?![xUSG])"), _between),
    (re.compile(r"[n1]-t"), _low_in_the_unit_of_high),
    (re.compile(r"(?<=k)t[,&]?kt"), _between),
    (re.compile(r"X[xi1]{0,2}t"), lambda parts: over("x", parts, 0.0)),
)


def _session(runs: float, parts: Sequence[Item]) -> Item:
    return over("s", parts, runs)


def _every(parts: Sequence[Item]) -> Item:
    """Such as: varje vecka, every other Friday, var tredje månad, every two years."""
    runs = _runs(parts[-1])
    for part in parts[:-1]:
        if part.kind == "e":
            runs /= 2
        elif part.kind in "On" and part.value:
            runs /= part.value
    return over("s", parts, runs, noun="other" if len(parts) > 1 + (parts[0].kind == "E") else "")


def _runs(period: Item) -> float:
    if period.kind == "Z":
        return 1.0
    return {480.0: DAYS, 2400.0: WEEKS}.get(period.value, 0.0) if period.kind == "J" else period.value


def _weekdays(parts: Sequence[Item]) -> Item:
    if any(part.kind == "-" for part in parts):
        return _session(DAYS, parts)
    days = only(parts, "Ww")
    weekend = len(days) == 2 and all(day.noun.startswith(_WEEKEND) for day in days)
    return over("s", parts, sum(day.value for day in days), noun="weekend" if weekend else "")


def _day_of_month(parts: Sequence[Item]) -> Item | None:
    """The 25th, the first Monday of the month. A day of the week or year is none of this rule's."""
    return _session(parts[-1].value, parts) if parts[-1].value <= 12 else None


def _day_by_itself(parts: Sequence[Item]) -> Item | None:
    """The 25th is every month's. Before the 14th, or on Friday the 14th, is one day only."""
    return None if only(parts, "XwW") else over("s", parts, 12.0)


def _total(parts: Sequence[Item]) -> Item:
    """Minutes a year, from a length of time a period."""
    length, period = only(parts, "t")[-1], only(parts, "Pp")[-1]
    return over("q", parts, length.value * period.value, period.value)


_SESSIONS: tuple[Rule, ...] = (
    (re.compile(r"tT?(?:/[1a]?[PpD]|iP|a[PpD])"), _total),
    (re.compile(r"XED"), lambda parts: over("x", parts, 0.0)),  # efter varje pass
    (re.compile(r"w-w(?:[E/i]?P)?"), _weekdays),
    (re.compile(r"(?<![Ee])[OQ][xwWpPDJG]{0,2}(?:[iE/]{0,2}P|Ep)"), _day_of_month),
    (re.compile(r"E?e[PpDJ]|E[OQn][PpDJ]|E[PpDJZ]"), _every),
    (re.compile(r"E?e[Ww]|E[OQ][Ww]"), _every),
    (re.compile(r"E[Ww](?:[,&]{0,2}[Ww]){0,6}|[Ww](?:[,&]{0,2}[Ww]){1,6}(?:E?P)?|W"), _weekdays),
    (re.compile(r"D&D"), lambda parts: _session(parts[0].value + parts[-1].value, parts)),
    (re.compile(r"A"), lambda parts: _session(parts[0].value, parts)),
    (re.compile(r"X?x?[wW]?x?[wW]?(?<![EeN])Q(?![xO]?Z)"), _day_by_itself),
)


def _rate(parts: Sequence[Item]) -> Item | None:
    """So many things, or so many times, a period."""
    amount, period = parts[0], parts[-1]
    count = _amount(amount)
    things = [part.noun for part in parts[1:-1] if part.kind == "x"]
    by_times = amount.kind == "R" or any(part.kind == "G" for part in parts)
    if period.noun == "other" and things and period.value >= 1:
        return None  # What is done to nine kitchens every other week is done every other week.
    rate = over("r", parts, count * period.value, count, "" if by_times else (things[0] if things else "?"))
    return replace(rate, unless="no time" if things and not by_times and period.kind == "s" else "")


def _year_count(parts: Sequence[Item]) -> Item:
    number = next(part for part in parts if part.kind in "nf")
    things = [part.noun for part in parts if part.kind == "x"]
    return over("y", parts, number.value, number.value, things[0] if things else "?")


def _of_each_a_period(parts: Sequence[Item]) -> Item:
    """12 machines, one mail per machine per day."""
    each = _amount(next(part for part in parts[2:] if part.kind in "1an"))
    return over("r", parts, parts[0].value * each * parts[-1].value, parts[0].value * each, parts[1].noun)


def _of_each(parts: Sequence[Item]) -> Item:
    """A rate of groups and the number in each."""
    rate, inner = next(p for p in parts if p.kind == "r"), next(p for p in parts if p.kind == "n")
    things = [part.noun for part in parts if part.kind == "x"]
    found = over("r", parts, rate.value * inner.value, rate.count * inner.value, things[-1])
    return replace(found, unless="time for each" if parts[-1].kind in "Eg" else "")


def _of_each_person(parts: Sequence[Item]) -> Item:
    """44 firemen, one certificate a year per person."""
    rate = next(part for part in parts if part.kind == "r")
    return over("r", parts, parts[0].value * rate.value, parts[0].value * rate.count, parts[1].noun)


def _a_year(parts: Sequence[Item]) -> Item | None:
    """65 clubs apply every year. What is read of 14 stations every week is their size only."""
    number = parts[0]
    return over("r", parts, number.value, number.value, parts[1].noun) if parts[-1].value == 1 else None


def _of_so_many(parts: Sequence[Item]) -> Item | None:
    """Once a year, we have 140 of them."""
    rate, number = parts[0], next(part for part in parts if part.kind == "n")
    return None if rate.noun else over("r", parts, rate.value * number.value, number.value, "?")


def _each_so_often(parts: Sequence[Item]) -> Item | None:
    """52 buildings, each building once a year."""
    number, rate = parts[0], next(part for part in parts if part.kind in "rs")
    return (
        None
        if rate.kind == "r" and rate.noun
        else over("r", parts, number.value * rate.value, number.value, parts[1].noun)
    )


_THINGS = r"(?:[xp&/-]{0,4}?(?:iZ)?|x{1,2}ix{1,2})"
_PER = r"(?:/[1a]?|i[1aE](?=[Pp])|i(?=P)|a(?=[PpD]))[PpDJ]"
_RATES: tuple[Rule, ...] = (
    (re.compile(r"nx{1,2},?[1an]x{1,2}/x[/a&][pPD]"), _of_each_a_period),
    (re.compile(rf"(?:[nf1]G|R)(?:,?s|{_PER})|(?<!i)[nf](?:[GS]|xG?)?s|[nf1a]S?{_THINGS}E?{_PER}|nx?/x&P"), _rate),
    (re.compile(r"[nf]S?(?:x|i)?Y|[nf]xiY|Y[xi]{0,4}nS?(?![UKG%$])"), _year_count),
    (re.compile(r"r[xi]{1,2}nx{1,2}(?:i?E|/x|S|g)|r,nx{1,2}(?:/x|iE|g)|rx{0,2}Sx{0,3}nx"), _of_each),
    (re.compile(r"r[,.&]{1,2}x{1,3}nS"), _of_so_many),
    (re.compile(r"nx{1,2},?E1?s|nx{1,2},?rx{0,2}Ex(?![PpD])"), _each_so_often),
    (re.compile(r"nx{1,2},?r/x"), _of_each_person),
    (re.compile(r"[nf]xxs"), _a_year),
    (re.compile(r"nx[xi]{0,4}[,.&]{0,2}(?:[ES]x{0,4}r|[ES]x{0,2}s)"), _each_so_often),
    (re.compile(r"nx{1,2},?x{0,3}ri?E(?![x1PpDWwZ])"), _each_so_often),
    (re.compile(r"(?:^|(?<=[.,k]))/[Pp]"), lambda parts: _session(parts[-1].value, parts)),
    (re.compile(r"(?<=[,.C])[i/]P[xk]{0,3}t"), _total),
)
