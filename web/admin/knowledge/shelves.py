"""Templates and texts: each is a document of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from aiohttp import web

from knowledge.bounds import LONGEST_SLUG
from knowledge.tidy import tidied
from services.workbench import MISSING, ClashError, Seen
from web.admin.knowledge.clashing import clash_page
from web.admin.knowledge.desk import EDIT, Desk
from web.admin.knowledge.listing import free
from web.admin.knowledge.seen import as_seen, read_seen, token
from web.parts import SITE, VISITOR

_SHOWN = 100


def shelf_page(desk: Desk, folder: str) -> web.Response:
    """All documents of a folder, those whose words are searched for."""
    words = desk.request.query.get("q", "").strip()[:80]
    names = [name for name in desk.draft.documents if name.startswith(f"{folder}/")]
    found = [name for name in names if not words or _has(desk, name, words.casefold())]
    problems = [desk.place(each)[0] for each in desk.checked.problems]
    rows = [_row(desk, name, problems) for name in found[:_SHOWN]]
    gone = [name for name in desk.draft.published if name.startswith(f"{folder}/") and name not in desk.draft.documents]
    view = {
        "folder": folder,
        "title": desk.title(folder),
        "hint": desk.about(folder),
        "rows": rows,
        "searched": words,
        "count": len(found),
        "shown": min(len(found), _SHOWN),
        "gone": [(name, desk.called(desk.draft.published[name])) for name in gone],
    }
    return desk.show("shelf.html", view, tab="")


async def change_shelf(desk: Desk, folder: str, form: Any) -> web.StreamResponse:
    """Add a template, copy one, retire one or take it up again. Groups of texts are fixed."""
    if folder != "templates":
        raise web.HTTPBadRequest
    do, _, source = str(form.get("do", "")).partition(":")
    known = [
        name.partition("/")[2] for name in {**desk.draft.published, **desk.draft.documents} if name.startswith(folder)
    ]
    if do == "add":
        own, seen = free(_slug(str(form.get("id", ""))), known, "-", LONGEST_SLUG), Seen(desk.draft.number, 0)
        data: Any = {"id": own, "status": "draft", "reviewed": _today(desk).isoformat()}
    else:
        own, seen = source, read_seen(form)
        before = await as_seen(desk, f"templates/{source}", seen)
        if not isinstance(before, Mapping) or do not in ("copy", "retire", "revive", "remove"):
            raise web.HTTPBadRequest
        if do == "copy":
            own, seen = free(source, known, "-", LONGEST_SLUG), Seen(desk.draft.number, 0)
        data = _changed(before, do, own)
    name = f"templates/{own}"
    mine = data if data is MISSING else tidied(name, data)
    try:
        await desk.bench.save(name, seen, mine, desk.request[VISITOR], desk.request.app[SITE].clock())
    except ClashError as error:
        return await clash_page(desk, name, error.clash)
    raise web.HTTPSeeOther(f"{EDIT}/{name}" if do in ("add", "copy") else f"{EDIT}/templates")


def _changed(before: Mapping[str, Any], do: str, own: str) -> Any:
    if do == "remove":
        return MISSING
    status = {"copy": "draft", "retire": "retired", "revive": "active"}[do]
    return {**before, "id": own, "status": status}


def _row(desk: Desk, name: str, problems: list[str]) -> dict[str, Any]:
    data, before = desk.draft.documents[name], desk.draft.published.get(name)
    own = name.partition("/")[2]
    status = str(data.get("status", "active")) if isinstance(data, dict) else ""
    return {
        "address": name,
        "id": own,
        "title": desk.title(name),
        "status": status,
        "status_named": desk.value("status", status),
        "state": "new" if before is None else "" if before == data else "changed",
        "wrong": problems.count(name),
        "can_go": before is None,
        "seen": token(desk, name),
    }


def _has(desk: Desk, name: str, words: str) -> bool:
    if words in desk.title(name).casefold() or words in name:
        return True
    return words in str(desk.draft.documents[name]).casefold()


def _slug(told: str) -> str:
    """An id as templates have: letters without rings and dots, and hyphens."""
    plain = told.strip().lower().translate(str.maketrans("åäöé ", "aaoe-"))
    kept = "".join(each for each in plain if (each.isalnum() and each.isascii()) or each == "-")
    return "-".join(part for part in kept.split("-") if part) or "mall"


def _today(desk: Desk) -> date:
    return desk.request.app[SITE].clock().date()
