"""Sessions of the pages on SQL."""

import json
from datetime import datetime
from typing import Any, cast

from sqlalchemy import delete, insert, select, update

from knowledge.part import Language
from services.access import Identity, Session, Way
from storage.engine import Transactions
from storage.page_tables import sessions
from storage.tables import audit


class SqlSessions:
    """`services.access.Sessions` on SQLAlchemy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def add(self, session: Session) -> None:
        who = session.identity
        named = {"token": session.token, "tenant": who.tenant, "key": who.key, "name": who.name, "way": who.way}
        row = {**named, "begun": session.begun, "ends": session.ends, **_changing(session)}
        async with self._transactions.writing() as db:
            await db.execute(delete(sessions).where(sessions.c.ends <= session.begun))
            await db.execute(insert(sessions).values(row))
            await db.execute(insert(audit).values(at=session.begun, who=who.name, what="signed in", object=who.way))

    async def find(self, token: str) -> Session | None:
        async with self._transactions.reading() as db:
            row = (await db.execute(select(sessions).where(sessions.c.token == token))).first()
        return _session(row) if row is not None else None

    async def note(self, session: Session) -> None:
        async with self._transactions.writing() as db:
            here = sessions.c.token == session.token
            await db.execute(update(sessions).where(here).values(_changing(session)))

    async def end(self, token: str, at: datetime) -> None:
        async with self._transactions.writing() as db:
            ended = delete(sessions).where(sessions.c.token == token).returning(sessions.c.name)
            name = await db.scalar(ended)
            if name is not None:
                await db.execute(insert(audit).values(at=at, who=name, what="signed out", object=""))

    async def end_all(self, key: str, by: str, at: datetime) -> int:
        async with self._transactions.writing() as db:
            ended = await db.execute(delete(sessions).where(sessions.c.key == key).returning(sessions.c.name))
            names = list(ended.scalars())
            if names:
                row = {"at": at, "who": by, "what": "ended sessions", "object": names[0]}
                await db.execute(insert(audit).values(row))
        return len(names)

    async def open(self, now: datetime, most: int) -> tuple[Session, ...]:
        query = select(sessions).where(sessions.c.ends > now).order_by(sessions.c.seen.desc()).limit(most)
        async with self._transactions.reading() as db:
            return tuple(each for row in await db.execute(query) if not (each := _session(row)).is_over(now))


def _changing(session: Session) -> dict[str, Any]:
    return {
        "seen": session.seen,
        "checked": session.checked,
        "language": session.language,
        "claims": json.dumps(session.identity.claims),
        "refresh": session.identity.refresh,
    }


def _session(row: Any) -> Session:
    claims = tuple(json.loads(row.claims))
    identity = Identity(row.tenant, row.key, row.name, claims, cast("Way", row.way), row.refresh)
    language = cast("Language | None", row.language)
    return Session(row.token, identity, row.begun, row.seen, row.ends, row.checked, language)
