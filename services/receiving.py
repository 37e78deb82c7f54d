"""Which channels receive cases: asked for in the channel, approved by an admin, ended from either side."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from dialogs.reply import Note
from dialogs.speech import Speech
from knowledge.part import Language, Text
from services.again import again_if_lost
from services.announcing import Announcer, takes, working_time
from services.effects import TurnPorts
from services.records import Address, Delivery, Entry, Receiver, ReceiverState
from services.saying import outgoing

_MONDAY = 0


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of a team, and who speaks for it there. Its address is that of the channel, not of a thread."""

    address: Address
    team: str
    by: str
    language: Language


@dataclass(frozen=True, slots=True)
class Settled:
    """What is answered in the channel, and what is to be sent besides."""

    note: Note
    language: Language
    deliveries: tuple[Delivery, ...] = field(default_factory=tuple)


@again_if_lost
async def connect(channel: Channel, ports: TurnPorts) -> Settled:
    """Ask for a channel to receive cases. On one's own machine it takes effect at once."""
    at, knowledge = ports.clock(), await ports.library.latest()
    speech = Speech(knowledge, channel.language)
    words = speech.words.desk
    async with ports.store.begin() as unit:
        known = await unit.receivers.at(channel.address)
        if known is not None and known.state == "approved":
            await unit.receivers.reached(known)
            return _settled(speech, words.already)
        receiver = await unit.receivers.ask(channel.address, channel.team, channel.by, channel.language, at)
        if not ports.settings.approve_at_once:
            again = known is not None and known.state == "asked"
            return _settled(speech, words.still_asked if again else words.connect_asked)
        announcer = Announcer(unit, knowledge, ports.write, ports.settings, at)
        await _approve(receiver, channel.by, announcer)
        return _settled(speech, words.connected, announcer.said)


@again_if_lost
async def disconnect(channel: Channel, ports: TurnPorts) -> Settled:
    """A channel wants no more cases. Open ones go to other channels that take them."""
    at, knowledge = ports.clock(), await ports.library.latest()
    speech = Speech(knowledge, channel.language)
    async with ports.store.begin() as unit:
        receiver = await unit.receivers.at(channel.address)
        if receiver is None or receiver.state == "removed":
            return _settled(speech, speech.words.desk.not_connected)
        announcer = Announcer(unit, knowledge, ports.write, ports.settings, at)
        await _end(receiver, channel.by, announcer)
        return _settled(speech, speech.words.desk.disconnected, announcer.said)


@again_if_lost
async def left(address: Address, team: str | None, ports: TurnPorts) -> tuple[Delivery, ...]:
    """The app or the channel is gone: nothing more is sent there. `team`: the whole team is."""
    knowledge = await ports.library.latest()
    async with ports.store.begin() as unit:
        announcer = Announcer(unit, knowledge, ports.write, ports.settings, ports.clock())
        one = await unit.receivers.at(address)
        gone = await unit.receivers.of_team(address.channel, team) if team else ((one,) if one else ())
        for receiver in gone:
            if receiver.state != "removed":
                await _end(receiver, "teams", announcer)
        return tuple(announcer.said)


@again_if_lost
async def decide(receiver: int, ports: TurnPorts, *, approve: bool, by: str) -> Receiver | None:
    """An admin approves a channel, or ends it; the channel is told, once. None when there is no such channel."""
    knowledge = await ports.library.latest()
    async with ports.store.begin() as unit:
        found = await unit.receivers.get(receiver)
        if found is None or found.state == ("approved" if approve else "removed"):
            return found
        announcer = Announcer(unit, knowledge, ports.write, ports.settings, ports.clock())
        speech = Speech(knowledge, found.language)
        words = speech.words.desk
        note = Note(kind="desk", lines=(speech.say(words.connected if approve else words.refused),))
        await unit.post(found.conversation, (outgoing(note, found.language, ports.write),), announcer.now)
        await (_approve(found, by, announcer) if approve else _end(found, by, announcer))
        return await unit.receivers.get(receiver)


@again_if_lost
async def route(receiver: int, departments: Sequence[str], topics: Sequence[str], ports: TurnPorts, by: str) -> bool:
    """Which cases come to a channel; empty: all. False when there is no such channel."""
    async with ports.store.begin() as unit:
        found = await unit.receivers.get(receiver)
        if found is None:
            return False
        routed = replace(found, departments=tuple(departments), topics=tuple(topics))
        if routed != found:
            await unit.receivers.route(found, routed.departments, routed.topics)
            await unit.note(ports.clock(), by, "routed a channel", found.name, (_told(found), _told(routed)))
        return True


async def listed(ports: TurnPorts) -> tuple[Receiver, ...]:
    """Every channel that receives cases, asks to, or did."""
    async with ports.store.begin() as unit:
        return await unit.receivers.all()


def digest_entry(receiver: Receiver, announcer: Announcer) -> Entry:
    """The next weekly digest of a channel."""
    promises = announcer.knowledge.revision.promises
    at = datetime.strptime(promises.digest_at, "%H:%M").time()  # noqa: DTZ007 - a time of day alone
    due = working_time(promises).next_weekday(announcer.now + timedelta(hours=1), _MONDAY, at)
    return Entry("digest", f"digest:{receiver.id}:{due:%Y-%m-%d}", due, receiver=receiver.id)


async def _approve(receiver: Receiver, by: str, announcer: Announcer) -> None:
    await _decide(receiver, "approved", by, announcer)
    await announcer.unit.agenda.plan(digest_entry(receiver, announcer))
    await bring_unposted(announcer)


async def _end(receiver: Receiver, by: str, announcer: Announcer) -> None:
    await _decide(receiver, "removed", by, announcer)
    await bring_unposted(announcer)


async def _decide(receiver: Receiver, state: ReceiverState, by: str, announcer: Announcer) -> None:
    unit, now = announcer.unit, announcer.now
    await unit.receivers.decide(receiver, state, by, now)
    change = _told(receiver), _told(replace(receiver, state=state))
    await unit.note(now, by, f"{state} a channel", receiver.name, change)


def _told(receiver: Receiver) -> str:
    """A channel as it stands in the record."""
    told = {"state": receiver.state, "departments": receiver.departments, "topics": receiver.topics}
    return json.dumps(told, ensure_ascii=False)


async def bring_unposted(announcer: Announcer) -> None:
    """Open cases that stand nowhere go to the channels that take them now."""
    receivers = await announcer.unit.receivers.all()
    for case in await announcer.unit.cases.unposted():
        for receiver in receivers:
            if takes(receiver, case):
                await announcer.post(case, receiver)


def _settled(speech: Speech, said: Text, deliveries: Sequence[Delivery] = ()) -> Settled:
    return Settled(Note(kind="desk", lines=(speech.say(said),)), speech.language, tuple(deliveries))
