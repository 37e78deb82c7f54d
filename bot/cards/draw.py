"""Which card shows which reply."""

from typing import Any

from microsoft_teams.cards import Container

from bot.cards.parts import action, action_sets, beside, card, facts, heading, lead, small, text, text_input
from bot.cards.question import draw_answered, draw_ask, draw_form
from bot.cards.verdict import draw_offers, draw_result
from dialogs.plain import plain
from dialogs.reply import Answered, Ask, Choice, Form, Handover, Note, Offers, Reply, Result, Row, Summary, Understood
from knowledge.part import Language

_MOST_ACTIONS = 6
_AT_A_GLANCE = frozenset({"case", "digest"})
"""Kinds whose rows stand side by side: labels left, values right."""


def draw(reply: Reply, language: Language) -> dict[str, Any]:
    """The Adaptive Card of a reply."""
    body, actions = _drawn(reply)
    return card(body, actions, language, plain(reply))


def _drawn(reply: Reply) -> tuple[list[Any], list[Any]]:
    match reply:
        case Note():
            return _note(reply)
        case Ask():
            return draw_ask(reply)
        case Form():
            return draw_form(reply)
        case Answered():
            return draw_answered(reply)
        case Understood() | Summary():
            return _rows(reply)
        case Result():
            return draw_result(reply)
        case Offers():
            return draw_offers(reply)
        case Handover():
            return _handover(reply)


def _note(note: Note) -> tuple[list[Any], list[Any]]:
    title = [heading(note.title)] if note.title else []
    rows = [facts(note.rows)] if note.kind in _AT_A_GLANCE and note.rows else map(_row, note.rows)
    body = [*lead(note.lead), *title, *(text(line) for line in note.lines), *rows]
    return body, _actions(note.choices)


def _rows(reply: Understood | Summary) -> tuple[list[Any], list[Any]]:
    body = [*lead(reply.lead), heading(reply.title), text(reply.intro), *map(_row, reply.rows)]
    return body, _actions(reply.choices)


def _row(row: Row) -> Any:
    """A label, what stands beside it, and perhaps buttons for just this row."""
    words = [small(row.label)] if row.value else [text(row.label, weight="Bolder")]
    words += [text(row.value, spacing="None")] if row.value else []
    words += [small(row.detail, spacing="None")] if row.detail else []
    if len(row.choices) > 1:
        return Container(items=[*words, *action_sets(row.choices)], spacing="Medium")
    return beside(words, action_sets(row.choices))


def _handover(reply: Handover) -> tuple[list[Any], list[Any]]:
    body = [
        *lead(reply.lead),
        heading(reply.title),
        text(reply.intro),
        *map(_row, reply.rows),
        text_input(reply.field, reply.comment, lines=True),
    ]
    send, *others = reply.choices
    return body, [action(send, inputs=True), *(action(choice) for choice in others)]


def _actions(choices: tuple[Choice, ...]) -> list[Any]:
    return [action(choice) for choice in choices[:_MOST_ACTIONS]]
