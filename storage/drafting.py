"""The draft of the knowledge base on SQL."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from services.access import Visitor
from services.drafts import Change, Saved
from services.ports import TryAgainError
from storage.auditing import note
from storage.editing_tables import draft_documents
from storage.engine import Transactions
from storage.tables import revisions

_ROWS = draft_documents.c


class SqlDrafts:
    """`services.drafts.Drafts` on SQLAlchemy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def saved(self) -> tuple[Saved, ...]:
        newest = select(func.max(_ROWS.version)).group_by(_ROWS.document)
        async with self._transactions.reading() as db:
            rows = await db.execute(select(draft_documents).where(_ROWS.version.in_(newest)).order_by(_ROWS.document))
            return tuple(map(_saved, rows))

    async def version(self, document: str, version: int) -> Saved:
        query = select(draft_documents).where(_ROWS.document == document, _ROWS.version == version)
        async with self._transactions.reading() as db:
            row = (await db.execute(query)).first()
        if row is None:
            raise LookupError(f"there is no version {version} of {document}")
        return _saved(row)

    async def save(self, changes: Collection[Change], by: Visitor, now: datetime) -> None:
        async with self._transactions.writing() as db:
            for each in changes:
                made = {"document": each.document, "previous": each.previous, "base": each.base}
                done = {"by": by.session.identity.key, "who": by.name, "at": now}
                await db.execute(insert(draft_documents).values({**made, **done, "content": each.content}))
                await note(db, now, by.name, "changed draft", each.document, old=each.old, new=each.new)

    async def throw_away(self, gone: Collection[Change], by: Visitor, now: datetime) -> None:
        async with self._transactions.writing() as db:
            for each in gone:
                mine = (_ROWS.document == each.document, _ROWS.over.is_(None), _ROWS.version <= each.previous)
                if (await db.execute(update(draft_documents).where(*mine).values(over=0))).rowcount:
                    await note(db, now, by.name, "threw away draft", each.document, old=each.old, new=each.new)

    async def publish(self, content: str, text: str, taken: Collection[Saved], by: Visitor, now: datetime) -> int:
        async with self._transactions.writing() as db:
            number = int(await db.scalar(select(func.max(revisions.c.number))) or 0) + 1
            row = {"number": number, "content": content, "at": now, "by": by.name, "note": text}
            await db.execute(insert(revisions).values(row))  # The number is the key: of two at once, one tries again.
            open_now = select(func.max(_ROWS.version)).where(_ROWS.over.is_(None)).group_by(_ROWS.document)
            if set((await db.execute(open_now)).scalars()) != {each.version for each in taken}:
                raise TryAgainError("the draft was changed meanwhile")
            for each in taken:  # What is saved of another document meanwhile has a lower version, perhaps: it stays.
                mine = (_ROWS.document == each.document, _ROWS.over.is_(None), _ROWS.version <= each.version)
                await db.execute(update(draft_documents).where(*mine).values(over=number))
            await note(db, now, by.name, "published", f"revision {number}", new=text)
            return number


def _saved(row: Any) -> Saved:
    return Saved(row.document, row.version, row.base, row.content, row.over is None, row.who, row.at)
