"""An admin sees who is signed in, and ends sessions."""

import re

import pytest

from services.access import digest
from tests.door.server import Server
from tests.web.browsing import Browser, browser

pytestmark = pytest.mark.slow


async def test_the_page_tells_who_is_signed_in_and_what_was_done(adam: Browser, carla: Browser) -> None:
    await carla.get("/coach/conversations")

    page = await adam.get("/admin")

    assert page.status == 200
    assert "Logga ut Carla överallt" in page.text
    assert "Coach · på den egna datorn" in page.text
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
    page, record = await adam.get(ended.to), await adam.get("/admin/log?kind=signing_in")
    assert before == [200, 200]
    assert after == ["/sign-in?back=/coach/conversations"] * 2
    assert "Personen är utloggad överallt." in page.text
    assert re.search(r"Adam</td><td>loggade ut en person överallt</td><td dir=\"auto\">Carla", record.text)


@pytest.mark.parametrize("session", ["", "x", "\0" * 64, "' OR 1=1 --", "a" * 64, "a" * 10_000])
async def test_what_names_no_session_ends_none(adam: Browser, session: str) -> None:
    assert (await adam.post("/admin/sessions/end", {"session": session})).to == "/admin?ended"
    assert (await adam.get("/admin")).status == 200
