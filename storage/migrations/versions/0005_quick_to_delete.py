"""Messages that point to another one are found at once: deleting a message looks for them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("answers", "replaces"):
        there = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_messages_{name}", "messages", [name], sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    for name in ("answers", "replaces"):
        op.drop_index(f"ix_messages_{name}", "messages")
