"""Editing a piece of the content in a form: right or wrong, it is kept in the draft, and told what is wrong."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

from aiohttp import web

from knowledge.documents import document_of, schema_of
from knowledge.tidy import tidied
from knowledge.yaml_text import Problem
from services.aside import aside
from services.workbench import MISSING, ClashError, Seen, look_at
from web.admin.knowledge.altering import alter, settled
from web.admin.knowledge.clashing import clash_page, settled_first
from web.admin.knowledge.desk import EDIT, Desk, desk_of
from web.admin.knowledge.fields import Drawing, Node, one
from web.admin.knowledge.listing import change_list, list_page, sections_page
from web.admin.knowledge.places import FOLDERS, Place, address_of, data_at, document_in, find, put, things_at
from web.admin.knowledge.seen import as_seen, read_seen, token
from web.admin.knowledge.shapes import Group
from web.admin.knowledge.shelves import change_shelf, shelf_page
from web.admin.knowledge.spots import spots, told_at
from web.admin.knowledge.told import NOTHING, read
from web.parts import SITE, VISITOR

_ID = re.compile(r"[\w-]+")
_TROUBLES = ("taken", "wrong")


async def edit(request: web.Request) -> web.StreamResponse:
    desk, address = await desk_of(request), request.match_info["place"]
    if address in FOLDERS:
        return shelf_page(desk, address)
    settled_first(desk, document_in(address))
    place = _place(desk, address)
    if place.is_sections:
        return sections_page(desk, place)
    return list_page(desk, place) if place.is_list else _form_page(desk, place)


async def change(request: web.Request) -> web.StreamResponse:
    """Save what the form says, perhaps after a button moved something in it."""
    desk, address, form = await desk_of(request), request.match_info["place"], await request.post()
    if address in FOLDERS:
        return await change_shelf(desk, address, form)
    seen = read_seen(form)
    place = await _place_as_seen(desk, address, seen)
    if place.is_list:
        return await change_list(desk, place, seen, form)
    data, do = _told(place, form), str(form.get("do", ""))
    data, trouble = _identified(desk, place, data)
    mine = await _whole(desk, place, seen, settled(alter(data, _button(place, do))))
    try:
        await desk.bench.save(place.document, seen, mine, request[VISITOR], request.app[SITE].clock())
    except ClashError as error:
        return await clash_page(desk, place.document, error.clash)
    at = f"#{do.partition(':')[2]}" if do else "?saved"
    raise web.HTTPSeeOther(f"{EDIT}/{_moved(place, data)}{f'?trouble={trouble}#id' if trouble else at}")


async def look(request: web.Request) -> web.StreamResponse:
    """What would be wrong if the form were saved: asked while somebody types."""
    desk, form = await desk_of(request), await request.post()
    place = _place(desk, request.match_info["place"])
    data, trouble = _identified(desk, place, settled(_told(place, form)))
    whole = await _whole(desk, place, read_seen(form), data)
    documents = {**desk.draft.documents, place.document: whole}
    before = await desk.bench.revision(desk.draft.number)
    checked = await aside(look_at, documents, before)
    found = [_at(desk, problem, documents) for problem in checked.problems]
    address = unquote(_moved(place, data))
    drawn = spots(_nodes(desk, place, data, {}))
    own = [told_at(drawn, field, said) for at, field, said in found if at == address]
    taken = [told_at(drawn, "id", desk.say(f"id_{trouble}"))] if trouble else []
    return web.json_response({"here": [*taken, *own], "elsewhere": len(found) - len(own)})


def _at(desk: Desk, problem: Problem, documents: dict[str, Any]) -> tuple[str, str, str]:
    document, path = document_of(problem.at, documents)
    address, field = address_of(document, path, documents) if document in documents else ("", "")
    return address, field, desk.told(problem)


def _form_page(desk: Desk, place: Place) -> web.Response:
    data = data_at(desk.draft.documents[place.document], place.steps)
    wrong, trouble = desk.wrong_on(place.address), desk.request.query.get("trouble", "")
    if trouble in _TROUBLES:
        wrong["id"] = [desk.say(f"id_{trouble}"), *wrong.get("id", ())]
    nodes = _nodes(desk, place, data, wrong)
    drawn = spots(nodes)
    view = {
        "address": place.address,
        "document": place.document,
        "title": desk.title(place.address),
        "named": desk.called(data),
        "trail": trail(desk, place.address),
        "nodes": nodes,
        "seen": token(desk, place.document),
        "saved": "saved" in desk.request.query,
        "wrong": [told_at(drawn, name, each) for name, said in wrong.items() for each in said],
    }
    return desk.show("form.html", view, tab="")


def _nodes(desk: Desk, place: Place, data: Any, wrong: Mapping[str, Sequence[str]]) -> list[Node]:
    drawing = Drawing(desk.fields(), desk.subjects(), wrong)
    return one(drawing, place.shape, data, place.model, str(place.steps[-1]) if place.steps else place.document)


def trail(desk: Desk, address: str) -> list[tuple[str, str]]:
    """The pages above this one."""
    parts = address.split("/")
    above = ["/".join(parts[: number + 1]) for number in range(len(parts) - 1)]
    return [(f"{EDIT}/{each}", desk.title(each)) for each in above]


def _place(desk: Desk, address: str) -> Place:
    place = find(address, desk.draft.documents)
    if place is None:
        raise web.HTTPNotFound
    return place


async def _place_as_seen(desk: Desk, address: str, seen: Seen) -> Place:
    """The place as it is, or as the editor had it before somebody took it away or called it otherwise."""
    found = find(address, desk.draft.documents)
    if found is not None:
        return found
    document = document_in(address)
    before = await as_seen(desk, document, seen) if schema_of(document) is not None else MISSING
    found = find(address, {document: before}) if before is not MISSING else None
    if found is None:
        raise web.HTTPNotFound
    return found


def _button(place: Place, do: str) -> str:
    """Where a button's path begins: a form of a single field calls it `all`."""
    return do if isinstance(place.shape, Group) else do.replace(":all.", ":").replace(":all", ":")


