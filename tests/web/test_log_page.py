"""An admin reads the record: filtered, page by page, with what was before and after, and as a file."""

import csv
import html
import io
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

import pytest
from sqlalchemy import insert, select

from services.auditing import PAGE, SHOWN
from storage.engine import open_engine
from storage.tables import audit
from tests.door.server import Server
from tests.web.browsing import Browser

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("kind", "there", "not_there"),
    [
        ("signing_in", "loggade in", "läste samtal"),
        ("reading", "läste samtal", "loggade in"),
        ("search", "sökte", "läste samtal"),
        ("change", "skrev en anteckning", "sökte"),
    ],
)
async def test_the_record_is_filtered_by_kind(
    server: Server, adam: Browser, kind: str, there: str, not_there: str
) -> None:
    done = ("signed in", "read conversation", "searched", "noted")
    await _put(server, [(what, "conversation 7") for what in done])

    page = await adam.get(f"/admin/log?kind={kind}")

    assert f"<td>{there}</td>" in page.text
    assert f"<td>{not_there}</td>" not in page.text
    assert f'href="/admin/log.csv?kind={kind}"' in page.text


async def test_a_kind_that_does_not_exist_is_refused(adam: Browser) -> None:
    assert (await adam.get("/admin/log?kind=everything")).status == 400


