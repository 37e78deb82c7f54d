"""A value of the content in words, for people who have never seen YAML."""

from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.difference_words import figure
from knowledge.part import LANGUAGES
from web.admin.knowledge.claims import Subjects
from web.admin.knowledge.desk import Desk

LONGEST = 2_000
_CONDITION = {"value", "measure", "all", "any", "not"}


def in_words(desk: Desk, name: str, value: Any) -> str:
    """What stands in the field of this name, several things one a line; cut where it is very long."""
    told = _told(desk, name, value)
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"


def _told(desk: Desk, name: str, value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return desk.say("yes" if value else "no")
        case int() | float():
            return _named(desk, name, figure(value, desk.reader.language))
        case str():
            return _named(desk, name, value)
        case dict():
            return _thing(desk, name, value)
        case _:
            return "\n".join(_inline(desk, name, each) for each in value)


def _named(desk: Desk, name: str, value: str) -> str:
    return value if name in LANGUAGES else desk.value(name, value)


def _thing(desk: Desk, name: str, value: Mapping[str, Any]) -> str:
    if _CONDITION & value.keys() and (condition := _condition(desk, desk.subjects(), value)):
        return condition
    if set(value) <= set(LANGUAGES):
        sides = [(desk.say(f"in_{each}"), value[each]) for each in LANGUAGES if each in value]
        return "\n".join(f"{label}: {_inline(desk, 'sv', each)}" for label, each in sides)
    return "\n".join(f"{_key(desk, name, key)}: {_inline(desk, key, each)}" for key, each in value.items())


def _key(desk: Desk, name: str, key: str) -> str:
    label = desk.label("", key)
    return label if label != key else desk.value(name, key)


def _inline(desk: Desk, name: str, value: Any) -> str:
    """Of a thing in a thing: on one line, a text in the reader's language only."""
    if isinstance(value, dict) and value and set(value) <= set(LANGUAGES):
        return _inline(desk, "sv", value.get(desk.reader.language, next(iter(value.values()))))
    if isinstance(value, list):
        return ", ".join(_inline(desk, name, each) for each in value)
    return " · ".join(_told(desk, name, value).split("\n"))


def _condition(desk: Desk, subjects: Subjects, data: Any, *, within: bool = False) -> str:
    """A condition as a sentence, in brackets within another; empty when this is none."""
    match data:
        case {"value": str(subject), "is": list(codes)}:
            names = dict(subjects.codes.get(subject, ()))
            said = [names.get(str(code)) or str(code) for code in codes]
            return f"{_subject(subjects, subject)}: {_either(desk, said)}"
        case {"measure": str(subject), "below": limit} | {"measure": str(subject), "at_least": limit}:
            key = "said_below" if "below" in data else "said_at_least"
            return desk.say(key, what=_subject(subjects, subject), limit=_told(desk, "", limit))
        case {"all": list(parts)} | {"any": list(parts)}:
            said = [_condition(desk, subjects, part, within=True) for part in parts]
            joined = f", {desk.say('said_and')} ".join(said) if "all" in data else _either(desk, said)
            return f"({joined})" if within and len(said) > 1 else joined
        case {"not": part}:
            return desk.say("said_not", what=_condition(desk, subjects, part, within=True))
        case _:
            return ""


def _either(desk: Desk, said: Sequence[str]) -> str:
    return f" {desk.say('said_or')} ".join(said)


def _subject(subjects: Subjects, code: str) -> str:
    return dict((*subjects.answers, *subjects.measures)).get(code, code)
