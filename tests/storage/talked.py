"""Tasks on record, told by people in one line each."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from dialogs.state import Interview, Talk, Understanding
from dialogs.tasks import Status, TaskRecord
from knowledge.conditions import Value
from services.access import Identity, Role, Session, Visitor
from storage.page_tables import transcripts
from storage.store import SqlStore
from tests.storage.turns import NOW, incoming, keep_turn, later, turn


@dataclass(frozen=True, slots=True)
class Told:
    """A task as it stands. `number` orders them: a higher one is newer."""

    person: str
    number: int
    outcome: str | None = "self"
    department: str = "hr"
    answers: dict[str, Value] = field(default_factory=dict)
    inferred: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    liked: str | None = None
    systems: tuple[str, ...] = ()
    step: str = "C05"
    chat: str = ""
    """Another chat than the first."""
    later: int = 0
    """Minutes after it was first told."""

    @property
    def description(self) -> str:
        return f"uppgift {self.number}"

    @property
    def at(self) -> datetime:
        return later(minutes=self.number)


async def tell(store: SqlStore, *tasks: Told) -> dict[int, int]:
    """Put the tasks on record; gives back the conversation of each by its number."""
    for each in tasks:
        facts = (Understanding(slot="systems", value=each.systems, words="x"),) if each.systems else ()
        interview = Interview(
            id=f"task{each.number}",
            revision=1,
            begun=each.at,
            description=each.description,
            described=True,
            facts=facts,
            answers=each.answers,
            inferred=each.inferred,
            shown=each.shown,
            refused=each.refused,
            liked=each.liked,
        )
        status: Status = "finished" if each.outcome else "open"
        record = TaskRecord(interview, each.description, status, each.outcome, step=each.step, stage="described")
        talk = Talk(language="sv", welcomed=True, department=each.department, interview=interview)
        heard = incoming(f"m{each.number}-{each.later}", each.person, each.at + timedelta(minutes=each.later))
        here = replace(heard.address, conversation=f"a:{each.person}{each.chat}")
        await keep_turn(store, turn(replace(heard, address=here), talk=talk, task=record))
    async with store._transactions.reading() as db:  # noqa: SLF001 - what no use case asks for
        rows = await db.execute(
            select(transcripts.c.id, transcripts.c.task).where(transcripts.c.task.like("task%")).order_by("id")
        )
        return {int(row.task.removeprefix("task")): row.id for row in rows}


def visitor(name: str, role: Role = "coach", *, key: str = "") -> Visitor:
    identity = Identity("local", key or f"local-{name.lower()}", name, (role,), "local")
    return Visitor(Session("", identity, NOW, NOW, NOW, NOW), frozenset({role}))
