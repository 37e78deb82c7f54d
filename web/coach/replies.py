"""The answers that the team has ready."""

from aiohttp import web

from knowledge.part import LANGUAGES, Language
from services.casework import LONGEST_WORDS, written
from services.team import LONGEST_TITLE, ReadyReply
from web.parts import SITE, VISITOR
from web.render import reader_of, show

REPLIES = "/coach/replies"


async def replies(request: web.Request) -> web.StreamResponse:
    """All of them, each with its form, and one for a new one."""
    site, reader = request.app[SITE], await reader_of(request)
    words = reader.speech.words.board
    languages = [(each, reader.speech.say(getattr(words, f"language_{each}"))) for each in LANGUAGES]
    view = {
        "replies": [
            {
                "id": each.id,
                "title": each.title,
                "text": each.text,
                "language": each.language,
                "by": reader.speech.say(words.reply_by, name=each.by, day=reader.moment(each.at)),
            }
            for each in await site.memory.team.replies()
        ],
        "languages": languages,
        "longest": LONGEST_WORDS,
        "longest_title": LONGEST_TITLE,
    }
    return show(request, reader, "coach/replies.html", view, words)


async def add_reply(request: web.Request) -> web.StreamResponse:
    return await _keep(request, 0)


async def change_reply(request: web.Request) -> web.StreamResponse:
    return await _keep(request, _id(request))


async def forget_reply(request: web.Request) -> web.StreamResponse:
    site = request.app[SITE]
    if not await site.memory.team.forget_reply(_id(request), request[VISITOR], site.clock()):
        raise web.HTTPNotFound
    raise web.HTTPSeeOther(REPLIES)


async def _keep(request: web.Request, number: int) -> web.StreamResponse:
    site, visitor, form = request.app[SITE], request[VISITOR], await request.post()
    title, text = (written(str(form.get(name, ""))) for name in ("title", "text"))
    if not title or not text or len(title) > LONGEST_TITLE or form.get("language") not in LANGUAGES:
        raise web.HTTPBadRequest
    language: Language = "en" if form.get("language") == "en" else "sv"
    reply = ReadyReply(number, title, text, language, visitor.name, site.clock())
    if not await site.memory.team.keep_reply(reply, visitor):
        raise web.HTTPNotFound
    raise web.HTTPSeeOther(REPLIES)


def _id(request: web.Request) -> int:
    written_id = request.match_info["id"]
    if not written_id.isdecimal() or len(written_id) > 18:
        raise web.HTTPNotFound
    return int(written_id)
