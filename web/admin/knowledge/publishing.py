"""Publishing the draft with a note, the history of what was published, and going back to any of it."""

from aiohttp import web

from knowledge.comparing import compare
from knowledge.keeping import kept
from services.ports import TryAgainError
from services.workbench import MovedError
from web.admin.knowledge.desk import HOME, Desk, desk_of
from web.admin.knowledge.differing import shown
from web.parts import SITE, VISITOR

LONGEST_NOTE = 2_000
_MOST = 500


async def publish_page(request: web.Request) -> web.StreamResponse:
    return _page(await desk_of(request))


async def publish(request: web.Request) -> web.StreamResponse:
    """Publish what was looked at; a draft that is another one by now is shown again first."""
    desk, form = await desk_of(request), await request.post()
    site, note = request.app[SITE], str(form.get("note", "")).strip()[:LONGEST_NOTE]
    if str(form.get("draft", "")) != desk.draft.key:
        return _page(desk, trouble="publish_moved", note=note)
    if not note:
        return _page(desk, trouble="publish_no_note")
    if not desk.draft.differs or desk.checked.problems or desk.draft.clashes:
        return _page(desk, trouble="publish_not_ready", note=note)
    try:
        number = await desk.bench.publish(desk.draft, note, request[VISITOR], site.clock())
    except TryAgainError:
        return _page(await desk_of(request), trouble="publish_moved", note=note)
    raise web.HTTPSeeOther(f"{HOME}?published={number}")


async def history(request: web.Request) -> web.StreamResponse:
    desk = await desk_of(request)
    rows = [
        {"number": each.number, "at": desk.reader.moment(each.at), "by": each.by, "note": each.note}
        for each in await request.app[SITE].store.history()
    ]
    return desk.show("history.html", {"rows": rows, "latest": desk.draft.number}, tab="history")


async def revision(request: web.Request) -> web.StreamResponse:
    """What a revision changed, against the one before it."""
    desk, number = await desk_of(request), _number(request)
    documents = await _documents(desk, number)
    before = await _documents(desk, number - 1) if number > 1 else {}
    found = compare(before, documents) if before else ()
    entry = next(each for each in await request.app[SITE].store.history() if each.number == number)
    view = {
        "number": number,
        "entry": entry,
        "at": desk.reader.moment(entry.at),
        "is_latest": number == desk.draft.number,
        "draft": desk.draft.key,
        "differences": shown(desk, before, documents, found[:_MOST]),
        "more": max(0, len(found) - _MOST),
    }
    return desk.show("revision.html", view, tab="history")


async def restore(request: web.Request) -> web.StreamResponse:
    """Make the draft what a revision was, and what stored data may have used since; nothing is published."""
    desk, form = await desk_of(request), await request.post()
    documents, key = await _documents(desk, _number(request)), str(form.get("draft", ""))
    try:
        await desk.bench.save_all(
            kept(documents, desk.draft.published), key, request[VISITOR], request.app[SITE].clock()
        )
    except MovedError:
        raise web.HTTPSeeOther(f"{HOME}/changes?moved") from None
    raise web.HTTPSeeOther(f"{HOME}/changes")


def _page(desk: Desk, *, trouble: str = "", note: str = "") -> web.Response:
    found = compare(desk.draft.published, desk.draft.documents)
    view = {
        "differences": shown(desk, desk.draft.published, desk.draft.documents, found[:20]),
        "count": len(found),
        "problems": desk.problems()[:_MOST],
        "clashes": [(name, desk.title(name)) for name in desk.draft.clashes],
        "draft": desk.draft.key,
        "note": note,
        "trouble": desk.say(trouble) if trouble else "",
        "longest": LONGEST_NOTE,
        "is_ready": desk.draft.differs and not desk.checked.problems and not desk.draft.clashes,
    }
    return desk.show("publish.html", view, tab="publish", status=409 if trouble else 200)


async def _documents(desk: Desk, number: int) -> dict[str, object]:
    try:
        return dict(await desk.bench.published(number))
    except LookupError as error:
        raise web.HTTPNotFound from error


def _number(request: web.Request) -> int:
    told = request.match_info["number"]
    if not told.isdecimal() or len(told) > 9:
        raise web.HTTPNotFound
    return int(told)
