"""An admin sees who is signed in and who did what, ends sessions, and takes the record home."""

import csv
import io
import re

import pytest
from sqlalchemy import insert, select

from services.access import digest
from storage.engine import open_engine
from storage.tables import audit
from tests.door.server import Server
from tests.web.browsing import Browser, browser

pytestmark = pytest.mark.slow


async def test_the_page_tells_who_is_signed_in_and_what_was_done(adam: Browser, carla: Browser) -> None:
    await carla.get("/coach/conversations")

    page = await adam.get("/admin")

    assert page.status == 200
    assert "Logga ut Carla överallt" in page.text
    assert "Coach · på den egna datorn" in page.text
    assert "<td>loggade in</td>" in page.text
    assert carla.cookie not in page.text
    assert "local-carla" not in page.text


@pytest.mark.parametrize("who", ["anna", "carla"])
async def test_only_admins_see_it(server: Server, who: str) -> None:
    async with browser(server.url, who) as window:
        seen = [
            await window.get("/admin"),
            await window.get("/admin/log.csv"),
            await window.post("/admin/sessions/end"),
        ]

    assert [each.status for each in seen] == [403, 403, 403]


async def test_all_sessions_of_a_person_are_ended_at_once_and_that_is_on_record(server: Server, adam: Browser) -> None:
    async with browser(server.url, "carla") as one, browser(server.url, "carla") as other:
        before = [(await each.get("/coach/conversations")).status for each in (one, other)]

        ended = await adam.post("/admin/sessions/end", {"session": digest(one.cookie)})

        after = [(await each.get("/coach/conversations")).to for each in (one, other)]
    page = await adam.get(ended.to)
    assert before == [200, 200]
    assert after == ["/sign-in?back=/coach/conversations"] * 2
    assert "Personen är utloggad överallt." in page.text
    assert re.search(r"Adam</td><td>loggade ut en person överallt</td><td dir=\"auto\">Carla", page.text)


@pytest.mark.parametrize("session", ["", "x", "\0" * 64, "' OR 1=1 --", "a" * 64, "a" * 10_000])
async def test_what_names_no_session_ends_none(adam: Browser, session: str) -> None:
    assert (await adam.post("/admin/sessions/end", {"session": session})).to == "/admin?ended"
    assert (await adam.get("/admin")).status == 200


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

    page = await adam.get(f"/admin?kind={kind}")

    assert f"<td>{there}</td>" in page.text
    assert f"<td>{not_there}</td>" not in page.text
    assert f'href="/admin/log.csv?kind={kind}"' in page.text


async def test_a_kind_that_does_not_exist_is_refused(adam: Browser) -> None:
    assert (await adam.get("/admin?kind=everything")).status == 400


async def test_the_file_has_every_row_and_no_cell_is_a_formula(server: Server, adam: Browser) -> None:
    told = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", 'a "quoted", word', "two\nlines", "<b>bold</b>"]
    await _put(server, [("searched", each) for each in told])

    file = await adam.get("/admin/log.csv?kind=search")

    read = list(csv.reader(io.StringIO(file.text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    cells = [row[3] for row in reversed(read[1:])][-len(told) :]
    assert file.headers["Content-Disposition"] == 'attachment; filename="log.csv"'
    assert read[0] == ["När", "Vem", "Vad", "Om"]
    assert cells == [f"'{each}" for each in told[:7]] + told[7:]
    assert (await _newest(server))[2:] == ("exported log", f"{len(read) - 1} events, search")


async def test_what_people_wrote_is_shown_as_words(server: Server, adam: Browser) -> None:
    await _put(server, [("searched", "<script>alert(1)</script>")])

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in (await adam.get("/admin")).text


async def _put(server: Server, done: list[tuple[str, str]]) -> None:
    engine = open_engine(server.database)
    async with engine.begin() as db:
        now = await db.scalar(select(audit.c.at).order_by(audit.c.id.desc()).limit(1))
        row = [{"at": now, "who": "Carla", "what": what, "object": about} for what, about in done]
        await db.execute(insert(audit), row)
    await engine.dispose()


async def _newest(server: Server) -> tuple[object, ...]:
    engine = open_engine(server.database)
    async with engine.connect() as db:
        query = select(audit.c.at, audit.c.who, audit.c.what, audit.c.object).order_by(audit.c.id.desc()).limit(1)
        row = (await db.execute(query)).one()
    await engine.dispose()
    return tuple(row)
