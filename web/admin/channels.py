"""Which channels of teams receive cases, and which cases each of them gets."""

from typing import Any

from aiohttp import web

from dialogs.case import TOPICS
from services.receiving import decide, listed, route
from services.records import Receiver
from web.parts import SITE, VISITOR
from web.render import Reader, reader_of, show

CHANNELS = "/admin/settings/channels"
_ACTS = {"approve": True, "remove": False}
_LONGEST_NUMBER = 9
"""Digits: what the database takes for a number of a channel."""


async def channels(request: web.Request) -> web.StreamResponse:
    """Every channel that receives cases or asks to, each with its form; those that did, last."""
    site, reader = request.app[SITE], await reader_of(request)
    words, revision = reader.speech.words, reader.speech.knowledge.revision
    found = sorted(await listed(site.ports), key=lambda each: (each.state == "removed", each.state != "asked", each.id))
    view = {
        "channels": [channel(reader, each) for each in found],
        "departments": [(each.id, reader.speech.say(each.name)) for each in revision.departments],
        "topics": [(each, _topic(reader, each)) for each in TOPICS],
        "saved": "saved" in request.query,
    }
    return show(request, reader, "admin/channels.html", view, words.settings)


async def change_channel(request: web.Request) -> web.StreamResponse:
    """Route a channel, approve it with its routing, or end it."""
    site, visitor, form = request.app[SITE], request[VISITOR], await request.post()
    number, act = _number(request), str(form.get("act", "route"))
    departments, topics = ([str(each) for each in form.getall(name, [])] for name in ("departments", "topics"))
    known = {each.id for each in (await site.library.latest()).revision.departments}
    if act not in ("route", *_ACTS) or not set(departments) <= known or not set(topics) <= set(TOPICS):
        raise web.HTTPBadRequest
    if act != "remove" and not await route(number, departments, topics, site.ports, visitor.name):
        raise web.HTTPNotFound
    if act in _ACTS and await decide(number, site.ports, approve=_ACTS[act], by=visitor.name) is None:
        raise web.HTTPNotFound
    raise web.HTTPSeeOther(f"{CHANNELS}?saved")


def channel(reader: Reader, receiver: Receiver) -> dict[str, Any]:
    """A channel as the pages show it."""
    speech, words = reader.speech, reader.speech.words.settings
    routed = [*map(reader.department, receiver.departments), *(_topic(reader, each) for each in receiver.topics)]
    return {
        "id": receiver.id,
        "name": receiver.name,
        "state": receiver.state,
        "said": speech.say(getattr(words, f"channel_{receiver.state}")),
        "gets": ", ".join(routed) or speech.say(words.channel_everything),
        "asked_by": speech.say(words.channel_asked_by).replace("{name}", receiver.asked_by),
        "unreachable": receiver.unreachable,
        "departments": receiver.departments,
        "topics": receiver.topics,
    }


def _topic(reader: Reader, topic: str) -> str:
    return reader.speech.say(getattr(reader.speech.words.case, f"topic_{topic}"))


def _number(request: web.Request) -> int:
    written = request.match_info["id"]
    if not (written.isascii() and written.isdecimal()) or len(written) > _LONGEST_NUMBER:
        raise web.HTTPNotFound
    return int(written)
