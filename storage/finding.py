"""Searching what people wrote: one query for FTS5 and for tsvector, newest hits first."""

from typing import Any

from sqlalchemy import Select, column, func, literal, select, table
from sqlalchemy.ext.asyncio import AsyncConnection

from services.searching import Query, Term
from storage.page_tables import searchable

MOST_HITS = 20_000
"""As many of the newest hits are looked through: a word that everybody uses is narrowed by a period or a filter."""

_INDEX = table("found", column("rowid"), column("found"))
"""FTS5's own table; the column that is called like it stands for the whole row in a MATCH."""


def hits(db: AsyncConnection, query: Query, before: int | None = None) -> Select[Any]:
    """Message and transcript of the newest hits, before a message where one is given."""
    return _newest(matching(db, query), before)


def matching(db: AsyncConnection, query: Query) -> Select[Any]:
    """Message and transcript of all hits."""
    chosen = select(searchable.c.message, searchable.c.transcript)
    if db.dialect.name == "sqlite":
        chosen = chosen.join(_INDEX, _INDEX.c.rowid == searchable.c.message)
        return chosen.where(_INDEX.c.found.op("MATCH")(literal(for_fts5(query))))
    vector = func.to_tsvector("simple", searchable.c.stems)
    return chosen.where(vector.op("@@")(func.to_tsquery("simple", for_tsquery(query))))


def _newest(chosen: Select[Any], before: int | None) -> Select[Any]:
    if before is not None:
        chosen = chosen.where(searchable.c.message < before)
    return chosen.order_by(searchable.c.message.desc()).limit(MOST_HITS)


def for_fts5(query: Query) -> str:
    """The query as FTS5 reads it."""
    groups = (" OR ".join(_fts5(term) for term in group) for group in query.wanted)
    wanted = " AND ".join(f"({group})" for group in groups)
    unwanted = " ".join(f"NOT ({_fts5(term)})" for term in query.unwanted)
    return f"({wanted}) {unwanted}".strip()


def for_tsquery(query: Query) -> str:
    """The query as `to_tsquery` of the configuration `simple` reads it."""
    groups = (" | ".join(_lexemes(term) for term in group) for group in query.wanted)
    wanted = [f"({group})" for group in groups]
    return " & ".join([*wanted, *(f"!({_lexemes(term)})" for term in query.unwanted)])


def _fts5(term: Term) -> str:
    star = "*" if term.beginning else ""
    return " OR ".join(f'"{" ".join(form)}"{star}' for form in term.forms)


def _lexemes(term: Term) -> str:
    star = ":*" if term.beginning else ""
    forms = (" <-> ".join(f"'{word}'" for word in form) for form in term.forms)
    return " | ".join(f"({form}{star})" for form in forms)
