"""A row of the record as admins read it: in their language, without a name that the record does not have."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from dialogs.decided import guardrail_name
from knowledge.part import Text
from services.auditing import KINDS, Noted
from services.disposal import SYSTEM
from services.transcripts import pseudonym
from web.admin.log_changes import changes, document
from web.render import Reader
from web.tables import Cell

_MOMENTS = ("ended", "before")
_DRAFT = ("changed draft", "threw away draft")
_JUDGED = ("judged", "took back a judgement")


def row(reader: Reader, noted: Noted) -> dict[str, Any]:
    old, new = (_lines(reader, noted, each) for each in (noted.old, noted.new))
    return {
        "at": reader.moment(noted.at),
        "iso": noted.at.isoformat(timespec="seconds"),
        "who": _who(reader, noted.who),
        "what": _what(reader, noted),
        "about": _about(reader, noted),
        "old": old,
        "new": new,
        "changed": bool(old or new),
    }


def cells(reader: Reader, noted: Noted) -> list[Cell]:
    """The same as a row of a table, and last how what was done stands on record, in every language the same."""
    old, new = (_text(_lines(reader, noted, each)) for each in (noted.old, noted.new))
    return [noted.at, _who(reader, noted.who), _what(reader, noted), _about(reader, noted), old, new, noted.what]


def _what(reader: Reader, noted: Noted) -> str:
    return _said(reader, "did_", noted.what) or noted.what


def _text(lines: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"{name}: {value}" if name else value for name, value in lines)


def _who(reader: Reader, who: str) -> str:
    words = reader.speech.words
    named = {"person": words.site.log_person, SYSTEM: words.settings.log_system}.get(who)
    return reader.speech.say(named) if named is not None else who


def _about(reader: Reader, noted: Noted) -> str:
    about = noted.about
    if noted.what in _DRAFT:
        return document(reader, about)
    if noted.what in _ABOUT:
        return _ABOUT[noted.what](reader, about)
    kind, _, number = about.rpartition(" ")
    if number.isdecimal() and kind == "person":
        return pseudonym(int(number))
    if kind == "case" or (number.isdecimal() and kind in ("conversation", "revision")):
        return f"{_said(reader, 'about_', kind)} {number}"
    if noted.what.endswith(" an exception"):
        return guardrail_name(reader.speech, about)
    return _said(reader, "way_", about) or about


def _proposal(reader: Reader, about: str) -> str:
    """A phrase for a template, or a program."""
    kind, _, name = about.partition(" ")
    template = name.removeprefix("for ")
    shown = reader.template(template) if kind == "phrase" else name
    return f"{_said(reader, 'about_', kind) or kind} {shown}".rstrip()


def _content(reader: Reader, about: str) -> str:
    """A revision or the draft."""
    kind, _, number = about.partition("-")
    return f"{_said(reader, 'about_', kind) or kind} {number}".rstrip()


def _stand_in(reader: Reader, about: str) -> str:
    name = about.removesuffix(" stands in")
    return f"{_said(reader, 'about_', 'stands in')} {name}" if name != about else about


def _taken(reader: Reader, about: str) -> str:
    """How many events, and the filter that chose them."""
    number, *parts = about.split(", ")
    count = f"{number.removesuffix(' events')} {_said(reader, 'about_', 'events')}"
    return ", ".join((count, *(_said(reader, "log_", each) if each in KINDS else each for each in parts)))


_ABOUT: Mapping[str, Callable[[Reader, str], str]] = {
    "accepted proposal": _proposal,
    "refused proposal": _proposal,
    "exported content": _content,
    "is away": _stand_in,
    "exported log": _taken,
}
"""What was done whose object has words of ours in it."""


def _lines(reader: Reader, noted: Noted, value: str | None) -> list[tuple[str, str]]:
    """What was before or after: values by their names, other words as they are."""
    if value is None:
        return []
    if noted.what in _DRAFT and (told := changes(reader, value)) is not None:
        return told
    if noted.what == "published" and noted.who == SYSTEM:
        return [("", reader.speech.say(reader.speech.words.editor.came_with))]
    if noted.what in _JUDGED:
        text = getattr(reader.speech.words.result, value, None)
        return [("", reader.speech.say(text) if isinstance(text, Text) else value)]
    try:
        read = json.loads(value)
    except ValueError:
        return [("", value)]
    if not isinstance(read, dict):
        return [("", value)]
    return [(_said(reader, "value_", name) or name, _value(reader, name, each)) for name, each in read.items()]


def _value(reader: Reader, name: str, value: object) -> str:
    """A value in the reader's words, where what it is called says of what kind it is."""
    if value in ([], "all"):
        return reader.speech.say(reader.speech.words.settings.value_all)
    if isinstance(value, list):
        return ", ".join(_value(reader, name, each) for each in value)
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if name in ("department", "departments"):
        return reader.department(value)
    if name == "guardrail":
        return guardrail_name(reader.speech, value)
    if name in _MOMENTS:
        return _moment(reader, value)
    return (_said(reader, "channel_", value) if name == "state" else "") or value


def _moment(reader: Reader, value: str) -> str:
    try:
        return reader.moment(datetime.fromisoformat(value))
    except ValueError:
        return value


def _said(reader: Reader, kind: str, code: str) -> str:
    """What is on record in short words, in the reader's language; empty where there is no sentence for it."""
    key = kind + re.sub(r"[^a-z]+", "_", code.lower())
    for words in (reader.speech.words.site, reader.speech.words.settings):
        text = getattr(words, key, None)
        if isinstance(text, Text):
            return reader.speech.say(text)
    return ""
