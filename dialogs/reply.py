"""What the conversation can say: a closed union of finished sentences and buttons. The doors only draw it."""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from knowledge.part import Language


@dataclass(frozen=True, slots=True)
class Press:
    """What a button means. All of it comes back from a client and is checked again before it counts."""

    verb: str
    code: str = ""
    interview: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    press: Press
    primary: bool = False
    opens: bool = False
    """Opens a dialog that asks for more before anything is done."""


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what stands beside it, perhaps with buttons for just this row."""

    label: str
    value: str
    detail: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something told, with ways on."""

    kind: str
    title: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    choices: tuple[Choice, ...] = ()
    lead: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of the interview."""

    key: str
    question: str
    shape: Literal["choice", "multi", "number", "list"]
    """`list`: one of so many options that they are a drop-down; `number`: quick picks and a field."""
    progress: str
    title: str
    text: str
    hint: str
    why: str
    why_label: str
    options: tuple[Choice, ...]
    marked: tuple[str, ...]
    """Codes of the options that are marked beforehand."""
    choose: str
    """Label of the list, where the options are one."""
    field: str
    """Label of the field to fill in, where there is one."""
    send: Choice
    """For what is chosen from a list or written in the field."""
    nav: tuple[Choice, ...]
    lead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A question's card after its answer."""

    key: str
    title: str
    answer: str
    change: Choice | None


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of a description, to confirm or correct."""

    key: str
    title: str
    intro: str
    rows: tuple[Row, ...]
    choices: tuple[Choice, ...]
    lead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """All answers, each changeable."""

    key: str
    title: str
    intro: str
    rows: tuple[Row, ...]
    choices: tuple[Choice, ...]
    lead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form."""

    name: str
    label: str
    shape: Literal["choice", "multi", "text", "lines"]
    """`lines`: a text of several lines."""
    options: tuple[Choice, ...]
    marked: tuple[str, ...]
    hint: str
    value: str = ""
    """The text that stands there already."""


@dataclass(frozen=True, slots=True)
class Form:
    """All that is left to ask, on one card."""

    key: str
    title: str
    intro: str
    fields: tuple[Field, ...]
    send: Choice
    nav: tuple[Choice, ...]
    lead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A score as a picture: 0-100."""

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The judgement and its reasons."""

    key: str
    outcome: str
    badge: str
    title: str
    said: str
    hours: str
    arithmetic: str
    bars: tuple[Bar, ...]
    sections: tuple[Section, ...]
    choices: tuple[Choice, ...]
    lead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """One template, as it is suggested."""

    template: str
    title: str
    summary: str
    fits: tuple[str, ...]
    cautions: tuple[str, ...]
    facts: tuple[Row, ...]
    sections: tuple[Section, ...]
    link: str
    link_label: str
    more: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """Templates that fit, best first."""

    key: str
    title: str
    intro: str
    offers: tuple[Offer, ...]
    choices: tuple[Choice, ...]
    lead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Handover:
    """What is about to be sent to the team, with room for a comment."""

    key: str
    title: str
    intro: str
    rows: tuple[Row, ...]
    field: str
    comment: str
    choices: tuple[Choice, ...]
    lead: tuple[str, ...] = ()


Reply: TypeAlias = Note | Ask | Form | Answered | Understood | Summary | Result | Offers | Handover


@dataclass(frozen=True, slots=True)
class Spoken:
    """A reply and the language it is in."""

    reply: Reply
    language: Language


def led(reply: Reply, *lines: str) -> Reply:
    """The same reply with sentences before it. An answered card carries none."""
    if isinstance(reply, Answered) or not lines:
        return reply
    return replace(reply, lead=(*lines, *reply.lead))


def key_of(reply: Reply) -> str:
    """What names the card among a person's messages, so that it can be updated; empty if it never is."""
    return reply.key


def choices_of(reply: Reply) -> tuple[Choice, ...]:
    """Every button of a reply, in reading order; not the one that sends what was filled in."""
    match reply:
        case Ask(options=options, nav=nav):
            return (*options, *nav)
        case Form(send=send, nav=nav):
            return (send, *nav)
        case Answered(change=change):
            return (change,) if change else ()
        case Offers(offers=offers, choices=choices):
            return (*(choice for offer in offers for choice in offer.choices), *choices)
        case (
            Understood(rows=rows, choices=choices)
            | Summary(rows=rows, choices=choices)
            | Note(rows=rows, choices=choices)
        ):
            return (*(choice for row in rows for choice in row.choices), *choices)
        case Result(choices=choices) | Handover(choices=choices):
            return choices
