"""A document as YAML, for whoever likes that better: the same draft, the same problems, each at its line."""

from typing import Any

from aiohttp import web

from knowledge.documents import schema_of
from knowledge.tidy import tidied
from knowledge.yaml_text import Located, Problem, read_yaml
from knowledge.yaml_writing import written
from services.aside import aside
from services.workbench import MISSING, ClashError
from web.admin.knowledge.clashing import clash_page, settled_first
from web.admin.knowledge.desk import EDIT, HOME, Desk, desk_of
from web.admin.knowledge.seen import read_seen, token
from web.parts import SITE, VISITOR


async def yaml_page(request: web.Request) -> web.StreamResponse:
    desk, document = await desk_of(request), request.match_info["place"]
    settled_first(desk, document)
    if document not in desk.draft.documents:
        raise web.HTTPNotFound
    text = await aside(written, document, desk.draft.documents[document])
    return _page(desk, document, text, await aside(_problems, desk, document, text))


async def change_yaml(request: web.Request) -> web.StreamResponse:
    """Save what is YAML; what is not is shown again with its fault, and nothing is saved."""
    desk, document, form = await desk_of(request), request.match_info["place"], await request.post()
    if schema_of(document) is None:
        raise web.HTTPNotFound
    text, seen = str(form.get("text", "")).replace("\r\n", "\n"), read_seen(form)
    found = await aside(read_yaml, document, text)
    if isinstance(found, Problem):
        said = (found.line, desk.told(found))
        return _page(desk, document, text, [said], status=422, seen=str(form.get("seen", "")))
    try:
        mine = MISSING if form.get("gone") else tidied(document, _unfolded(document, found.data))
        await desk.bench.save(document, seen, mine, request[VISITOR], request.app[SITE].clock())
    except ClashError as error:
        return await clash_page(desk, document, error.clash)
    except LookupError as error:
        raise web.HTTPBadRequest from error
    raise web.HTTPSeeOther(f"{EDIT}/{document}" if seen.both_sides else f"{HOME}/yaml/{document}?saved")


def _unfolded(document: str, data: Any) -> Any:
    """What stands below the key that a file of this document begins with."""
    is_under_key = isinstance(data, dict) and list(data) == [document]
    return data[document] if is_under_key else data


def _page(
    desk: Desk, document: str, text: str, wrong: list[tuple[int, str]], *, status: int = 200, seen: str = ""
) -> web.Response:
    view = {
        "document": document,
        "title": desk.title(document),
        "text": text,
        "wrong": wrong,
        "seen": seen or token(desk, document),
        "saved": "saved" in desk.request.query,
        "rows": min(40, text.count("\n") + 3),
    }
    return desk.show("yaml.html", view, tab="", status=status)


def _problems(desk: Desk, document: str, text: str) -> list[tuple[int, str]]:
    """What is wrong with the document, at the lines of its text."""
    located = read_yaml(document, text)
    found = []
    for each in desk.checked.problems:
        name, path = desk.inside(each)
        if name == document and isinstance(located, Located):
            start = (document,) if isinstance(located.data, dict) and list(located.data) == [document] else ()
            found.append((located.line((*start, *path)), desk.told(each)))
    return sorted(found)
