"""The draft of the knowledge base, settings, judgements; and in the record what was before and what is now."""

from functools import partial
from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.tables

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = partial(storage.tables.Moment, timezone=True)


def upgrade() -> None:
    op.add_column("audit", sa.Column("old", sa.Text()))
    op.add_column("audit", sa.Column("new", sa.Text()))
    op.add_column("transcripts", sa.Column("fits", sa.Float()))
    op.create_table(
        "draft_documents",
        sa.Column("version", Id, primary_key=True),
        sa.Column("document", sa.String(80), nullable=False),
        sa.Column("previous", Id, nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text()),
        sa.Column("over", sa.Integer()),
        *_done(),
        sa.UniqueConstraint("document", "previous"),
    )
    op.create_table(
        "previews",
        sa.Column("who", sa.String(255), primary_key=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
        *_done(),
    )
    op.create_table(
        "exceptions",
        sa.Column("id", Id, primary_key=True),
        sa.Column("guardrail", sa.String(32), nullable=False),
        sa.Column("department", sa.String(32)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approver", sa.String(255), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("ended", Moment()),
        *_done(),
    )
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("decision", sa.String(8), nullable=False),
        *_done(),
    )
    op.create_table(
        "judgements",
        sa.Column("transcript", Id, sa.ForeignKey("transcripts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("coach", sa.String(255), primary_key=True),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )


def _done() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("by", sa.String(255), nullable=False),
        sa.Column("who", sa.String(255), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )


def downgrade() -> None:
    for table in ("judgements", "proposals", "exceptions", "settings", "previews", "draft_documents"):
        op.drop_table(table)
    op.drop_column("transcripts", "fits")
    op.drop_column("audit", "new")
    op.drop_column("audit", "old")
