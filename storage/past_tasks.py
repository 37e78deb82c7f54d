"""Past tasks as they were told, to be judged again."""

from sqlalchemy import select

from dialogs.state import Interview
from services.rejudging import StoredTask
from storage.engine import Transactions
from storage.page_tables import transcripts
from storage.tables import tasks


class SqlPastTasks:
    """`services.trials.PastTasks` on SQLAlchemy."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def newest(self, most: int) -> tuple[StoredTask, ...]:
        rows = transcripts.c
        columns = (rows.id, rows.title, rows.department, rows.outcome, rows.fits, tasks.c.interview)
        judged = (rows.finished.is_not(None), rows.outcome.is_not(None), rows.test.is_(False), rows.counts.is_(True))
        query = select(*columns).join(tasks, tasks.c.id == rows.task).where(*judged)
        async with self._transactions.reading() as db:
            found = (await db.execute(query.order_by(rows.finished.desc(), rows.id.desc()).limit(most))).all()
        return tuple(
            StoredTask(
                row.id,
                row.title,
                Interview.model_validate_json(row.interview),
                row.department,
                row.outcome,
                row.fits,
            )
            for row in found
        )
