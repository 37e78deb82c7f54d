"""The list of conversations: what coaches choose what to read from."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from services.transcripts import PAGE, Filter, Listed, pseudonym
from web.coach.filtering import as_query, choices, number_in, read_filter
from web.parts import SITE, VISITOR
from web.render import Reader, reader_of, show

LIST = "/coach/conversations"


async def conversations(request: web.Request) -> web.StreamResponse:
    """A page of the list, newest first."""
    site, reader = request.app[SITE], await reader_of(request)
    wanted, now = read_filter(request, reader.speech), site.clock()
    if wanted.words:
        await site.memory.readings.log("searched", wanted.words, request[VISITOR], now)
    found = await site.memory.readings.page(wanted, now, request.query.get("after"), PAGE)
    kept = {name: value for name, value in request.query.items() if name not in ("after", "lang", "done")}
    view = {
        "wanted": wanted,
        "fields": fields(reader, wanted),
        "rows": [row(reader, each) for each in found.rows],
        "cut": found.cut,
        "all_read": "done" in request.query,
        "unclear": bool(wanted.words) and wanted.query is None,
        "filtered": wanted != Filter(),
        "kept": kept,
        "older": request.rel_url.with_query({**kept, "after": found.after}) if found.after else None,
        "newest": request.rel_url.with_query(kept) if "after" in request.query else None,
        "query": request.rel_url.with_query(kept).query_string,
    }
    words = reader.speech.words
    return show(request, reader, "coach/conversations.html", view, words.reading)


async def choose(request: web.Request) -> web.StreamResponse:
    """The filter's form becomes an address."""
    query = as_query(dict(await request.post()), request)
    raise web.HTTPSeeOther(f"{LIST}?{query}" if query else LIST)


async def next_unread(request: web.Request) -> web.StreamResponse:
    """To the next conversation of the filter that nobody has read."""
    site, reader = request.app[SITE], await reader_of(request)
    wanted = read_filter(request, reader.speech)
    found = await site.memory.readings.unread(wanted, site.clock(), number_in(request.query.get("than", "")))
    query = request.rel_url.with_query({k: v for k, v in request.query.items() if k != "than"}).query_string
    if found is None:
        raise web.HTTPSeeOther(f"{LIST}?{query + '&' if query else ''}done=1")
    raise web.HTTPSeeOther(f"{LIST}/{found}?{query}" if query else f"{LIST}/{found}")


def fields(reader: Reader, wanted: Filter) -> list[dict[str, Any]]:
    """The fields of the filter, with what can be chosen in each."""
    speech, words = reader.speech, reader.speech.words.reading
    called: dict[str, Callable[[str], str]] = {
        "department": reader.department,
        "outcome": reader.outcome,
        "template": reader.template,
        "status": lambda code: speech.say(getattr(words, f"status_{code}")),
        "language": lambda code: speech.say(getattr(words, f"language_{code}")),
        "thumb": lambda code: speech.say(getattr(words, f"thumb_{code}")),
        "review": lambda code: speech.say(getattr(words, f"review_{code}")),
        "label": lambda code: speech.say(getattr(words, f"label_{code}")),
        "tests": lambda code: speech.say(getattr(words, f"tests_{code}")),
    }
    known = choices(speech)
    found = []
    for name, say in called.items():
        first = speech.say(words.any_without if name == "tests" else words.any)
        options = [("", first), *((code, say(code)) for code in known[name])]
        found.append(
            {
                "name": name,
                "label": speech.say(getattr(words, name)),
                "options": options,
                "chosen": getattr(wanted, name),
            }
        )
    return found


def row(reader: Reader, listed: Listed) -> dict[str, Any]:
    """A conversation as the list and the head of its page show it."""
    speech, words = reader.speech, reader.speech.words.reading
    return {
        "id": listed.id,
        "title": listed.title or speech.say(words.untitled),
        "who": listed.name or pseudonym(listed.person),
        "latest": reader.moment(listed.latest),
        "began": reader.moment(listed.began),
        "department": reader.department(listed.department),
        "outcome": reader.outcome(listed.outcome),
        "outcome_code": listed.outcome or "",
        "status": speech.say(getattr(words, f"status_{listed.status}")),
        "language": listed.language,
        "language_name": speech.say(getattr(words, f"language_{listed.language}")),
        "hours": speech.say(words.hours, hours=speech.hours(listed.hours)) if listed.hours else "",
        "thumb": speech.say(getattr(words, f"thumb_{listed.thumb}")) if listed.thumb in ("like", "dislike") else "",
        "review": listed.review,
        "review_name": speech.say(getattr(words, f"review_{listed.review}")),
        "test": listed.test,
        "labels": [
            speech.say(getattr(words, f"label_{each}")) for each in listed.labels if hasattr(words, f"label_{each}")
        ],
        "case": listed.case,
        "count": speech.say(words.messages_count, count=listed.messages),
        "found": listed.found,
    }
