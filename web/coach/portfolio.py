"""The overview: where the hours are, as pictures with their tables, and each table as a file."""

import asyncio
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from services.insights import PARTS, TOP, Figures, Part, Scope
from services.months import Month, month_of, read_month, shifted, written
from web.coach.conversations import LIST
from web.coach.figure_tables import TABLES, Entry, Share, Table, Told, month_name, top_tasks
from web.coach.picture import THEMES, WIDTHS, Look, Picture
from web.coach.pictures import PICTURES
from web.parts import SITE, VISITOR
from web.render import Reader, reader_of, show
from web.tables import csv_file

PORTFOLIO = "/coach/portfolio"
LONGEST = 60
"""Months of a period: more than five years is a slip of the pen."""
USUAL = 12
_TOP_TABLE = "tasks"
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""Matplotlib writes styles into its pictures; scripts, links and other files have no place in them."""
_PENCIL = ThreadPoolExecutor(1, "pictures")
"""Matplotlib is no thing for several threads at once."""


async def portfolio(request: web.Request) -> web.StreamResponse:
    """All figures of a period and a department."""
    site, reader = request.app[SITE], await reader_of(request)
    scope, now = read_scope(request, reader), site.clock()
    told = Told(reader, scope, await site.memory.insights.figures(scope, now))
    view = {
        **chosen(request, told),
        "sections": [] if is_hidden(told) else sections(told),
        "hidden": is_hidden(told),
        "empty": is_empty(told.figures),
        "unused": scope == usual(month_of(now)),
        "numbers": numbers(told),
        "top": None,
        "report": f"{PORTFOLIO}/report?month={written(scope.last)}",
    }
    if "coach" in request[VISITOR].roles and not (view["hidden"] or view["empty"]):
        view["top"] = shown(told, await _top(request, told))
    return show(request, reader, "coach/portfolio.html", view, reader.speech.words.insight)


async def picture(request: web.Request) -> web.StreamResponse:
    """One picture, for one theme and one width of screen."""
    reader = await reader_of(request)
    found = PICTURES.get(request.match_info["name"])
    theme = next((each for each in THEMES if each == request.query.get("theme", "light")), None)
    width = next((each for each in WIDTHS if each == request.query.get("width", "wide")), None)
    if found is None:
        raise web.HTTPNotFound
    if theme is None or width is None:
        raise web.HTTPBadRequest
    told = await _told(request, reader, (*found.parts, "few"))
    if is_hidden(told):
        raise web.HTTPNotFound
    image = found.draw(told)
    body = await asyncio.get_running_loop().run_in_executor(_PENCIL, _drawn, image, Look(theme, width))
    headers = {"Content-Security-Policy": _PICTURE_POLICY}
    return web.Response(body=body, content_type="image/svg+xml", charset="utf-8", headers=headers)


def _drawn(image: Picture, look: Look) -> bytes:
    """The library that draws takes half a second to load: it is loaded for the first picture, not for every start."""
    drawing = import_module("web.coach.drawing")
    body: bytes = drawing.drawn(image, look)
    return body


async def table(request: web.Request) -> web.StreamResponse:
    """One table as a file. Titles of tasks are for coaches only; every download is logged."""
    site, reader = request.app[SITE], await reader_of(request)
    name = request.match_info["name"]
    if name == _TOP_TABLE and "coach" not in request[VISITOR].roles:
        raise web.HTTPForbidden(reason="role")
    if name != _TOP_TABLE and name not in TABLES:
        raise web.HTTPNotFound
    told = await _told(request, reader, PARTS)
    if is_hidden(told):
        raise web.HTTPNotFound
    found = await _top(request, told) if name == _TOP_TABLE else TABLES[name](told)
    scope = told.scope
    about = f"table {name} {written(scope.first)} {written(scope.last)} {scope.department or ''}".strip()
    await site.memory.readings.log("exported", about, request[VISITOR], site.clock())
    return csv_file(f"{name}-{written(scope.first)}-{written(scope.last)}", found.cells, reader.language)


def read_scope(request: web.Request, reader: Reader) -> Scope:
    """What the address asks for, else the last twelve months. `HTTPBadRequest` for what no form sends."""
    this = month_of(request.app[SITE].clock())
    query, department = request.query, request.query.get("department") or None
    if department is not None and reader.speech.knowledge.revision.department(department) is None:
        raise web.HTTPBadRequest
    last = _month(query.get("last"), this)
    first = _month(query.get("first"), shifted(last, 1 - USUAL))
    first, last = min(first, last), max(first, last)
    return Scope(max(first, shifted(last, 1 - LONGEST)), last, department)


def read_one_month(request: web.Request) -> Month:
    """The month of a report."""
    return _month(request.query.get("month"), month_of(request.app[SITE].clock()))


def usual(this: Month) -> Scope:
    """What is shown to whoever chooses nothing."""
    return Scope(shifted(this, 1 - USUAL), this)


def is_hidden(told: Told) -> bool:
    """A department is looked at by itself only when nobody can be singled out in it."""
    return told.scope.department is not None and told.scope.department in told.figures.few


def is_empty(figures: Figures) -> bool:
    return not (figures.came or figures.finished or figures.measured or figures.thumbs)


def chosen(request: web.Request, told: Told) -> dict[str, Any]:
    """The form that chooses, with what is chosen."""
    reader, scope = told.reader, told.scope
    revision, this = reader.speech.knowledge.revision, month_of(request.app[SITE].clock())
    known = sorted({*(shifted(this, -back) for back in range(LONGEST)), scope.first, scope.last}, reverse=True)
    names = [(written(month), month_name(reader, month)) for month in known]
    departments = [("", told.say("every_department")), *((d.id, reader.department(d.id)) for d in revision.departments)]
    first, last = told.month(scope.first), told.month(scope.last)
    period = told.say("period_one" if first == last else "period", first=first, last=last)
    return {
        "months": names,
        "departments": departments,
        "first": written(scope.first),
        "last": written(scope.last),
        "department": scope.department or "",
        "period": period if scope.department is None else f"{period} · {reader.department(scope.department)}",
    }


def numbers(told: Told) -> list[tuple[str, str]]:
    """What one wants to know first."""
    figures, speech = told.figures, told.reader.speech
    return [
        (told.say("number_tasks"), speech.number(sum(each.count for each in figures.came))),
        (told.say("number_judged"), speech.number(figures.judged)),
        (told.say("number_promised"), speech.hours(sum(each.hours for each in figures.finished))),
        (told.say("number_measured"), speech.hours(sum(each.hours for each in figures.measured))),
    ]


def sections(told: Told, names: Collection[str] = PICTURES.keys(), rows: int | None = None) -> list[dict[str, Any]]:
    """These pictures with what they say, their addresses and their tables, of which so many rows are shown."""
    query = _query(told)
    found = []
    for name, each in ((name, each) for name, each in PICTURES.items() if name in names):
        said = each.said(told)
        address = f"{PORTFOLIO}/picture/{name}.svg?{query}"
        found.append(
            {
                "name": name,
                "title": told.say(each.title),
                "intro": told.say(each.intro),
                "said": said,
                "none": told.say("stops_none" if name == "stops" and told.figures.came else "nothing_here"),
                "note": _chosen_points(told) if name == "tasks" else "",
                "pictures": {f"{t}_{w}": f"{address}&theme={t}&width={w}" for t in THEMES for w in WIDTHS},
                "table": shown(told, TABLES[each.table](told), rows) if said else None,
            }
        )
    return found


def shown(told: Told, found: Table, most: int | None = None) -> dict[str, Any]:
    """A table as a page shows it, or the beginning of a long list."""
    is_cut = most is not None and found.is_list and len(found.rows) > most
    number = told.reader.speech.number
    cut = told.say("rows_cut", shown=number(most or 0), all=number(len(found.rows))) if is_cut else ""
    return {
        "title": found.title,
        "columns": [(name, place >= found.words) for place, name in enumerate(found.columns)],
        "rows": [
            {
                "link": found.links[place] if found.links else "",
                "cells": [
                    (_entry(told.reader, entry), place_in_row >= found.words) for place_in_row, entry in enumerate(row)
                ],
            }
            for place, row in enumerate(found.rows[:most] if is_cut else found.rows)
        ],
        "note": found.note or cut,
        "csv": f"{PORTFOLIO}/table/{found.name}.csv?{_query(told)}",
        "csv_said": told.say("as_csv", table=found.title.lower()),
    }


def _entry(reader: Reader, entry: Entry) -> str:
    if isinstance(entry, Share):
        return reader.percent(entry.value)
    if isinstance(entry, float):
        return reader.speech.hours(entry)
    return reader.speech.number(entry) if isinstance(entry, int) else entry or "–"


def _chosen_points(told: Told) -> str:
    drawn_points, every = len(told.figures.points), told.figures.judged
    number = told.reader.speech.number
    return told.say("tasks_chosen", shown=number(drawn_points), all=number(every)) if drawn_points < every else ""


def _query(told: Told) -> str:
    scope = told.scope
    asked = {"first": written(scope.first), "last": written(scope.last), "department": scope.department or ""}
    return urlencode({name: value for name, value in {**asked, "lang": told.reader.language}.items() if value})


async def _told(request: web.Request, reader: Reader, parts: tuple[Part, ...]) -> Told:
    site, scope = request.app[SITE], read_scope(request, reader)
    return Told(reader, scope, await site.memory.insights.figures(scope, site.clock(), parts))


async def _top(request: web.Request, told: Told) -> Table:
    top = await request.app[SITE].memory.insights.top(told.scope, TOP)
    return top_tasks(told, top, lambda transcript: f"{LIST}/{transcript}")


def _month(asked: str | None, otherwise: Month) -> Month:
    if not asked:
        return otherwise
    found = read_month(asked)
    if found is None:
        raise web.HTTPBadRequest
    return found
