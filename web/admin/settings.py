"""The settings at a glance: each section leads to its own page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from aiohttp import web

from knowledge.promises import Promises
from services.access import Role, Session
from services.decisions import in_force, kept
from services.receiving import listed
from web.admin.access import MOST_SESSIONS, by_person
from web.admin.channels import channel
from web.admin.retention import told
from web.parts import SITE
from web.render import Reader, reader_of, show

SETTINGS = "/admin/settings"
_ROLES: tuple[Role, ...] = ("coach", "admin")
_A_YEAR = 2000
"""Any year: only day and month are shown."""


async def settings(request: web.Request) -> web.StreamResponse:
    """Channels, promised times, disposal, exceptions and roles, as they are now."""
    site, reader = request.app[SITE], await reader_of(request)
    speech, words = reader.speech, reader.speech.words.settings
    channels = [each for each in await listed(site.ports) if each.state != "removed"]
    holding = await in_force(site.ports)
    sessions = await site.memory.sessions.open(site.clock(), MOST_SESSIONS)
    view = {
        "channels": [channel(reader, each) for each in channels],
        "nobody": not any(each.state == "approved" for each in channels),
        "promises": _promises(reader, speech.knowledge.revision.promises),
        "kept": told(reader, await kept(site.ports)),
        "count": speech.say(words.exceptions_count, count=len(holding.exceptions)) if holding.exceptions else "",
        "roles": [_role(request, reader, each, sessions) for each in _ROLES],
        "local": site.local,
    }
    return show(request, reader, "admin/settings.html", view, words)


def _promises(reader: Reader, promises: Promises) -> list[tuple[str, str]]:
    speech, words = reader.speech, reader.speech.words.settings
    hours = speech.say(words.promise_weekdays, opens=promises.opens, closes=promises.closes)
    summer = f"{_day(reader, promises.summer_from)} – {_day(reader, promises.summer_to)}"
    rows = (
        (words.promise_answer_within, str(promises.answer_within)),
        (words.promise_remind_every, str(promises.remind_every)),
        (words.promise_follow_up_after, str(promises.follow_up_after)),
        (words.promise_measure_after, str(promises.measure_after)),
        (words.promise_hours, speech.say(words.promise_any_hour) if promises.any_hour else hours),
        (words.promise_summer, summer),
        (words.promise_digest, speech.say(words.promise_mondays, at=promises.digest_at)),
    )
    return [(speech.say(label), value) for label, value in rows]


def _day(reader: Reader, written: str) -> str:
    """Day and month of a date without a year."""
    month, day = map(int, written.split("-"))
    return reader.speech.day(date(_A_YEAR, month, day)).rsplit(" ", 1)[0]


def _role(request: web.Request, reader: Reader, role: Role, sessions: Sequence[Session]) -> dict[str, Any]:
    """What a role may, which values of the provider give it, and who is here with it."""
    roles, speech, words = request.app[SITE].roles, reader.speech, reader.speech.words
    newest = [theirs[0] for theirs in by_person(sessions)]
    here = [each for each in newest if role in roles.of(each.identity.claims)]
    return {
        "name": speech.say(getattr(words.site, f"role_{role}")),
        "may": speech.say(getattr(words.settings, f"roles_{role}")),
        "values": sorted(getattr(roles, role)),
        "people": [
            speech.say(words.settings.roles_seen)
            .replace("{name}", each.identity.name)
            .replace("{at}", reader.moment(each.seen))
            for each in here
        ],
    }
