"""Links to community samples, where a person meets them: beside the steps of a template."""

from dataclasses import replace

import pytest

from bot.cards.draw import draw
from dialogs.plain import plain
from dialogs.reply import Note, Offers
from dialogs.speech import Speech
from dialogs.state import Interview, Talk
from dialogs.suggest import MOST_LINKS, liked, offers
from knowledge.inspiration import Inspiration
from knowledge.part import LANGUAGES, Language
from knowledge.template import Template
from tests.cast import NOW, shipped_knowledge

NAME = "leave-request-approval"
HEADING = {"sv": "Inspiration (på engelska)", "en": "Inspiration from the community"}
TOLD = "Anställda ansöker om ledighet och chefen godkänner i Outlook"


def link(title: str, number: int = 1) -> Inspiration:
    return Inspiration(title=title, url=f"https://github.com/a/b/{number}", licence="none", source="a/b")


def speech(*links: Inspiration, language: Language = "sv") -> Speech:
    knowledge = shipped_knowledge()
    revision = knowledge.revision.model_copy(update={"inspiration": {NAME: links} if links else {}})
    return Speech(replace(knowledge, revision=revision), language)


def template() -> Template:
    found = shipped_knowledge().revision.template(NAME)
    assert found is not None
    return found


def interview() -> Interview:
    return Interview(id="task1", revision=1, begun=NOW, description=TOLD)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_chooses_a_template_sees_what_others_have_built(language: Language) -> None:
    note = liked(speech(link("One"), link("Two", 2), language=language), Talk(), interview(), template())

    at = note.lines.index(f"**{HEADING[language]}**")
    assert note.lines[at + 1 : at + 3] == ("- [One](https://github.com/a/b/1)", "- [Two](https://github.com/a/b/2)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suggested_template_shows_them_below_its_steps(language: Language) -> None:
    card, _ = offers(speech(link("One"), language=language), interview())
    assert isinstance(card, Offers)

    sections = {offer.template: offer.sections[-1] for offer in card.offers}

    assert (sections[NAME].title, sections[NAME].lines) == (HEADING[language], ("[One](https://github.com/a/b/1)",))
    assert "- [One](https://github.com/a/b/1)" in str(draw(card, language))


def test_three_links_are_enough() -> None:
    links = tuple(link(f"Number {at}", at) for at in range(5))

    assert MOST_LINKS == 3
    assert plain(liked(speech(*links), Talk(), interview(), template())).count("Number") == 3


def test_a_template_without_samples_says_nothing_of_them() -> None:
    note = liked(speech(), Talk(), interview(), template())
    card, _ = offers(speech(), interview())

    assert isinstance(note, Note)
    assert "Inspiration" not in plain(note) + plain(card)


def test_a_title_cannot_make_a_link_of_its_own() -> None:
    note = liked(speech(link("Gratis](https://evil.example) [x")), Talk(), interview(), template())

    assert r"- [Gratis\](https://evil.example) \[x](https://github.com/a/b/1)" in note.lines
