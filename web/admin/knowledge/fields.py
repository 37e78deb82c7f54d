"""The fields of a form as a page draws them: each with its name, its words, what stands in it, what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.difference_words import figure
from knowledge.part import LANGUAGES, Language
from knowledge.yaml_writing import block
from web.admin.knowledge.claims import Named, Subjects
from web.admin.knowledge.shapes import Choice, Field, Group, Line, Lines, Lists, Many, Pair, Plain, Shape, Switch, When

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """What fields are called, in the reader's language."""

    language: Language
    label: Callable[[str, str], str]
    """Of a field: the name of its type, and its own name."""
    hint: Callable[[str, str], str]
    value: Callable[[str, str], str]
    """Of one of several values: the name of the field, and the value."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that the fields of one form are drawn with. `wrong`: the name of a field -> what is wrong there."""

    words: Words
    subjects: Subjects
    wrong: Mapping[str, Sequence[str]]

    def node(self, kind: str, name: str, **view: Any) -> Node:
        wrong = self.wrong.get(name, ()) if kind in _OUTER else self.wrong_in(name)
        return {"kind": kind, "name": name, "wrong": list(wrong), **view}

    def wrong_in(self, name: str) -> list[str]:
        """What is wrong with a field, or with anything in it."""
        inside = f"{name}."
        return [said for key, each in self.wrong.items() if key == name or key.startswith(inside) for said in each]

    def number(self, data: Any) -> str:
        """A number as the reader writes it; what is none stays as it is."""
        is_number = isinstance(data, int | float) and not isinstance(data, bool)
        return figure(data, self.words.language) if is_number else _text(data)


_OUTER = ("group", "many", "pair")
"""What is wrong inside these is told at the fields that they hold."""
_CHOSEN = ("choice", "multi", "frequency")
_IDLE = {
    ("Question", "options"): ("minutes", "people"),
    ("Question", "quick"): _CHOSEN,
    ("Question", "least"): _CHOSEN,
    ("Question", "most"): _CHOSEN,
}
"""Fields that mean nothing for some kinds: not drawn while there is nothing in them."""


def draw(drawing: Drawing, group: Group, data: Any, name: str = "") -> list[Node]:
    """The fields of a group, one below the other."""
    found = data if isinstance(data, dict) else {}
    return [
        {
            **_node(drawing, each.shape, found.get(each.name), _below(name, each.name)),
            "label": drawing.words.label(group.model, each.name),
            "hint": drawing.words.hint(group.model, each.name),
            "required": each.required,
            "usual": _usual(drawing, each),
        }
        for each in group.fields
        if found.get(each.name) is not None or found.get("kind") not in _IDLE.get((group.model, each.name), ())
    ]


def _usual(drawing: Drawing, field: Field) -> str:
    """What an empty field counts as; nothing where that is nothing."""
    match field.shape:
        case _ if field.usual is None:
            return ""
        case Switch():
            return str(field.usual).lower()
        case Choice(several=False):
            return drawing.words.value(field.name, str(field.usual))
        case Line():
            return drawing.number(field.usual)
        case _:
            return ""


def one(drawing: Drawing, shape: Shape, data: Any, model: str, name: str) -> list[Node]:
    """A form for a single field, when what is edited is not a group."""
    if isinstance(shape, Group):
        return draw(drawing, shape, data)
    label, hint = drawing.words.label(model, name), drawing.words.hint(model, name)
    return [{**_node(drawing, shape, data, "all"), "label": label, "hint": hint, "required": True, "usual": ""}]


def _node(drawing: Drawing, shape: Shape, data: Any, name: str) -> Node:
    match shape:
        case Line(number=number):
            return drawing.node("line", name, value=drawing.number(data) if number else _text(data), number=number)
        case Lines(pairs=pairs):
            return drawing.node("lines", name, value="\n".join(_lines(drawing, data, pairs)), pairs=pairs)
        case Pair() | Lists():
            return _two(drawing, data, name, several=isinstance(shape, Lists))
        case Switch():
            return drawing.node("switch", name, value="true" if data is True else "false" if data is False else "")
        case Choice(values=values, several=several):
            return _choice(drawing, data, name, values, several=several)
        case When():
            return drawing.node("when", name, condition=claim(drawing, data, name))
        case Plain():
            text = block(data) if isinstance(data, dict) else _text(data)
            return drawing.node("plain", name, value=text)
        case Group():
            return drawing.node("group", name, fields=draw(drawing, shape, data, name))
        case Many():
            return _many(drawing, shape, data, name)


