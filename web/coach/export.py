"""What the filter shows, as a file: page by page, so that a hundred thousand rows need no more memory than ten."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

import orjson
import xlsxwriter
from aiohttp import web

from dialogs.speech import HOME
from services.transcripts import Filter, Listed, pseudonym
from web.coach.filtering import read_filter
from web.errors import add_headers
from web.parts import SITE, VISITOR
from web.render import Reader, reader_of
from web.tables import BOM, Cell, rows_as_csv

_AT_ONCE = 500
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_COLUMNS = (
    "number", "column_title", "who", "department", "language", "status", "outcome", "column_hours", "template", "thumb",
    "review", "label", "column_messages", "column_began", "column_latest", "column_case",
)  # fmt: skip
"""Names of the columns, as words of the page."""
_KEYS = tuple(name.removeprefix("column_") for name in _COLUMNS)


async def export(request: web.Request) -> web.StreamResponse:
    """The file. That it was fetched is logged before the first row leaves."""
    kind = request.match_info["kind"]
    if kind not in _TYPES:
        raise web.HTTPNotFound
    site, reader = request.app[SITE], await reader_of(request)
    wanted, now = read_filter(request, reader.speech), site.clock()
    about = f"{kind} {request.rel_url.without_query_params('q').query_string} {wanted.words}".strip()
    await site.memory.readings.log("exported conversations", about, request[VISITOR], now)
    response = web.StreamResponse(headers={"Content-Type": _TYPES[kind]})
    name = f"samtal-{now.astimezone(HOME):%Y-%m-%d}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    add_headers(request, response)
    await response.prepare(request)
    write = {"csv": _csv, "json": _json, "xlsx": _xlsx}[kind]
    async for piece in write(reader, _pages(request, wanted, now)):
        await response.write(piece)
    await response.write_eof()
    return response


async def _pages(request: web.Request, wanted: Filter, now: datetime) -> AsyncIterator[tuple[Listed, ...]]:
    """Page by page, each a short look into the memory. Between two of them others have their turn."""
    readings, before = request.app[SITE].memory.readings, None
    while True:
        begun = monotonic()
        page = await readings.rows(wanted, now, before, _AT_ONCE)
        if page:
            yield page
        if len(page) < _AT_ONCE:
            return
        before = page[-1].id
        await asyncio.sleep(monotonic() - begun)


async def _csv(reader: Reader, pages: AsyncIterator[tuple[Listed, ...]]) -> AsyncIterator[bytes]:
    yield (BOM + rows_as_csv([_head(reader)], reader.language)).encode()
    async for page in pages:
        yield rows_as_csv([_values(reader, each) for each in page], reader.language).encode()


async def _json(reader: Reader, pages: AsyncIterator[tuple[Listed, ...]]) -> AsyncIterator[bytes]:
    """A list of objects; times with their offset."""
    between = b"["
    async for page in pages:
        for each in page:
            told = dict(zip(_KEYS, map(_home, _values(reader, each)), strict=True))
            yield between + orjson.dumps(told)
            between = b",\n"
    yield b"[]" if between == b"[" else b"]"


async def _xlsx(reader: Reader, pages: AsyncIterator[tuple[Listed, ...]]) -> AsyncIterator[bytes]:
    """Written to a file of its own first, row by row: the format has its table of contents at the end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        sheet = _Sheet(path, _head(reader))
        async for page in pages:
            await asyncio.to_thread(sheet.add, [_values(reader, each) for each in page])
        await asyncio.to_thread(sheet.close)
        with path.open("rb") as file:
            while piece := await asyncio.to_thread(file.read, 65536):
                yield piece


class _Sheet:
    """One sheet that is written downwards only."""

    def __init__(self, path: Path, head: Sequence[Cell]) -> None:
        self._book = xlsxwriter.Workbook(
            path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._sheet = self._book.add_worksheet()
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(head) - 1, 18)
        self._row = 0
        self.add([head])

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        for row in rows:
            for place, value in enumerate(row):
                self._put(place, value)
            self._row += 1

    def close(self) -> None:
        self._book.close()

    def _put(self, place: int, value: Cell) -> None:
        match value:
            case None:
                return
            case datetime():
                here = value.astimezone(HOME).replace(tzinfo=None)
                self._sheet.write_datetime(self._row, place, here, self._moment)
            case int() | float():
                self._sheet.write_number(self._row, place, value)
            case words:
                self._sheet.write_string(self._row, place, str(words))


def _head(reader: Reader) -> list[Cell]:
    words = reader.speech.words.reading
    return [reader.speech.say(getattr(words, name)) for name in _COLUMNS]


def _values(reader: Reader, listed: Listed) -> list[Cell]:
    speech, words = reader.speech, reader.speech.words.reading

    def name(kind: str, code: str | None) -> str:
        text = getattr(words, f"{kind}_{code}", None) if code else None
        return speech.say(text) if text is not None else code or ""

    return [
        listed.id,
        listed.title or speech.say(words.untitled),
        listed.name or pseudonym(listed.person),
        reader.department(listed.department),
        name("language", listed.language),
        name("status", listed.status),
        reader.outcome(listed.outcome),
        listed.hours,
        reader.template(listed.template),
        name("thumb", listed.thumb),
        name("review", listed.review),
        ", ".join(name("label", each) for each in listed.labels),
        listed.messages,
        listed.began,
        listed.latest,
        listed.case,
    ]


def _home(value: Any) -> Any:
    return value.astimezone(HOME).isoformat(timespec="seconds") if isinstance(value, datetime) else value
