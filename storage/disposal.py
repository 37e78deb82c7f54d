"""Deleting what is no longer kept, on SQL: conversations, their tasks and messages, and cases that are over.

What happened last decides. A conversation of an open case stays, whatever its age. Whoever is in a turn at this moment
is passed over and looked at again: people are locked as a turn locks them.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.case import OPEN
from dialogs.state import Talk
from services.admin_ports import Gone
from storage.page_tables import transcripts
from storage.tables import agenda, cases, conversations, messages, people, tasks

_MAIN = cases.alias()
_CARD = messages.alias()
_HELD = exists().where(
    cases.c.state.in_(OPEN),
    or_(
        and_(transcripts.c.task != "", cases.c.task == transcripts.c.task),
        and_(cases.c.task.is_(None), cases.c.conversation == transcripts.c.conversation),
    ),
)
"""A conversation to which an open case belongs."""
_NEEDED = exists().where(_MAIN.c.number == cases.c.double_of, _MAIN.c.state.in_(OPEN))
"""A double of a case that is open: what was said in it is read there."""


class SqlDisposal:
    """`services.admin_ports.Disposal` on SQLAlchemy."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def over(self, limit: datetime) -> Gone:
        old = select(func.count()).select_from(transcripts).where(*_old_talks(limit))
        ended = select(func.count()).select_from(cases).where(*_old_cases(limit))
        return Gone(conversations=await self._db.scalar(old) or 0, cases=await self._db.scalar(ended) or 0)

    async def delete(self, limit: datetime, most: int) -> Gone:
        ended = await self._cases(limit, most)
        talks, said, told = await self._talks(limit, most)
        left = await self._left(limit, most) if not talks else 0
        return Gone(conversations=talks, messages=said + ended[1] + left, tasks=told, cases=ended[0])

    async def _cases(self, limit: datetime, most: int) -> tuple[int, int]:
        """Cases that are over, with their events and notes and what stands of them in channels."""
        persons = await self._locked(select(cases.c.person).where(*_old_cases(limit)).limit(most))
        query = select(cases.c.id, cases.c.number).where(*_old_cases(limit), cases.c.person.in_(persons)).limit(most)
        found = (await self._db.execute(query)).all()
        if not found:
            return 0, 0
        cards = {f"case:{row.number}" for row in found}
        in_channels = select(conversations.c.id).where(conversations.c.kind == "channel")
        posted = select(messages.c.id).where(messages.c.conversation.in_(in_channels), messages.c.card.in_(cards))
        threads = list((await self._db.execute(posted)).scalars())
        here = and_(
            messages.c.conversation.in_(in_channels), or_(messages.c.id.in_(threads), messages.c.thread.in_(threads))
        )
        gone = (await self._db.execute(delete(messages).where(here))).rowcount if threads else 0
        await self._db.execute(delete(cases).where(cases.c.id.in_([row.id for row in found])))
        return len(found), gone

    async def _talks(self, limit: datetime, most: int) -> tuple[int, int, int]:
        """Conversations with their messages and tasks; gives back how many of each."""
        oldest = select(transcripts.c.person).where(*_old_talks(limit)).order_by(transcripts.c.latest).limit(most)
        persons = await self._locked(oldest)
        query = select(transcripts).where(*_old_talks(limit), transcripts.c.person.in_(persons))
        found = (await self._db.execute(query.order_by(transcripts.c.latest, transcripts.c.id).limit(most))).all()
        if not found:
            return 0, 0, 0
        places = {row.conversation for row in found}
        first = func.min(transcripts.c.id)
        by_place = select(transcripts.c.conversation, first).where(transcripts.c.conversation.in_(places))
        rows = (await self._db.execute(by_place.group_by(transcripts.c.conversation))).all()
        firsts = {row[0]: row[1] for row in rows}
        await self._db.execute(delete(transcripts).where(transcripts.c.id.in_([row.id for row in found])))
        said = [await self._messages(row, limit, is_first=firsts[row.conversation] == row.id) for row in found]
        told = await self._tasks({row.task for row in found if row.task})
        for person in sorted({row.person for row in found}):
            await self._forget(person, {row.task for row in found})
        return len(found), sum(said), told

    async def _messages(self, row: Any, limit: datetime, *, is_first: bool) -> int:
        """What was said in a conversation; with the first of a chat also what was said outside of any."""
        here = messages.c.conversation == row.conversation
        owned = exists().where(transcripts.c.conversation == row.conversation, transcripts.c.task == messages.c.task)
        asked = exists().where(cases.c.task == messages.c.task, cases.c.state.in_(OPEN))
        over = or_(messages.c.task == row.task, and_(messages.c.at < limit, ~asked))
        gone = (
            await self._db.execute(delete(messages).where(here, ~owned, messages.c.task.is_not(None), over))
        ).rowcount
        alone = ~exists().where(transcripts.c.conversation == row.conversation, transcripts.c.task == "")
        if is_first or not row.task:
            loose = and_(here, messages.c.task.is_(None), messages.c.at < limit)
            mine = loose if is_first else and_(loose, messages.c.at >= row.began)
            gone += (await self._db.execute(delete(messages).where(mine, alone))).rowcount
        return int(gone)

    async def _tasks(self, names: Collection[str]) -> int:
        """The tasks that stand in no conversation any more, with what was to be said about them."""
        elsewhere = exists().where(transcripts.c.task == tasks.c.id)
        gone = await self._db.execute(delete(tasks).where(tasks.c.id.in_(names), ~elsewhere).returning(tasks.c.id))
        ids = list(gone.scalars())
        await self._db.execute(delete(agenda).where(agenda.c.task.in_(ids)))
        return len(ids)

    async def _forget(self, person: int, names: Collection[str]) -> None:
        """What the coach remembers: without the deleted task, and nothing of somebody of whom nothing is left."""
        mine = people.c.id == person
        talk = Talk.model_validate_json(await self._db.scalar(select(people.c.talk).where(mine)) or "{}")
        left = or_(exists().where(transcripts.c.person == person), exists().where(cases.c.person == person))
        if not await self._db.scalar(select(left)):
            talk = Talk()
        elif talk.interview is not None and talk.interview.id in names and not await self._is_there(talk.interview.id):
            talk = talk.model_copy(update={"interview": None, "asking": None})
        written = {"talk": talk.model_dump_json(exclude_defaults=True), "version": people.c.version + 1}
        await self._db.execute(update(people).where(mine).values(written))

    async def _left(self, limit: datetime, most: int) -> int:
        """What is left of conversations that are gone, and in channels what belongs to no case."""
        asked = exists().where(cases.c.conversation == messages.c.conversation)
        shown = exists().where(_case_of(messages.c.card))
        under = exists().where(_CARD.c.id == messages.c.thread, exists().where(_case_of(_CARD.c.card)))
        quiet = select(conversations.c.id).where(
            ~exists().where(transcripts.c.conversation == conversations.c.id),
            exists().where(messages.c.conversation == conversations.c.id, messages.c.at < limit),
        )
        old = (messages.c.at < limit, messages.c.delivery != "pending", ~asked, ~shown, ~under)
        query = select(messages.c.id).where(messages.c.conversation.in_(quiet), *old).limit(most * 20)
        ids = list((await self._db.execute(query)).scalars())
        await self._db.execute(delete(messages).where(messages.c.id.in_(ids)))
        return len(ids)

    async def _is_there(self, task: str) -> bool:
        return bool(await self._db.scalar(select(exists().where(tasks.c.id == task))))

    async def _locked(self, persons: Any) -> Sequence[int]:
        """Those of these people who are in no turn now, locked in order."""
        wanted = set((await self._db.execute(persons)).scalars())
        query = select(people.c.id).where(people.c.id.in_(wanted)).order_by(people.c.id)
        return list((await self._db.execute(query.with_for_update(skip_locked=True))).scalars())


def _old_talks(limit: datetime) -> tuple[Any, ...]:
    return transcripts.c.latest < limit, ~_HELD


def _old_cases(limit: datetime) -> tuple[Any, ...]:
    return cases.c.state.not_in(OPEN), func.coalesce(cases.c.changed, cases.c.opened) < limit, ~_NEEDED


def _case_of(card: Any) -> Any:
    return ("case:" + cases.c.number) == card
