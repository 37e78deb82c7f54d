"""The tables of what admins edit: the draft, settings, judgements. More in `tables`."""

from typing import Any

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from storage.tables import Id, Moment, metadata


def _done() -> tuple[Column[Any], ...]:
    """By whom (the identity's key), their name, and when."""
    return (
        Column("by", String(255), nullable=False),
        Column("who", String(255), nullable=False),
        Column("at", Moment, nullable=False),
    )


draft_documents = Table(
    "draft_documents",
    metadata,
    Column("version", Id, primary_key=True),
    Column("document", String(80), nullable=False),
    Column("previous", Id, nullable=False),
    Column("base", Integer, nullable=False),
    Column("content", Text),
    Column("over", Integer),
    *_done(),
    UniqueConstraint("document", "previous"),
)
"""The draft that admins share: what was saved of each document, the newest counts.

document: a name of `knowledge.documents`; previous: the version of the document that it was made from, 0 for none;
base: the revision it changes; content: JSON, none when it was taken away; over: no longer part of the draft, taken up
by this revision or, at 0, thrown away.
"""

previews = Table(
    "previews",
    metadata,
    Column("who", String(255), primary_key=True),
    Column("content", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
"""The conversation in which an admin tries the draft: JSON, one each."""

settings = Table(
    "settings",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    *_done(),
)
"""What an admin decides beside the content; value: JSON."""

exceptions = Table(
    "exceptions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("guardrail", String(32), nullable=False),
    Column("department", String(32)),
    Column("reason", Text, nullable=False),
    Column("approver", String(255), nullable=False),
    Column("ends", Date, nullable=False),
    Column("ended", Moment),
    *_done(),
)
"""Exceptions from a guardrail that somebody has approved, until the day `ends` or until it was `ended`."""

proposals = Table(
    "proposals",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("decision", String(8), nullable=False),
    Column("transcript", ForeignKey("transcripts.id", ondelete="CASCADE"), index=True),
    *_done(),
)
"""Proposals that were decided on. id: a digest of what was proposed; decision: accepted | refused.

transcript: where somebody wrote it, a phrase of one person's: their digest goes with their words.
"""

judgements = Table(
    "judgements",
    metadata,
    Column("transcript", ForeignKey("transcripts.id", ondelete="CASCADE"), primary_key=True),
    Column("coach", String(255), primary_key=True),
    Column("outcome", String(16), nullable=False),
    Column("name", String(255), nullable=False),
    Column("at", Moment, nullable=False),
    Column("told", String(64)),
)
"""How coaches judge a task without seeing the checklist's outcome. told: as in `transcripts`, when it was judged."""
