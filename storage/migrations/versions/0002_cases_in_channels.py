"""Cases in channels, what is to be said later, feedback, measured hours."""

from functools import partial
from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.tables

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = partial(storage.tables.Moment, timezone=True)


def upgrade() -> None:
    """Columns are only added, one by one: a table that others refer to is never made anew on SQLite."""
    columns: tuple[sa.Column[Any], ...]
    columns = (
        sa.Column("kind", sa.String(16), nullable=False, server_default="personal"),
        sa.Column("team", sa.String(255)),
        sa.Column("name", sa.Text()),
    )
    for column in columns:
        op.add_column("conversations", column)
    op.add_column("tasks", sa.Column("template", sa.String(64)))
    op.create_index("ix_tasks_template", "tasks", ["template"])
    op.add_column("tasks", sa.Column("promised", sa.Float()))
    op.add_column("tasks", sa.Column("measured", sa.Float()))
    op.add_column("tasks", sa.Column("measured_at", Moment()))
    op.add_column("messages", sa.Column("thread", Id))
    op.add_column("messages", sa.Column("paced", sa.Boolean(), nullable=False, server_default=sa.false()))
    columns = (
        sa.Column("department", sa.String(32)),
        sa.Column("topic", sa.String(16), nullable=False, server_default="question"),
        sa.Column("outcome", sa.String(16)),
        sa.Column("priority", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("coach", sa.String(255)),
        sa.Column("coach_name", sa.String(255)),
        sa.Column("promised", Moment()),
        sa.Column("changed", Moment()),
        sa.Column("moves", sa.Integer(), nullable=False, server_default="0"),
    )
    for column in columns:
        op.add_column("cases", column)
    op.create_index("ix_cases_state_promised", "cases", ["state", "promised"])
    op.add_column("case_events", sa.Column("who_key", sa.String(255), nullable=False, server_default=""))
    op.create_table(
        "receivers",
        sa.Column("id", Id, primary_key=True),
        sa.Column(
            "conversation", Id, sa.ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, unique=True
        ),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("departments", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(255), nullable=False),
        sa.Column("asked", Moment(), nullable=False),
        sa.Column("decided_by", sa.String(255)),
        sa.Column("decided", Moment()),
    )
    op.create_table(
        "agenda",
        sa.Column("id", Id, primary_key=True),
        sa.Column("key", sa.String(160), nullable=False, unique=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("person", Id, sa.ForeignKey("people.id", ondelete="CASCADE"), index=True),
        sa.Column("task", sa.String(32)),
        sa.Column("case", Id, sa.ForeignKey("cases.id", ondelete="CASCADE")),
        sa.Column("receiver", Id, sa.ForeignKey("receivers.id", ondelete="CASCADE")),
        sa.Column("due", Moment(), nullable=False),
        sa.Column("claimed", Moment()),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("trouble", sa.Text()),
        sa.Index("ix_agenda_state_due", "state", "due"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", Id, primary_key=True),
        sa.Column("person", Id, sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("message", Id, sa.ForeignKey("messages.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("reaction", sa.String(16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_table(
        "pace",
        sa.Column("tenant", sa.String(64), primary_key=True),
        sa.Column("next", Moment(), nullable=False),
    )


def downgrade() -> None:
    for table in ("pace", "feedback", "agenda", "receivers"):
        op.drop_table(table)
    op.drop_index("ix_cases_state_promised", "cases")
    op.drop_index("ix_tasks_template", "tasks")
    for table, names in {
        "case_events": ("who_key",),
        "cases": (
            "moves promised coach_name coach urgent priority outcome topic department changed".split()  # noqa: SIM905
        ),
        "messages": ("paced", "thread"),
        "tasks": ("measured_at", "measured", "promised", "template"),
        "conversations": ("name", "team", "kind"),
    }.items():
        for name in names:
            op.drop_column(table, name)
