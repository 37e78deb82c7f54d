"""What was before and after a change of the draft, as lines of words: where it stands, and what stands there.

Only the words of the pages are needed for it, not the draft: a thing of a list is named by its place.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter

from knowledge.difference_words import figure
from knowledge.part import LANGUAGES
from services.auditing import CUT
from web.render import Reader

_RECORDED: TypeAdapter[list[tuple[list[int | str], Any]]] = TypeAdapter(list[tuple[list[int | str], Any]])
_CONDITION = {
    "all": "condition_all",
    "any": "condition_any",
    "not": "condition_not",
    "is": "condition_codes",
    "value": "condition_subject",
    "measure": "condition_subject",
    "below": "condition_below",
    "at_least": "condition_at_least",
}
"""How the parts of a condition are called."""


def document(reader: Reader, name: str) -> str:
    """A document of the content by its name on the pages, below the folder it is in."""
    words = reader.speech.words.editor
    folder, _, rest = name.partition("/")
    shelf = reader.speech.say(words.documents[folder]) if folder in words.documents else folder
    if not rest:
        return shelf
    group = words.groups.get(rest) if folder == "wording" else None
    return f"{shelf} › {reader.speech.say(group) if group is not None else reader.template(rest)}"


def changes(reader: Reader, recorded: str) -> list[tuple[str, str]] | None:
    """The lines of what is on record; what is not there has none. None for what cannot be told so."""
    is_cut = recorded.endswith(CUT)
    try:
        found = _RECORDED.validate_json(
            recorded.removesuffix(CUT), experimental_allow_partial="trailing-strings" if is_cut else False
        )
    except ValueError:
        return None
    lines = [line for path, value in found for line in _lines(reader, path, value)]
    if not is_cut:
        return lines
    return [*lines[:-1], (lines[-1][0], lines[-1][1] + CUT)] if lines else None


def _lines(reader: Reader, path: Sequence[int | str], value: Any) -> Iterator[tuple[str, str]]:
    """A line for each value that has no parts; a list of such values is one."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _lines(reader, (*path, key), each)
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        for number, each in enumerate(value):
            yield from _lines(reader, (*path, number), each)
    elif value is not None:
        yield " › ".join(_step(reader, each) for each in path), _told(reader, path, value)


def _step(reader: Reader, step: int | str) -> str:
    if isinstance(step, int):
        return str(step + 1)
    words = reader.speech.words.editor
    condition = getattr(words, _CONDITION[step]) if step in _CONDITION else None
    named = words.fields.get(step) or condition or words.values_of.get(step)
    return reader.speech.say(named) if named is not None else step.replace("_", " ")


def _told(reader: Reader, path: Sequence[int | str], value: Any) -> str:
    words, speech = reader.speech.words, reader.speech
    name = next((each for each in reversed(path) if isinstance(each, str)), "")
    match value:
        case bool():
            return speech.say(words.editor.yes if value else words.editor.no)
        case int() if path and isinstance(path[-1], int):  # It has moved.
            return speech.say(words.settings.log_place, number=value + 1)
        case int() | float():
            return _named(reader, name, figure(value, reader.language))
        case list():
            return " · ".join(_told(reader, (*path, name), each) for each in value)
        case _:
            return str(value) if name in LANGUAGES else _named(reader, name, str(value))


def _named(reader: Reader, name: str, value: str) -> str:
    """One of several values by its name; else as it is."""
    names = reader.speech.words.editor.values_of
    kind = "subject" if name in ("value", "measure") else name
    found = names.get(f"{kind}_{value}") or names.get(value)
    return reader.speech.say(found) if found is not None else value
