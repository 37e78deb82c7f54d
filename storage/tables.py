"""The tables. Times are UTC; JSON is plain text that any tool can read; ids are whole numbers or short words."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.engine import Dialect

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in the program, UTC in the database, whatever the database can store."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only in plain INTEGER columns."""


def _of_some(name: str, column: str, condition: str) -> Index:
    """An index of the rows for which something holds."""
    some = text(condition)
    return Index(name, column, sqlite_where=some, postgresql_where=some)


people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant", String(64), nullable=False),
    Column("key", String(255), nullable=False),
    Column("talk", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("since", Moment, nullable=False),
    UniqueConstraint("tenant", "key"),
)
"""One row a person: the state of their conversation. No name: that is kept only in a case."""

conversations = Table(
    "conversations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("external", String(512), nullable=False),
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("service_url", String(512), nullable=False),
    Column("bot", String(255), nullable=False),
    Column("user", String(255), nullable=False),
    Column("unreachable_since", Moment),
    Column("kind", String(16), nullable=False, server_default="personal"),
    Column("team", String(255)),
    Column("name", Text),
    UniqueConstraint("channel", "external"),
)
"""Where somebody is reached. kind: personal | channel; a channel of a team is written as a counterpart of its own."""

tasks = Table(
    "tasks",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("outcome", String(16)),
    Column("interview", Text, nullable=False),
    Column("begun", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("template", String(64), index=True),
    Column("promised", Float),
    Column("measured", Float),
    Column("measured_at", Moment),
    Index("ix_tasks_person_changed", "person", "changed"),
)

"""promised: hours a year that the judgement expects; measured: hours a year that the person tells of afterwards."""

messages = Table(
    "messages",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("direction", String(3), nullable=False),
    Column("received", String(600)),
    Column("activity_id", String(512)),
    Column("answers", ForeignKey("messages.id", ondelete="SET NULL")),
    Column("task", String(32)),
    Column("kind", String(32), nullable=False),
    Column("card", String(128)),
    Column("about", String(32)),
    Column("text", Text, nullable=False),
    Column("activity", Text),
    Column("at", Moment, nullable=False),
    Column("delivery", String(16), nullable=False),
    Column("replaces", ForeignKey("messages.id", ondelete="SET NULL")),
    Column("attempts", Integer, nullable=False),
    Column("due", Moment),
    Column("claimed", Moment),
    Column("sent", Moment),
    Column("trouble", Text),
    Column("thread", Id),
    Column("paced", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("conversation", "received"),
    Index("ix_messages_conversation", "conversation", "id"),
    Index("ix_messages_conversation_card", "conversation", "card"),
    Index("ix_messages_conversation_activity", "conversation", "activity_id"),
    Index("ix_messages_task_id", "task", "id"),
    _of_some("ix_messages_answers", "answers", "answers IS NOT NULL"),  # Looked through for each deleted message.
    _of_some("ix_messages_replaces", "replaces", "replaces IS NOT NULL"),
    _of_some("ix_messages_pending", "due", "delivery = 'pending'"),
)
"""The transcript, and what is still to be sent: the same rows.

delivery: received | pending | sent | answered | failed | unclear. `answers` is the message whose press this card
answered in place; `replaces` the card whose place it took; `activity` the very JSON that was sent; `thread` the message
that began the thread of a channel in which it stands; `paced` may wait for its turn among many.
"""

cases = Table(
    "cases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("number", String(16), nullable=False, unique=True),
    Column("person", ForeignKey("people.id"), nullable=False, index=True),
    Column("conversation", ForeignKey("conversations.id"), nullable=False),
    Column("task", String(32), index=True),
    Column("name", String(255), nullable=False),
    Column("title", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("rows", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("opened", Moment, nullable=False),
    Column("department", String(32)),
    Column("topic", String(16), nullable=False, server_default="question"),
    Column("outcome", String(16)),
    Column("priority", Integer, nullable=False, server_default="0"),
    Column("urgent", Boolean, nullable=False, server_default=false()),
    Column("coach", String(255)),
    Column("coach_name", String(255)),
    Column("promised", Moment),
    Column("changed", Moment),
    Column("moves", Integer, nullable=False, server_default="0"),
    Column("double_of", String(16), index=True),
    Column("stems", Text, nullable=False, server_default=""),
    Index("ix_cases_state_promised", "state", "promised"),
)
"""double_of: the number of the case in which the work goes on; stems: what the search of the pages looks through."""

case_events = Table(
    "case_events",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("who", String(255), nullable=False),
    Column("what", String(32), nullable=False),
    Column("note", Text, nullable=False),
    Column("who_key", String(255), nullable=False, server_default=""),
    Column("whom", String(255), nullable=False, server_default=""),
)

receivers = Table(
    "receivers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("language", String(2), nullable=False),
    Column("departments", Text, nullable=False),
    Column("topics", Text, nullable=False),
    Column("asked_by", String(255), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("decided_by", String(255)),
    Column("decided", Moment),
)
"""Channels that ask to receive cases, or do. state: asked | approved | removed; empty lists receive everything."""

agenda = Table(
    "agenda",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(160), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), index=True),
    Column("task", String(32)),
    Column("case", ForeignKey("cases.id", ondelete="CASCADE")),
    Column("receiver", ForeignKey("receivers.id", ondelete="CASCADE")),
    Column("due", Moment, nullable=False),
    Column("claimed", Moment),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("state", String(16), nullable=False),
    Column("trouble", Text),
    Index("ix_agenda_state_due", "state", "due"),
)
"""What is to be said at a later time, each exactly once. state: waiting | done | dropped | parked."""

feedback = Table(
    "feedback",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("message", ForeignKey("messages.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("reaction", String(16), nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

pace = Table(
    "pace",
    metadata,
    Column("tenant", String(64), primary_key=True),
    Column("next", Moment, nullable=False),
)
"""When the next of many messages may be sent in a tenant: shared by all replicas."""

counters = Table(
    "counters",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Integer, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(255), nullable=False),
    Column("note", Text, nullable=False),
)

data_links = Table(
    "data_links",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("until", Moment, nullable=False),
)

erase_requests = Table(
    "erase_requests",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("done", Moment),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", String(255), nullable=False),
    Column("what", String(64), nullable=False),
    Column("object", String(255), nullable=False, index=True),
    Column("old", Text),
    Column("new", Text),
)
"""Who did what. old and new: what was before and what is now, where something was changed."""