async def test_the_file_has_every_row_and_no_cell_is_a_formula(server: Server, adam: Browser) -> None:
    told = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", 'a "quoted", word', "two\nlines", "<b>bold</b>"]
    await _put(server, [("searched", each) for each in told])

    file = await adam.get("/admin/log.csv?kind=search")

    read = list(csv.reader(io.StringIO(file.text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    cells = [row[3] for row in reversed(read[1:])][-len(told) :]
    assert file.headers["Content-Disposition"] == 'attachment; filename="log.csv"'
    assert read[0] == ["När", "Vem", "Vad", "Om", "Före", "Efter", "Kod"]
    assert cells == [f"'{each}" for each in told[:7]] + told[7:]
    assert (await _newest(server))[2:] == ("exported log", f"{len(read) - 1} events, search")


async def test_what_people_wrote_is_shown_as_words(server: Server, adam: Browser) -> None:
    await _put(server, [("searched", "<script>alert(1)</script>")])

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in (await adam.get("/admin/log")).text


async def test_the_record_is_filtered_by_who_and_by_days(server: Server, adam: Browser) -> None:
    name = f"Berit {secrets.token_hex(4)}"
    days = [datetime(2025, 3, day, 22, 30, tzinfo=UTC) for day in (1, 2, 3)]
    await _put(server, [("searched", f"den {each.day}") for each in days], who=name, at=days)

    whole = await adam.get(f"/admin/log?who={name[3:].lower()}")
    one = await adam.get(f"/admin/log?who={name}&since=2025-03-02&until=2025-03-02")
    none = await adam.get(f"/admin/log?who={name}&until=2025-02-28")

    assert [f"den {day}" in whole.text for day in (1, 2, 3)] == [True] * 3
    assert [f"den {day}" in one.text for day in (1, 2, 3)] == [False, True, False]
    assert "Inget att visa." in none.text


@pytest.mark.parametrize(
    ("who", "wanted"), [("Åsa Ängö", "åsa ÄNGÖ"), ("ÅSA ÄNGÖ", "Åsa ängö"), ("Renée Øst", "RENÉE ø")]
)
async def test_a_name_is_found_whether_its_letters_are_large_or_small(
    server: Server, adam: Browser, who: str, wanted: str
) -> None:
    about = secrets.token_hex(4)
    await _put(server, [("searched", about)], who=who)

    page = await adam.get(f"/admin/log?who={wanted}")
    file = await adam.get(f"/admin/log.csv?who={wanted}")

    assert about in page.text
    assert about in file.text


@pytest.mark.parametrize("days", ["since=2025-02-30", "until=i+morgon", "since=2025"])
async def test_a_day_that_does_not_exist_is_refused(adam: Browser, days: str) -> None:
    assert (await adam.get(f"/admin/log?{days}")).status == 400
    assert (await adam.get(f"/admin/log.csv?{days}")).status == 400


@pytest.mark.parametrize(
    "odd", ["who=%25", "who=%00", "before=0", f"before={'9' * 18}", f"before={'9' * 40}", "before=x"]
)
async def test_odd_filters_are_answered(adam: Browser, odd: str) -> None:
    assert (await adam.get(f"/admin/log?{odd}&since=0001-01-01&until=9999-12-31")).status == 200


async def test_every_row_is_reached_page_by_page_and_new_ones_shift_nothing(server: Server, adam: Browser) -> None:
    name = f"Sven {secrets.token_hex(4)}"
    await _put(server, [("searched", f"nummer {number}!") for number in range(2 * PAGE + 1)], who=name)
    found, address = [], f"/admin/log?who={name}"

    while address:
        page = await adam.get(address)
        found += re.findall(r"nummer (\d+)!", page.text)
        older = re.search(r'href="([^"]+)" rel="next"', page.text)
        address = older[1].replace("&amp;", "&") if older else ""
        await _put(server, [("searched", "nytt")], who=name)

    assert found == [str(number) for number in reversed(range(2 * PAGE + 1))]


async def test_what_was_before_and_after_stands_folded_beside_a_change(server: Server, adam: Browser) -> None:
    name = f"Ture {secrets.token_hex(4)}"
    change: dict[str, str | None] = {"old": '{"months": 12, "reason": "<b>x</b>"}', "new": "not json"}
    await _put(server, [("set retention", "KS 1")], who=name, change=change)

    page = await adam.get(f"/admin/log?who={name}")
    file = await adam.get(f"/admin/log.csv?who={name}")

    assert "<summary>Före och efter</summary>" in page.text
    assert '<span class="quiet">månader:</span> <span class="said" dir="auto">12</span>' in page.text
    assert "&lt;b&gt;x&lt;/b&gt;" in page.text
    (row,) = _read(file.text)[1:]
    assert row[4:] == ["månader: 12\nskäl: <b>x</b>", "not json", "set retention"]


async def test_old_and_new_are_no_formulas_in_the_file(server: Server, adam: Browser) -> None:
    name = f"Ulf {secrets.token_hex(4)}"
    await _put(server, [("set retention", "x")], who=name, change={"old": "=1+1", "new": "@SUM(A1)"})

    file = await adam.get(f"/admin/log.csv?who={name}")

    assert _read(file.text)[1][4:6] == ["'=1+1", "'@SUM(A1)"]
    assert (await _newest(server))[2:] == ("exported log", f"1 events, {name}")


@pytest.mark.parametrize(
    ("what", "about", "change", "told"),
    [
        ("read case", "case AC-2026-0001", {}, "ärende AC-2026-0001"),
        ("refused proposal", "phrase for timesheet", {}, "fras för Tidrapport"),
        ("accepted proposal", "program", {}, "program"),
        ("exported content", "revision-3", {}, "version 3"),
        ("exported content", "draft", {}, "utkastet"),
        ("is away", "Eva stands in", {}, "vikarie: Eva"),
        ("exported log", "7 events, search, Åsa", {}, "7 händelser, Sökningar, Åsa"),
        ("threw away draft", "templates/not-there", {}, "Mallar › not-there"),
        ("threw away draft", "not-there", {}, "not-there"),
    ],
)
async def test_the_object_is_told_in_the_readers_words(
    server: Server, adam: Browser, what: str, about: str, change: dict[str, str | None], told: str
) -> None:
    name = f"Bo {secrets.token_hex(4)}"
    await _put(server, [(what, about)], who=name, change=change)

    page = await adam.get(f"/admin/log?who={name}")
    (row,) = _read((await adam.get(f"/admin/log.csv?who={name}")).text)[1:]

    assert f'<td dir="auto">{told}' in page.text
    assert row[3].startswith(told)
    assert row[4:] == ["", "", what]
    assert "<details><summary>Före" not in page.text


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ('[[["title", "sv"], "Hej"], [["te', ["Rubrik › Svenska:|Hej …"]),
        ('[[["title", "sv"], "Hej på d', ["Rubrik › Svenska:|Hej på d …"]),
        ('[[["title"', ['|[[["title" …']),
        ("{1: 2}", ["|{1: 2} …"]),
    ],
)
async def test_what_is_cut_is_told_as_far_as_it_goes(server: Server, adam: Browser, new: str, told: list[str]) -> None:
    name = f"Pia {secrets.token_hex(4)}"
    await _put(server, [("changed draft", "questions")], who=name, change={"old": None, "new": f"{new} …"})

    page = (await adam.get(f"/admin/log?who={name}")).text

    lines = re.findall(
        r'<li>(?:<span class="quiet">(.*?)</span> )?<span class="said" dir="auto">(.*?)</span></li>', page
    )
    assert [html.unescape("|".join(each)) for each in lines] == told


async def test_of_a_whole_document_only_the_beginning_is_shown(server: Server, adam: Browser) -> None:
    name = f"Vera {secrets.token_hex(4)}"
    await _put(server, [("changed draft", "questions")], who=name, change={"old": "å" * SHOWN, "new": "ö" * 100_000})

    page = await adam.get(f"/admin/log?who={name}")

    assert "<td>ändrade i utkastet</td>" in page.text
    assert f">{'å' * SHOWN}<" in page.text
    assert f">{'ö' * SHOWN} …<" in page.text


def _read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


async def _put(
    server: Server,
    done: list[tuple[str, str]],
    *,
    who: str = "Carla",
    at: Sequence[datetime | None] = (),
    change: Mapping[str, str | None] = MappingProxyType({}),
) -> None:
    engine = open_engine(server.database)
    async with engine.begin() as db:
        now = await db.scalar(select(audit.c.at).order_by(audit.c.id.desc()).limit(1))
        moments = at or [now] * len(done)
        rows = [
            {"at": when, "who": who, "what": what, "object": about, **change}
            for when, (what, about) in zip(moments, done, strict=True)
        ]
        await db.execute(insert(audit), rows)
    await engine.dispose()


async def _newest(server: Server) -> tuple[object, ...]:
    engine = open_engine(server.database)
    async with engine.connect() as db:
        query = select(audit.c.at, audit.c.who, audit.c.what, audit.c.object).order_by(audit.c.id.desc()).limit(1)
        row = (await db.execute(query)).one()
    await engine.dispose()
    return tuple(row)
