"""The knowledge base as files: a zip to take home, and one to read into the draft, whole or not at all."""

from typing import Any

from aiohttp import web

from knowledge import yaml_writing
from knowledge.documents import documents
from knowledge.packing import packed, unpacked
from services.aside import aside
from services.library import UnpublishableError, read
from services.workbench import MovedError, look_at
from web.admin.knowledge.desk import HOME, Desk, desk_of
from web.parts import SITE, VISITOR

_MOST_CHARACTERS = 10_000_000
"""So much text is read at once in a handler; more goes in by the command line."""


async def export_files(request: web.Request) -> web.StreamResponse:
    """A revision, the newest one where none is named, or the draft."""
    desk, told = await desk_of(request), request.query.get("revision", "")
    number = int(told) if told.isdecimal() and len(told) < 10 else desk.draft.number
    try:
        found = desk.draft.documents if "draft" in request.query else await desk.bench.published(number)
    except LookupError as error:
        raise web.HTTPNotFound from error
    name = "draft" if "draft" in request.query else f"revision-{number}"
    site = request.app[SITE]
    await site.memory.readings.log("exported content", name, request[VISITOR], site.clock())
    return web.Response(
        body=await aside(lambda: packed(yaml_writing.files(found))),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}.zip"'},
    )


async def import_files(request: web.Request) -> web.StreamResponse:
    """Make the draft what the files say. When anything is wrong with them, every fault is told and nothing is read."""
    desk, form = await desk_of(request), await request.post()
    sent = form.get("file")
    if not isinstance(sent, web.FileField):
        return _refused(desk, [("", desk.say("files_none"))])
    found = await aside(lambda: unpacked(sent.file.read()))
    if not isinstance(found, tuple) and sum(map(len, found.values())) > _MOST_CHARACTERS:
        return _refused(desk, [("", desk.say("files_large"))])
    if isinstance(found, tuple):
        return _refused(desk, [(str(each.file), desk.told(each)) for each in found])
    try:
        revision = await aside(read, found)
    except UnpublishableError as error:
        return _refused(desk, [_told(desk, each) for each in error.problems])
    wanted = documents(revision)
    checked = await aside(look_at, wanted, await desk.bench.revision(desk.draft.number))
    if checked.problems:
        return _refused(desk, [_told(desk, each) for each in checked.problems])
    try:
        await desk.bench.save_all(wanted, str(form.get("draft", "")), request[VISITOR], request.app[SITE].clock())
    except MovedError:
        raise web.HTTPSeeOther(f"{HOME}/changes?moved") from None
    raise web.HTTPSeeOther(f"{HOME}?imported")


def _told(desk: Desk, problem: Any) -> tuple[str, str]:
    where = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return f"{where} {problem.path}".strip(), desk.told(problem)


def _refused(desk: Desk, wrong: list[tuple[str, str]]) -> web.Response:
    return desk.show("refused.html", {"wrong": wrong[:500]}, tab="", status=422)
