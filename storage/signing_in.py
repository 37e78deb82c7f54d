"""Sessions of the pages, and sign-ins under way, on SQL."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import delete, insert, select, update

from knowledge.part import Language
from services.access import Identity, Session, Way
from services.attempts import Attempt
from storage.auditing import note
from storage.engine import Transactions
from storage.page_tables import sessions, sign_ins


class SqlSessions:
    """`services.access.Sessions` on SQLAlchemy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def add(self, session: Session) -> None:
        who = session.identity
        named = {"token": session.token, "tenant": who.tenant, "key": who.key, "way": who.way}
        row = {**named, "begun": session.begun, "ends": session.ends, **_used(session), **_vouched(session)}
        async with self._transactions.writing() as db:
            await db.execute(delete(sessions).where(sessions.c.ends <= session.begun))
            await db.execute(insert(sessions).values(row))
            await note(db, session.begun, who.name, "signed in", who.way)

    async def find(self, token: str) -> Session | None:
        async with self._transactions.reading() as db:
            row = (await db.execute(select(sessions).where(sessions.c.token == token))).first()
        return _session(row) if row is not None else None

    async def note(self, session: Session) -> None:
        await self._write(session, _used(session))

    async def renew(self, session: Session) -> None:
        await self._write(session, _vouched(session))

    async def end(self, token: str, at: datetime) -> None:
        async with self._transactions.writing() as db:
            ended = delete(sessions).where(sessions.c.token == token).returning(sessions.c.name)
            name = await db.scalar(ended)
            if name is not None:
                await note(db, at, name, "signed out", "")

    async def end_all(self, who: Identity, by: str, at: datetime) -> int:
        theirs = (sessions.c.tenant == who.tenant, sessions.c.key == who.key)
        async with self._transactions.writing() as db:
            ended = await db.execute(delete(sessions).where(*theirs).returning(sessions.c.name))
            names = list(ended.scalars())
            if names:
                await note(db, at, by, "ended sessions", names[0])
        return len(names)

    async def open(self, now: datetime, most: int) -> tuple[Session, ...]:
        query = select(sessions).where(sessions.c.ends > now).order_by(sessions.c.seen.desc()).limit(most)
        async with self._transactions.reading() as db:
            return tuple(each for row in await db.execute(query) if not (each := _session(row)).is_over(now))

    async def _write(self, session: Session, values: dict[str, Any]) -> None:
        async with self._transactions.writing() as db:
            await db.execute(update(sessions).where(sessions.c.token == session.token).values(values))


class SqlAttempts:
    """`services.attempts.Attempts` on SQLAlchemy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def add(self, attempt: Attempt, now: datetime) -> None:
        async with self._transactions.writing() as db:
            await db.execute(delete(sign_ins).where(sign_ins.c.ends <= now))
            await db.execute(insert(sign_ins).values(asdict(attempt)))

    async def take(self, state: str) -> Attempt | None:
        async with self._transactions.writing() as db:
            taken = await db.execute(delete(sign_ins).where(sign_ins.c.state == state).returning(*sign_ins.c))
            row = taken.first()
        return Attempt(row.state, row.browser, row.nonce, row.verifier, row.back, row.ends) if row is not None else None


def _used(session: Session) -> dict[str, Any]:
    return {"seen": session.seen, "language": session.language}


def _vouched(session: Session) -> dict[str, Any]:
    """Apart from what is noted at each visit: of two requests at once, one may have the newer answer."""
    who = session.identity
    return {"checked": session.checked, "claims": json.dumps(who.claims), "refresh": who.refresh, "name": who.name}


def _session(row: Any) -> Session:
    claims = tuple(json.loads(row.claims))
    identity = Identity(row.tenant, row.key, row.name, claims, cast("Way", row.way), row.refresh)
    language = cast("Language | None", row.language)
    return Session(row.token, identity, row.begun, row.seen, row.ends, row.checked, language)
