"""Who is signed in: what an admin sees of the pages' own use."""

import re
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from services.access import Session
from web.parts import SITE, VISITOR
from web.render import Reader, reader_of, show

MOST_SESSIONS = 500
_SESSION = re.compile(r"[0-9a-f]{64}")


async def access(request: web.Request) -> web.StreamResponse:
    site, reader = request.app[SITE], await reader_of(request)
    signed_in = await site.memory.sessions.open(site.clock(), MOST_SESSIONS)
    view = {"people": _people(reader, signed_in, request), "ended": "ended" in request.query}
    return show(request, reader, "admin/access.html", view, reader.speech.words.settings)


async def end_sessions(request: web.Request) -> web.StreamResponse:
    """End all sessions of the person whose session this is. That it is over already is as good."""
    site, form = request.app[SITE], await request.post()
    told = str(form.get("session", ""))
    session = await site.memory.sessions.find(told) if _SESSION.fullmatch(told) else None
    if session is not None:
        await site.memory.sessions.end_all(session.identity, request[VISITOR].name, site.clock())
    raise web.HTTPSeeOther("/admin?ended")


def by_person(sessions: Sequence[Session]) -> list[list[Session]]:
    """The sessions of each person, whoever was here last first."""
    found: dict[tuple[str, str], list[Session]] = {}
    for each in sessions:
        found.setdefault((each.identity.tenant, each.identity.key), []).append(each)
    return list(found.values())


def _people(reader: Reader, sessions: Sequence[Session], request: web.Request) -> list[dict[str, Any]]:
    return [_person(reader, theirs, request) for theirs in by_person(sessions)]


def _person(reader: Reader, sessions: Sequence[Session], request: web.Request) -> dict[str, Any]:
    speech, words, newest = reader.speech, reader.speech.words.site, sessions[0]
    roles = sorted(request.app[SITE].roles.of(newest.identity.claims), key=("admin", "coach", "employee").index)
    shown = [each for each in roles if each != "employee"] or roles
    ways = dict.fromkeys(each.identity.way for each in sessions)
    return {
        "session": newest.token,
        "name": newest.identity.name,
        "roles": ", ".join(speech.say(getattr(words, f"role_{each}")) for each in shown),
        "ways": ", ".join(speech.say(getattr(words, f"way_{each}")) for each in ways),
        "since": reader.moment(min(each.begun for each in sessions)),
        "seen": reader.moment(newest.seen),
        "end": speech.say(words.access_end, name=newest.identity.name),
    }
