"""A person's own tasks, and where the person is reached."""

from collections.abc import Sequence

from sqlalchemy import distinct, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.message import Alike, TaskLine
from dialogs.state import Interview
from knowledge.part import Language
from services.records import Address
from storage import queueing
from storage.rows import task_line
from storage.tables import cases, conversations, people, tasks

_LISTED = 15


async def own_tasks(db: AsyncConnection, person: int, language: Language) -> tuple[TaskLine, ...]:
    """Newest first, each with its newest case."""
    number = select(func.max(cases.c.number)).where(cases.c.task == tasks.c.id).scalar_subquery()
    query = (
        select(tasks, number.label("case"))
        .where(tasks.c.person == person)
        .order_by(tasks.c.changed.desc())
        .limit(_LISTED)
    )
    return tuple(task_line(row, language) for row in await db.execute(query))


async def alike(db: AsyncConnection, person: int, templates: Sequence[str]) -> tuple[Alike, ...]:
    """What others have made of these templates: sums only."""
    over = func.count(cases.c.id).filter(cases.c.state.in_(("solved", "closed")))
    query = (
        select(
            tasks.c.template,
            func.count(distinct(tasks.c.id)).label("built"),
            func.count(distinct(tasks.c.id)).filter(tasks.c.measured.is_not(None)).label("running"),
            func.avg(tasks.c.measured).label("hours"),
            over.label("solved"),
        )
        .outerjoin(cases, cases.c.task == tasks.c.id)
        .where(tasks.c.template.in_(templates), tasks.c.person != person)
        .group_by(tasks.c.template)
    )
    found = {row.template: row for row in await db.execute(query)}
    rows = [found[name] for name in templates if name in found]
    return tuple(Alike(row.template, row.built, row.running, float(row.hours or 0), row.solved) for row in rows)


async def chosen(db: AsyncConnection) -> tuple[tuple[str, str], ...]:
    """Description and template of tasks for which a template was chosen, newest first."""
    query = select(tasks.c.interview).where(tasks.c.interview.contains('"liked":"')).order_by(tasks.c.changed.desc())
    interviews = [Interview.model_validate_json(row.interview) for row in await db.execute(query)]
    return tuple((each.description, each.liked) for each in interviews if each.liked and each.description)


async def person_of(db: AsyncConnection, tenant: str, key: str) -> int | None:
    return await db.scalar(select(people.c.id).where(people.c.tenant == tenant, people.c.key == key))


async def chat_of(db: AsyncConnection, tenant: str, key: str) -> Address | None:
    """The chat in which a person is reached."""
    person = await person_of(db, tenant, key)
    if person is None or not await queueing.is_reachable(db, person):
        return None
    chat = await queueing.reachable(db, person)
    row = (await db.execute(select(conversations).where(conversations.c.id == chat))).one()
    return Address(row.channel, row.external, row.service_url, row.bot, row.user, tenant, key, "", "")
