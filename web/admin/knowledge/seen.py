"""What somebody had before them, as a field of a form."""

from typing import Any

from aiohttp import web

from services.workbench import Seen
from web.admin.knowledge.desk import Desk


def token(desk: Desk, document: str) -> str:
    """A document as it is in the draft now."""
    seen = desk.draft.seen(document)
    return f"{seen.base}.{seen.version}"


def read_seen(form: Any) -> Seen:
    base, _, version = str(form.get("seen", "")).partition(".")
    if not (base.isdecimal() and version.isdecimal() and len(base) < 10 and len(version) < 19):
        raise web.HTTPBadRequest
    return Seen(int(base), int(version), both_sides=bool(form.get("settles")))


async def as_seen(desk: Desk, document: str, seen: Seen) -> Any:
    """The document as its editor had it; MISSING where there was none."""
    try:
        return await desk.bench.as_seen(document, seen)
    except LookupError as error:
        raise web.HTTPBadRequest from error
