"""Who is signed in, and who did what: what an admin sees of the pages' own use."""

import re
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from knowledge.part import Text
from services.access import Session
from services.auditing import KINDS, LATEST, MOST, Kind, Noted, read_kind
from services.transcripts import pseudonym
from web.parts import SITE, VISITOR
from web.render import Reader, reader_of, show
from web.tables import Cell, csv_file

_MOST_SESSIONS = 500
_SESSION = re.compile(r"[0-9a-f]{64}")


async def access(request: web.Request) -> web.StreamResponse:
    site, reader, kind = request.app[SITE], await reader_of(request), _kind(request)
    signed_in = await site.memory.sessions.open(site.clock(), _MOST_SESSIONS)
    noted = await site.memory.auditing.latest(kind, LATEST)
    view = {
        "people": _people(reader, signed_in, request),
        "rows": [_row(reader, each) for each in noted],
        "kinds": [(each, reader.speech.say(getattr(reader.speech.words.site, f"log_{each}"))) for each in KINDS],
        "kind": kind or "",
        "ended": "ended" in request.query,
        "latest": LATEST,
    }
    return show(request, reader, "admin/access.html", view)


async def end_sessions(request: web.Request) -> web.StreamResponse:
    """End all sessions of the person whose session this is. That it is over already is as good."""
    site, form = request.app[SITE], await request.post()
    told = str(form.get("session", ""))
    session = await site.memory.sessions.find(told) if _SESSION.fullmatch(told) else None
    if session is not None:
        await site.memory.sessions.end_all(session.identity, request[VISITOR].name, site.clock())
    raise web.HTTPSeeOther("/admin?ended")


async def log_file(request: web.Request) -> web.StreamResponse:
    """The record as a file for a spreadsheet."""
    site, reader, kind = request.app[SITE], await reader_of(request), _kind(request)
    rows = await site.memory.auditing.export(kind, MOST, request[VISITOR], site.clock())
    words = reader.speech.words.site
    heads = (words.access_when, words.access_who, words.access_what, words.access_about)
    head: list[Cell] = [reader.speech.say(each) for each in heads]
    return csv_file("log", [head, *map(_cells, rows)], reader.language)


def _cells(noted: Noted) -> list[Cell]:
    return [noted.at, noted.who, noted.what, noted.about]


def _kind(request: web.Request) -> Kind | None:
    try:
        return read_kind(request.query.get("kind", ""))
    except ValueError as error:
        raise web.HTTPBadRequest from error


def _people(reader: Reader, sessions: Sequence[Session], request: web.Request) -> list[dict[str, Any]]:
    """Each person once, whoever was here last first."""
    found: dict[tuple[str, str], list[Session]] = {}
    for each in sessions:
        found.setdefault((each.identity.tenant, each.identity.key), []).append(each)
    return [_person(reader, theirs, request) for theirs in found.values()]


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


def _row(reader: Reader, noted: Noted) -> dict[str, str]:
    return {
        "at": reader.moment(noted.at),
        "iso": noted.at.isoformat(timespec="seconds"),
        "who": reader.speech.say(reader.speech.words.site.log_person) if noted.who == "person" else noted.who,
        "what": _said(reader, "did_", noted.what) or noted.what,
        "about": _about(reader, noted.about),
    }


def _about(reader: Reader, about: str) -> str:
    kind, _, number = about.rpartition(" ")
    if number.isdecimal() and kind == "person":
        return pseudonym(int(number))
    if number.isdecimal() and kind in ("conversation", "revision"):
        return f"{_said(reader, 'about_', kind)} {number}"
    return _said(reader, "way_", about) or about


def _said(reader: Reader, kind: str, code: str) -> str:
    """What is on record in short words, in the reader's language; empty where there is no sentence for it."""
    words = reader.speech.words.site
    text = getattr(words, kind + re.sub(r"[^a-z]+", "_", code.lower()), None)
    return reader.speech.say(text) if isinstance(text, Text) else ""
