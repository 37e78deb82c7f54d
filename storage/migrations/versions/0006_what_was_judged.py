"""Judgements and proposals go with the words they are about: when those change or are deleted, they do not count."""

import json
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT_ONCE = 500
_KEY = "fk_proposals_transcript"

_tasks = sa.table("tasks", sa.column("id"), sa.column("interview"))
_transcripts = sa.table("transcripts", sa.column("id"), sa.column("task"), sa.column("told"))
_judgements = sa.table("judgements", sa.column("transcript"), sa.column("told"))


def upgrade() -> None:
    op.add_column("transcripts", sa.Column("told", sa.String(64)))
    op.add_column("judgements", sa.Column("told", sa.String(64)))
    with op.batch_alter_table("proposals") as proposals:
        proposals.add_column(sa.Column("transcript", Id))
        proposals.create_foreign_key(_KEY, "transcripts", ["transcript"], ["id"], ondelete="CASCADE")
        proposals.create_index("ix_proposals_transcript", ["transcript"])
    _tell(op.get_bind())


def _tell(db: sa.Connection) -> None:
    """What was told and answered until now, and what was judged of it."""
    query = sa.select(_transcripts.c.id, _tasks.c.interview).join(_tasks, _tasks.c.id == _transcripts.c.task)
    last = 0
    while rows := db.execute(query.where(_transcripts.c.id > last).order_by(_transcripts.c.id).limit(_AT_ONCE)).all():
        for row in rows:
            db.execute(sa.update(_transcripts).where(_transcripts.c.id == row.id).values(told=_told(row.interview)))
        last = rows[-1].id
    there = sa.select(_transcripts.c.told).where(_transcripts.c.id == _judgements.c.transcript).scalar_subquery()
    db.execute(sa.update(_judgements).values(told=there))


def _told(interview: str) -> str:
    """As `services.judging.told_in` has it."""
    stored = json.loads(interview)
    told = {"answers": stored.get("answers") or {}, "description": stored.get("description") or ""}
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def downgrade() -> None:
    with op.batch_alter_table("proposals") as proposals:
        proposals.drop_index("ix_proposals_transcript")
        proposals.drop_constraint(_KEY, type_="foreignkey")
        proposals.drop_column("transcript")
    op.drop_column("judgements", "told")
    op.drop_column("transcripts", "told")
