"""What coaches do on the pages to a case: the same acts as on its card in a channel, and notes of their own."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from aiohttp import web

from dialogs.case import Refused, Somebody
from dialogs.case_card import refusal
from services.board import LONGEST_NOTE
from services.casework import VERBS, Done, Missing, NoDouble, Order, Verb, Worked, work, work_merge, written
from services.team import handle
from web.coach.case import case_page
from web.coach.case_card import plain_words
from web.coach.cases import CASES
from web.coach.choosing_cases import PASSING, coaches
from web.entrance import local_path
from web.parts import SITE, VISITOR
from web.render import reader_of

_WAIT = 2.0
_NUMBER = re.compile(r"AC-\d{4}-\d{4,9}")
_VERBS: dict[str, Verb] = {verb: verb for verb in VERBS}


async def do(request: web.Request) -> web.StreamResponse:
    """Carry out what a button says, once; what no longer fits changes nothing and says why."""
    site, form = request.app[SITE], await request.post()
    verb, number = _VERBS.get(str(form.get("verb"))), _number(request)
    if verb is None:
        raise web.HTTPBadRequest
    chosen = str(form.get("to", ""))
    to = next((each for each in await coaches(request) if handle(each.key) == chosen), None) if chosen else None
    words = str(form.get("words", ""))
    order = Order(
        verb=verb,
        by=_me(request),
        at=site.clock(),
        words=words,
        to=to,
        urgent=form.get("urgent") == "1" if verb == "urgent" else None,
        seen_moves=_moves(str(form.get("moves", ""))),
    )
    worked = await work(number, order, site.ports)
    return await _answered(request, worked, str(form.get("back", "")), words.strip())


async def merge(request: web.Request) -> web.StreamResponse:
    """Close a case as the double of another one of the same person."""
    site, form, number = request.app[SITE], await request.post(), _number(request)
    into = str(form.get("into", ""))
    if not _NUMBER.fullmatch(into):
        raise web.HTTPBadRequest
    order = Order("close", _me(request), site.clock(), seen_moves=_moves(str(form.get("moves", ""))))
    worked = await work_merge(number, into, order, site.ports)
    return await _answered(request, worked, str(form.get("back", "")), "")


async def note(request: web.Request) -> web.StreamResponse:
    """Note something that only the team sees."""
    site, form = request.app[SITE], await request.post()
    text = written(str(form.get("text", "")))
    if not text or len(str(form.get("text"))) > LONGEST_NOTE:
        raise web.HTTPBadRequest
    done = await site.memory.board.note(_number(request), text, request[VISITOR], site.clock())
    return _to_notes(request, done=done)


async def forget_note(request: web.Request) -> web.StreamResponse:
    """Only one's own."""
    site, form = request.app[SITE], await request.post()
    which = str(form.get("note", ""))
    if not which.isdecimal() or len(which) > 18:
        raise web.HTTPBadRequest
    done = await site.memory.board.forget_note(_number(request), int(which), request[VISITOR], site.clock())
    return _to_notes(request, done=done)


async def _answered(request: web.Request, worked: Worked | None, back: str, words: str) -> web.StreamResponse:
    """To where the button was, with what came of it. Words that were not sent are not lost."""
    if worked is None:
        raise web.HTTPNotFound
    await request.app[SITE].outbox.send(worked.deliveries, within=_WAIT)
    number = _number(request)
    match worked.result:
        case Done():
            raise web.HTTPSeeOther(_back(request, back, told=number))
        case Missing(what=what):
            raise web.HTTPSeeOther(_back(request, back, missing=what))
        case NoDouble(why=no):
            raise web.HTTPSeeOther(_back(request, back, missing=no))
        case Refused(case=case) if words:
            by = case.coach if case.coach is not None and case.coach.key == request[VISITOR].key else None
            why = plain_words(refusal((await reader_of(request)).speech, case, by))
            return await case_page(request, {"told": f"{number}: {why}", "bad": "bad", "draft": words}, status=409)
        case Refused():
            raise web.HTTPSeeOther(_back(request, back, refused=number))


def _me(request: web.Request) -> Somebody:
    return Somebody(request[VISITOR].key, request[VISITOR].name)


def _moves(written_moves: str) -> int:
    """How often the case had been moved when the form was drawn."""
    if not written_moves.isdecimal() or len(written_moves) > 9:
        raise web.HTTPBadRequest
    return int(written_moves)


def _number(request: web.Request) -> str:
    """Which case an address means; one that no case can have is simply not there."""
    number = request.match_info["number"]
    if not _NUMBER.fullmatch(number):
        raise web.HTTPNotFound
    return number


def _back(request: web.Request, back: str, **said: str) -> str:
    """A page of cases, with what it has to tell."""
    path = local_path(back) if back else ""
    if not path.startswith(CASES):
        query = request.rel_url.query_string
        path = f"{CASES}/{_number(request)}{'?' + query if query else ''}"
    parts = urlsplit(path)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in PASSING]
    return f"{parts.path}?{urlencode([*kept, *said.items()])}#told"


def _to_notes(request: web.Request, *, done: bool) -> web.StreamResponse:
    if not done:
        raise web.HTTPNotFound
    query = request.rel_url.query_string
    raise web.HTTPSeeOther(f"{CASES}/{_number(request)}{'?' + query if query else ''}#notes")