def _told(place: Place, form: Any) -> Any:
    data = read(place.shape, form, "" if isinstance(place.shape, Group) else "all")
    if data is not NOTHING:
        return data
    return {} if isinstance(place.shape, Group) else []


async def _whole(desk: Desk, place: Place, seen: Seen, data: Any) -> Any:
    """The document as its editor saw it, with what they made of this place."""
    before = await as_seen(desk, place.document, seen)
    then = find(place.address, {place.document: before}) if before is not MISSING else None
    if then is None:  # It was called otherwise, or was not there yet.
        before, then = desk.draft.documents.get(place.document), place
    return tidied(place.document, put(before, then.steps, data))


def _identified(desk: Desk, place: Place, data: Any) -> tuple[Any, str]:
    """The data with an id that its page can have: what is none, or is another thing's, is not taken over."""
    if not (place.steps and isinstance(place.steps[-1], int) and isinstance(data, dict)):
        return data, ""
    old, new = place.address.rpartition("/")[2], str(data.get("id", ""))
    others = things_at(desk.draft.documents.get(place.document), place.steps[:-1])
    taken = new != old and any(isinstance(each, dict) and each.get("id") == new for each in others)
    trouble = "taken" if taken else "" if _ID.fullmatch(new) else "wrong"
    return ({**data, "id": old}, trouble) if trouble else (data, "")


def _moved(place: Place, data: Any) -> str:
    """The address after its id was changed."""
    own = data.get("id") if isinstance(data, dict) else None
    in_list = bool(place.steps) and isinstance(place.steps[-1], int)
    return f"{place.parent}/{quote(own, safe='')}" if in_list and isinstance(own, str) and own else quote(place.address)
