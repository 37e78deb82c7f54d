"""Taking a turn: load, respond, keep - one transaction. What is said is on record before anyone sees it."""

import secrets
from dataclasses import replace
from logging import getLogger
from typing import Literal

from dialogs.conversation import Turn as Said
from dialogs.conversation import clean, respond
from dialogs.message import Deleted, Edited, Joined, Message
from dialogs.message import Said as Typed
from dialogs.reply import Note, Reply, key_of
from dialogs.speech import Speech
from dialogs.step import Setting
from dialogs.tasks import TaskRecord, record
from knowledge.part import Language
from services.again import again_if_lost
from services.announcing import Announcer
from services.decisions import decided
from services.effects import Around, TurnPorts, carry_out
from services.ports import Unit
from services.records import Address, Entered, Incoming, Outcome, Outgoing, Turn
from services.saying import outgoing

_log = getLogger(__name__)


@again_if_lost
async def take_turn(incoming: Incoming, ports: TurnPorts) -> Outcome:
    """Answer a message, once however often it is delivered. A lost race does the whole turn again."""
    async with ports.store.begin() as unit:
        entered = await unit.enter(incoming)
        if entered is None:
            await _watch(incoming, unit)
            return Outcome(answer=await unit.answer_of(incoming))
        setting = await _setting(incoming, entered, unit, ports)
        announcer = Announcer(unit, setting.latest, ports.write, ports.settings, incoming.at)
        around = Around(incoming, entered, unit, setting, ports, announcer)
        said = respond(entered.talk, await _with_memory(incoming, entered, unit), around.setting)
        turn = await _written(await carry_out(said, around), around)
        deliveries = (*await unit.keep(entered, turn), *announcer.said)
    answer = next((out.activity for out in turn.outgoing if out.delivery == "answered"), None)
    return Outcome(answer, deliveries)


async def close_conversation(address: Address, ports: TurnPorts) -> None:
    """The app was removed by a person: nothing is sent there until they write again. What they told stays."""
    async with ports.store.begin() as unit:
        await unit.close(address, ports.clock())


async def apologise(incoming: Incoming, ports: TurnPorts, reference: str) -> Outcome:
    """Tell the person that their message could not be handled. That it came is on record; nothing else changes."""
    async with ports.store.begin() as unit:
        entered = await unit.enter(incoming)
        if entered is None:
            return Outcome()
        speech = Speech(await ports.library.current(entered.latest), entered.talk.language or incoming.language)
        note = Note(kind="sorry", lines=(speech.say(speech.words.misc.sorry, reference=reference),))
        out = outgoing(note, speech.language, ports.write)
        return Outcome(deliveries=await unit.keep(entered, Turn(incoming, "", None, entered.talk, None, (out,))))


async def _setting(incoming: Incoming, entered: Entered, unit: Unit, ports: TurnPorts) -> Setting:
    latest, now = await ports.library.current(entered.latest), ports.clock()
    interview = entered.talk.interview
    return Setting(
        pinned=await ports.library.at(interview.revision) if interview else latest,
        latest=latest,
        language=incoming.language,
        now=now,
        fresh_id=secrets.token_urlsafe(9),
        arrived=incoming.at,
        written=incoming.written,
        decided=await decided(unit, now),
    )


async def _watch(incoming: Incoming, unit: Unit) -> None:
    """A message that comes again with other words changes nothing, and whoever looks after the bot is told."""
    message, words = incoming.message, await unit.words_of(incoming)
    if not isinstance(message, Typed) or not words:
        return
    if words not in (clean(message.text), clean(message.text, keep_contact=True)):
        _log.warning("known_message_with_other_words", extra={"why": "security", "said": incoming.received[:80]})


async def _with_memory(incoming: Incoming, entered: Entered, unit: Unit) -> Message:
    """What the message cannot tell: what an edited or deleted one had answered, and whether we have met here."""
    match incoming.message:
        case Joined():
            return Joined(met=await unit.has_spoken(entered))
        case Edited() | Deleted() as changed:
            earlier = await unit.heard(entered, incoming.activity_id)
            if isinstance(changed, Deleted):
                await unit.blank(entered, incoming.activity_id)
            return replace(changed, about=earlier.about, was=earlier.words) if earlier else changed
        case message:
            return message


async def _written(said: Said, around: Around) -> Turn:
    """The turn as it is put on record: what was heard, what is said, and where it stands now."""
    language = said.talk.language or around.setting.language
    outgoing = [*await _replaced(said, around, language)]
    outgoing += [_outgoing(reply, language, around) for reply in said.replies]
    task = await _changed_task(said, around, language)
    talk = said.talk.model_copy(update={"spoken": language})
    return Turn(around.incoming, said.heard, said.about, talk, task, tuple(outgoing))


async def _replaced(said: Said, around: Around, language: Language) -> tuple[Outgoing, ...]:
    """The card in place of the one that was answered: as the answer of the press, or as an update of the message."""
    reply = said.settled or said.instead
    if reply is None:
        return ()
    if around.incoming.in_place:
        return (_outgoing(reply, language, around, delivery="answered"),)
    if said.settled is None:
        return (_outgoing(reply, language, around),)
    shown = await around.unit.card(around.entered, key_of(reply))
    return (_outgoing(reply, language, around, replaces=shown),) if shown is not None else ()


def _outgoing(
    reply: Reply,
    language: Language,
    around: Around,
    *,
    delivery: Literal["pending", "answered"] = "pending",
    replaces: int | None = None,
) -> Outgoing:
    return outgoing(reply, language, around.ports.write, delivery=delivery, replaces=replaces)


async def _changed_task(said: Said, around: Around, language: Language) -> TaskRecord | None:
    interview = said.talk.interview
    if interview is None or interview == around.entered.talk.interview:
        return None
    knowledge = await around.ports.library.at(interview.revision)
    return record(Speech(knowledge, language), said.talk, interview)
