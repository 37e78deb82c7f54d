"""How many people do the task, the writer included.

Kinds beside those of `counts`: j me, v we, b are, g colleague, q colleagues, o only, z alone, ! not alone, u of us,
h who, r persons, y my, d one of, * everybody, and X a name.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from knowledge.lexicon import PeopleWords
from knowledge.part import Language
from knowledge.reading.items import Item, code
from knowledge.reading.phrases import Phrases
from knowledge.reading.systems import Named
from knowledge.reading.tokens import Token
from knowledge.reading.workload import Reading

MOST = 25
"""More than these do not do one task in the same way: they are staff."""
_WORDS = {
    "me": "j",
    "we": "v",
    "are": "b",
    "colleague": "g",
    "colleagues": "q",
    "alone": "z",
    "not_alone": "!",
    "only": "o",
    "of_us": "u",
    "who": "h",
    "persons": "r",
    "everyone": "*",
    "my": "y",
    "one_of": "d",
}
Whose = Literal["each", "together", "unclear"]
"""Whether a number of things is what each person does, what all do together, or not said to be either."""
_OTHER_MEANINGS = "ghuyqr"
"""Kinds of `counts` whose letters stand for people here."""
_REACH = 5
_HAVE = frozenset(("har", "have", "got", "had", "hade", "behover", "need"))


_AND_ME = [["och", "jag"], ["o", "jag"], ["and", "i"], ["a", "jag"]]


def whose_phrases(words: PeopleWords, language: Language) -> Phrases[Whose]:
    each: list[tuple[str, Whose]] = [(phrase, "each") for phrase in words.each.to(language)]
    return Phrases([*each, *((phrase, "together") for phrase in words.together.to(language))])


def whose(text: Sequence[Token], phrases: Phrases[Whose], runs: Reading) -> Whose:
    """What is said of a number of things near to it, in the same sentence."""
    for hit in phrases.find(text):
        near = hit.first <= runs.last + _REACH and hit.last >= runs.first - _REACH
        between = text[min(hit.last, runs.last) : max(hit.first, runs.first)]
        if near and all(token.sort != "stop" for token in between):
            return hit.value
    return "unclear"


def people_phrases(words: PeopleWords, language: Language) -> Phrases[str]:
    return Phrases(_entries(words, language))


def _entries(words: PeopleWords, language: Language) -> Iterator[tuple[str, str]]:
    for field, kind in _WORDS.items():
        yield from ((phrase, kind) for phrase in getattr(words, field).to(language))


def people_row(
    items: Sequence[Item], text: Sequence[Token], phrases: Phrases[str], programs: Sequence[Named] = ()
) -> list[Item]:
    """The counted row with the words about people marked. The name of a program is nobody's."""
    taken = {at for program in programs for at in range(program.first, program.last)}
    row: list[Item] = []
    skip = 0
    for item in items:
        if item.first < skip:
            continue
        hit = None if item.kind in "n#." else phrases.at(text, item.first)
        if hit is not None:
            row.append(Item(hit.value, hit.first, hit.last))
            skip = hit.last
        elif item.kind in _OTHER_MEANINGS:
            row.append(replace(item, kind="~"))
        elif item.first not in taken and _is_name(text, item):
            row.append(Item("X", item.first, item.last))
        else:
            row.append(item)
    return row


def _is_name(text: Sequence[Token], item: Item) -> bool:
    """Whether a word is written as a name is; the one of a month only in a name of two: Maj-Britt."""
    at = item.first
    if text[at].sort != "word" or not text[at].capital or not (item.kind == "x" or _is_double(text, at)):
        return False
    begins = at == 0 or text[at - 1].sort == "stop"
    return not begins or [token.fold for token in text[at + 1 : at + 3]] in _AND_ME


def _is_double(text: Sequence[Token], at: int) -> bool:
    return [token.sort for token in text[at + 1 : at + 3]] == ["hyphen", "word"] and text[at + 2].capital


def people(row: Sequence[Item]) -> Reading | None:
    """The first statement of who does it. That one alone does it beats how many there are."""
    kinds = code(row)
    for pattern, count in _STATEMENTS:
        for match in pattern.finditer(kinds):
            parts = row[match.start() : match.end()]
            number = count(parts)
            if number is not None and 1 <= number <= MOST and number % 1 == 0:
                return Reading(number, parts[0].first, parts[-1].last)
    return None


Count = Callable[[Sequence[Item]], float | None]


def _first_number(parts: Sequence[Item]) -> float | None:
    return next((part.value for part in parts if part.kind in "nf"), None)


def _me_and_others(parts: Sequence[Item]) -> float | None:
    """I and two colleagues; I, Lena and Mirre; my colleague Sara and I."""
    others, known = 0.0, False
    for before, part in zip([None, *parts], parts, strict=False):
        if part.kind == "n":
            others += part.value
        elif part.kind in "Xg" and not (before and before.kind in "gX-"):
            others += 1
        known = known or part.kind in "ngX"
    return others + 1 if known and others else None


def _we_as_so_many(parts: Sequence[Item]) -> float | None:
    """Who "we have" need not do it themselves."""
    return None if any(part.noun in _HAVE for part in parts) else _first_number(parts)


def _of_us(parts: Sequence[Item]) -> float | None:
    """Two "of" us: the small word between is no item."""
    number, we = parts
    return number.value if we.first == number.last + 1 else None


_OTHERS = r"(?:y?[1a]?x?g X?|[1ao]?X-?X?|nx?[qr]|n(?=[.,]|$)|nX)".replace(" ", "")
_STATEMENTS: tuple[tuple[re.Pattern[str], Count], ...] = (
    (re.compile(rf"j(?=[^.]*&)(?:,?&{_OTHERS}|,{_OTHERS}){{1,6}}"), _me_and_others),
    (re.compile(r"(?:y?[1a]?gX?|(?<!i)X-?X?|nx?q)(?:,X){0,4},?&j"), _me_and_others),
    (
        re.compile(
            r"vb?o?nx?u|vb[ox]?[1a]?x?nS?(?:x{0,2}[hr]|(?=[.,&ikT]|$))|vn(?:x?h|r|x{1,2}r(?=,?&?E))|(?<=i)vn(?=[i.,]|$)|vb[ox]?nx{1,2}(?=&E)|vbnx-r"
        ),
        _first_number,
    ),
    (
        re.compile(
            r"n[xr]{1,2}bv|(?:^|(?<=[vb,.&]))nv(?=[,.h]|$)|(?<=v)nv(?=x)|nv(?=h)|v[xh]n[rh]|vb1xin|nS?u|d[1a]?n(?=[hru])|(?<=j)d[1a]?nx(?=[hr])"
        ),
        _we_as_so_many,
    ),
    (re.compile(r"nv"), _of_us),
    (re.compile(r"[oh]n[hr]|(?<!!,)(?<![!n])nrh|n[hr]u|nrj|\*nv"), _first_number),
    (re.compile(r"(?:!x?|^|(?<=[.,v]))\*[xr]{0,2},?n[Sr]?(?=[.,h]|$)|(?:^|(?<=[.,]))nrh(?=[.,&]|$)"), _first_number),
    (re.compile(r"(?<!#)oj(?!,?&)|jz|z|joh?(?=[.,]|$)|jbo(?![nx])"), lambda _: 1.0),
)
