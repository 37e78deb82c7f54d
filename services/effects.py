"""What a conversation asks of the memory: done inside the turn's transaction, and told back to the conversation."""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from dialogs.conversation import Turn as Said
from dialogs.conversation import respond
from dialogs.message import CaseOpened, DataFound, Erased, Message, TaskLoaded, TasksFound
from dialogs.speech import Speech
from dialogs.step import Effect, Erase, FindData, FindTasks, LoadTask, OpenCase, PutAside, RemoveTask, Setting
from dialogs.tasks import record
from knowledge.part import Language
from services.library import Library
from services.ports import Clock, Settings, Store, Unit, Writer
from services.records import CaseDraft, Entered, Incoming

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


async def carry_out(said: Said, around: Around) -> Said:
    """Do what only the memory can do, and let the conversation go on with what came of it."""
    for effect in said.effects:
        told = await _done(effect, said, around)
        if told is not None:
            setting = await _for(told, around)
            more = respond(said.talk, told, setting)
            said = replace(said, talk=more.talk, replies=(*said.replies, *more.replies))
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
            return CaseOpened(await unit.open_case(entered, _draft(effect, around), now))
        case FindTasks():
            return TasksFound(await unit.tasks(entered, language))
        case LoadTask(id=task):
            return TaskLoaded(await unit.load_task(entered, task))
        case RemoveTask(id=task):
            await unit.remove_task(entered, task)
            return TasksFound(await unit.tasks(entered, language))
        case PutAside(interview=interview):
            speech = Speech(await around.ports.library.at(interview.revision), language)
            await unit.keep_task(entered, record(speech, said.talk, interview), now)
            return None
        case FindData():
            return await _link(around, language)
        case Erase():
            return Erased(requested=await unit.erase(entered, now))


async def _link(around: Around, language: Language) -> DataFound:
    token = secrets.token_urlsafe(24)
    until = around.setting.now + timedelta(minutes=LINK_MINUTES)
    await around.unit.link(around.entered, digest(token), until)
    counts = await around.unit.counts(around.entered)
    link = f"{around.ports.settings.public_url}/my-data/{token}?lang={language}"
    return DataFound(counts.tasks, counts.messages, counts.cases, link, LINK_MINUTES)


def digest(token: str) -> str:
    """How a token is stored: whoever reads the database cannot use it."""
    return sha256(token.encode()).hexdigest()


def _draft(effect: OpenCase, around: Around) -> CaseDraft:
    rows = tuple((row.label, row.value) for row in effect.rows)
    return CaseDraft(effect.title, effect.comment, rows, effect.interview, around.incoming.address.name)
