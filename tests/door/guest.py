"""Somebody who talks with the bot in Teams, and walks through an interview by its cards."""

from dataclasses import dataclass, field
from typing import Any

from knowledge.model import Question
from tests.door.cards import CARD, Card, Pressed, answer_to, button, card_in, question_of, step_of
from tests.door.content import QUESTIONS
from tests.fakes.calls import Call, is_shown
from tests.fakes.driver import Answer, TeamsDriver
from tests.fakes.people import Chat, Person
from tests.fakes.wire import Seat, Wire

TASK = "Varje vecka sammanställer jag deltagarlistor från mejl i Excel, det tar 45 minuter"


@dataclass(slots=True)
class Guest:
    """A person in a chat; `card` is the newest card that was shown to them."""

    seat: Seat
    driver: TeamsDriver
    seen: int = 0
    card: Card = field(default_factory=dict)

    @classmethod
    def new(cls, driver: TeamsDriver, *, locale: str = "sv-SE") -> "Guest":
        """Somebody nobody met before, in their own chat."""
        return cls(driver.seat(Person.unique()).speaking(locale), driver)

    def elsewhere(self, chat: Chat) -> "Guest":
        """The same person in another chat."""
        return Guest(self.driver.seat(self.seat.person, chat), self.driver)

    @property
    def chat(self) -> str:
        return self.seat.chat.id

    async def installs(self) -> list[Call]:
        return await self._does(self.seat.installed())

    async def says(self, text: str, **more: Any) -> list[Call]:
        """Type something; gives the calls that it led to."""
        return await self._does(self.seat.message(text, **more))

    async def submits(self, data: Pressed) -> list[Call]:
        """Press a button of a client that only knows Action.Submit."""
        return await self._does(self.seat.submit(data))

    async def presses(self, data: Pressed) -> Card:
        """Press a button; gives the card that takes its place."""
        answer = await self.press(data)
        shape = (answer.status, answer.body["statusCode"], answer.body["type"])
        assert shape == (200, 200, CARD), data
        card: Card = answer.body["value"]
        return card

    async def press(self, data: Pressed) -> Answer:
        answer = await self.driver.post(self.seat.press(data, verb=str(data.get("v", ""))))
        await self.news()
        return answer

    async def presses_on(self, verb: str) -> Card:
        """Press a button of the newest card; gives the newest card then."""
        await self.press(button(self.card, verb))
        return self.card

    async def sends(self, activity: Wire) -> Answer:
        """Deliver any activity."""
        return await self.driver.post(activity)

    async def news(self) -> list[Call]:
        """What reached the chat since the last look."""
        calls = await self.driver.fake.calls(self.chat, since=self.seen)
        self.seen = calls[-1].number if calls else self.seen
        for call in calls:
            if is_shown(call) and card_in(call.activity):
                self.card = card_in(call.activity)
        return calls

    async def begins(self, text: str = TASK) -> None:
        """Install, describe a task and stand before what comes then."""
        await self.installs()
        await self.says(text)

    async def reaches(self, question: str) -> None:
        """Answer by pressing until this question stands open."""
        while question_of(self.card) != question:
            await self.goes_on()

    async def finishes(self) -> None:
        """Answer by pressing until the result is shown."""
        while step_of(self.card) != "result":
            await self.goes_on()

    async def goes_on(self) -> Card:
        """Press what leads on from the newest card; gives the settled card."""
        before = self.card
        settled = await self.presses(onward(self.card))
        assert self.card is not before, "nothing followed"
        return settled

    async def types_on(self) -> list[Call]:
        """Type what leads on from the newest card."""
        return await self.says(typed_onward(self.card))

    async def _does(self, activity: Wire) -> list[Call]:
        answer = await self.driver.post(activity)
        assert answer == Answer(200, None)
        return await self.news()


def onward(card: Card) -> Pressed:
    """The press that leads on from a card of the interview."""
    match step_of(card):
        case "facts":
            return button(card, "facts_right")
        case "question" if question_of(card) == "department":
            return button(card, "skip")
        case "question":
            return answer_to(card, option_of(QUESTIONS[question_of(card)]))
        case "summary":
            return button(card, "judge")
        case step:
            raise AssertionError(f"the interview stands at {step}")


def typed_onward(card: Card) -> str:
    """The words that lead on from a card of the interview."""
    match step_of(card):
        case "question" if question_of(card) == "department":
            return "1"
        case "question":
            question = QUESTIONS[question_of(card)]
            return {"minutes": "30 minuter", "people": "3", "frequency": "en gång i veckan"}.get(question.kind, "1")
        case _:
            return "ja"


def option_of(question: Question) -> str:
    """A code that can be pressed."""
    return question.options[0].code if question.options else f"{question.quick[0]:g}"
