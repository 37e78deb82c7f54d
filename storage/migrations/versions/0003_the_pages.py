"""What coaches read, note and search; who is signed in."""

from functools import partial
from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.casebook
import storage.tables
from storage.earlier_talks import list_earlier

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = partial(storage.tables.Moment, timezone=True)
NEWEST = ("latest", "id")
WHERE_THERE_IS = {
    "thumb": ["thumb", *NEWEST],
    "finished": ["test", "counts", "finished", "department", "outcome", "quadrant", "hours", "stage"],
    "measured_in": ["test", "counts", "measured_in", "department"],
    "thumbed": ["test", "counts", "thumbed", "department", "thumb"],
}


def upgrade() -> None:
    op.create_table(
        "transcripts",
        sa.Column("id", Id, primary_key=True),
        _to("conversations", "conversation", nullable=False),
        sa.Column("task", sa.String(32), nullable=False, server_default=""),
        _to("people", "person", nullable=False, index=True),
        sa.Column("began", Moment(), nullable=False),
        sa.Column("latest", Moment(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False, server_default=""),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("department", sa.String(32)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("outcome", sa.String(16)),
        sa.Column("template", sa.String(64)),
        sa.Column("hours", sa.Float()),
        sa.Column("thumb", sa.String(8)),
        sa.Column("review", sa.String(8), nullable=False, server_default="new"),
        sa.Column("reviewed_by", sa.String(255)),
        sa.Column("reviewed", Moment()),
        sa.Column("test", sa.Boolean(), nullable=False, server_default=sa.false()),
        *_counted(),
        sa.UniqueConstraint("conversation", "task"),
    )
    op.create_index("ix_transcripts_latest", "transcripts", [*NEWEST])
    for name in ("department", "outcome", "status", "language", "review"):
        op.create_index(f"ix_transcripts_{name}", "transcripts", [name, *NEWEST])
    op.create_index("ix_transcripts_came", "transcripts", ["test", "counts", "came", "department", "stage"])
    for name, columns in WHERE_THERE_IS.items():
        some = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_transcripts_{name}", "transcripts", columns, sqlite_where=some, postgresql_where=some)
    op.create_table(
        "searchable",
        _to("messages", "message", primary_key=True, autoincrement=False),
        _to("transcripts", "transcript", nullable=False, index=True),
        sa.Column("stems", sa.Text(), nullable=False),
    )
    op.create_table(
        "remarks",
        sa.Column("id", Id, primary_key=True),
        _to("transcripts", "transcript", nullable=False, index=True),
        sa.Column("message", Id, sa.ForeignKey("messages.id", ondelete="SET NULL")),
        *_written(),
    )
    op.create_table(
        "labels",
        _to("transcripts", "transcript", primary_key=True),
        sa.Column("label", sa.String(32), primary_key=True, index=True),
        sa.Column("by", sa.String(255), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("tenant", sa.String(255), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("claims", sa.Text(), nullable=False),
        sa.Column("way", sa.String(8), nullable=False),
        sa.Column("language", sa.String(2)),
        sa.Column("begun", Moment(), nullable=False),
        sa.Column("seen", Moment(), nullable=False),
        sa.Column("ends", Moment(), nullable=False, index=True),
        sa.Column("checked", Moment(), nullable=False),
        sa.Column("refresh", sa.Text()),
    )
    op.create_table(
        "sign_ins",
        sa.Column("state", sa.String(64), primary_key=True),
        sa.Column("browser", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("verifier", sa.String(128), nullable=False),
        sa.Column("back", sa.String(512), nullable=False),
        sa.Column("ends", Moment(), nullable=False, index=True),
    )
    op.create_table(
        "case_notes",
        sa.Column("id", Id, primary_key=True),
        _to("cases", "case", nullable=False, index=True),
        *_written(),
    )
    op.create_table(
        "coaches",
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("seen", Moment(), nullable=False),
    )
    op.create_table(
        "absences",
        sa.Column("coach", sa.String(255), primary_key=True),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("stand_in", sa.String(255), nullable=False),
        sa.Column("stand_in_name", sa.String(255), nullable=False),
        sa.Column("begins", Moment(), nullable=False),
        sa.Column("ends", Moment(), nullable=False),
    )
    op.create_table(
        "replies",
        sa.Column("id", Id, primary_key=True),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("by", sa.String(255), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.add_column("case_events", sa.Column("whom", sa.String(255), nullable=False, server_default=""))
    op.add_column("cases", sa.Column("double_of", sa.String(16)))
    op.add_column("cases", sa.Column("stems", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_cases_double_of", "cases", ["double_of"])
    _stem_cases()
    op.create_index("ix_audit_object", "audit", ["object"])
    op.create_index("ix_messages_task_id", "messages", ["task", "id"])
    op.drop_index("ix_messages_task", "messages")
    _searched() if op.get_bind().dialect.name == "sqlite" else _searched_on_postgresql()
    list_earlier(op.get_bind())


def _to(table: str, name: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, Id, sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), **options)


def _counted() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("counts", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("came", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("stage", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("step", sa.String(32)),
        sa.Column("benefit", sa.Float()),
        sa.Column("ease", sa.Float()),
        sa.Column("quadrant", sa.Integer()),
        sa.Column("finished", sa.Integer()),
        sa.Column("measured", sa.Float()),
        sa.Column("measured_in", sa.Integer()),
        sa.Column("thumbed", sa.Integer()),
        sa.Column("shown", sa.Text()),
        sa.Column("refused", sa.Text()),
        sa.Column("systems", sa.Text()),
    )


def _written() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("by", sa.String(255), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )


def _stem_cases() -> None:
    """Cases that are there already can be searched as well."""
    cases = sa.table("cases", *(sa.column(name) for name in ("id", "number", "title", "comment", "stems")))
    db = op.get_bind()
    for row in db.execute(sa.select(cases)).all():
        stems = storage.casebook.stems_of(row.number, row.title, row.comment)
        db.execute(sa.update(cases).where(cases.c.id == row.id).values(stems=stems))


def _searched() -> None:
    """FTS5 over the stems, kept in step by triggers: whatever deletes a message takes it out of the index."""
    op.execute(
        "CREATE VIRTUAL TABLE found USING fts5"
        "(stems, content='searchable', content_rowid='message', tokenize=\"unicode61 remove_diacritics 0\")"
    )
    gone = "INSERT INTO found(found, rowid, stems) VALUES ('delete', old.message, old.stems)"
    come = "INSERT INTO found(rowid, stems) VALUES (new.message, new.stems)"
    op.execute(f"CREATE TRIGGER searchable_come AFTER INSERT ON searchable BEGIN {come}; END")
    op.execute(f"CREATE TRIGGER searchable_gone AFTER DELETE ON searchable BEGIN {gone}; END")
    op.execute(f"CREATE TRIGGER searchable_other AFTER UPDATE ON searchable BEGIN {gone}; {come}; END")


def _searched_on_postgresql() -> None:
    """Lexemes are kept beside the stems: a common word is looked up in many rows, too many to take apart each time."""
    told = "GENERATED ALWAYS AS (to_tsvector('simple', stems)) STORED"
    op.execute(f"ALTER TABLE searchable ADD COLUMN lexemes tsvector {told}")
    op.execute("CREATE INDEX ix_searchable_lexemes ON searchable USING gin (lexemes)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("come", "gone", "other"):
            op.execute(f"DROP TRIGGER searchable_{trigger}")
        op.execute("DROP TABLE found")
    op.create_index("ix_messages_task", "messages", ["task"])
    op.drop_index("ix_messages_task_id", "messages")
    op.drop_index("ix_audit_object", "audit")
    op.drop_index("ix_cases_double_of", "cases")
    for table, column in (("cases", "stems"), ("cases", "double_of"), ("case_events", "whom")):
        op.drop_column(table, column)
    for table in (
        "replies",
        "absences",
        "coaches",
        "case_notes",
        "sign_ins",
        "sessions",
        "labels",
        "remarks",
        "searchable",
        "transcripts",
    ):
        op.drop_table(table)
