"""The conversations in which admins try the draft, on SQL."""

from datetime import datetime

from sqlalchemy import select

from storage.counting import upsert
from storage.editing_tables import previews
from storage.engine import Transactions


class SqlPreviews:
    """`services.previewing.Previews` on SQLAlchemy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def load(self, who: str) -> str | None:
        async with self._transactions.reading() as db:
            content: str | None = await db.scalar(select(previews.c.content).where(previews.c.who == who))
            return content

    async def keep(self, who: str, content: str, now: datetime) -> None:
        now_there = {"content": content, "at": now}
        async with self._transactions.writing() as db:
            statement = upsert(db, previews).values({"who": who, **now_there})
            await db.execute(statement.on_conflict_do_update(index_elements=["who"], set_=now_there))
