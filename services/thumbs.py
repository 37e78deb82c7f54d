"""Thumbs on results: kept for the coaches, beside the very message they are about."""

from typing import Literal

from dialogs.conversation import clean
from services.effects import TurnPorts
from services.records import Address

Reaction = Literal["like", "dislike"]
_LONGEST = 2_000


async def note_thumb(address: Address, on: str, reaction: Reaction, words: str, ports: TurnPorts) -> None:
    """Keep a thumb. Without the message's id it is about the newest result in that chat; unknown ones are not kept."""
    kept = clean(words)[:_LONGEST]
    async with ports.store.begin() as unit:
        await unit.thumb(address, on, reaction, kept, ports.clock())
