"""What was said before there was a list of conversations, put into the list and into the search.

How the content judged a task is not reckoned again: such a task is listed with its outcome, and stands among the
judged ones of the figures from its next turn on.
"""

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from dialogs.tasks import STAGES
from knowledge.part import Language
from services.months import month_of
from services.searching import stems
from storage.tables import Moment

_AT_ONCE = 200


def _table(name: str, *columns: str, moments: tuple[str, ...] = ()) -> sa.TableClause:
    """A table as it stands at this migration, whatever becomes of it later."""
    return sa.table(name, *(sa.column(each) for each in columns), *(sa.column(each, Moment()) for each in moments))


_people = _table("people", "id", "talk")
_conversations = _table("conversations", "id", "person", "kind")
_messages = _table("messages", "id", "conversation", "task", "direction", "text", moments=("at",))
_tasks = _table(
    *("tasks", "id", "title", "status", "outcome", "interview", "template", "promised", "measured"),
    moments=("measured_at",),
)
_transcripts = _table(
    *("transcripts", "id", "conversation", "task", "person", "messages", "title", "language", "department"),
    *("status", "outcome", "template", "hours", "counts", "came", "stage", "measured", "measured_in", "shown"),
    *("refused", "systems"),
    moments=("began", "latest"),
)
_searchable = _table("searchable", "message", "transcript", "stems")


def list_earlier(db: sa.Connection) -> None:
    """Fill `transcripts` and `searchable` from the messages: chats one after the other, some at a time in memory."""
    personal = sa.select(_conversations.c.id, _conversations.c.person).where(_conversations.c.kind == "personal")
    newest = 0
    while chats := db.execute(personal.where(_conversations.c.id > newest).order_by("id").limit(_AT_ONCE)).all():
        newest = chats[-1].id
        for chat in chats:
            _list_chat(db, chat.id, chat.person)


def _list_chat(db: sa.Connection, chat: int, person: int) -> None:
    here = _messages.c.conversation == chat
    said = db.execute(sa.select(_messages).where(here).order_by(_messages.c.id)).all()
    first = next((each.task for each in said if each.task), "")
    talk = json.loads(db.scalar(sa.select(_people.c.talk).where(_people.c.id == person)) or "{}")
    language: Language = talk.get("language") or talk.get("spoken") or "sv"
    of_task = sorted(said, key=lambda each: (each.task or first, each.id))
    for task, group in groupby(of_task, key=lambda each: each.task or first):
        theirs = list(group)
        lasting = {"conversation": chat, "task": task, "person": person, "language": language}
        row = {**lasting, "department": talk.get("department"), **_period(theirs), **_told(db, task)}
        number = db.scalar(sa.insert(_transcripts).values(row).returning(_transcripts.c.id))
        if task:
            same = _transcripts.c.task == task
            db.execute(sa.update(_transcripts).where(same).values(counts=_transcripts.c.id == number))
        found = [
            {"message": each.id, "transcript": number, "stems": stems(each.text, language)}
            for each in theirs
            if each.direction == "in" and each.text
        ]
        if found:
            db.execute(sa.insert(_searchable), found)


def _period(said: list[Any]) -> Mapping[str, Any]:
    moments = [each.at for each in said]
    began = min(moments)
    return {"began": began, "came": month_of(began), "latest": max(moments), "messages": len(said)}


def _told(db: sa.Connection, task: str) -> Mapping[str, Any]:
    """What the list tells of a task: of a chat without one, and of one that is gone, that there was talk."""
    row = db.execute(sa.select(_tasks).where(_tasks.c.id == task)).first() if task else None
    if row is None:
        return {"status": "talk", "title": "", "counts": False, "stage": 0}
    interview = json.loads(row.interview)
    named = next((fact["value"] for fact in interview.get("facts", ()) if fact.get("slot") == "systems"), ())
    return {
        **{name: getattr(row, name) for name in ("title", "status", "outcome", "template", "measured")},
        "hours": row.promised,
        "measured_in": month_of(row.measured_at) if row.measured_at else None,
        "stage": STAGES.index(_stage(row, interview)),
        "counts": True,
        "shown": _listed(interview.get("shown", ())),
        "refused": _listed(interview.get("refused", ())),
        "systems": _listed(named),
    }


def _stage(row: Any, interview: Mapping[str, Any]) -> Any:
    reached = {
        "measured": row.measured is not None,
        "building": interview.get("building"),
        "chosen": interview.get("liked"),
        "shown": interview.get("shown"),
        "finished": row.outcome,
        "described": interview.get("described"),
    }
    return next((stage for stage, is_reached in reached.items() if is_reached), "started")


def _listed(names: Iterable[str]) -> str | None:
    return json.dumps(list(names), ensure_ascii=False) if names else None
