"""The first page of the knowledge base: what there is, what is changed, what is wrong, and the way to publish."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from knowledge.comparing import compare
from services.workbench import MovedError
from web.admin.knowledge.desk import HOME, Desk, desk_of
from web.admin.knowledge.differing import shown
from web.admin.knowledge.listing import wrong_below
from web.parts import SITE, VISITOR

_DOCUMENTS = (
    "questions", "scoring", "templates", "wording", "asides", "lexicon",
    "departments", "lessons", "promises", "connectors", "inspiration", "golden",
)  # fmt: skip
_MOST = 500


async def overview(request: web.Request) -> web.StreamResponse:
    desk = await desk_of(request)
    history = await request.app[SITE].store.history()
    view = {
        "documents": [_document(desk, name, wrong_below(desk)) for name in _DOCUMENTS],
        "draft": desk.draft.key,
        "latest": history[0],
        "latest_at": desk.reader.moment(history[0].at),
        "saved": [_saved(desk, each) for each in desk.draft.changed],
        "problems": desk.problems()[:_MOST],
        "clashes": [(name, desk.title(name)) for name in desk.draft.clashes],
        "told": next((name for name in ("published", "imported") if name in request.query), ""),
    }
    return desk.show("overview.html", view, tab="")


async def changes(request: web.Request) -> web.StreamResponse:
    """What publishing would change, in words."""
    desk = await desk_of(request)
    found = compare(desk.draft.published, desk.draft.documents)
    by_document: dict[str, list[dict[str, Any]]] = {}
    for each in shown(desk, desk.draft.published, desk.draft.documents, found[:_MOST]):
        by_document.setdefault(each["document"], []).append(each)
    saved = {each.document: _saved(desk, each) for each in desk.draft.changed}
    groups = [
        (saved.get(name, {"document": name, "title": desk.title(name)}), rows) for name, rows in by_document.items()
    ]
    more = max(0, len(found) - _MOST)
    changed = {each.document for each in found}
    rest = [each for name, each in saved.items() if name in changed and name not in by_document]
    same = [each for name, each in saved.items() if name not in changed]
    view = {
        "groups": [*groups, *((each, []) for each in rest)],
        "more": more,
        "same": same,
        "draft": desk.draft.key,
        "moved": "moved" in request.query,
    }
    return desk.show("changes.html", view, tab="changes")


async def throw_away(request: web.Request) -> web.StreamResponse:
    """Take back what was changed in one document, or everything."""
    form = await request.post()
    site, told = request.app[SITE], str(form.get("document", ""))
    document, key = None if told == "*" else told, str(form.get("draft", ""))
    try:
        await site.bench.throw_away(document, key, request[VISITOR], site.clock())
    except MovedError:
        raise web.HTTPSeeOther(f"{HOME}/changes?moved") from None
    raise web.HTTPSeeOther(f"{HOME}/changes")


def _document(desk: Desk, name: str, wrong: Mapping[str, int]) -> dict[str, Any]:
    mine = [each for each in desk.draft.documents if each == name or each.startswith(f"{name}/")]
    return {
        "address": name,
        "title": desk.title(name),
        "hint": desk.about(name),
        "wrong": wrong.get(name, 0),
        "changed": sum(each.document in mine for each in desk.draft.changed),
    }


def _saved(desk: Desk, saved: Any) -> dict[str, Any]:
    return {
        "document": saved.document,
        "title": desk.trail(saved.document),
        "who": saved.who,
        "at": desk.reader.moment(saved.at),
    }
