"""The cards after the last answer: the judgement, and the templates that fit."""

from typing import Any

from microsoft_teams.cards import ActionSet, Container, Fact, FactSet

from bot.cards.parts import action, bar, heading, lead, small, subheading, text, toggle
from dialogs.reply import Offer, Offers, Result, Section

_TONE = {"self": "good", "coach": "accent", "team": "warning", "not_now": "emphasis"}


def draw_result(result: Result) -> tuple[list[Any], list[Any]]:
    """The outcome first, then why; colour only repeats what the words say."""
    body = [
        *lead(result.lead),
        Container(
            style=_TONE.get(result.outcome, "emphasis"),
            rounded_corners=True,
            items=[
                text(result.title, size="Large", weight="Bolder", style="heading"),
                text(result.said, spacing="Small"),
            ],
        ),
        text(result.hours, weight="Bolder", spacing="Medium"),
        *((small(result.arithmetic, spacing="Small"),) if result.arithmetic else ()),
        _picture(result),
        *(block for section in result.sections for block in _section(section)),
    ]
    return body, [action(choice) for choice in result.choices]


def draw_offers(offers: Offers) -> tuple[list[Any], list[Any]]:
    body = [*lead(offers.lead), heading(offers.title), text(offers.intro)]
    for number, offer in enumerate(offers.offers):
        body.append(_offer(offer, f"more{number}"))
    return body, [action(choice) for choice in offers.choices]


def _picture(result: Result) -> Container:
    """The three scores as bars, each with its number."""
    items: list[Any] = []
    for each in result.bars:
        items += [small(each.label, spacing="Small"), bar(each.value)]
    return Container(items=items, spacing="Medium")


def _section(section: Section) -> list[Any]:
    title = subheading(section.title, spacing="Medium")
    return [title, *(text(line, spacing="Small") for line in section.lines)]


def _offer(offer: Offer, name: str) -> Container:
    more = [
        FactSet(facts=[Fact(title=row.label, value=row.value) for row in offer.facts]),
        *(block for section in offer.sections for block in _listed(section)),
        text(f"[{offer.link_label}]({offer.link})"),
    ]
    return Container(
        separator=True,
        spacing="Medium",
        items=[
            subheading(offer.title),
            text(offer.summary, spacing="Small"),
            *(small(line, spacing="Small") for line in offer.fits),
            *(small(f"⚠ {line}", spacing="Small") for line in offer.cautions),
            Container(id=name, is_visible=False, items=more),
            ActionSet(actions=[*(action(choice) for choice in offer.choices), toggle(offer.more, name)]),
        ],
    )


def _listed(section: Section) -> list[Any]:
    lines = "\r".join(line if line[:1].isdigit() else f"- {line}" for line in section.lines)
    return [text(section.title, weight="Bolder", spacing="Small"), text(lines, spacing="None")]
