"""What the filter shows, as a file: every row, with no formula in it, and on record."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Sequence

import openpyxl  # type: ignore[import-untyped]
import pytest

from tests.databases import file_of
from tests.door.server import Server
from tests.web.browsing import Browser
from tests.web.played import Stage


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
async def test_every_conversation_is_in_the_file(kind: str, carla: Browser, played: Stage) -> None:
    words = "=cmd|' /C calc'!A0 varje vecka för listor"
    await played.person("anna").says(words)

    async with carla.session.get(f"{carla.url}/coach/conversations/export/{kind}") as response:
        body, name = await response.read(), response.headers["Content-Disposition"]

    titles = {"csv": _from_csv, "json": _from_json, "xlsx": _from_xlsx}[kind](body)
    assert name.endswith(f'.{kind}"')
    assert any(title.lstrip("'").startswith("=cmd|") for title in titles)
    assert kind != "csv" or not any(title.startswith("=") for title in titles)


@pytest.mark.slow
async def test_a_file_has_only_what_the_filter_shows(carla: Browser, played: Stage) -> None:
    await played.person("anna").says("Varje vecka räknar jag zebrafinkar i Excel, en timme")
    address = (await carla.post("/coach/conversations/filter", {"words": "zebrafink*"})).to

    file = await carla.get(address.replace("conversations?", "conversations/export/json?"))

    assert {each["title"][:30] for each in json.loads(file.text)} == {"Varje vecka räknar jag zebrafi"}


@pytest.mark.slow
async def test_readings_searches_and_exports_are_on_record_once_each(
    server: Server, carla: Browser, played: Stage
) -> None:
    anna = played.person("anna")
    await anna.says("Varje vecka räknar jag mandariner i Excel, en timme")
    found = await carla.get((await carla.post("/coach/conversations/filter", {"words": "mandariner"})).to)
    number = _number(found.text)
    await carla.get(f"/coach/conversations/{number}")
    await carla.get("/coach/conversations/export/csv?status=finished")
    if not server.database.startswith("sqlite"):
        return  # What is written is the same code; it is read here where reading is plain.

    with sqlite3.connect(file_of(server.database)) as database:
        rows = database.execute("SELECT what, object FROM audit WHERE who = 'Carla'").fetchall()

    assert rows.count(("read conversation", f"conversation {number}")) == 1
    assert rows.count(("searched", "mandariner")) == 1
    assert rows.count(("exported conversations", "csv status=finished")) == 1


@pytest.mark.slow
async def test_people_see_who_has_read_their_conversation(carla: Browser, played: Stage) -> None:
    anna = played.person("anna")
    await anna.says("Varje vecka räknar jag persikor i Excel, en timme")
    found = await carla.get((await carla.post("/coach/conversations/filter", {"words": "persikor"})).to)
    number = _number(found.text)
    await carla.get(f"/coach/conversations/{number}")
    await carla.post(f"/coach/conversations/{number}/remarks", {"text": "Bra exempel <b>"})

    await anna.says("mina data")
    link = next(word for word in _words(anna.heard) if "/my-data/" in word)
    page = await carla.get("/my-data/" + link.split("/my-data/")[1].rstrip(").,"))

    assert "Carla" in page.text
    assert "Bra exempel &lt;b&gt;" in page.text


def _number(page: str) -> str:
    """Of the first conversation in the list."""
    return str(re.findall(r'href="/coach/conversations/(\d+)', page)[0])


def _words(heard: Sequence[object]) -> list[str]:
    return str(heard).replace("(", " ").replace("'", " ").replace("\\n", " ").split()


def _from_csv(body: bytes) -> list[str]:
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))
    return [row[1] for row in rows[1:]]


def _from_json(body: bytes) -> list[str]:
    return [each["title"] for each in json.loads(body)]


def _from_xlsx(body: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert all(cell.data_type != "f" for cell in cells)
    return [str(cell.value) for cell in cells]
