"""What people wrote and then chose a template for, as phrases that an admin may add to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.match import Index, match
from knowledge.part import Language
from knowledge.understand import detect_language

LONGEST = 200
"""Letters: a phrase says one situation, and a long message says more than that."""
SHORTEST = 3
"""Words."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A phrase for a template, and at which place the template is found for it today; None when it is not found."""

    template: str
    language: Language
    phrase: str
    place: int | None


def proposals(index: Index, chosen: Iterable[tuple[str, str]]) -> tuple[Proposal, ...]:
    """Phrases of (description, template chosen) that the template does not hold yet; those found worst come first."""
    held = {template.id: {phrase.casefold() for phrase in template.phrases.both} for template in index.templates}
    told = dict.fromkeys((template, phrase_of(description)) for description, template in chosen)
    found = [
        proposal(index, template, phrase)
        for template, phrase in told
        if template in held and phrase.casefold() not in held[template] and says_enough(phrase)
    ]
    return tuple(sorted(found, key=lambda each: (-(each.place or 99), each.template, each.phrase)))


def proposal(index: Index, template: str, phrase: str) -> Proposal:
    """A phrase as it is found today."""
    ids = [each.template.id for each in match(index, phrase).best]
    place = ids.index(template) + 1 if template in ids else None
    return Proposal(template, detect_language(phrase) or "sv", phrase, place)


def phrase_of(description: str) -> str:
    """The beginning of a description on one line, cut at a word."""
    line = " ".join(description.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0]


def says_enough(phrase: str) -> bool:
    return len(phrase.split()) >= SHORTEST
