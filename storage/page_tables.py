"""The tables of the pages: what coaches read and note, what can be searched, who is signed in. More in `tables`."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.tables import Id, Moment, metadata

_JUDGED = ("finished", "department", "outcome", "quadrant", "hours", "stage")
"""What the figures of judged tasks are grouped by and summed up from: read from the index alone."""


def _where_there_is(name: str, *columns: str) -> Index:
    """An index of the rows that have this column: most have not, and cost nothing."""
    some = text(f"{name} IS NOT NULL")
    return Index(f"ix_transcripts_{name}", *columns, sqlite_where=some, postgresql_where=some)


transcripts = Table(
    "transcripts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("task", String(32), nullable=False, server_default=""),
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("began", Moment, nullable=False),
    Column("latest", Moment, nullable=False),
    Column("messages", Integer, nullable=False),
    Column("title", Text, nullable=False, server_default=""),
    Column("language", String(2), nullable=False),
    Column("department", String(32)),
    Column("status", String(16), nullable=False),
    Column("outcome", String(16)),
    Column("template", String(64)),
    Column("hours", Float),
    Column("thumb", String(8)),
    Column("review", String(8), nullable=False, server_default="new"),
    Column("reviewed_by", String(255)),
    Column("reviewed", Moment),
    Column("test", Boolean, nullable=False, server_default=false()),
    Column("counts", Boolean, nullable=False, server_default=false()),
    Column("came", Integer, nullable=False, server_default="0"),
    Column("stage", Integer, nullable=False, server_default="0"),
    Column("step", String(32)),
    Column("benefit", Float),
    Column("ease", Float),
    Column("fits", Float),
    Column("quadrant", Integer),
    Column("finished", Integer),
    Column("measured", Float),
    Column("measured_in", Integer),
    Column("thumbed", Integer),
    Column("shown", Text),
    Column("refused", Text),
    Column("systems", Text),
    Column("told", String(64)),
    UniqueConstraint("conversation", "task"),
    Index("ix_transcripts_latest", "latest", "id"),
    Index("ix_transcripts_came", "test", "counts", "came", "department", "stage"),
    _where_there_is("finished", "test", "counts", *_JUDGED),
    _where_there_is("measured_in", "test", "counts", "measured_in", "department"),
    _where_there_is("thumbed", "test", "counts", "thumbed", "department", "thumb"),
    Index("ix_transcripts_department", "department", "latest", "id"),
    Index("ix_transcripts_outcome", "outcome", "latest", "id"),
    Index("ix_transcripts_status", "status", "latest", "id"),
    Index("ix_transcripts_language", "language", "latest", "id"),
    Index("ix_transcripts_review", "review", "latest", "id"),
    _where_there_is("thumb", "thumb", "latest", "id"),
)
"""What coaches list and read: all that was said about one task, or before there was any (`task` is empty then).

Written in the turn's own transaction. status: talk | open | paused | finished | cancelled; review: new | read | changed
(something was said after it was read); hours: a year, as promised; test: a trial of the team's own, in no figures.

For the figures: counts: a task, and of one that is talked about in two chats only the newer row; stage: how far it has
come, as the place in `dialogs.tasks.STAGES`; step: where it stands; fits: whether a template clearly fitted, 1 or 0;
quadrant: of `services.insights`; came, finished, measured_in, thumbed: months like 202611 in which it first did, those
of the municipality; measured: hours a year, as the person says; shown, refused, systems: JSON lists, none when empty.

told: a digest of the description and the answers, so that a judgement counts only for what was judged.
"""

searchable = Table(
    "searchable",
    metadata,
    Column("message", ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("transcript", ForeignKey("transcripts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("stems", Text, nullable=False),
)
"""The stems of what was written. The migrations make the index over them: FTS5, or a column `lexemes` with GIN."""

remarks = Table(
    "remarks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("transcript", ForeignKey("transcripts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("message", ForeignKey("messages.id", ondelete="SET NULL")),
    Column("by", String(255), nullable=False),
    Column("name", String(255), nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
)
"""What coaches note beside a transcript, perhaps at one message."""

labels = Table(
    "labels",
    metadata,
    Column("transcript", ForeignKey("transcripts.id", ondelete="CASCADE"), primary_key=True),
    Column("label", String(32), primary_key=True, index=True),
    Column("by", String(255), nullable=False),
    Column("at", Moment, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("tenant", String(255), nullable=False),
    Column("key", String(255), nullable=False),
    Column("name", String(255), nullable=False),
    Column("claims", Text, nullable=False),
    Column("way", String(8), nullable=False),
    Column("language", String(2)),
    Column("begun", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("ends", Moment, nullable=False, index=True),
    Column("checked", Moment, nullable=False),
    Column("refresh", Text),
)
"""Who is signed in to the pages. token: a digest; claims: the roles as the provider names them; refresh: encrypted;
way: oidc | teams | local."""

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("state", String(64), primary_key=True),
    Column("browser", String(64), nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("verifier", String(128), nullable=False),
    Column("back", String(512), nullable=False),
    Column("ends", Moment, nullable=False, index=True),
)
"""Sign-ins under way at the provider, each for one browser and one use. state and browser: digests."""

case_notes = Table(
    "case_notes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("by", String(255), nullable=False),
    Column("name", String(255), nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
)
"""What the team notes about a case for itself: the person never sees it."""

coaches = Table(
    "coaches",
    metadata,
    Column("key", String(255), primary_key=True),
    Column("name", String(255), nullable=False),
    Column("seen", Moment, nullable=False),
)
"""Who has been at the pages as a coach: whom a case can be given to."""

absences = Table(
    "absences",
    metadata,
    Column("coach", String(255), primary_key=True),
    Column("name", String(255), nullable=False),
    Column("stand_in", String(255), nullable=False),
    Column("stand_in_name", String(255), nullable=False),
    Column("begins", Moment, nullable=False),
    Column("ends", Moment, nullable=False),
)
"""Who is away, until when, and who gets their new cases meanwhile."""

replies = Table(
    "replies",
    metadata,
    Column("id", Id, primary_key=True),
    Column("title", String(120), nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("by", String(255), nullable=False),
    Column("at", Moment, nullable=False),
)
"""Answers that the team has ready. by: who wrote it last."""
