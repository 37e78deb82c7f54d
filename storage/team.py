"""The coaches on SQL: who there is, who is away, which answers they have ready."""

from datetime import datetime
from typing import cast

from sqlalchemy import delete, func, insert, select, update

from dialogs.case import Somebody
from knowledge.part import Language
from services.access import Visitor
from services.team import Absence, ReadyReply
from storage.auditing import note
from storage.counting import upsert
from storage.engine import Transactions
from storage.page_tables import absences, coaches, replies
from storage.standing_in import absent
from storage.tables import cases


class SqlTeam:
    """`services.team.Team` on SQLAlchemy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def coaches(self) -> tuple[Somebody, ...]:
        had = select(cases.c.coach.label("key"), func.max(cases.c.coach_name).label("name"))
        had = had.where(cases.c.coach.is_not(None)).group_by(cases.c.coach)
        async with self._transactions.reading() as db:
            rows = [*await db.execute(had), *await db.execute(select(coaches.c.key, coaches.c.name))]
        known = {row.key: Somebody(row.key, row.name or "") for row in rows}
        return tuple(sorted(known.values(), key=lambda each: each.name))

    async def meet(self, coach: Somebody, now: datetime) -> None:
        async with self._transactions.writing() as db:
            here = upsert(db, coaches).values(key=coach.key, name=coach.name, seen=now)
            changing = {"name": coach.name, "seen": now}
            await db.execute(here.on_conflict_do_update(index_elements=["key"], set_=changing))

    async def absent(self, now: datetime) -> tuple[Absence, ...]:
        async with self._transactions.reading() as db:
            return await absent(db, now)

    async def leave(self, absence: Absence, now: datetime) -> None:
        changing = {
            "name": absence.coach.name,
            "stand_in": absence.stand_in.key,
            "stand_in_name": absence.stand_in.name,
            "begins": now,
            "ends": absence.ends,
        }
        async with self._transactions.writing() as db:
            row = upsert(db, absences).values({"coach": absence.coach.key, **changing})
            await db.execute(row.on_conflict_do_update(index_elements=["coach"], set_=changing))
            about = f"{absence.stand_in.name} stands in"
            await note(db, now, absence.coach.name, "is away", about)

    async def come_back(self, coach: Somebody, now: datetime) -> None:
        async with self._transactions.writing() as db:
            gone = await db.execute(delete(absences).where(absences.c.coach == coach.key))
            if gone.rowcount:
                await note(db, now, coach.name, "is back", "")

    async def replies(self) -> tuple[ReadyReply, ...]:
        query = select(replies).order_by(replies.c.language.desc(), func.lower(replies.c.title), replies.c.id)
        async with self._transactions.reading() as db:
            return tuple(
                ReadyReply(row.id, row.title, row.text, cast("Language", row.language), row.by, row.at)
                for row in await db.execute(query)
            )

    async def keep_reply(self, reply: ReadyReply, by: Visitor) -> bool:
        written = {"title": reply.title, "text": reply.text, "language": reply.language, "by": by.name, "at": reply.at}
        async with self._transactions.writing() as db:
            if reply.id:
                changed = update(replies).where(replies.c.id == reply.id).values(written)
                if not (await db.execute(changed)).rowcount:
                    return False
            else:
                await db.execute(insert(replies).values(written))
            what = "changed a ready reply" if reply.id else "added a ready reply"
            await note(db, reply.at, by.name, what, reply.title)
            return True

    async def forget_reply(self, reply: int, by: Visitor, now: datetime) -> bool:
        async with self._transactions.writing() as db:
            title = await db.scalar(delete(replies).where(replies.c.id == reply).returning(replies.c.title))
            if title is None:
                return False
            await note(db, now, by.name, "removed a ready reply", title)
            return True
