"""The cards of a question, open and answered."""

from typing import Any

from microsoft_teams.cards import ActionSet, Container

from bot.cards.parts import (
    action,
    action_sets,
    beside,
    choice_set,
    heading,
    lead,
    small,
    text,
    text_input,
    toggle,
)
from dialogs.reply import Answered, Ask, Field, Form

LONGEST_BUTTON = 34
"""Characters: Teams cuts longer button texts, so longer answers become a list to choose from."""


def draw_ask(ask: Ask) -> tuple[list[Any], list[Any]]:
    body = [
        *lead(ask.lead),
        small(f"{ask.progress} · {ask.title}"),
        heading(ask.text),
        *((small(ask.hint, spacing="Small"),) if ask.hint else ()),
        *_answers(ask),
        Container(id="why", is_visible=False, style="emphasis", items=[text(ask.why)], rounded_corners=True),
        _ways_around(ask),
    ]
    return body, []


def _ways_around(ask: Ask) -> ActionSet:
    """Set apart from the answers, so that none of them is taken for one."""
    ways = [toggle(ask.why_label, "why"), *(action(choice) for choice in ask.nav)]
    return ActionSet(separator=True, spacing="Medium", actions=ways)


def draw_form(form: Form) -> tuple[list[Any], list[Any]]:
    """One field a question; none has to be filled in."""
    body = [*lead(form.lead), heading(form.title), text(form.intro)]
    body += [Container(spacing="Medium", items=[_field(field)]) for field in form.fields]
    return body, [action(form.send, inputs=True), *(action(choice) for choice in form.nav)]


def _field(field: Field) -> Any:
    if field.shape in ("text", "lines"):
        lines = field.shape == "lines"
        return text_input(field.label, field.value, name=field.name, placeholder=field.hint, lines=lines)
    many = field.shape == "multi"
    return choice_set(field.label, field.options, field.marked, many=many, compact=not many, name=field.name)


def draw_answered(answered: Answered) -> tuple[list[Any], list[Any]]:
    """A quiet card: what was asked, what was answered, and a way to change it."""
    lines = answered.answer.split("\n")
    weight = "Bolder" if len(lines) == 1 else "Default"
    words = [small(answered.title), *(text(line, weight=weight, spacing="Small") for line in lines)]
    if answered.change is None:
        return words, []
    return [beside(words, action_sets((answered.change,)))], []


def _answers(ask: Ask) -> list[Any]:
    if ask.shape in ("multi", "list") or _needs_list(ask):
        return _listed(ask)
    buttons: list[Any] = [*action_sets(ask.options)]
    if ask.field:
        buttons += [text_input(ask.field), ActionSet(actions=[action(ask.send, inputs=True)], spacing="Small")]
    return buttons


def _needs_list(ask: Ask) -> bool:
    """Long answers do not fit on buttons, and a mark can be seen only in a list."""
    too_long = any(len(choice.label) > LONGEST_BUTTON for choice in ask.options)
    return ask.shape == "choice" and (too_long or bool(ask.marked))


def _listed(ask: Ask) -> list[Any]:
    many = ask.shape == "multi"
    chosen = choice_set(ask.choose, ask.options, ask.marked, many=many, compact=ask.shape == "list")
    return [chosen, ActionSet(actions=[action(ask.send, inputs=True)], spacing="Small")]
