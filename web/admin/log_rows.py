"""A row of the record as admins read it: in their language, without a name that the record does not have."""

import json
import re
from datetime import datetime
from typing import Any

from dialogs.decided import guardrail_name
from knowledge.part import Text
from services.auditing import Noted
from services.disposal import SYSTEM
from services.transcripts import pseudonym
from web.render import Reader

_MOMENTS = ("ended", "before")


def row(reader: Reader, noted: Noted) -> dict[str, Any]:
    return {
        "at": reader.moment(noted.at),
        "iso": noted.at.isoformat(timespec="seconds"),
        "who": _who(reader, noted.who),
        "what": _said(reader, "did_", noted.what) or noted.what,
        "about": _about(reader, noted),
        "old": _lines(reader, noted.old),
        "new": _lines(reader, noted.new),
        "changed": noted.old is not None or noted.new is not None,
    }


def _who(reader: Reader, who: str) -> str:
    words = reader.speech.words
    named = {"person": words.site.log_person, SYSTEM: words.settings.log_system}.get(who)
    return reader.speech.say(named) if named is not None else who


def _about(reader: Reader, noted: Noted) -> str:
    about = noted.about
    kind, _, number = about.rpartition(" ")
    if number.isdecimal() and kind == "person":
        return pseudonym(int(number))
    if number.isdecimal() and kind in ("conversation", "revision"):
        return f"{_said(reader, 'about_', kind)} {number}"
    if noted.what.endswith(" an exception"):
        return guardrail_name(reader.speech, about)
    return _said(reader, "way_", about) or about


def _lines(reader: Reader, value: str | None) -> list[tuple[str, str]]:
    """What was before or after: values by their names, other words as they are."""
    if value is None:
        return []
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
