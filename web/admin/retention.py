"""How long conversations are kept: off until there is a decision."""

from collections.abc import Mapping
from datetime import date

from aiohttp import web

from dialogs.case import Somebody
from dialogs.decided import Retention
from dialogs.speech import HOME, unescaped
from services.decisions import LONGEST_MONTHS, LONGEST_NUMBER, Kept, decide_retention, kept
from web.parts import SITE, VISITOR
from web.render import Reader, reader_of, show

RETENTION = "/admin/settings/retention"
_FIELDS = ("months", "number", "decided")
_EARLIEST = date(1900, 1, 1)
_MOST_DIGITS = 4


async def retention(request: web.Request) -> web.StreamResponse:
    now = (await kept(request.app[SITE].ports)).retention
    written = {"months": str(now.months), "number": now.number, "decided": now.decided.isoformat()} if now else {}
    return await _page(request, written, {})


async def set_retention(request: web.Request) -> web.StreamResponse:
    """From the next night on; what cannot be meant comes back as it was written."""
    site, form = request.app[SITE], await request.post()
    written = {name: " ".join(str(form.get(name, "")).split()) for name in _FIELDS}
    today = site.clock().astimezone(HOME).date()
    read = _read(written, today)
    if isinstance(read, Retention):
        await decide_retention(read, _by(request), site.ports)
        raise web.HTTPSeeOther(f"{RETENTION}?saved")
    return await _page(request, written, read)


async def stop_retention(request: web.Request) -> web.StreamResponse:
    await decide_retention(None, _by(request), request.app[SITE].ports)
    raise web.HTTPSeeOther(f"{RETENTION}?saved")


def told(reader: Reader, how: Kept) -> list[str]:
    """How long is kept and what comes next, in sentences."""
    speech, words, rule = reader.speech, reader.speech.words.settings, how.retention
    if rule is None:
        return [speech.say(words.retention_off)]
    on = speech.say(
        words.retention_on, months=speech.months(rule.months), number=rule.number, day=reader.day(rule.decided)
    )
    due = (
        speech.say(words.retention_next, at=reader.moment(how.next))
        if how.next
        else speech.say(words.retention_stopped)
    )
    over = speech.say(words.retention_over, conversations=how.conversations, cases=how.cases)
    return [unescaped(on), unescaped(f"{due} {over}")]


def _read(written: Mapping[str, str], today: date) -> Retention | dict[str, str]:
    """What was decided; else the fields that are wrong, each with the key of what is said about it."""
    months, decided = _months(written["months"]), _day(written["decided"])
    wrong = {}
    if not 1 <= months <= LONGEST_MONTHS:
        wrong["months"] = "retention_bad_months"
    if not 0 < len(written["number"]) <= LONGEST_NUMBER:
        wrong["number"] = "retention_bad_number"
    if decided is None or not _EARLIEST <= decided <= today:
        wrong["decided"] = "retention_bad_decided"
    if wrong or decided is None:
        return wrong
    return Retention(months, written["number"], decided)


async def _page(request: web.Request, written: Mapping[str, str], wrong: Mapping[str, str]) -> web.StreamResponse:
    site, reader = request.app[SITE], await reader_of(request)
    words, how = reader.speech.words.settings, await kept(site.ports)
    view = {
        "kept": told(reader, how),
        "on": how.retention is not None,
        "written": {name: written.get(name, "") for name in _FIELDS},
        "wrong": {name: reader.speech.say(getattr(words, key), most=LONGEST_MONTHS) for name, key in wrong.items()},
        "today": site.clock().astimezone(HOME).date().isoformat(),
        "most": LONGEST_MONTHS,
        "digits": _MOST_DIGITS,
        "longest": LONGEST_NUMBER,
        "saved": "saved" in request.query,
    }
    return show(request, reader, "admin/retention.html", view, words, status=400 if wrong else 200)


def _by(request: web.Request) -> Somebody:
    return Somebody(request[VISITOR].key, request[VISITOR].name)


def _months(written: str) -> int:
    """The number that was written, 0 where it is none that can be."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= _MOST_DIGITS else 0


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
