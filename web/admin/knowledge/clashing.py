"""Somebody else has changed the same meanwhile: both are shown, and nothing is lost."""

from typing import Any

from aiohttp import web

from knowledge.comparing import compare
from knowledge.documents import Documents
from knowledge.merging import naming
from knowledge.yaml_writing import written
from services.workbench import MISSING, Clash
from web.admin.knowledge.desk import HOME, Desk, desk_of
from web.admin.knowledge.differing import shown
from web.admin.knowledge.places import put
from web.admin.knowledge.seen import token


async def clash(request: web.Request) -> web.StreamResponse:
    """A document that was published by another way since it was saved here: both, and the two ways to go on."""
    desk, document = await desk_of(request), request.match_info["place"]
    if document not in desk.draft.clashes:
        raise web.HTTPNotFound
    return await clash_page(desk, document, desk.draft.clashes[document], status=200)


async def clash_page(desk: Desk, document: str, clash: Clash, *, status: int = 409) -> web.Response:
    """What they have, what I have, and the two ways to go on."""
    now = await desk_of(desk.request)
    mine, theirs = resolved(clash), clash.theirs if () in clash.places else clash.merged
    before, after = (_with(now.draft.documents, document, each) for each in (clash.theirs, mine))
    saved = now.draft.saved.get(document)
    view = {
        "document": document,
        "title": now.title(document),
        "who": saved.who if saved is not None and document not in now.draft.clashes else "",
        "differences": shown(now, before, after, compare(before, after)),
        "text": "" if mine is MISSING else written(document, mine),
        "theirs": "" if theirs is MISSING else written(document, theirs),
        "seen": token(now, document),
    }
    return now.show("clash.html", view, tab="", status=status)


def settled_first(desk: Desk, document: str) -> None:
    """A document with a clash is not edited before somebody has decided."""
    if document in desk.draft.clashes:
        raise web.HTTPSeeOther(f"{HOME}/clash/{document}")


def _with(documents: Documents, document: str, data: Any) -> Documents:
    others = {name: each for name, each in documents.items() if name != document}
    return others if data is MISSING else {**others, document: data}


def resolved(clash: Clash) -> Any:
    """Both changes, and mine where they meet."""
    data = clash.merged
    if any(each is MISSING for each in (clash.mine, clash.theirs)) or () in clash.places:
        return clash.mine
    for path in clash.places:
        data = put(data, path, _mine_at(clash, path))
    return _without(data)


def _mine_at(clash: Clash, path: tuple[str | int, ...]) -> Any:
    """My value at a place of the merged data, MISSING where I have none: things of lists are found by their names."""
    mine, merged = clash.mine, clash.merged
    for step in path:
        if isinstance(step, int):
            mine, merged = _same(mine, merged, step), merged[step]
        else:
            mine = mine.get(step, MISSING) if isinstance(mine, dict) else MISSING
            merged = merged.get(step)
    return mine


def _same(mine: Any, merged: Any, number: int) -> Any:
    if not isinstance(mine, list):
        return MISSING
    name = naming((mine, merged))
    if name is None:
        return mine[number] if number < len(mine) else MISSING
    return next((each for each in mine if each[name] == merged[number][name]), MISSING)


def _without(data: Any) -> Any:
    """The data without what I took away."""
    if isinstance(data, dict):
        return {key: _without(value) for key, value in data.items() if value is not MISSING}
    if isinstance(data, list):
        return [_without(each) for each in data if each is not MISSING]
    return data
