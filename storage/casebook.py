"""Cases on SQL: opened with a number, locked while somebody moves them, every event kept."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import and_, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.case import OPEN, UNTAKEN, Case, Event, Somebody, State, Topic
from dialogs.speech import HOME
from knowledge.part import LANGUAGES, Language
from services.records import CaseDraft, Entered, Numbers, Post, Shown
from services.searching import stems
from services.team import stand_in
from storage.counting import next_number
from storage.deliveries import CASE_CARD, TOLD
from storage.standing_in import absent
from storage.tables import case_events, cases, messages, receivers, tasks

_LISTED = 5
_LIVE = or_(messages.c.delivery == "pending", and_(messages.c.delivery == "sent", messages.c.activity_id.is_not(None)))


_RECEIVING = select(receivers.c.conversation).where(receivers.c.state == "approved")
"""Channels that receive cases; the messages of all others are not looked at."""


class SqlCaseBook:
    """`services.ports.CaseBook` on SQLAlchemy."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def open(self, entered: Entered, draft: CaseDraft, by: Somebody, at: datetime) -> Case:
        year = at.astimezone(HOME).year
        number = f"AC-{year}-{await next_number(self._db, f'case-{year}'):04}"
        row = {
            "number": number,
            "person": entered.person,
            "conversation": entered.conversation,
            "task": draft.task,
            "name": draft.name,
            "title": draft.title,
            "comment": draft.comment,
            "rows": json.dumps(draft.rows, ensure_ascii=False),
            "state": "new",
            "opened": at,
            "changed": at,
            "topic": draft.topic,
            "department": draft.department,
            "outcome": draft.outcome,
            "priority": draft.priority,
            "promised": draft.promised,
            "stems": stems_of(number, draft.title, draft.comment),
        }
        opened = (await self._db.execute(insert(cases).values(row).returning(*cases.c))).one()
        case = case_of(opened)
        await self._record(case, Event("opened", by, at, draft.comment))
        return case

    async def person_of(self, number: str) -> int | None:
        return await self._db.scalar(select(cases.c.person).where(cases.c.number == number))

    async def load(self, number: str) -> Case | None:
        """The case, locked until the transaction ends."""
        row = (await self._db.execute(select(cases).where(cases.c.number == number).with_for_update())).first()
        return case_of(row) if row is not None else None

    async def by_id(self, case: int) -> Case | None:
        row = (await self._db.execute(select(cases).where(cases.c.id == case).with_for_update())).first()
        return case_of(row) if row is not None else None

    async def of_person(self, person: int) -> tuple[Case, ...]:
        query = select(cases).where(cases.c.person == person).order_by(cases.c.id.desc()).limit(_LISTED)
        return tuple(case_of(row) for row in await self._db.execute(query))

    async def keep(self, case: Case, event: Event) -> None:
        """Write how the case stands now, and what happened to it."""
        now = {
            "state": case.state,
            "coach": case.coach.key if case.coach else None,
            "coach_name": case.coach.name if case.coach else None,
            "urgent": case.urgent,
            "promised": case.promised,
            "changed": event.at,
            "moves": case.moves,
            "double_of": case.double_of,
        }
        await self._db.execute(update(cases).where(cases.c.id == case.id).values(now))
        await self._record(case, event)

    async def events(self, case: Case) -> tuple[Event, ...]:
        return await events_of(self._db, case.id)

    async def posts(self, case: Case) -> tuple[Post, ...]:
        """The newest card of the case in each channel where it stands."""
        newest = (
            select(func.max(messages.c.id).label("id"))
            .where(
                messages.c.card == f"case:{case.number}", messages.c.kind == CASE_CARD, messages.c.replaces.is_(None)
            )
            .where(_LIVE, messages.c.conversation.in_(_RECEIVING))
            .group_by(messages.c.conversation)
            .subquery()
        )
        query = (
            select(messages.c.id, messages.c.conversation, receivers.c.language)
            .join(newest, newest.c.id == messages.c.id)
            .join(receivers, receivers.c.conversation == messages.c.conversation)
            .order_by(messages.c.id)
        )
        return tuple(Post(row.id, row.conversation, row.language) for row in await self._db.execute(query))

    async def of_message(self, message: int) -> Shown | None:
        row = (await self._db.execute(select(messages).where(messages.c.id == message))).first()
        if row is None or not row.card:
            return None
        case = await self.load(row.card.removeprefix("case:"))
        same = and_(messages.c.conversation == row.conversation, messages.c.card == row.card)
        cards = await self._db.scalar(select(func.count()).where(same, messages.c.replaces.is_(None)))
        return Shown(case, row.conversation, row.delivery, cards or 0) if case is not None else None

    async def told_in(self, message: int) -> Case | None:
        key = await self._db.scalar(select(messages.c.card).where(messages.c.id == message))
        return await self.load(str(key or "").split(":")[1]) if str(key or "").startswith(TOLD) else None

    async def shown(self, conversation: int, number: str, activity_id: str) -> bool:
        """Whether the case has its card in this conversation. A press on a card proves that it arrived."""
        here = and_(messages.c.conversation == conversation, messages.c.card == f"case:{number}")
        rows = (await self._db.execute(select(messages.c.id, messages.c.delivery).where(here))).all()
        doubtful = [row.id for row in rows if row.delivery == "unclear"]
        if doubtful and activity_id:
            arrived = {"delivery": "sent", "activity_id": activity_id, "trouble": None}
            await self._db.execute(update(messages).where(messages.c.id == doubtful[-1]).values(arrived))
        return bool(rows)

    async def unposted(self) -> tuple[Case, ...]:
        """Open cases whose card stands in no channel, oldest first."""
        there = (
            select(messages.c.card)
            .where(messages.c.kind == CASE_CARD, messages.c.conversation.in_(_RECEIVING))
            .where(or_(_LIVE, messages.c.delivery == "unclear"))
        )
        query = select(cases).where(cases.c.state.in_(OPEN), ("case:" + cases.c.number).not_in(there))
        return tuple(case_of(row) for row in await self._db.execute(query.order_by(cases.c.id)))

    async def coaches(self) -> tuple[Somebody, ...]:
        """Everybody who has had a case, by name."""
        query = select(cases.c.coach, func.max(cases.c.coach_name).label("name")).where(cases.c.coach.is_not(None))
        rows = await self._db.execute(query.group_by(cases.c.coach))
        return tuple(sorted((Somebody(row.coach, row.name) for row in rows), key=lambda each: each.name))

    async def stand_in(self, coach: Somebody, now: datetime) -> Somebody | None:
        """Who gets the cases of a coach who is away."""
        return stand_in(coach, await absent(self._db, now))

    async def point(self, double: str, into: str) -> None:
        await self._db.execute(update(cases).where(cases.c.double_of == double).values(double_of=into))

    async def numbers(self, since: datetime, now: datetime) -> Numbers:
        """What the weekly digest tells."""
        happened = select(func.count()).select_from(case_events).where(case_events.c.at >= since)
        open_now = select(func.count()).select_from(cases).where(cases.c.state.in_(OPEN))
        hours = (
            select(func.sum(tasks.c.promised)).join(cases, cases.c.task == tasks.c.id).where(cases.c.state.in_(OPEN))
        )
        late = open_now.where(cases.c.state.in_(UNTAKEN), cases.c.promised < now)
        columns = (
            happened.where(case_events.c.what == "opened").scalar_subquery(),
            happened.where(case_events.c.what == "solved").scalar_subquery(),
            open_now.scalar_subquery(),
            late.scalar_subquery(),
            hours.scalar_subquery(),
        )
        opened, solved, waiting, too_late, promised = (await self._db.execute(select(*columns))).one()
        return Numbers(opened, solved, waiting, too_late, promised or 0.0)

    async def _record(self, case: Case, event: Event) -> None:
        row = {"case": case.id, "at": event.at, "who": event.who.name, "who_key": event.who.key}
        await self._db.execute(
            insert(case_events).values(row | {"what": event.what, "note": event.note, "whom": event.whom})
        )


