"""A team's channel in the Agents Playground: its posts, newest on top, each with its thread below it."""

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page, expect

from tests.e2e.playground import Card

GENERAL: Final = "My Team - General"
ANNOUNCEMENTS: Final = "My Team - Announcements"
PERSONAL: Final = "Personal Chat"
BOT: Final = "Test Bot"
COLLEAGUE: Final = "user-id-1"
"""Megan Bowen, a member of the team who has no window of her own."""
_BOX: Final = "[data-lexical-editor=true]"
_CARD: Final = ".ac-adaptiveCard"


@dataclass(frozen=True, slots=True)
class Post:
    """One post and the replies to it. It stays the same post when others come and when its card is replaced."""

    at: Locator

    def shows(self, *words: str) -> "Post":
        """Wait until all of this can be read in the post or in its thread."""
        for each in words:
            expect(self.at).to_contain_text(each, use_inner_text=True)
        return self

    def hides(self, *words: str) -> "Post":
        for each in words:
            expect(self.at).not_to_contain_text(each, use_inner_text=True)
        return self

    @property
    def cards(self) -> Locator:
        return self.at.locator(_CARD)

    def card(self, number: int = 0) -> Card:
        """The cards of the post and its thread from the first one, 0."""
        return Card(self.cards.nth(number))

    def has_cards(self, count: int) -> "Post":
        """Wait until there are so many, the post's own among them."""
        expect(self.cards).to_have_count(count)
        return self

    def press(self, label: str, card: int = 0) -> Card:
        """Press a button of a card; gives the card, which what happens may have replaced."""
        pressed = self.card(card)
        pressed.button(label).first.click()
        return pressed

    def mention(self, text: str, name: str = BOT) -> "Post":
        """Reply in the thread to somebody who is picked from the list that an @ opens."""
        _mention(self.at, name, text, "Send Message")
        return self


class Channel:
    """A channel that one person has open."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    def opened(cls, page: Page, chat: str = GENERAL) -> "Channel":
        """The first visit of a window also tells the bot that it was installed there."""
        page.get_by_role("treeitem", name=chat).click()
        channel = cls(page)
        expect(channel.compose).to_be_visible()
        return channel

    def leave(self, chat: str = PERSONAL) -> None:
        """Go to a chat; what comes to the channel in the meantime is there on the next visit."""
        self.page.get_by_role("treeitem", name=chat).click()
        expect(self.compose).to_have_count(0)

    @property
    def compose(self) -> Locator:
        """Where a new post is written."""
        return self._groups("Post")

    @property
    def posts(self) -> Locator:
        return self._groups("Send Message")

    @property
    def newest(self) -> Post:
        return self.post(self.posts.count() - 1)

    def post(self, number: int) -> Post:
        """The posts from the oldest one, 0, which is the lowest; they are counted from below."""
        return Post(self.posts.nth(-1 - number))

    def has_posts(self, count: int) -> "Channel":
        expect(self.posts).to_have_count(count)
        return self

    def texts(self) -> list[str]:
        """What all cards say, from the oldest post, each followed by its thread."""
        newest_first = [post.locator(_CARD).all_inner_texts() for post in self.posts.all()]
        return [text for post in reversed(newest_first) for text in post]

    def mention(self, text: str, name: str = BOT) -> Post:
        """A new post to somebody who is picked from the list that an @ opens; the answer comes to its thread."""
        before = self.posts.count()
        _mention(self.compose, name, text, "Post")
        self.has_posts(before + 1)
        return self.post(before)

    def press_as(self, who: str, conversation: str, message: str, action: dict[str, object]) -> dict[str, object]:
        """Another member presses Action.Execute; gives the bot's answer, which no window shows until it updates."""
        response = self.page.request.post(
            f"{self.page.url.rstrip('/')}/_conversation/v1/invoke",
            data={
                "name": "adaptiveCard/action",
                "from": {"id": who},
                "conversation": {"id": conversation},
                "replyToId": message,
                "value": {"action": {"type": "Action.Execute", **action}},
            },
        )
        expect(response).to_be_ok()
        answer: dict[str, object] = response.json()
        return answer

    def mock(self, activity: str) -> None:
        """Send one of the menu's activities: "Install application", "Add user", "Rename team"."""
        self.page.get_by_role("button", name="Mock an Activity").click()
        self.page.get_by_role("menuitem").get_by_text(activity, exact=True).click()
        self.page.get_by_role("button", name="Send activity").click()
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def _groups(self, button: str) -> Locator:
        """The frames that have this button; the compose box and every post are one."""
        return self.page.get_by_role("group").filter(has=self.page.get_by_role("button", name=button, exact=True))


def _mention(frame: Locator, name: str, text: str, button: str) -> None:
    page = frame.page
    box = frame.locator(_BOX)
    box.click()
    page.keyboard.type("@")
    page.get_by_role("menuitem", name=name).click()
    page.keyboard.insert_text(f" {text}")
    expect(box).to_contain_text(text)
    frame.get_by_role("button", name=button, exact=True).click()
    expect(box).to_have_text("")
