"""Microsoft's Agents Playground as a person uses it: what is said, pressed, chosen and seen."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from knowledge.part import Language

WAIT = 30_000
"""Milliseconds after which something that should have happened counts as missing; a busy machine is slow."""
WIDE, HIGH = 1280, 900
_MOST_QUESTIONS = 25
_SEND = re.compile("^(Svara|Answer)$")
expect.set_options(timeout=WAIT)


@dataclass(frozen=True, slots=True)
class Card:
    """One message of the bot. It stays the same message when its card is replaced."""

    at: Locator

    def shows(self, *words: str) -> "Card":
        """Wait until all of this can be read on the card."""
        for each in words:
            expect(self.at).to_contain_text(each, use_inner_text=True)
        return self

    def hides(self, *words: str) -> "Card":
        for each in words:
            expect(self.at).not_to_contain_text(each, use_inner_text=True)
        return self

    def offers(self, *labels: str) -> "Card":
        for label in labels:
            expect(self.button(label).first).to_be_visible()
        return self

    def is_settled(self, title: str, answer: str) -> "Card":
        """The quiet card of an answered question: nothing but the answer and a way to change it."""
        self.shows(title, answer)
        expect(self.at.get_by_role("button")).to_have_count(1)
        return self

    def button(self, label: str) -> Locator:
        return self.at.get_by_role("button", name=label, exact=True)

    def link(self, label: str) -> str:
        """The address behind a link."""
        return self.at.get_by_role("link", name=label, exact=True).get_attribute("href") or ""

    @property
    def send(self) -> Locator:
        """The button that sends what was chosen from a list or written in the field."""
        return self.at.get_by_role("button", name=_SEND)

    def row(self, label: str) -> Locator:
        """The button beside what is told about this."""
        return self.at.get_by_text(label, exact=True).locator("xpath=following::button[1]")

    def has_marked(self, option: str) -> "Card":
        expect(self.at.get_by_label(option, exact=True)).to_be_checked()
        return self

    def unfold(self, label: str) -> "Card":
        """Press a button that only shows more of the card."""
        self.button(label).first.click()
        return self

    def write(self, text: str) -> "Card":
        """Fill in the card's field."""
        self.at.get_by_role("textbox").fill(text)
        return self


class Playground:
    """The Playground's window with one person in it."""

    def __init__(self, page: Page, language: Language) -> None:
        self.page = page
        self.language = language
        """What the coach speaks to those who have not chosen."""

    @classmethod
    def opened(cls, page: Page, address: str, language: Language) -> "Playground":
        """The personal chat, welcomed by the bot."""
        page.set_default_timeout(WAIT)
        page.set_viewport_size({"width": WIDE, "height": HIGH})
        page.goto(address)
        teams = cls(page, language)
        expect(teams.cards).to_have_count(1)
        page.get_by_title("Toggle Log Panel").click()
        return teams

    @property
    def cards(self) -> Locator:
        return self.page.locator(".ac-adaptiveCard")

    @property
    def newest(self) -> Card:
        return self.card(self.cards.count() - 1)

    def card(self, number: int) -> Card:
        """The bot's messages from the first one, 0."""
        return Card(self.cards.nth(number))

    def say(self, text: str) -> Card:
        """Type a message; gives the bot's answer to it."""
        before = self.cards.count()
        self._type(text)
        return self._card_after(before)

    def press(self, label: str, on: Card | None = None) -> Card:
        """Press a button of the newest card (or of another); gives the message that follows."""
        return self.click((on or self.newest).button(label).first)

    def pick(self, *options: str) -> Card:
        """Choose from the newest card's list, and send it."""
        card = self.newest
        for option in options:
            card.at.get_by_label(option, exact=True).check()
        return self.click(card.send)

    def pick_from_drop_down(self, option: str) -> Card:
        """Choose from the newest card's drop-down list, and send it."""
        card = self.newest
        card.at.get_by_role("combobox").click()
        self.page.get_by_role("option", name=option, exact=True).click()
        return self.click(card.send)

    def answer_until(self, title: str) -> Card:
        """Type 1, the first option, for as long as there are questions."""
        for _ in range(_MOST_QUESTIONS):
            if title in self.newest.at.inner_text():
                break
            self.say("1")
        return self.newest.shows(title)

    def click(self, what: Locator) -> Card:
        """Click something; gives the message that follows."""
        before = self.cards.count()
        what.click()
        return self._card_after(before)

    def go_to(self, chat: str) -> None:
        """Another chat or channel of the list on the left; nothing is said there yet."""
        self.page.get_by_role("treeitem", name=chat).click()
        expect(self.cards).to_have_count(0)

    def mention(self, name: str, text: str) -> Card:
        """Say something to somebody who is picked from the list that an @ opens."""
        before = self.cards.count()
        self._box.click()
        self.page.keyboard.type("@")
        self.page.get_by_role("menuitem", name=re.compile(name)).click()
        self.page.keyboard.insert_text(f" {text}")
        post = self.page.get_by_role("button", name="Post", exact=True)
        self.page.get_by_label("Send Message").or_(post).click()
        return self._card_after(before)

    @property
    def _box(self) -> Locator:
        return self.page.locator("[data-lexical-editor=true]").first

    def _type(self, text: str) -> None:
        self._box.click()
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        expect(self._box).to_have_text("")

    def _card_after(self, before: int) -> Card:
        expect(self.cards).to_have_count(before + 1)
        return self.card(before)
