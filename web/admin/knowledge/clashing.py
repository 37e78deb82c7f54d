"""Somebody else has changed the same meanwhile: both are shown, and nothing is lost."""

from typing import Any

from aiohttp import web
from knowledge.comparing import compare
from knowledge.yaml_writing import written

from services.workbench import MISSING, ClashError
from web.admin.knowledge.desk import Desk, desk_of
from web.admin.knowledge.differing import shown
from web.admin.knowledge.places import put


async def clash_page(desk: Desk, document: str, clash: ClashError) -> web.Response:
    """409: what they have, what I have, and the two ways to go on."""
    now = await desk_of(desk.request)
    theirs = {document: clash.theirs} if clash.theirs is not MISSING else {}
    mine = resolved(clash)
    seen = now.draft.seen(document)
    saved = now.draft.saved.get(document)
    view = {
        "document": document,
        "title": now.title(document),
        "who": saved.who if saved is not None else "",
        "differences": shown(now, compare(theirs, {document: mine} if mine is not MISSING else {})),
        "text": "" if mine is MISSING else written(document, mine),
        "seen": f"{seen.base}.{seen.version}",
    }
    return now.show("clash.html", view, tab="", status=409)


def resolved(clash: ClashError) -> Any:
    """Both changes, and mine where they meet."""
    data = clash.merged
    if any(each is MISSING for each in (clash.mine, clash.theirs)) or () in clash.places:
        return clash.mine
    for path in clash.places:
        data = put(data, path, _mine_at(clash, path))
    return data


def _mine_at(clash: ClashError, path: tuple[str | int, ...]) -> Any:
    """My value at a place of the merged data: things of lists are found by their ids."""
    mine, merged = clash.mine, clash.merged
    for step in path:
        if isinstance(step, int):
            merged = merged[step]
            mine = _same(mine, merged, step)
        else:
            merged, mine = merged.get(step), mine.get(step) if isinstance(mine, dict) else None
    return mine


def _same(things: Any, wanted: Any, number: int) -> Any:
    if not isinstance(things, list):
        return None
    own = (wanted.get("id") or wanted.get("code")) if isinstance(wanted, dict) else None
    if own is None:
        return things[number] if number < len(things) else None
    return next((each for each in things if isinstance(each, dict) and own in (each.get("id"), each.get("code"))), None)
