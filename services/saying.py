"""A reply as it is put on record, with its words beside the channel's JSON."""

from typing import Literal

from dialogs.plain import plain
from dialogs.reply import Note, Reply, key_of
from knowledge.part import Language
from services.ports import Writer
from services.records import Outgoing


def outgoing(
    reply: Reply,
    language: Language,
    write: Writer,
    *,
    delivery: Literal["pending", "answered"] = "pending",
    replaces: int | None = None,
    thread: int | None = None,
) -> Outgoing:
    kind = reply.kind if isinstance(reply, Note) else type(reply).__name__.lower()
    activity = write(reply, language)
    return Outgoing(kind, key_of(reply), plain(reply), activity, delivery, replaces, thread)
