"""The record of who did what: filtered, page by page, with what was before and after; and as a file."""

from typing import Any

from aiohttp import web

from services.aside import aside
from services.auditing import KINDS, LONGEST_WHO, MOST, PAGE, Filter, read_filter
from web.admin.log_rows import cells, row
from web.parts import SITE, VISITOR
from web.render import reader_of, show
from web.tables import Cell, csv_file

LOG = "/admin/log"
_LONGEST_NUMBER = 18


async def log(request: web.Request) -> web.StreamResponse:
    site, reader, wanted = request.app[SITE], await reader_of(request), _filter(request)
    before = _before(request)
    found = await site.memory.auditing.page(wanted, before, PAGE)
    kept = _kept(wanted)
    view = {
        "rows": [row(reader, each) for each in found.rows],
        "kinds": [(each, reader.speech.say(getattr(reader.speech.words.site, f"log_{each}"))) for each in KINDS],
        "wanted": {name: kept.get(name, "") for name in ("kind", "who", "since", "until")},
        "filtered": bool(kept),
        "longest_who": LONGEST_WHO,
        "file": request.rel_url.with_path(f"{LOG}.csv").with_query(kept),
        "older": request.rel_url.with_query({**kept, "before": found.before}) if found.before else None,
        "newest": request.rel_url.with_query(kept) if before is not None else None,
    }
    return show(request, reader, "admin/log.html", view, reader.speech.words.settings)


async def log_file(request: web.Request) -> web.StreamResponse:
    """All that the filter shows, as a file for a spreadsheet."""
    site, reader, wanted = request.app[SITE], await reader_of(request), _filter(request)
    rows = await site.memory.auditing.export(wanted, MOST, request[VISITOR], site.clock())
    words, more = reader.speech.words.site, reader.speech.words.settings
    heads = (words.access_when, words.access_who, words.access_what, words.access_about)
    head: list[Cell] = [reader.speech.say(each) for each in (*heads, more.log_old, more.log_new, more.log_code)]
    return await aside(lambda: csv_file("log", [head, *(cells(reader, each) for each in rows)], reader.language))


def _filter(request: web.Request) -> Filter:
    try:
        return read_filter(request.query)
    except ValueError as error:
        raise web.HTTPBadRequest from error


def _before(request: web.Request) -> int | None:
    told = request.query.get("before", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= _LONGEST_NUMBER else None


def _kept(wanted: Filter) -> dict[str, Any]:
    """The filter as an address carries it."""
    days = {name: day.isoformat() for name in ("since", "until") if (day := getattr(wanted, name)) is not None}
    texts = {"kind": wanted.kind or "", "who": wanted.who}
    return {**{name: text for name, text in texts.items() if text}, **days}
