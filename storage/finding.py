"""Searching what people wrote: one query for FTS5 and for tsvector, newest hits first."""

from typing import Any

from sqlalchemy import Select, column, exists, func, literal, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.ext.asyncio import AsyncConnection

from services.searching import Query, Term
from storage.page_tables import searchable

_INDEX = table("found", column("rowid"), column("found"))
"""FTS5's own table; the column that is called like it stands for the whole row in a MATCH."""
_LEXEMES = literal_column("searchable.lexemes", TSVECTOR)


def newest_hits(db: AsyncConnection, query: Query, before: int | None, most: int) -> Select[Any]:
    """Message and transcript of so many of the newest hits, before a message where one is given."""
    chosen = select(searchable.c.message, searchable.c.transcript)
    if db.dialect.name == "sqlite":
        chosen = chosen.join(_INDEX, _INDEX.c.rowid == searchable.c.message).where(_matches(query))
        order = _INDEX.c.rowid
    else:
        chosen, order = chosen.where(_vector_has(query)), _in_order(query)
    if before is not None:
        chosen = chosen.where(order < before)
    return chosen.order_by(order.desc()).limit(most)


def _in_order(query: Query) -> Any:
    """The numbers of the messages.

    PostgreSQL takes a phrase to be as frequent as its words are in the same message, and would look for it in all rows,
    the newest first; where the order is reckoned it asks the index.
    """
    has_phrase = any(len(form) > 1 for group in query.wanted for term in group for form in term.forms)
    return searchable.c.message + 0 if has_phrase else searchable.c.message


def is_hit(db: AsyncConnection, query: Query) -> Any:
    """Whether a row of `searchable` is a hit: for few rows that are chosen by something else."""
    if db.dialect.name == "sqlite":
        return exists().where(_INDEX.c.rowid == searchable.c.message, _matches(query))
    return _vector_has(query)


def _matches(query: Query) -> Any:
    return _INDEX.c.found.op("MATCH")(literal(for_fts5(query)))


def _vector_has(query: Query) -> Any:
    return _LEXEMES.op("@@")(func.to_tsquery("simple", for_tsquery(query)))


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
