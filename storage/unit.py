"""One turn's transaction on SQL."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.message import Alike, TaskLine
from dialogs.state import Interview, Talk
from dialogs.tasks import TaskRecord
from knowledge.part import Language
from services.outbox import CLAIM
from services.ports import Change
from services.records import Address, Counts, Delivery, Earlier, Entered, Incoming, Outgoing, Turn, Wire
from storage import auditing, entering, erasing, own_tasks, queueing, transcribing
from storage.casebook import SqlCaseBook
from storage.counting import upsert
from storage.decisions import SqlDecisions
from storage.disposal import SqlDisposal
from storage.receiving import SqlReceivers
from storage.rows import inbound_row
from storage.schedule import SqlAgenda
from storage.tables import (
    cases,
    conversations,
    data_links,
    feedback,
    messages,
    people,
    tasks,
)

_VERSIONS = 20
"""As many edits of one message are looked through."""


class SqlUnit:
    """`services.ports.Unit` on SQLAlchemy."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self.cases = SqlCaseBook(connection)
        self.receivers = SqlReceivers(connection)
        self.agenda = SqlAgenda(connection)
        self.decisions = SqlDecisions(connection)
        self.disposal = SqlDisposal(connection)

    async def note(self, at: datetime, who: str, what: str, about: str, change: Change = (None, None)) -> None:
        await auditing.note(self._db, at, who, what, about, old=change[0], new=change[1])

    async def receive(self, conversation: int, received: str, kind: str, words: str, at: datetime) -> bool:
        """Put a message in a channel on record; False when it is there already."""
        row = {"conversation": conversation, "direction": "in", "received": received, "activity_id": "", "kind": kind}
        row |= {"text": words, "at": at, "delivery": "received", "attempts": 0}
        statement = upsert(self._db, messages).values(row).on_conflict_do_nothing()
        return (await self._db.execute(statement.returning(messages.c.id))).first() is not None

    async def post(self, conversation: int, said: Sequence[Outgoing], at: datetime) -> tuple[Delivery, ...]:
        return await queueing.post(self._db, conversation, said, at)

    async def is_reachable(self, person: int) -> bool:
        return await queueing.is_reachable(self._db, person)

    async def tell(
        self, person: int, said: Sequence[Outgoing], at: datetime, task: str | None = None
    ) -> tuple[Delivery, ...]:
        conversation = await queueing.reachable(self._db, person)
        if conversation is None:
            return ()
        await transcribing.note_told(self._db, conversation, task, len(said), at)
        return await queueing.post(self._db, conversation, said, at, task)

    async def thumb(self, address: Address, on: str, reaction: str, words: str, at: datetime) -> None:
        query = (
            select(messages.c.id, conversations.c.person)
            .join(conversations, conversations.c.id == messages.c.conversation)
            .where(conversations.c.channel == address.channel, conversations.c.external == address.conversation)
            .where(messages.c.direction == "out")
            .where(messages.c.activity_id == on if on else messages.c.kind == "result")
            .order_by(messages.c.id.desc())
            .limit(1)
        )
        row = (await self._db.execute(query)).first()
        if row is not None:
            same = (feedback.c.person == row.person, feedback.c.message == row.id)
            await self._db.execute(delete(feedback).where(*same))  # The newest thumb on a message counts.
            given = {"person": row.person, "message": row.id, "reaction": reaction, "words": words, "at": at}
            await self._db.execute(insert(feedback).values(given))
            await transcribing.note_thumb(self._db, row.id, reaction, at)

    async def close(self, address: Address, at: datetime) -> None:
        here = (conversations.c.channel == address.channel, conversations.c.external == address.conversation)
        still = conversations.c.unreachable_since.is_(None)
        await self._db.execute(update(conversations).where(*here, still).values(unreachable_since=at))

    async def talk_of(self, person: int) -> Talk:
        row = await self._db.scalar(select(people.c.talk).where(people.c.id == person).with_for_update())
        return Talk.model_validate_json(row or "{}")

    async def remember(self, person: int, talk: Talk) -> None:
        now = {"talk": talk.model_dump_json(exclude_defaults=True), "version": people.c.version + 1}
        await self._db.execute(update(people).where(people.c.id == person).values(now))

    async def enter(self, incoming: Incoming) -> Entered | None:
        return await entering.enter(self._db, incoming)

    async def answer_of(self, incoming: Incoming) -> Wire | None:
        answered = messages.alias()
        query = (
            select(answered.c.activity)
            .join(messages, answered.c.answers == messages.c.id)
            .join(conversations, messages.c.conversation == conversations.c.id)
            .where(
                conversations.c.channel == incoming.address.channel,
                conversations.c.external == incoming.address.conversation,
                messages.c.received == incoming.received,
                answered.c.delivery == "answered",
            )
        )
        activity = await self._db.scalar(query)
        return json.loads(activity) if activity else None

    async def card(self, entered: Entered, key: str) -> int | None:
        query = (
            select(messages.c.id)
            .where(
                messages.c.conversation == entered.conversation,
                messages.c.card == key,
                messages.c.replaces.is_(None),
                or_(
                    messages.c.delivery == "pending",
                    and_(messages.c.delivery == "sent", messages.c.activity_id.is_not(None)),
                ),
            )
            .order_by(messages.c.id.desc())
            .limit(1)
        )
        return await self._db.scalar(query)

    async def words_of(self, incoming: Incoming) -> str | None:
        here = (
            conversations.c.channel == incoming.address.channel,
            conversations.c.external == incoming.address.conversation,
            messages.c.received == incoming.received,
        )
        return await self._db.scalar(select(messages.c.text).join(conversations).where(*here))

    async def heard(self, entered: Entered, activity_id: str) -> Earlier | None:
        here = (messages.c.conversation == entered.conversation, messages.c.activity_id == activity_id)
        said = select(messages.c.text, messages.c.about).where(*here, messages.c.direction == "in")
        rows = (await self._db.execute(said.order_by(messages.c.id.desc()).limit(_VERSIONS))).all()
        return Earlier(rows[0].text, next((row.about for row in rows if row.about), None)) if rows else None

    async def has_spoken(self, entered: Entered) -> bool:
        said = and_(messages.c.conversation == entered.conversation, messages.c.direction == "out")
        return bool(await self._db.scalar(select(exists().where(said))))

    async def keep(self, entered: Entered, turn: Turn) -> tuple[Delivery, ...]:
        at = turn.incoming.at
        task = turn.talk.interview.id if turn.talk.interview else None
        inbound = await self._db.scalar(
            insert(messages).values(inbound_row(entered, turn, task)).returning(messages.c.id)
        )
        outbound = [
            queueing.outbound_row(entered.conversation, out, task=task, inbound=inbound, at=at) for out in turn.outgoing
        ]
        ids = await queueing.insert_all(self._db, outbound)
        await self._db.execute(
            update(people)
            .where(people.c.id == entered.person)
            .values(talk=turn.talk.model_dump_json(exclude_defaults=True), version=entered.version + 1)
        )
        if turn.task is not None:
            await self._keep_task(entered, turn.task, at)
        await transcribing.note_turn(self._db, entered, turn, int(inbound or 0))
        return await self._deliveries(entered, turn, ids)

    async def keep_task(self, entered: Entered, task: TaskRecord, at: datetime) -> None:
        await self._keep_task(entered, task, at)
        await transcribing.note_task(self._db, task, at)

    async def _keep_task(self, entered: Entered, task: TaskRecord, at: datetime) -> None:
        changing = {
            "title": task.title,
            "status": task.status,
            "outcome": task.outcome,
            "template": task.interview.building or task.interview.liked,
            "promised": task.promised,
            "measured": task.interview.measured,
            "measured_at": at if task.interview.measured is not None else None,
            "interview": task.interview.model_dump_json(exclude_defaults=True),
            "changed": at,
        }
        lasting = {
            "id": task.interview.id,
            "person": entered.person,
            "revision": task.interview.revision,
            "begun": task.interview.begun,
        }
        statement = upsert(self._db, tasks).values({**lasting, **changing})
        await self._db.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changing))

    async def tasks(self, entered: Entered, language: Language) -> tuple[TaskLine, ...]:
        return await own_tasks.own_tasks(self._db, entered.person, language)

    async def alike(self, entered: Entered, templates: Sequence[str]) -> tuple[Alike, ...]:
        return await own_tasks.alike(self._db, entered.person, templates)

    async def load_task(self, entered: Entered, task: str) -> Interview | None:
        return await self.task_of(entered.person, task)

    async def task_of(self, person: int, task: str) -> Interview | None:
        mine = and_(tasks.c.id == task, tasks.c.person == person)
        stored = await self._db.scalar(select(tasks.c.interview).where(mine))
        return Interview.model_validate_json(stored) if stored else None

    async def remove_task(self, entered: Entered, task: str) -> None:
        kept = exists().where(cases.c.task == tasks.c.id)
        mine = delete(tasks).where(tasks.c.id == task, tasks.c.person == entered.person, ~kept)
        if (await self._db.execute(mine)).rowcount:
            await transcribing.forget_task(self._db, entered.person, task)

    async def counts(self, entered: Entered) -> Counts:
        mine = select(conversations.c.id).where(conversations.c.person == entered.person)
        said = select(func.count()).where(messages.c.conversation.in_(mine)).scalar_subquery()
        told = select(func.count()).where(tasks.c.person == entered.person).scalar_subquery()
        asked = select(func.count()).where(cases.c.person == entered.person).scalar_subquery()
        row = (await self._db.execute(select(told, said, asked))).one()
        return Counts(*row)

    async def link(self, entered: Entered, token: str, until: datetime) -> None:
        await self._db.execute(insert(data_links).values(token=token, person=entered.person, until=until))

    async def erase(self, entered: Entered, at: datetime) -> bool:
        return await erasing.erase(self._db, entered.person, at)

    async def blank(self, entered: Entered, activity_id: str) -> None:
        here = messages.c.conversation == entered.conversation
        theirs = and_(here, messages.c.activity_id == activity_id, messages.c.direction == "in")
        blanked = await self._db.execute(update(messages).where(theirs).values(text="").returning(messages.c.id))
        await transcribing.forget_words(self._db, list(blanked.scalars()))

    async def _deliveries(self, entered: Entered, turn: Turn, ids: list[int]) -> tuple[Delivery, ...]:
        at = turn.incoming.at
        found, until = [], at + CLAIM
        if ids and await queueing.must_queue(self._db, entered.conversation, ids[0], at):
            await self._db.execute(update(messages).where(messages.c.id.in_(ids)).values(claimed=None))
            return ()
        for number, out in zip(ids, turn.outgoing, strict=True):
            if out.delivery != "pending":
                continue
            target = await self._sent_as(out.replaces) if out.replaces is not None else None
            if out.replaces is None or target is not None:
                address = turn.incoming.address
                found.append(Delivery(number, entered.conversation, address, out.activity, 0, at, target, until))
        return tuple(found)

    async def _sent_as(self, message: int) -> str | None:
        return await self._db.scalar(select(messages.c.activity_id).where(messages.c.id == message))
