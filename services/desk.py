"""The team's desk: what is pressed on a case's card in a channel. Who is in the channel may act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dialogs.case import UNTAKEN, Case, Event, Move, Refused, Somebody, moved
from dialogs.case_card import COACH, SENT, URGENT, WORDS, case_card, dialog, refusal
from dialogs.conversation import clean
from dialogs.moves import LONGEST_COMMENT
from dialogs.reply import Form, Note, Press, Reply, led
from dialogs.speech import Speech
from knowledge.part import Language
from services.again import again_if_lost
from services.announcing import Announcer
from services.cases import promised_by, repeats
from services.effects import TurnPorts
from services.records import Address, Delivery, Receiver

_MOST_PEOPLE = 100
"""In the list of whom a case can be given to: more would not fit on a card."""
_MOVES: dict[str, tuple[Move, str]] = {
    "case_take": ("take", "taken"),
    "case_assign": ("assign", "assigned"),
    "case_ask": ("ask", "asked"),
    "case_solve": ("solve", "solved"),
    "case_close": ("close", "closed"),
    "case_reopen": ("reopen", "reopened"),
}


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
    book, number = announcer.unit.cases, pressed.press.code
    if receiver.unreachable:
        await announcer.unit.receivers.reached(receiver)
    person = await book.person_of(number)
    if person is None or not await book.shown(receiver.conversation, number, pressed.on):
        return None
    await announcer.unit.talk_of(person)  # In the same order as a turn: first the person, then the case.
    return await book.load(number)


async def _done(
    verb: str, case: Case, pressed: DeskPress, announcer: Announcer, speech: Speech, team: Sequence[Somebody]
) -> Reply:
    words = clean(pressed.inputs.get(WORDS, "").strip(), keep_contact=True)[:LONGEST_COMMENT]
    if verb in ("case_reply", "case_ask") and not words:
        return _again(speech, case, verb, team, speech.say(speech.words.case.empty))
    if verb == "case_reply":
        return case_card(speech, await _replied(case, words, pressed, announcer))
    if verb not in _MOVES:
        return case_card(speech, case)
    known = await announcer.unit.cases.coaches() if verb == "case_assign" else ()
    everybody = _choices(team, case, known, pressed.by)
    to = next((each for each in everybody if each.key == pressed.inputs.get(COACH)), None)
    if verb == "case_assign" and to is None:
        return _again(speech, case, verb, everybody, speech.say(speech.words.case.nobody_chosen))
    move, what = _MOVES[verb]
    result = moved(case, move, by=pressed.by, now=pressed.at, to=to)
    if isinstance(result, Refused) or (pressed.press.question != str(case.moves) and result != case):
        return led(case_card(speech, case), refusal(speech, case, pressed.by))
    if verb == "case_assign":
        result = replace(result, urgent=pressed.inputs.get(URGENT) == "1")
    if result == case:
        return case_card(speech, case)
    if verb == "case_reopen":
        result = replace(result, promised=promised_by(announcer.knowledge.revision.promises, pressed.at))
    urgent_only = result.moves == case.moves
    await _move(result, Event("urgent" if urgent_only else what, pressed.by, pressed.at, words), announcer)
    return case_card(speech, result)


async def _replied(case: Case, words: str, pressed: DeskPress, announcer: Announcer) -> Case:
    """A message to the person. Who answers a case that nobody has, has it."""
    if case.state in UNTAKEN:
        taken = moved(case, "take", by=pressed.by, now=pressed.at)
        if not isinstance(taken, Refused):
            case = taken
            await _move(case, Event("taken", pressed.by, pressed.at), announcer)
    event = Event("replied", pressed.by, pressed.at, words)
    if repeats(await announcer.unit.cases.events(case), event):
        return case
    await announcer.unit.cases.keep(case, event)
    await announcer.changed(case, event)
    await announcer.tell(case, event)
    return case


async def _move(case: Case, event: Event, announcer: Announcer) -> None:
    """Keep how the case stands, show it everywhere, tell the person, and stop or begin reminding."""
    await announcer.unit.cases.keep(case, event)
    await announcer.changed(case, event)
    if event.what != "urgent":
        await announcer.tell(case, event)
    if case.state in UNTAKEN:
        await announcer.promise(case)
    else:
        await announcer.unit.agenda.drop(case=case.id)


def _again(speech: Speech, case: Case, verb: str, team: Sequence[Somebody], said: str) -> Reply:
    form = dialog(speech, case, verb, team)
    return led(form, said) if isinstance(form, Form) else case_card(speech, case)


def _choices(team: Sequence[Somebody], case: Case, known: Sequence[Somebody], by: Somebody) -> tuple[Somebody, ...]:
    """Everybody who can be given the case, each once, by name."""
    everybody = {each.key: each for each in (*known, by, *((case.coach,) if case.coach else ()), *team)}
    return tuple(sorted(everybody.values(), key=lambda each: each.name)[:_MOST_PEOPLE])


def _unknown(speech: Speech) -> Note:
    return Note(kind="case_unknown", lines=(speech.say(speech.words.case.unknown),))
