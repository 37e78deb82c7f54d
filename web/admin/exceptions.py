"""Exceptions from guardrails that somebody has approved: added, listed, ended."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from aiohttp import web

from dialogs.case import Somebody
from dialogs.decided import ApprovedException, guardrail_name, guardrails_of
from dialogs.speech import HOME
from knowledge.model import Revision
from services.casework import written as cleaned
from services.decisions import (
    LONGEST_APPROVER,
    LONGEST_EXCEPTION,
    LONGEST_REASON,
    approve_exception,
    end_exception,
    exceptions,
)
from web.parts import SITE, VISITOR
from web.render import Reader, reader_of, show

EXCEPTIONS = "/admin/settings/exceptions"
_FIELDS = ("guardrail", "department", "reason", "approver", "ends")
_EVERYWHERE = "all"
_LONGEST_NUMBER = 18


async def list_exceptions(request: web.Request) -> web.StreamResponse:
    return await _page(request, {}, {})


async def add_exception(request: web.Request) -> web.StreamResponse:
    """What cannot be meant comes back as it was written."""
    site, form = request.app[SITE], await request.post()
    written = {name: cleaned(str(form.get(name, ""))) for name in _FIELDS}
    read = _read(written, (await site.library.latest()).revision, _today(request))
    if isinstance(read, ApprovedException):
        await approve_exception(read, _by(request), site.ports)
        raise web.HTTPSeeOther(f"{EXCEPTIONS}?saved")
    return await _page(request, written, read)


async def end(request: web.Request) -> web.StreamResponse:
    number = request.match_info["id"]
    is_number = number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER
    if not is_number or not await end_exception(int(number), _by(request), request.app[SITE].ports):
        raise web.HTTPNotFound
    raise web.HTTPSeeOther(f"{EXCEPTIONS}?saved")


def _read(written: Mapping[str, str], revision: Revision, today: date) -> ApprovedException | dict[str, str]:
    """What was approved; else the fields that are wrong, each with the key of what is said about it."""
    ends, department = _day(written["ends"]), written["department"]
    right = {
        "guardrail": written["guardrail"] in guardrails_of(revision.scoring),
        "department": department == _EVERYWHERE or revision.department(department) is not None,
        "reason": 0 < len(written["reason"]) <= LONGEST_REASON,
        "approver": 0 < len(written["approver"]) <= LONGEST_APPROVER,
        "ends": ends is not None and today <= ends <= today + LONGEST_EXCEPTION,
    }
    if ends is None or not all(right.values()):
        return {name: f"exception_bad_{name}" for name, fits in right.items() if not fits}
    where = None if department == _EVERYWHERE else department
    return ApprovedException(written["guardrail"], where, written["reason"], written["approver"], ends)


async def _page(request: web.Request, written: Mapping[str, str], wrong: Mapping[str, str]) -> web.StreamResponse:
    site, reader, today = request.app[SITE], await reader_of(request), _today(request)
    speech, words, now = reader.speech, reader.speech.words.settings, site.clock()
    found, last = await exceptions(site.ports), today + LONGEST_EXCEPTION
    revision = speech.knowledge.revision
    view = {
        "now": [_line(reader, each) for each in found if each.holds(now)],
        "past": [_line(reader, each) for each in found if not each.holds(now)],
        "guardrails": [(each, _named(reader, each)) for each in guardrails_of(revision.scoring)],
        "departments": [
            (_EVERYWHERE, speech.say(words.exception_everywhere)),
            *((each.id, speech.say(each.name)) for each in revision.departments),
        ],
        "written": {name: written.get(name, "") for name in _FIELDS},
        "wrong": {name: speech.say(getattr(words, key), day=reader.day(last)) for name, key in wrong.items()},
        "today": today.isoformat(),
        "last": last.isoformat(),
        "longest_reason": LONGEST_REASON,
        "longest_approver": LONGEST_APPROVER,
        "saved": "saved" in request.query,
    }
    return show(request, reader, "admin/exceptions.html", view, words, status=400 if wrong else 200)


def _line(reader: Reader, exception: ApprovedException) -> dict[str, Any]:
    speech, words = reader.speech, reader.speech.words.settings
    everywhere = speech.say(words.exception_everywhere)
    ended = exception.ended
    last = (
        speech.say(words.exception_ended).replace("{at}", reader.moment(ended))
        if ended is not None
        else speech.say(words.exception_until).replace("{day}", reader.day(exception.ends))
    )
    at = reader.moment(exception.at) if exception.at is not None else ""
    return {
        "id": exception.id,
        "guardrail": _named(reader, exception.guardrail),
        "department": reader.department(exception.department) if exception.department else everywhere,
        "reason": exception.reason,
        "last": last,
        "approver": speech.say(words.exception_approved_by).replace("{name}", exception.approver),
        "by": speech.say(words.exception_by).replace("{at}", at).replace("{name}", exception.by),
    }


def _named(reader: Reader, guardrail: str) -> str:
    """With its place in the checklist, where admins look it up."""
    return f"{guardrail} {guardrail_name(reader.speech, guardrail)}"


def _today(request: web.Request) -> date:
    return request.app[SITE].clock().astimezone(HOME).date()


def _by(request: web.Request) -> Somebody:
    return Somebody(request[VISITOR].key, request[VISITOR].name)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
