"""Lists of things that have pages of their own, and documents in sections."""

from collections import Counter
from typing import Any
from urllib.parse import quote

from aiohttp import web

from knowledge.bounds import LONGEST_CODE
from knowledge.tidy import tidied
from services.workbench import MISSING, ClashError, Seen
from web.admin.knowledge.altering import alter
from web.admin.knowledge.clashing import clash_page
from web.admin.knowledge.desk import EDIT, Desk
from web.admin.knowledge.places import Place, find, has_pages, put, things_at
from web.admin.knowledge.seen import as_seen, token
from web.admin.knowledge.shapes import Group
from web.parts import SITE, VISITOR

KEPT = ("questions", "departments")
"""Documents whose things stored data speaks of: what was published stays."""


def sections_page(desk: Desk, place: Place) -> web.Response:
    """A document that is too large for one page: its parts."""
    assert isinstance(place.shape, Group)  # noqa: S101 - so are the documents with sections
    wrong = wrong_below(desk)
    sections = [
        {
            "address": f"{place.address}/{field.name}",
            "title": desk.label(place.shape.model, field.name),
            "hint": desk.hint(place.shape.model, field.name),
            "wrong": wrong[f"{place.address}/{field.name}"],
            "is_list": has_pages(field.shape),
        }
        for field in place.shape.fields
    ]
    view = {"title": desk.title(place.address), "sections": sections, "document": place.document}
    return desk.show("sections.html", view, tab="")


def list_page(desk: Desk, place: Place) -> web.Response:
    """The things in their order, and the buttons to add, move, copy and take away."""
    things = things_at(desk.draft.documents[place.document], place.steps)
    before, wrong = _published(desk, place), wrong_below(desk)
    rows = [
        {
            "number": number,
            "id": _id(each),
            "title": desk.called(each),
            "address": f"{place.address}/{quote(_id(each), safe='')}",
            "wrong": wrong[f"{place.address}/{_id(each)}"],
            "state": _state(each, before),
            "kept": place.document in KEPT and _id(each) in before,
        }
        for number, each in enumerate(things)
        if isinstance(each, dict)
    ]
    above = [] if "/" not in place.address else [(f"{EDIT}/{place.document}", desk.title(place.document))]
    view = {
        "title": desk.title(place.address),
        "hint": desk.about(place.address),
        "address": place.address,
        "document": place.document,
        "rows": rows,
        "trail": above,
        "seen": token(desk, place.document),
        "wrong": [each for name, said in desk.wrong_on(place.address).items() for each in said],
    }
    return desk.show("list.html", view, tab="")


async def change_list(desk: Desk, place: Place, seen: Seen, form: Any) -> web.StreamResponse:
    """A button of the list."""
    do, new = str(form.get("do", "")), str(form.get("id", "")).strip()
    whole = await as_seen(desk, place.document, seen)
    then = find(place.address, {place.document: whole}) if whole is not MISSING else None
    if then is None:
        raise web.HTTPBadRequest
    things = things_at(whole, then.steps)
    known = [_id(each) for each in things]
    if do == "add":
        new = free(new, known)
        changed = [*things, {"id": new}]
    else:
        changed = _distinct(alter(things, do), known)
    mine = tidied(place.document, put(whole, then.steps, changed))
    try:
        await desk.bench.save(place.document, seen, mine, desk.request[VISITOR], desk.request.app[SITE].clock())
    except ClashError as error:
        return await clash_page(desk, place.document, error.clash)
    raise web.HTTPSeeOther(f"{EDIT}/{place.address}/{new}" if do == "add" else f"{EDIT}/{place.address}")


def free(wanted: str, known: list[Any], between: str = "_", most: int = LONGEST_CODE) -> str:
    """An id that nothing else has, of so many letters at the most."""
    kept = "".join(each for each in wanted if (each.isalnum() and each.isascii()) or each in "_-")
    wanted, number, found = kept or "ny", 2, kept[:most] or "ny"
    while found in known:
        behind = f"{between}{number}"
        found, number = f"{wanted[: most - len(behind)]}{behind}", number + 1
    return found


def _distinct(things: list[Any], known: list[str]) -> list[Any]:
    """A copy gets an id of its own."""
    seen: set[str] = set()
    found = []
    for each in things:
        own = _id(each)
        if own and own in seen:
            own = free(own, [*known, *seen])
            each = {**each, "id": own}  # noqa: PLW2901 - the copy, renamed
        seen.add(own)
        found.append(each)
    return found


def _id(thing: Any) -> str:
    """The id of a thing; empty where it has none that can be one."""
    own = thing.get("id") if isinstance(thing, dict) else None
    return own if isinstance(own, str) else ""


def _published(desk: Desk, place: Place) -> dict[str, Any]:
    before = desk.draft.published.get(place.document)
    then = find(place.address, {place.document: before}) if before is not None else None
    return {each["id"]: each for each in things_at(before, then.steps)} if then is not None else {}


def _state(thing: dict[str, Any], before: dict[str, Any]) -> str:
    if _id(thing) not in before:
        return "new"
    return "" if before[_id(thing)] == thing else "changed"


def wrong_below(desk: Desk) -> Counter[str]:
    """How much is wrong on each page and on those below it."""
    found: Counter[str] = Counter()
    for each in desk.checked.problems:
        parts = desk.place(each)[0].split("/")
        found.update("/".join(parts[: number + 1]) for number in range(len(parts)))
    return found
