"""The memory on SQL: transactions of turns, the outbox, revisions, and a person's own data."""

import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from dialogs.message import TaskLine
from knowledge.part import Language
from services.ports import StoreDownError, TryAgainError, Unit
from services.records import Address, Delivery, Published, SendResult, StoredData, Unsent
from storage import auditing, deliveries, leftovers, own_data, own_tasks, schedule
from storage.auditing import SqlAuditing
from storage.board import SqlBoard
from storage.drafting import SqlDrafts
from storage.engine import Transactions
from storage.insights import SqlInsights
from storage.judging import SqlJudging
from storage.learning import SqlLearning
from storage.past_tasks import SqlPastTasks
from storage.previewing import SqlPreviews
from storage.schema import at_head
from storage.signing_in import SqlAttempts, SqlSessions
from storage.tables import revisions
from storage.team import SqlTeam
from storage.transcript import SqlReadings
from storage.unit import SqlUnit


class SqlStore:
    """`services.ports.Store` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._transactions = Transactions(engine)
        self.sessions = SqlSessions(self._transactions)
        self.attempts = SqlAttempts(self._transactions)
        self.auditing = SqlAuditing(self._transactions)
        self.drafts = SqlDrafts(self._transactions)
        self.past_tasks = SqlPastTasks(self._transactions)
        self.previews = SqlPreviews(self._transactions)
        self.readings = SqlReadings(self._transactions)
        self.insights = SqlInsights(self._transactions)
        self.learning = SqlLearning(self._transactions)
        self.judging = SqlJudging(self._transactions)
        self.board = SqlBoard(self._transactions)
        self.team = SqlTeam(self._transactions)

    @contextlib.asynccontextmanager
    async def begin(self) -> AsyncIterator[Unit]:
        async with self._transactions.writing() as connection:
            yield SqlUnit(connection)

    async def ready(self) -> bool:
        try:
            async with self._transactions.reading() as connection:
                return await connection.run_sync(at_head)
        except (StoreDownError, TryAgainError, SQLAlchemyError):
            return False

    async def due(self, now: datetime, until: datetime, most: int) -> tuple[Delivery, ...]:
        async with self._transactions.reading() as connection:
            if not await deliveries.any_due(connection, now):
                return ()
        async with self._transactions.writing() as connection:
            return await deliveries.claim(connection, now, until, most)

    async def claim(self, delivery: Delivery, until: datetime) -> Delivery | None:
        async with self._transactions.writing() as connection:
            return await deliveries.prolong(connection, delivery, until)

    async def sent(self, delivery: Delivery, result: SendResult, now: datetime, again: datetime | None) -> None:
        async with self._transactions.writing() as connection:
            await deliveries.note(connection, delivery, result, now, again)

    async def postpone(self, delivery: Delivery, due: datetime) -> None:
        async with self._transactions.writing() as connection:
            await deliveries.postpone(connection, delivery, due)

    async def planned(self, now: datetime, until: datetime, most: int) -> tuple[int, ...]:
        async with self._transactions.reading() as connection:
            if not await schedule.any_due(connection, now):
                return ()
        async with self._transactions.writing() as connection:
            return await schedule.claim(connection, now, until, most)

    async def not_done(self, entry: int, said: str, again: datetime) -> bool:
        async with self._transactions.writing() as connection:
            return await schedule.failed(connection, entry, said, again)

    async def tasks_of(self, tenant: str, person: str, language: Language) -> tuple[TaskLine, ...]:
        async with self._transactions.reading() as connection:
            known = await own_tasks.person_of(connection, tenant, person)
            return await own_tasks.own_tasks(connection, known, language) if known is not None else ()

    async def chosen(self) -> tuple[tuple[str, str], ...]:
        async with self._transactions.reading() as connection:
            return await own_tasks.chosen(connection)

    async def chat_of(self, tenant: str, person: str) -> Address | None:
        async with self._transactions.reading() as connection:
            return await own_tasks.chat_of(connection, tenant, person)

    async def unsent(self, most: int) -> tuple[Unsent, ...]:
        async with self._transactions.reading() as connection:
            return await leftovers.unsent(connection, most)

    async def retry(self, names: Sequence[str], now: datetime) -> int:
        async with self._transactions.writing() as connection:
            return await leftovers.retry(connection, names, now)

    async def data(self, token: str, now: datetime) -> StoredData | None:
        async with self._transactions.writing() as connection:
            return await own_data.read(connection, token, now)

    async def revision(self, number: int) -> str | None:
        async with self._transactions.reading() as connection:
            return await connection.scalar(select(revisions.c.content).where(revisions.c.number == number))

    async def latest(self) -> int | None:
        async with self._transactions.reading() as connection:
            newest: int | None = await connection.scalar(select(func.max(revisions.c.number)))
            return newest

    async def publish(self, content: str, *, by: str, note: str, at: datetime, after: int | None = None) -> int:
        async with self._transactions.writing() as connection:
            newest = await connection.scalar(select(func.max(revisions.c.number))) or 0
            if after is not None and after != newest:
                raise TryAgainError("another revision was published meanwhile")
            number = newest + 1
            row = {"number": number, "content": content, "at": at, "by": by, "note": note}
            await connection.execute(insert(revisions).values(row))
            await auditing.note(connection, at, by, "published", f"revision {number}", new=note)
            return number

    async def history(self) -> tuple[Published, ...]:
        columns = (revisions.c.number, revisions.c.at, revisions.c.by, revisions.c.note)
        async with self._transactions.reading() as connection:
            rows = await connection.execute(select(*columns).order_by(revisions.c.number.desc()))
            return tuple(Published(row.number, row.at, row.by, row.note) for row in rows)
