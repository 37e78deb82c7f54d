"""What a form says, read in one place for every page: without what no database can hold."""

from aiohttp import web


async def read_form(request: web.Request) -> None:
    """Read what was sent; from then on `request.post()` gives it without NUL and half letters."""
    try:
        sent = await request.post()
    except (ValueError, LookupError) as error:  # Not a form, or not in an encoding.
        raise web.HTTPBadRequest from error
    told = sent.copy()
    told.clear()
    for name, value in sent.items():
        told.add(_clean(name), _clean(value) if isinstance(value, str) else value)
    request._post = type(sent)(told)  # noqa: SLF001 - aiohttp reads a form once and has no other place for it


def _clean(told: str) -> str:
    """A text without NUL and without lone surrogates."""
    plain = told.replace("\x00", "")
    return plain if plain.isascii() else plain.encode("utf-8", "replace").decode("utf-8")
