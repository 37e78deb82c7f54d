"""The cases as a list and as a board."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from aiohttp import web

from services.board import COLUMN, COLUMNS, OVER, PAGE, Wanted
from web.coach.case_card import card, told
from web.coach.choosing_cases import as_query, coaches, fields, kept, read_wanted, state_called
from web.parts import SITE, VISITOR
from web.render import Reader, reader_of, show

CASES = "/coach/cases"
BOARD = f"{CASES}/board"


async def cases(request: web.Request) -> web.StreamResponse:
    """A page of the list, in the order in which the cases should be worked."""
    site, reader = request.app[SITE], await reader_of(request)
    view, wanted = await _frame(request, reader, with_state=True)
    now = site.clock()
    found = await site.memory.board.page(wanted, request[VISITOR], now, request.query.get("after"), PAGE)
    carried = kept(request)
    view |= {
        "cards": [card(reader, each, now) for each in found.rows],
        "more": request.rel_url.with_query({**carried, "after": found.after}) if found.after else None,
        "first": request.rel_url.with_query(carried) if "after" in request.query else None,
    }
    return show(request, reader, "coach/cases.html", view, reader.speech.words.board)


async def board(request: web.Request) -> web.StreamResponse:
    """A column for each state; what is over only when it is asked for."""
    site, reader = request.app[SITE], await reader_of(request)
    view, wanted = await _frame(request, reader, with_state=False)
    columns = (*COLUMNS, *OVER) if request.query.get("over") == "1" else COLUMNS
    many = await site.memory.board.counts(wanted, request[VISITOR], site.clock())
    view |= {"columns": [await _column(request, reader, replace(wanted, state=each), many) for each in columns]}
    view |= {"over": len(columns) > len(COLUMNS)}
    return show(request, reader, "coach/board.html", view, reader.speech.words.board)


async def choose_cases(request: web.Request) -> web.StreamResponse:
    """The filter's form becomes an address."""
    form = dict(await request.post())
    query = as_query(form, request)
    to = BOARD if form.get("view") == "board" else CASES
    over = "over=1" if form.get("over") == "1" and to == BOARD else ""
    raise web.HTTPSeeOther("?".join(filter(None, (to, "&".join(filter(None, (query, over)))))))


async def _frame(request: web.Request, reader: Reader, *, with_state: bool) -> tuple[dict[str, Any], Wanted]:
    """What list and board have in common: the filter, and what came of an act."""
    site, team = request.app[SITE], await coaches(request)
    wanted = read_wanted(request, reader.speech, team)
    if wanted.words:
        await site.memory.readings.log("searched cases", wanted.words, request[VISITOR], site.clock())
    carried = kept(request)
    plain = {name: value for name, value in carried.items() if name not in ("view", "over")}
    on_board = request.path == BOARD
    on_board_too = {name: value for name, value in plain.items() if name != "state"}
    linked = {**plain, **({"view": "board"} if on_board else {})}
    view = {
        "wanted": wanted,
        "fields": fields(reader, wanted, team, with_state=with_state),
        "filtered": wanted != Wanted(),
        "unclear": bool(wanted.words) and wanted.query is None,
        "here": request.rel_url.with_query(carried),
        "list_link": request.rel_url.with_path(CASES).with_query(plain),
        "board_link": request.rel_url.with_path(BOARD).with_query(on_board_too),
        "over_link": request.rel_url.with_path(BOARD).with_query({**on_board_too, "over": "1"}),
        "query": request.rel_url.with_query(linked).query_string,
        **(await told(request, reader)),
    }
    return view, wanted


async def _column(request: web.Request, reader: Reader, wanted: Wanted, many: Mapping[str, int]) -> dict[str, Any]:
    """The cases of one column, as many as are shown, and the way to the others."""
    site, now = request.app[SITE], request.app[SITE].clock()
    page = await site.memory.board.page(wanted, request[VISITOR], now, None, COLUMN)
    link = {name: value for name, value in kept(request).items() if name not in ("view", "over")}
    return {
        "id": wanted.state,
        "states": " ".join(wanted.states),
        "name": state_called(reader.speech, wanted.state),
        "count": sum(many.get(state, 0) for state in wanted.states),
        "cards": [card(reader, each, now) for each in page.rows],
        "more": request.rel_url.with_path(CASES).with_query({**link, "state": wanted.state}) if page.after else None,
    }
