"""Turns to put on record, and the shortest way to do it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dialogs.case import Somebody
from dialogs.message import Said
from dialogs.state import Interview, Talk
from dialogs.tasks import TaskRecord
from services.records import Address, CaseDraft, Delivery, Incoming, Outgoing, Turn
from storage.store import SqlStore

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TALK = Talk(language="sv", welcomed=True)
TASK = Interview(id="task-1", revision=1, begun=NOW, description="Listor varje vecka")

CASE = CaseDraft("Listor", "Ring mig", {"sv": (("Vem", "Anna"),)}, None, "Anna")


def address(person: str = "anna") -> Address:
    return Address(
        channel="msteams",
        conversation=f"a:{person}",
        service_url="https://smba.trafficmanager.net/emea/",
        bot="28:bot",
        user=f"29:{person}",
        tenant="tenant",
        person=person,
        name=person.capitalize(),
        locale="sv-SE",
    )


def incoming(received: str = "m1", person: str = "anna", at: datetime = NOW) -> Incoming:
    return Incoming(address(person), received, received, "message", Said("hej"), "sv", at)


def out(text: str, *, key: str = "", replaces: int | None = None) -> Outgoing:
    return Outgoing("note", key, text, {"type": "message", "text": text}, "pending", replaces)


def answered(text: str) -> Outgoing:
    return Outgoing("answered", "", text, {"type": "message", "text": text}, "answered")


def turn(heard: Incoming, *said: Outgoing, talk: Talk = TALK, task: TaskRecord | None = None) -> Turn:
    return Turn(heard, "hej", None, talk, task, said)


def told(task: Interview = TASK) -> TaskRecord:
    return TaskRecord(task, "Listor", "open", None)


async def keep(store: SqlStore, heard: Incoming, *said: Outgoing) -> tuple[Delivery, ...]:
    """A whole turn; what is to be sent is claimed by nobody any more."""
    return await keep_turn(store, turn(heard, *said))


async def keep_turn(store: SqlStore, whole: Turn) -> tuple[Delivery, ...]:
    async with store.begin() as unit:
        entered = await unit.enter(whole.incoming)
        assert entered is not None
        return await unit.keep(entered, whole)


async def keep_many(store: SqlStore, person: str, texts: Sequence[str]) -> tuple[Delivery, ...]:
    return await keep(store, incoming(person=person), *(out(text) for text in texts))


async def open_case(store: SqlStore, heard: Incoming, task: str | None = None) -> str:
    async with store.begin() as unit:
        entered = await unit.enter(heard)
        assert entered is not None
        case = await unit.cases.open(entered, replace(CASE, task=task), Somebody("anna", "Anna"), NOW)
        return case.number


def later(**time: float) -> datetime:
    return NOW + timedelta(**time)


def of_task(whole: Turn, task: Interview = TASK) -> Turn:
    """The same turn, inside an interview that it keeps."""
    return replace(whole, talk=whole.talk.model_copy(update={"interview": task}), task=told(task))
