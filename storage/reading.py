"""The conversations as coaches list them: filtered, searched, paged by key, newest first."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import exists, false, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.case import OPEN
from knowledge.part import Language
from services.searching import Query, snippet
from services.transcripts import ABANDONED, Filter, Listed, Page, Review
from storage.finding import is_hit, newest_hits
from storage.page_tables import labels, searchable, transcripts
from storage.tables import cases, messages

_AFTER = re.compile(r"(\d{1,16})-(\d{1,18})")
"""Microseconds since 1970, as far as the year 2286, and the number of the row."""
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_MICRO = timedelta(microseconds=1)
_BATCHES = (200, 600, 2_000, 6_000, 11_200)
"""So many hits are looked through, the newest first, until a page is full: most conversations have several."""
MOST_HITS = sum(_BATCHES)
"""A word that everybody uses is narrowed by a period or a filter."""


async def page(db: AsyncConnection, wanted: Filter, now: datetime, after: str | None, most: int) -> Page:
    """The newest conversations after this one; with words those with the newest hits."""
    if wanted.words.strip():
        return await _searched(db, wanted, now, after, most) if wanted.query is not None else Page(())
    query = select(transcripts).where(*conditions(wanted, now))
    if (found := _AFTER.fullmatch(after or "")) is not None:
        begin = (_EPOCH + int(found[1]) * _MICRO, int(found[2]))
        query = query.where(tuple_(transcripts.c.latest, transcripts.c.id) < begin)
    query = query.order_by(transcripts.c.latest.desc(), transcripts.c.id.desc()).limit(most + 1)
    rows = (await db.execute(query)).all()
    shown = await listed(db, rows[:most])
    return Page(shown, _key(rows[most - 1]) if len(rows) > most else None)


async def rows(db: AsyncConnection, wanted: Filter, now: datetime, before: int | None, most: int) -> tuple[Listed, ...]:
    """The same conversations by number, the highest first."""
    query = select(transcripts).where(*conditions(wanted, now), *with_words(db, wanted))
    if before is not None:
        query = query.where(transcripts.c.id < before)
    found = await db.execute(query.order_by(transcripts.c.id.desc()).limit(most))
    return await listed(db, found.all())


def with_words(db: AsyncConnection, wanted: Filter) -> list[Any]:
    """The words of the filter as a condition, for what is not in the order of the hits."""
    if not wanted.words.strip():
        return []
    if wanted.query is None:
        return [false()]
    found = newest_hits(db, wanted.query, None, MOST_HITS).subquery()
    return [transcripts.c.id.in_(select(found.c.transcript))]


def conditions(wanted: Filter, now: datetime) -> list[Any]:
    """The filter, but for its words, as conditions on transcripts."""
    rows = transcripts.c
    found: list[Any] = [] if wanted.tests == "with" else [rows.test.is_(wanted.tests == "only")]
    exact = ("department", "outcome", "language", "thumb", "template")
    found += [rows[name] == value for name in exact if (value := getattr(wanted, name))]
    found += _of_status(wanted.status, now)
    if wanted.review:
        found.append(rows.review == "read" if wanted.review == "read" else rows.review.in_(("new", "changed")))
    if wanted.label:
        found.append(exists().where(labels.c.transcript == rows.id, labels.c.label == wanted.label))
    if wanted.from_moment:
        found.append(rows.latest >= wanted.from_moment)
    if wanted.to_moment:
        found.append(rows.latest < wanted.to_moment)
    return found


def _of_status(status: str, now: datetime) -> list[Any]:
    rows, begun = transcripts.c, ("open", "paused")
    if status == "abandoned":
        return [rows.status.in_(begun), rows.latest < now - ABANDONED]
    if status in begun:
        return [rows.status == status, rows.latest >= now - ABANDONED]
    return [rows.status == status] if status else []


async def _searched(db: AsyncConnection, wanted: Filter, now: datetime, after: str | None, most: int) -> Page:
    """A conversation stands where its newest hit stands; one that was on an earlier page is not shown again."""
    query = wanted.query
    assert query is not None  # noqa: S101 - looked at by the caller
    begin = int(after) if after and after.isdecimal() and len(after) < 19 else None
    newest: dict[int, int] = {}
    before, looked = begin, 0
    for batch in _BATCHES:
        found = (await db.execute(newest_hits(db, query, before, batch))).all()
        fresh = {hit.transcript: hit.message for hit in reversed(found) if hit.transcript not in newest}
        newest |= await _fitting(db, query, wanted, now, fresh, begin)
        looked += len(found)
        if len(newest) > most or len(found) < batch:
            break
        before = found[-1].message
    order = sorted(newest.items(), key=lambda each: each[1], reverse=True)
    rows = await _with_snippets(db, query, order[:most])
    return Page(rows, str(order[most - 1][1]) if len(order) > most else None, cut=looked == MOST_HITS)


async def _fitting(
    db: AsyncConnection, query: Query, wanted: Filter, now: datetime, fresh: dict[int, int], begin: int | None
) -> dict[int, int]:
    """Those of the filter that have no hit on an earlier page."""
    if not fresh:
        return {}
    among = transcripts.c.id.in_(list(fresh))
    chosen = set((await db.execute(select(transcripts.c.id).where(among, *conditions(wanted, now)))).scalars())
    if begin is not None and chosen:
        earlier = (searchable.c.transcript.in_(list(chosen)), searchable.c.message >= begin, is_hit(db, query))
        chosen -= set((await db.execute(select(searchable.c.transcript).where(*earlier))).scalars())
    return {transcript: message for transcript, message in fresh.items() if transcript in chosen}


async def _with_snippets(db: AsyncConnection, query: Query, chosen: Sequence[tuple[int, int]]) -> tuple[Listed, ...]:
    of_id = transcripts.c.id.in_([transcript for transcript, _ in chosen])
    rows = {row.id: row for row in await db.execute(select(transcripts).where(of_id))}
    said = select(messages.c.id, messages.c.text).where(messages.c.id.in_([message for _, message in chosen]))
    texts = {row.id: row.text for row in await db.execute(said)}
    listed_rows = await listed(db, [rows[transcript] for transcript, _ in chosen])
    pairs = zip(listed_rows, (message for _, message in chosen), strict=True)
    return tuple(replace(each, found=snippet(texts[message], query)) for each, message in pairs)


async def listed(db: AsyncConnection, rows: Sequence[Any]) -> tuple[Listed, ...]:
    """The rows with their labels, and the name of whoever has an open case."""
    marked = select(labels.c.transcript, labels.c.label).where(labels.c.transcript.in_([row.id for row in rows]))
    marks: dict[int, list[str]] = {}
    for mark in await db.execute(marked.order_by(labels.c.label)):
        marks.setdefault(mark.transcript, []).append(mark.label)
    theirs = cases.c.person.in_([row.person for row in rows])
    query = select(cases.c.person, cases.c.task, cases.c.name, cases.c.number, cases.c.state).where(theirs)
    found = (await db.execute(query.order_by(cases.c.id))).all()
    names = {case.person: case.name for case in found if case.state in OPEN}
    numbers = {case.task: case.number for case in found if case.task}
    return tuple(_listed(row, marks.get(row.id, []), numbers.get(row.task), names.get(row.person)) for row in rows)


def _listed(row: Any, marked: Sequence[str], case: str | None, name: str | None) -> Listed:
    return Listed(
        id=row.id,
        person=row.person,
        began=row.began,
        latest=row.latest,
        messages=row.messages,
        title=row.title,
        language=cast("Language", row.language),
        department=row.department,
        status=row.status,
        outcome=row.outcome,
        template=row.template,
        hours=row.hours,
        thumb=row.thumb,
        review=cast("Review", row.review),
        test=row.test,
        reviewed_by=row.reviewed_by,
        reviewed=row.reviewed,
        labels=tuple(marked),
        case=case,
        name=name,
    )


def _key(row: Any) -> str:
    return f"{(row.latest - _EPOCH) // _MICRO}-{row.id}"