async def events_of(db: AsyncConnection, case: int) -> tuple[Event, ...]:
    """All that happened to a case, in order."""
    query = select(case_events).where(case_events.c.case == case).order_by(case_events.c.id)
    return tuple(
        Event(row.what, Somebody(row.who_key, row.who), row.at, row.note, row.whom) for row in await db.execute(query)
    )


def stems_of(number: str, title: str, comment: str) -> str:
    """What a case is found by: the stems of its words in each language, each between blanks."""
    return "".join(f" {stems(f'{number} / {title} / {comment}', language)} /" for language in LANGUAGES) + " "


def read_rows(stored: str) -> Mapping[Language, tuple[tuple[str, str], ...]]:
    """What was sent along with a case, in each language; an older case has it in one, which stands for both."""
    found = json.loads(stored)
    both = found if isinstance(found, dict) else dict.fromkeys(LANGUAGES, found)
    return {language: tuple((label, value) for label, value in both.get(language, ())) for language in LANGUAGES}


def case_of(row: Any) -> Case:
    """A row as a case."""
    return Case(
        id=row.id,
        number=row.number,
        person=row.person,
        name=row.name,
        title=row.title,
        comment=row.comment,
        rows=read_rows(row.rows),
        state=cast("State", row.state),
        opened=row.opened,
        topic=cast("Topic", row.topic),
        department=row.department,
        task=row.task,
        outcome=row.outcome,
        priority=row.priority,
        urgent=row.urgent,
        coach=Somebody(row.coach, row.coach_name or "") if row.coach else None,
        promised=row.promised,
        changed=row.changed,
        moves=row.moves,
        double_of=row.double_of,
    )
