"""What coaches do with a conversation: read it, mark it, label it, note something beside it."""

from aiohttp import web

from services.transcripts import LABELS, LONGEST_REMARK, Review
from web.coach.conversation import number_of
from web.coach.conversations import LIST
from web.coach.filtering import number_in
from web.parts import SITE, VISITOR


async def review(request: web.Request) -> web.StreamResponse:
    """Read, or to be read again."""
    site, form = request.app[SITE], await request.post()
    number, wish = number_of(request), form.get("review")
    state: Review = "read" if wish in ("read", "next") else "new"
    done = await site.memory.readings.review(number, state, request[VISITOR], site.clock())
    if done and wish == "next":
        query = request.rel_url.query_string
        raise web.HTTPSeeOther(f"{LIST}/next?{query + '&' if query else ''}than={number}")
    return _back(request, done=done)


async def mark_test(request: web.Request) -> web.StreamResponse:
    """A trial of the team's own counts in no figures."""
    site, form = request.app[SITE], await request.post()
    test = form.get("test") == "1"
    return _back(
        request, done=await site.memory.readings.mark_test(number_of(request), test, request[VISITOR], site.clock())
    )


async def label(request: web.Request) -> web.StreamResponse:
    site, form = request.app[SITE], await request.post()
    chosen = [str(each) for each in form.getall("label", [])]
    if not set(chosen) <= set(LABELS):
        raise web.HTTPBadRequest
    done = await site.memory.readings.label(number_of(request), chosen, request[VISITOR], site.clock())
    return _back(request, done=done)


async def remark(request: web.Request) -> web.StreamResponse:
    site, form = request.app[SITE], await request.post()
    text = str(form.get("text", "")).strip()
    on = str(form.get("message", ""))
    message = number_in(on)
    if not text or len(text) > LONGEST_REMARK or (on and message is None):
        raise web.HTTPBadRequest
    done = await site.memory.readings.remark(number_of(request), message, text, request[VISITOR], site.clock())
    return _back(request, done=done, to="remarks")


async def forget_remark(request: web.Request) -> web.StreamResponse:
    """Only one's own."""
    site, form = request.app[SITE], await request.post()
    which = number_in(str(form.get("remark", "")))
    if which is None:
        raise web.HTTPBadRequest
    done = await site.memory.readings.forget_remark(number_of(request), which, request[VISITOR], site.clock())
    return _back(request, done=done, to="remarks")


def _back(request: web.Request, *, done: bool, to: str = "") -> web.StreamResponse:
    """To the conversation again, with the filter it was opened from."""
    if not done:
        raise web.HTTPNotFound
    query = request.rel_url.query_string
    raise web.HTTPSeeOther(f"{LIST}/{number_of(request)}{'?' + query if query else ''}{'#' + to if to else ''}")
