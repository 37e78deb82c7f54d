"""A person's own data, and a case for the team: shown, deleted, numbered."""

import json
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession

from tests.databases import NewDatabase
from tests.door.cards import button, buttons, card_in, texts, verbs
from tests.door.guest import TASK, Guest
from tests.door.server import Server, heard, rows, serving, state_of
from tests.fakes.client import FakeMicrosoft
from tests.fakes.driver import TeamsDriver

pytestmark = pytest.mark.slow


async def test_the_link_shows_everything_and_hands_it_over_as_a_file(any_server: Server, any_guest: Guest) -> None:
    await any_guest.begins()
    (call,) = await any_guest.says("mina data")
    url = f"{any_server.url}{_path(texts(card_in(call.activity)))}"

    async with ClientSession() as session:
        async with session.get(url) as response:
            page, status = await response.text(), response.status
        async with session.get(f"{url}/download") as response:
            file, kind = json.loads(await response.text()), response.headers["Content-Disposition"]

    assert (status, TASK in page, kind) == (200, True, 'attachment; filename="mina-data.json"')
    assert file["person"]["id"] == any_guest.seat.person.aad_id
    assert TASK in [said["text"] for said in file["messages"]]
    assert [task["interview"]["description"] for task in file["tasks"]] == [TASK]


@pytest.mark.parametrize("token", ["x", "A" * 32, "..%2f..%2fetc", "%00"])
async def test_a_made_up_link_shows_nothing(any_server: Server, token: str) -> None:
    async with ClientSession() as session, session.get(f"{any_server.url}/my-data/{token}") as response:
        assert response.status == 404
    async with ClientSession() as session, session.get(f"{any_server.url}/my-data/{token}/download") as response:
        assert response.status == 404


async def test_data_are_deleted_only_after_a_yes(any_server: Server, any_guest: Guest) -> None:
    await any_guest.begins()

    await any_guest.says("radera mina data")
    asked = await heard(any_server.database, any_guest.chat)
    await any_guest.press(button(any_guest.card, "erase_yes"))

    assert TASK in asked
    assert TASK not in await heard(any_server.database, any_guest.chat)
    assert "interview" not in json.loads((await state_of(any_server.database, any_guest.chat))[0])


async def test_data_stay_after_a_no(any_server: Server, any_guest: Guest) -> None:
    await any_guest.begins()

    await any_guest.says("radera mina data")
    await any_guest.says("nej")

    assert TASK in await heard(any_server.database, any_guest.chat)


async def test_after_a_deletion_the_link_is_over(any_server: Server, any_guest: Guest) -> None:
    (call,) = await any_guest.says("mina data")
    url = f"{any_server.url}{_path(texts(card_in(call.activity)))}"

    await any_guest.says("radera mina data")
    await any_guest.says("ja")

    async with ClientSession() as session, session.get(url) as response:
        assert response.status == 404


async def test_a_question_to_the_team_gets_a_number_of_its_year(
    fake: FakeMicrosoft, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """On a database of its own, so that the case is the first one; sent twice, it is still one case."""
    database = new_database("sqlite")
    with serving(database, fake.environment(), tmp_path_factory.mktemp("server") / "log") as server:
        async with TeamsDriver.to(server.url, fake) as driver:
            guest = Guest.new(driver)
            await guest.says("människa")
            send = button(guest.card, "send")
            await guest.press({**send, "text": "Ring mig gärna på 070-123 45 67"})
            opened = guest.card
            await guest.press(send)

        counts = await rows(database)
        year = server.logged("serving")[0]["timestamp"]

    assert (counts["cases"], counts["case_events"]) == (1, 1)
    assert f"AC-{str(year)[:4]}-0001" in texts(opened)
    assert {"tasks", "new"} <= verbs(opened)


async def test_a_question_to_the_team_can_be_sent_by_typing(any_server: Server, any_guest: Guest) -> None:
    before = (await rows(any_server.database))["cases"]
    await any_guest.says("människa")
    await any_guest.says("Kan ni hjälpa mig?")

    await any_guest.says("skicka")

    assert (await rows(any_server.database))["cases"] == before + 1
    assert "send" not in [data["v"] for data in buttons(any_guest.card)]


async def test_with_a_case_a_deletion_becomes_a_request(any_server: Server, any_guest: Guest) -> None:
    before = (await rows(any_server.database))["erase_requests"]
    await any_guest.begins()
    await any_guest.says("människa")
    await any_guest.says("skicka")

    await any_guest.says("radera mina data")
    await any_guest.says("ja")

    assert (await rows(any_server.database))["erase_requests"] == before + 1
    assert TASK in await heard(any_server.database, any_guest.chat)


def _path(words: str) -> str:
    """The way to the page, out of the words that hold the link."""
    start = words.index("http")
    return urlsplit(words[start:].partition(")")[0].split(maxsplit=1)[0]).path
