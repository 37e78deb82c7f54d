"""A reply as plain text: for the terminal, for the transcript's search, and where a card cannot be drawn."""

from collections.abc import Iterator

from dialogs.reply import (
    Answered,
    Ask,
    Form,
    Handover,
    Note,
    Offer,
    Offers,
    Reply,
    Result,
    Row,
    Section,
    Summary,
    Understood,
)
from dialogs.speech import unescaped


def plain(reply: Reply) -> str:
    """All that the reply says, line by line; buttons are not in it."""
    return unescaped("\n".join(line for line in _lines(reply) if line))


def _lines(reply: Reply) -> Iterator[str]:
    match reply:
        case Note():
            yield from (*reply.lead, reply.title, *reply.lines, *map(_row, reply.rows))
        case Ask():
            yield from (*reply.lead, f"{reply.progress} · {reply.title}", reply.text, reply.hint)
        case Form():
            yield from (*reply.lead, reply.title, reply.intro, *(f"- {field.label}" for field in reply.fields))
        case Answered():
            yield from (reply.title, reply.answer)
        case Understood() | Summary():
            yield from (*reply.lead, reply.title, reply.intro, *map(_row, reply.rows))
        case Result():
            yield from _result(reply)
        case Offers():
            yield from (*reply.lead, reply.title, reply.intro)
            for offer in reply.offers:
                yield from _offer(offer)
        case Handover():
            yield from (*reply.lead, reply.title, reply.intro, *map(_row, reply.rows), reply.comment)


def _result(reply: Result) -> Iterator[str]:
    yield from (*reply.lead, reply.title, reply.said, reply.hours, reply.arithmetic)
    yield from (bar.label for bar in reply.bars)
    for section in reply.sections:
        yield from _section(section)


def _offer(offer: Offer) -> Iterator[str]:
    yield from (offer.title, offer.summary, *offer.fits, *offer.cautions, *map(_row, offer.facts))
    for section in offer.sections:
        yield from _section(section)
    yield offer.link


def _section(section: Section) -> Iterator[str]:
    yield from (f"{section.title}:", *(f"- {line}" for line in section.lines))


def _row(row: Row) -> str:
    beside = ": ".join(part for part in (row.label, row.value) if part)
    return f"{beside} ({row.detail})" if row.detail else beside
