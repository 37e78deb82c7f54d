"""Ten messages at once in each of several conversations: answered one after the other, in the order on record."""

import asyncio

import pytest

from tests.door.cards import card_in, texts
from tests.door.guest import Guest
from tests.door.server import Server, heard

pytestmark = pytest.mark.slow
WORDS = ["alfa", "bravo", "cesar", "david", "erik", "filip", "gustav", "helge", "ivar", "johan"]


async def test_messages_at_once_are_answered_in_the_order_they_were_taken(any_server: Server, any_guest: Guest) -> None:
    guests = [Guest.new(any_guest.driver) for _ in range(3)]
    for guest in guests:
        await guest.begins()
        await guest.finishes()

    await asyncio.gather(
        *(
            guest.sends(guest.seat.message(f"vi borde även prata om hur vi skickar ut {word} till kollegorna"))
            for guest in guests
            for word in WORDS
        )
    )

    for guest in guests:
        calls = await guest.driver.fake.wait_for(guest.chat, len(WORDS), since=guest.seen)
        answered = [_word(texts(card_in(call.activity))) for call in calls]
        taken = [_word(text) for text in (await heard(any_server.database, guest.chat))[-len(WORDS) :]]
        assert sorted(taken) == WORDS
        assert answered == taken


def _word(text: str) -> str:
    return next(word for word in WORDS if word in text)
