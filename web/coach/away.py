"""Being away: until when, and who stands in."""

from datetime import date, datetime

from aiohttp import web

from dialogs.case import Somebody
from dialogs.speech import HOME, unescaped
from services.team import LONGEST_ABSENCE, Absence, handle, until
from web.coach.choosing_cases import coaches
from web.parts import SITE, VISITOR
from web.render import reader_of, show

AWAY = "/coach/away"


async def away(request: web.Request) -> web.StreamResponse:
    """Who is away, and the form for being away oneself."""
    site, reader, key = request.app[SITE], await reader_of(request), request[VISITOR].key
    speech, words, today = reader.speech, reader.speech.words.board, _today(site.clock())
    absences = await site.memory.team.absent(site.clock())
    mine = next((each for each in absences if each.coach.key == key), None)
    told = {"day": words.away_bad_day, "coach": words.away_bad_coach}.get(request.query.get("missing", ""))
    view = {
        "mine": _line(mine, unescaped(speech.say(words.away_until, day=reader.day(mine.last_day)))) if mine else None,
        "absent": [
            _line(each, unescaped(speech.say(words.away_until, day=reader.day(each.last_day)))) for each in absences
        ],
        "people": [(handle(each.key), each.name) for each in await coaches(request) if each.key != key],
        "chosen": handle(mine.stand_in.key) if mine else "",
        "until": mine.last_day.isoformat() if mine else "",
        "today": today.isoformat(),
        "last": (today + LONGEST_ABSENCE).isoformat(),
        "told": speech.say(told) if told else "",
        "bad": "bad" if told else "",
    }
    return show(request, reader, "coach/away.html", view, words)


async def leave(request: web.Request) -> web.StreamResponse:
    """From now on somebody else gets the coach's new cases; it ends by itself."""
    site, visitor, form = request.app[SITE], request[VISITOR], await request.post()
    now = site.clock()
    chosen = str(form.get("to", ""))
    to = next((each for each in await coaches(request) if handle(each.key) == chosen), None)
    day = _day(str(form.get("until", "")))
    if day is None or not _today(now) <= day <= _today(now) + LONGEST_ABSENCE:
        raise web.HTTPSeeOther(f"{AWAY}?missing=day")
    if to is None or to.key == visitor.key:
        raise web.HTTPSeeOther(f"{AWAY}?missing=coach")
    await site.memory.team.leave(Absence(Somebody(visitor.key, visitor.name), to, until(day)), now)
    raise web.HTTPSeeOther(AWAY)


async def come_back(request: web.Request) -> web.StreamResponse:
    site, visitor = request.app[SITE], request[VISITOR]
    await site.memory.team.come_back(Somebody(visitor.key, visitor.name), site.clock())
    raise web.HTTPSeeOther(AWAY)


def _line(absence: Absence, until_when: str) -> dict[str, str]:
    return {"name": absence.coach.name, "stand_in": absence.stand_in.name, "until": until_when}


def _today(now: datetime) -> date:
    return now.astimezone(HOME).date()


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
