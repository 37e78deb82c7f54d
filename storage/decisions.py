"""What admins decide beside the content, on SQL."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, delete, insert, literal, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.case import Somebody
from dialogs.decided import ApprovedException, Decided, Retention
from storage.counting import upsert
from storage.editing_tables import exceptions, settings

_RETENTION = "retention"


class SqlDecisions:
    """`services.admin_ports.Decisions` on SQLAlchemy."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def retention(self) -> Retention | None:
        value = await self._db.scalar(select(settings.c.value).where(settings.c.name == _RETENTION))
        return _retention(value) if value is not None else None

    async def keep_retention(self, retention: Retention | None, by: Somebody, at: datetime) -> None:
        if retention is None:
            await self._db.execute(delete(settings).where(settings.c.name == _RETENTION))
            return
        told = {"months": retention.months, "number": retention.number, "decided": retention.decided.isoformat()}
        values = {"value": json.dumps(told, ensure_ascii=False), "by": by.key, "who": by.name, "at": at}
        statement = upsert(self._db, settings).values(name=_RETENTION, **values)
        await self._db.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))

    async def holding(self, today: date) -> Decided:
        """In one query: a row for each exception, at least one."""
        last = and_(exceptions.c.ended.is_(None), exceptions.c.ends >= today)
        always = select(literal(1)).subquery()
        both = always.outerjoin(settings, settings.c.name == _RETENTION).outerjoin(exceptions, last)
        query = select(settings.c.value, exceptions).select_from(both).order_by(exceptions.c.id.desc())
        rows = (await self._db.execute(query)).all()
        kept = _retention(rows[0].value) if rows[0].value is not None else None
        return Decided(kept, tuple(_exception(row) for row in rows if row.id is not None))

    async def exceptions(self) -> tuple[ApprovedException, ...]:
        query = select(exceptions).order_by(exceptions.c.id.desc())
        return tuple(_exception(row) for row in await self._db.execute(query))

    async def exception(self, number: int) -> ApprovedException | None:
        query = select(exceptions).where(exceptions.c.id == number).with_for_update()
        row = (await self._db.execute(query)).first()
        return _exception(row) if row is not None else None

    async def add_exception(self, exception: ApprovedException, by: Somebody, at: datetime) -> bool:
        row = {
            "guardrail": exception.guardrail,
            "department": exception.department,
            "reason": exception.reason,
            "approver": exception.approver,
            "ends": exception.ends,
        }
        same = (exceptions.c[name].is_not_distinct_from(value) for name, value in row.items())
        if self._db.dialect.name == "postgresql":  # SQLite has one writer at a time.
            await self._db.execute(text("LOCK TABLE exceptions IN SHARE ROW EXCLUSIVE MODE"))
        if await self._db.scalar(select(exceptions.c.id).where(exceptions.c.ended.is_(None), *same).limit(1)):
            return False
        await self._db.execute(insert(exceptions).values(**row, by=by.key, who=by.name, at=at))
        return True

    async def end_exception(self, number: int, at: datetime) -> None:
        await self._db.execute(update(exceptions).where(exceptions.c.id == number).values(ended=at))


def _retention(value: str) -> Retention:
    stored = json.loads(value)
    return Retention(stored["months"], stored["number"], date.fromisoformat(stored["decided"]))


def _exception(row: Any) -> ApprovedException:
    return ApprovedException(
        guardrail=row.guardrail,
        department=row.department,
        reason=row.reason,
        approver=row.approver,
        ends=row.ends,
        ended=row.ended,
        id=row.id,
        by=row.who,
        at=row.at,
    )
