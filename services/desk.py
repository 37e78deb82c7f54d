"""The team's desk: what is pressed on a case's card in a channel. Who is in the channel may act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dialogs.case import Case, Somebody
from dialogs.case_card import COACH, SENT, URGENT, WORDS, case_card, dialog, refusal
from dialogs.reply import Form, Note, Press, Reply, led
from dialogs.speech import Speech
from knowledge.part import Language
from services.again import again_if_lost
from services.announcing import Announcer
from services.casework import VERBS, Done, Missing, Order, Verb, act, locked
from services.effects import TurnPorts
from services.records import Address, Delivery, Receiver

_MOST_PEOPLE = 100
"""In the list of whom a case can be given to: more would not fit on a card."""
_VERBS: Mapping[str, Verb] = {f"case_{each}": each for each in VERBS if each != "urgent"}
"""What the buttons of the card do; how urgent it is stands in the form for assigning."""


@dataclass(frozen=True, slots=True)
class DeskPress:
    """A button in a channel, and who pressed it. `on` is the message that it stands in."""

    address: Address
    by: Somebody
    received: str
    on: str
    press: Press
    inputs: Mapping[str, str]
    at: datetime
    language: Language


@dataclass(frozen=True, slots=True)
class DeskAnswer:
    """What is shown in the place of the card, and what is to be sent."""

    reply: Reply
    language: Language
    deliveries: tuple[Delivery, ...] = ()


@again_if_lost
async def press_at_desk(pressed: DeskPress, team: Sequence[Somebody], ports: TurnPorts) -> DeskAnswer:
    """Do what the button says, once; one that no longer fits changes nothing. `team`: who can be given a case."""
    knowledge = await ports.library.latest()
    async with ports.store.begin() as unit:
        announcer = Announcer(unit, knowledge, ports.write, ports.settings, pressed.at)
        receiver = await unit.receivers.at(pressed.address)
        case = await _case(pressed, receiver, announcer)
        language = receiver.language if receiver is not None else pressed.language
        speech = Speech(knowledge, language)
        if receiver is None or case is None:
            return DeskAnswer(_unknown(speech), language)
        fresh = await unit.receive(receiver.conversation, pressed.received, "press", "", pressed.at)
        verb, sent = pressed.press.verb.removesuffix(SENT), pressed.press.verb.endswith(SENT)
        if not sent:
            known = await unit.cases.coaches() if verb == "case_assign" else ()
            form = dialog(speech, case, verb, _choices(team, case, known, pressed.by))
            if form is not None:
                return DeskAnswer(form, language)
        reply = await _done(verb, case, pressed, announcer, speech, team) if fresh else case_card(speech, case)
        return DeskAnswer(reply, language, tuple(announcer.said))


async def _case(pressed: DeskPress, receiver: Receiver | None, announcer: Announcer) -> Case | None:
    """The case, when its card stands in this very channel and the channel still receives cases."""
    if receiver is None or receiver.state != "approved":
        return None
    number = pressed.press.code
    if receiver.unreachable:
        await announcer.unit.receivers.reached(receiver)
    if not await announcer.unit.cases.shown(receiver.conversation, number, pressed.on):
        return None
    return await locked(number, announcer)


async def _done(
    verb: str, case: Case, pressed: DeskPress, announcer: Announcer, speech: Speech, team: Sequence[Somebody]
) -> Reply:
    everybody: tuple[Somebody, ...] = ()
    if verb == "case_assign":
        everybody = _choices(team, case, await announcer.unit.cases.coaches(), pressed.by)
    if verb not in _VERBS:
        return case_card(speech, case)
    order = Order(
        verb=_VERBS[verb],
        by=pressed.by,
        at=pressed.at,
        words=pressed.inputs.get(WORDS, ""),
        to=next((each for each in everybody if each.key == pressed.inputs.get(COACH)), None),
        urgent=pressed.inputs.get(URGENT) == "1",
        seen_moves=int(pressed.press.question) if pressed.press.question.isdecimal() else -1,
    )
    said = speech.words.case
    match await act(case, order, announcer):
        case Done(case=now):
            return case_card(speech, now)
        case Missing(what="words"):
            return _again(speech, case, verb, team, speech.say(said.empty))
        case Missing():
            return _again(speech, case, verb, everybody, speech.say(said.nobody_chosen))
        case _:
            return led(case_card(speech, case), refusal(speech, case, pressed.by))


def _again(speech: Speech, case: Case, verb: str, team: Sequence[Somebody], said: str) -> Reply:
    form = dialog(speech, case, verb, team)
    return led(form, said) if isinstance(form, Form) else case_card(speech, case)


def _choices(team: Sequence[Somebody], case: Case, known: Sequence[Somebody], by: Somebody) -> tuple[Somebody, ...]:
    """Everybody who can be given the case, each once, by name."""
    everybody = {each.key: each for each in (*known, by, *((case.coach,) if case.coach else ()), *team)}
    return tuple(sorted(everybody.values(), key=lambda each: each.name)[:_MOST_PEOPLE])


def _unknown(speech: Speech) -> Note:
    return Note(kind="case_unknown", lines=(speech.say(speech.words.case.unknown),))
