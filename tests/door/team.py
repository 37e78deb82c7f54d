"""The team in its channel: who binds it, what stands on the cards there, who presses what."""

from dataclasses import dataclass, field
from typing import Any

from tests.door.cards import Card, Pressed, card_in
from tests.door.guest import Guest
from tests.fakes.calls import Call, is_shown
from tests.fakes.driver import Answer, TeamsDriver
from tests.fakes.people import Chat, Person
from tests.fakes.wire import Seat


@dataclass(slots=True)
class Team:
    """A channel of a team, and one person in it at a time; `seen` is the last call that was looked at."""

    driver: TeamsDriver
    chat: Chat
    seen: dict[str, int] = field(default_factory=dict)

    @classmethod
    def new(cls, driver: TeamsDriver, name: str) -> "Team":
        return cls(driver, Chat.in_channel(name, team=f"Team {name}"))

    def seat(self, person: Person, thread: str | None = None) -> Seat:
        chat = self.chat
        if thread is not None:
            chat = Chat(f"{chat.id};messageid={thread}", "channel", chat.name, chat.team, chat.channel)
        return self.driver.seat(person, chat)

    async def says(self, person: Person, text: str) -> list[Call]:
        """Mention the bot; gives what is answered in that thread."""
        seat = self.seat(person, "1")
        assert await self.driver.post(seat.mention(text)) == Answer(200, None)
        return await self.news(seat.chat.id)

    async def cards(self) -> list[Call]:
        """New posts in the channel, each the beginning of a thread."""
        return [call for call in await self.news(self.chat.id) if is_shown(call)]

    async def news(self, conversation: str) -> list[Call]:
        calls = await self.driver.fake.calls(conversation, since=self.seen.get(conversation, 0))
        if calls:
            self.seen[conversation] = calls[-1].number
        return calls

    async def thread(self, post: Call) -> list[Call]:
        """What has happened in the thread of a post: its updates, and the lines under it."""
        return await self.news(f"{self.chat.id};messageid={post.activity_id}")

    async def presses(self, person: Person, post: Call, data: Pressed, **inputs: str) -> Card:
        """Press a button of a post's card; gives the card that takes its place."""
        answer = await self.press(person, post, data, **inputs)
        assert answer.status == 200
        card: Card = answer.body["value"]
        return card

    async def press(self, person: Person, post: Call, data: Pressed, **inputs: str) -> Answer:
        seat = self.seat(person, post.activity_id)
        return await self.driver.post(seat.press({**data, **inputs}, verb=data["v"], reply_to=post.activity_id))

    async def opens(self, person: Person, post: Call, data: Pressed) -> dict[str, Any]:
        """A button that opens a dialog, as a client without Action.Execute does."""
        seat = self.seat(person, post.activity_id)
        value = {"data": {**data, "msteams": {"type": "task/fetch"}}, "context": {"theme": "default"}}
        answer = await self.driver.post(seat.invoke("task/fetch", value, replyToId=post.activity_id))
        assert answer.status == 200
        task: dict[str, Any] = answer.body["task"]
        return task

    async def submits(self, person: Person, post: Call, data: Pressed, **inputs: str) -> dict[str, Any]:
        seat = self.seat(person, post.activity_id)
        value = {"data": {**data, **inputs}, "context": {"theme": "default"}}
        answer = await self.driver.post(seat.invoke("task/submit", value, replyToId=post.activity_id))
        assert answer.status == 200
        task: dict[str, Any] = answer.body["task"]
        return task


def newest_card(calls: list[Call]) -> Card:
    return card_in([call for call in calls if call.activity.get("attachments")][-1].activity)


def lines(calls: list[Call]) -> list[str]:
    """The plain lines among the calls."""
    return [call.activity["text"] for call in calls if "text" in call.activity]


async def ask_for_help(team: Team, words: str) -> Guest:
    """Somebody new asks the team for help, in these words."""
    guest = Guest.new(team.driver)
    await guest.says("människa")
    await guest.says(words)
    await guest.says("skicka")
    return guest
