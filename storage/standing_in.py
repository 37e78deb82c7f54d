"""Who is away at the moment, on SQL."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.case import Somebody
from services.team import Absence
from storage.page_tables import absences


async def absent(db: AsyncConnection, now: datetime) -> tuple[Absence, ...]:
    """Who is away now, by name. An absence ends by itself."""
    query = select(absences).where(absences.c.begins <= now, absences.c.ends > now).order_by(absences.c.name)
    return tuple(
        Absence(Somebody(row.coach, row.name), Somebody(row.stand_in, row.stand_in_name), row.ends)
        for row in await db.execute(query)
    )
