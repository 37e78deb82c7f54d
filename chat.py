"""The terminal door: the same conversation, typed in a terminal, kept like any other."""

import json
import sys
from collections.abc import Callable
from typing import Any, TextIO
from uuid import uuid4

from dialogs.commands import fold
from dialogs.message import Joined, Message, Pressed, Said
from dialogs.plain import plain
from dialogs.reply import Note, Press, Reply, choices_of
from knowledge.part import Language
from services.effects import TurnPorts
from services.records import Address, Incoming, Sent, Wire
from services.turns import take_turn


def write_plain(reply: Reply, language: Language) -> Wire:  # noqa: ARG001 - the shape of every door's writer
    """A reply as the terminal shows it: kind, text, and the buttons with their codes."""
    return {
        "kind": reply.kind if isinstance(reply, Note) else type(reply).__name__.lower(),
        "text": plain(reply),
        "choices": [{"code": code(c.press), "label": c.label} for c in choices_of(reply)],
    }


def code(press: Press) -> str:
    """What is typed instead of pressing: the option's code, else the verb with what it is about."""
    if press.verb == "answer" and press.code:
        return press.code
    return ":".join(part for part in (press.verb, press.code or press.question) if part)


class Terminal:
    """One person's conversation in a terminal."""

    def __init__(self, person: str, language: Language, show: Callable[[Wire], None]) -> None:
        self._address = Address(
            channel="terminal",
            conversation=f"terminal:{person}",
            service_url="",
            bot="coach",
            user=person,
            tenant="terminal",
            person=person,
            name=person,
            locale=language,
        )
        self._language = language
        self._show = show
        self._presses: dict[str, Press] = {}

    async def begin(self, ports: TurnPorts) -> None:
        """Greet; where we have met before, show where things stand."""
        if not await self._take(ports, "joined", Joined()):
            await self._take(ports, "joined", Pressed(Press("hello")))

    async def hear(self, ports: TurnPorts, line: str) -> None:
        """A line is a button's code or label of what was said last, or else the person's words."""
        press = self._presses.get(line.strip()) or self._presses.get(fold(line))
        self._presses = {}
        await self._take(ports, "message", Pressed(press) if press is not None else Said(line))

    async def _take(self, ports: TurnPorts, kind: str, message: Message) -> int:
        """Take a turn and show it; gives back how many messages it led to."""
        name = uuid4().hex
        now = ports.clock()
        incoming = Incoming(self._address, name, name, kind, message, self._language, now)
        outcome = await take_turn(incoming, ports)
        for delivery in outcome.deliveries:
            await ports.store.sent(delivery, Sent(uuid4().hex), now, None)
            if delivery.replaces is None:
                self._show(delivery.activity)
        return len(outcome.deliveries)

    def remember(self, reply: Reply, language: Language) -> Wire:
        """Write a reply, and remember what its buttons mean."""
        for choice in choices_of(reply):
            self._presses[code(choice.press)] = choice.press
        labels = [fold(choice.label.lstrip("← ")) for choice in choices_of(reply)]
        for label, choice in zip(labels, choices_of(reply), strict=True):
            if labels.count(label) == 1:
                self._presses[label] = choice.press
        return write_plain(reply, language)


def show_json(reply: Wire, out: TextIO = sys.stdout) -> None:
    print(json.dumps(reply, ensure_ascii=False), file=out, flush=True)


def show_text(reply: Wire, out: TextIO = sys.stdout) -> None:
    choices: list[dict[str, Any]] = reply["choices"]
    labels = "  ".join(f"[{choice['label']}]" for choice in choices)
    print(f"\n{reply['text']}\n{labels}\n", file=out, flush=True)