def _two(drawing: Drawing, data: Any, name: str, *, several: bool) -> Node:
    """Both languages side by side; which of them is missing can be seen."""
    found = data if isinstance(data, dict) else {}
    texts = {
        each: "\n".join(_lines(drawing, found.get(each), "")) if several else _text(found.get(each))
        for each in LANGUAGES
    }
    sides: list[Node] = [
        {
            "language": each,
            "name": f"{name}.{each}",
            "value": texts[each],
            "wrong": drawing.wrong_in(f"{name}.{each}"),
            "missing": not texts[each] and any(texts.values()),
        }
        for each in LANGUAGES
    ]
    return drawing.node("pair", name, sides=sides, several=several)


def _choice(drawing: Drawing, data: Any, name: str, values: Sequence[str | int], *, several: bool) -> Node:
    own = name.rpartition(".")[2]
    options = [(str(value), drawing.words.value(own, str(value))) for value in values]
    marked = [str(each) for each in data] if isinstance(data, list) else [] if data is None else [str(data)]
    options = _with(options, marked)
    if several:
        options = _first(options, marked)
    return drawing.node("choices" if several else "choice", name, options=options, marked=marked)


def _many(drawing: Drawing, shape: Many, data: Any, name: str) -> Node:
    pairs: list[tuple[str, Any]]
    if shape.keyed:
        pairs = list(data.items()) if isinstance(data, dict) else []
    else:
        pairs = [("", each) for each in data] if isinstance(data, list) else []
    things = []
    for number, (key, each) in enumerate(pairs):
        mine = f"{name}.{number}"
        if isinstance(shape.of, Group):
            fields = draw(drawing, shape.of, each, mine)
        else:
            fields = [{**_node(drawing, shape.of, each, mine), "label": "", "hint": "", "required": False, "usual": ""}]
        wrong = list(drawing.wrong.get(mine, ()))
        things.append(
            {
                "name": mine,
                "key": key,
                "title": called(each, drawing.words.language) or key,
                "fields": fields,
                "wrong": wrong,
            }
        )
    return drawing.node("many", name, things=things, keyed=shape.keyed)


def claim(drawing: Drawing, data: Any, name: str) -> Node:
    """A condition, or a part of one, as lists to choose from."""
    found = data if isinstance(data, dict) else {}
    kind = next((key for key in ("all", "any", "not", "value", "below", "at_least") if key in found), "")
    view: Node = {"kind": kind, "name": name, "subject": "", "codes": [], "marked": [], "limit": "", "parts": []}
    subjects = drawing.subjects
    match kind:
        case "all" | "any":
            parts = found[kind] if isinstance(found[kind], list) else []
            view["parts"] = [claim(drawing, part, f"{name}.{number}") for number, part in enumerate(parts)]
        case "not":
            view["parts"] = [claim(drawing, found["not"], f"{name}.0")]
        case "value":
            view["subject"] = str(found["value"])
            codes = found.get("is")
            view["marked"] = [str(each) for each in codes] if isinstance(codes, list) else []
            known = subjects.codes.get(view["subject"], ())
            view["codes"] = _first(_with(known, view["marked"]), view["marked"])
        case "below" | "at_least":
            view |= {"subject": str(found.get("measure", "")), "limit": drawing.number(found[kind])}
    view["subjects"] = _with(
        subjects.measures if kind in ("below", "at_least") else subjects.answers, [view["subject"]]
    )
    return view


def _with(known: Sequence[Named], marked: Sequence[str]) -> list[Named]:
    """What may be chosen, and what is chosen though it is not known."""
    codes = {code for code, _ in known}
    return [*known, *((each, each) for each in marked if each and each not in codes)]


def _first(named: Sequence[Named], marked: Sequence[str]) -> list[Named]:
    """What is chosen first and in its order: a browser sends what it sees from the top."""
    names = dict(named)
    chosen = (code for code in dict.fromkeys(marked) if code in names)
    return [*((code, names[code]) for code in chosen), *(each for each in named if each[0] not in marked)]


def called(data: Any, language: Language) -> str:
    """What a thing is called: its title, name or label, else its id."""
    if not isinstance(data, dict):
        return ""
    for name in ("title", "name", "label", "said", "asked"):
        text = data.get(name)
        if isinstance(text, dict):
            text = text.get(language) or text.get("sv") or text.get("en") or ""
            text = text[0] if isinstance(text, list) and text else text
        if isinstance(text, str) and text:
            return text
    return str(data.get("id") or data.get("code") or "")


def _lines(drawing: Drawing, data: Any, pairs: str) -> list[str]:
    if isinstance(data, dict):
        return [
            f"{left} = {', '.join(map(str, right)) if isinstance(right, list) else drawing.number(right)}"
            for left, right in data.items()
        ]
    if not isinstance(data, list):
        return [] if data is None else [str(data)]
    if pairs == "corners":
        return [" = ".join(map(drawing.number, each)) if isinstance(each, list) else str(each) for each in data]
    return [drawing.number(each) for each in data]


def _text(data: Any) -> str:
    return "" if data is None else str(data)


def _below(name: str, own: str) -> str:
    return f"{name}.{own}" if name else own
