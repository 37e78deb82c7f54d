"""A database as it looks after years: many conversations, filled at once, with the words of real descriptions."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from services.insights import quadrant
from services.months import month_of
from services.searching import stems
from storage.page_tables import searchable, transcripts
from storage.schema import upgrade
from storage.tables import conversations, messages, metadata, people, tasks

_TEXTS: Final = Path(__file__).parent.parent / "knowledge" / "evaluation" / "texts"
_START: Final = datetime(2024, 1, 1, tzinfo=UTC)
_AT_ONCE: Final = 500
_DEPARTMENTS: Final = ("barn_ungdom", "elevhalsa", "socialforvaltning", "utbildning_arbetsmarknad")
_OUTCOMES: Final = ("self", "coach", "team", "not_now")
_TEMPLATES: Final = tuple(path.stem for path in sorted((_TEXTS.parent.parent / "content" / "templates").glob("*")))
_SYSTEMS: Final = ("outlook", "excel", "sharepoint", "teams", "forms", "procapita")
_STEPS: Final = ("description", "facts", "C05", "C13", "summary")
_WRITTEN_EVERY: Final = 3
"""Of so many messages one is the person's own."""


async def fill(engine: AsyncEngine, count: int, each: int) -> None:
    """So many conversations with so many messages each; the last one has 200."""
    await upgrade(engine)
    chance, words = random.Random(7), _words()  # noqa: S311 - the same each time
    for first in range(0, count, _AT_ONCE):
        rows: dict[Table, list[dict[str, Any]]] = {
            table: [] for table in (people, conversations, tasks, transcripts, messages, searchable)
        }
        for number in range(first + 1, min(first + _AT_ONCE, count) + 1):
            length = 200 if number == count else each
            _conversation(rows, chance, words, number, (number - 1) * each + 1, length)
        async with engine.begin() as db:
            for table, found in rows.items():
                await db.execute(insert(table), found)
    async with engine.begin() as db:
        await db.execute(text("ANALYZE"))
        if engine.dialect.name == "postgresql":
            for name in ("people", "conversations", "transcripts", "messages"):
                newest = select(func.max(metadata.tables[name].c.id)).scalar_subquery()
                await db.execute(select(func.setval(f"{name}_id_seq", newest)))


def _conversation(
    rows: dict[Table, list[dict[str, Any]]],
    chance: random.Random,
    words: list[str],
    number: int,
    first: int,
    length: int,
) -> None:
    began = _START + timedelta(minutes=20 * number)
    title = " ".join(chance.choices(words, k=7))
    outcome = chance.choice((None, *_OUTCOMES))
    chat = f"a:filled-{number}"
    rows[people].append({"id": number, "tenant": "t", "key": f"k{number}", "talk": "{}", "version": 1, "since": began})
    place = {"id": number, "channel": "msteams", "external": chat, "person": number, "kind": "personal"}
    rows[conversations].append(
        {**place, "service_url": "https://smba.trafficmanager.net/emea/", "bot": "b", "user": chat}
    )
    interview = {"id": f"task{number}", "revision": 1, "begun": began.isoformat(), "description": title}
    status = "finished" if outcome else chance.choice(("open", "paused", "cancelled"))
    task = {
        "id": f"task{number}",
        "person": number,
        "revision": 1,
        "title": title,
        "status": status,
        "outcome": outcome,
    }
    rows[tasks].append({**task, "interview": json.dumps(interview), "begun": began, "changed": began})
    latest = began + timedelta(minutes=length)
    listed = {"id": number, "conversation": number, "task": f"task{number}", "person": number, "title": title}
    listed |= {"began": began, "latest": latest, "messages": length, "status": status, "outcome": outcome}
    listed |= {"language": "sv", "department": chance.choice(_DEPARTMENTS), "hours": chance.random() * 200}
    listed |= _counted(chance, began, outcome)
    rows[transcripts].append({**listed, "review": "new" if chance.random() < 0.3 else "read"})
    for place_in, message in enumerate(range(first, first + length)):
        mine = place_in % _WRITTEN_EVERY == 1
        said = " ".join(chance.choices(words, k=15))
        row = {
            "id": message,
            "conversation": number,
            "task": f"task{number}",
            "at": began + timedelta(minutes=place_in),
        }
        row |= {"direction": "in" if mine else "out", "kind": "message", "text": said, "attempts": 0}
        row |= {"received": f"r{message}" if mine else None, "activity": None if mine else _card(said)}
        rows[messages].append({**row, "delivery": "received" if mine else "sent", "paced": False})
        if mine:
            rows[searchable].append({"message": message, "transcript": number, "stems": stems(said, "sv")})


def _counted(chance: random.Random, began: datetime, outcome: str | None) -> dict[str, Any]:
    """What the figures of the overview are made of."""
    benefit, ease, month = chance.uniform(0, 100), chance.uniform(0, 100), month_of(began)
    judged = {"benefit": benefit, "ease": ease, "quadrant": quadrant(benefit, ease), "finished": month}
    shown = json.dumps(chance.sample(_TEMPLATES, 3))
    return {
        "counts": True,
        "came": month,
        "stage": chance.randrange(1, 7) if outcome else chance.randrange(2),
        "step": chance.choice(_STEPS),
        "template": chance.choice((None, *_TEMPLATES)),
        "shown": shown if outcome else None,
        "systems": json.dumps(chance.sample(_SYSTEMS, 2)),
        **(judged if outcome else dict.fromkeys(judged)),
    }


def _card(said: str) -> str:
    """About as large as a question's card."""
    body = [
        {"type": "TextBlock", "text": said, "wrap": True},
        {"type": "Container", "items": [{"type": "ActionSet"}] * 12},
    ]
    card = {"type": "AdaptiveCard", "version": "1.5", "body": body}
    kind = "application/vnd.microsoft.card.adaptive"
    return json.dumps({"type": "message", "attachments": [{"contentType": kind, "content": card}]})


def _words() -> list[str]:
    """The words of the labelled texts as often as they stand there, and some that are rare."""
    told = [json.loads(line)["text"] for path in sorted(_TEXTS.glob("*.jsonl")) for line in _lines(path)]
    common = [word for each in told for word in each.split()]
    return [*common, *(f"ovanligt{number}" for number in range(200))]


def _lines(path: Path) -> Iterator[str]:
    yield from path.read_text(encoding="utf-8").splitlines()
