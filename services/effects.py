"""What a conversation asks of the memory: done inside the turn's transaction, and told back to the conversation."""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from dialogs.case import Somebody
from dialogs.conversation import Turn as Said
from dialogs.conversation import respond
from dialogs.message import AlikeFound, DataFound, Erased, Message, TaskLoaded, TasksFound
from dialogs.speech import Speech
from dialogs.step import (
    ActOnCase,
    Effect,
    Erase,
    FindAlike,
    FindData,
    FindTasks,
    LoadTask,
    NoReminders,
    OpenCase,
    PutAside,
    Remind,
    RemoveTask,
    Setting,
)
from dialogs.tasks import record
from knowledge.part import Language
from services.access import digest
from services.announcing import Announcer, working_time
from services.cases import act_on_case, open_case
from services.library import Library
from services.ports import Clock, Settings, Store, Unit, Writer
from services.records import Entered, Entry, Incoming

LINK_MINUTES = 30


@dataclass(frozen=True, slots=True)
class TurnPorts:
    """What a turn needs from outside."""

    store: Store
    library: Library
    write: Writer
    clock: Clock
    settings: Settings


@dataclass(frozen=True, slots=True)
class Around:
    """One turn, and everything it happens in."""

    incoming: Incoming
    entered: Entered
    unit: Unit
    setting: Setting
    ports: TurnPorts
    announcer: Announcer

    @property
    def by(self) -> Somebody:
        """Whose turn it is."""
        return Somebody(self.incoming.address.person, self.incoming.address.name)


async def carry_out(said: Said, around: Around) -> Said:
    """Do what only the memory can do, and let the conversation go on with what came of it."""
    for effect in said.effects:
        told = await _done(effect, said, around)
        if told is not None:
            setting = await _for(told, around)
            more = respond(said.talk, told, setting)
            said = replace(
                said,
                talk=more.talk,
                replies=(*said.replies, *more.replies),
                settled=said.settled or more.settled,
                instead=said.instead or more.instead,
                about=said.about or more.about,
            )
            said = await carry_out(replace(said, effects=more.effects), around) if more.effects else said
    return said


async def _for(told: Message, around: Around) -> Setting:
    """A task that is taken up again brings the content it began with."""
    if isinstance(told, TaskLoaded) and told.interview is not None:
        pinned = await around.ports.library.at(told.interview.revision)
        return replace(around.setting, pinned=pinned)
    return around.setting


async def _done(effect: Effect, said: Said, around: Around) -> Message | None:
    unit, entered, now = around.unit, around.entered, around.setting.now
    language = said.talk.language or around.setting.language
    match effect:
        case OpenCase():
            return await open_case(effect, around.by, entered, around.announcer)
        case ActOnCase():
            return await act_on_case(effect, around.by, entered, around.announcer)
        case FindTasks():
            return await _found(around, language)
        case LoadTask(id=task, pressed=pressed):
            return TaskLoaded(await unit.load_task(entered, task), pressed)
        case Remind(kind=kind, task=task, days=days):
            await unit.agenda.drop(person=entered.person, task=task, kind=kind)
            await unit.agenda.plan(_reminder(kind, task, days, around))
            return None
        case FindAlike(templates=templates):
            return AlikeFound(await unit.alike(entered, templates))
        case NoReminders():
            await unit.agenda.drop(person=entered.person)
            return None
        case RemoveTask(id=task):
            await unit.remove_task(entered, task)
            await unit.agenda.drop(person=entered.person, task=task)
            return await _found(around, language)
        case PutAside(interview=interview):
            speech = Speech(await around.ports.library.at(interview.revision), language)
            await unit.keep_task(entered, record(speech, said.talk, interview), now)
            return None
        case FindData():
            return await _link(around, language)
        case Erase():
            return Erased(requested=await unit.erase(entered, now))


async def _found(around: Around, language: Language) -> TasksFound:
    tasks = await around.unit.tasks(around.entered, language)
    return TasksFound(tasks, await around.unit.cases.of_person(around.entered.person))


def _reminder(kind: Literal["follow_up", "measure"], task: str, days: int, around: Around) -> Entry:
    """When to ask about a task again, in working hours."""
    hours = working_time(around.setting.latest.revision.promises)
    due = hours.in_days(around.setting.now, days)
    return Entry(kind, f"{kind}:{task}:{due:%Y-%m-%d}", due, person=around.entered.person, task=task)


async def _link(around: Around, language: Language) -> DataFound:
    token = secrets.token_urlsafe(24)
    until = around.setting.now + timedelta(minutes=LINK_MINUTES)
    await around.unit.link(around.entered, digest(token), until)
    counts = await around.unit.counts(around.entered)
    link = f"{around.ports.settings.public_url}/my-data/{token}?lang={language}"
    return DataFound(counts.tasks, counts.messages, counts.cases, link, LINK_MINUTES)
