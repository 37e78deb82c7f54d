"""Channel and pages work the same cases: what is done in one is seen in the other at once, and one of two wins."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest

from tests.door.cards import button, card_in, texts
from tests.door.server import Server
from tests.door.team import lines
from tests.door.test_desk import WORDS, Desk, desk
from tests.fakes.people import CARLA
from tests.web.browsing import Browser, browser
from tests.web.casework import CASES

pytestmark = pytest.mark.slow
__all__ = ["desk"]


@pytest.fixture
async def pages(open_server: Server) -> AsyncIterator[Browser]:
    """The coach Carla on the pages; to the channel she is somebody else, as the local cast is."""
    async with browser(open_server.url, "carla") as opened:
        yield opened


def path_of(desk: Desk) -> str:
    found = re.search(r"AC-\d{4}-\d{4,}", texts(desk.card))
    assert found is not None
    return f"{CASES}/{found[0]}"


async def acts(pages: Browser, desk: Desk, verb: str, **fields: str) -> str:
    """Press a button of the page as it is now; gives the page that it leads to."""
    path = path_of(desk)
    moves = re.search(r'name="moves" value="(\d+)"', (await pages.get(path)).text)
    assert moves is not None
    answer = await pages.post(f"{path}/act", {"verb": verb, "moves": moves[1], **fields})
    assert answer.status == 303
    return (await pages.get(answer.to)).text


async def test_a_take_on_the_page_updates_the_card_tells_its_thread_and_the_person(desk: Desk, pages: Browser) -> None:
    page = await acts(pages, desk, "take")

    update, line = await desk.team.thread(desk.post)
    (told,) = await desk.guest.news()
    assert "Carla tog ärendet." in page
    assert update.operation == "update"
    assert "Carla har ärendet" in texts(card_in(update.activity))
    assert line.activity["text"] == "**Carla** tog ärendet."
    assert "Carla" in texts(card_in(told.activity))


async def test_a_take_in_the_channel_shows_on_the_page(desk: Desk, pages: Browser) -> None:
    await desk.presses(CARLA, "case_take")

    page, listed = (await pages.get(path_of(desk))).text, (await pages.get(f"{CASES}?state=taken")).text

    assert "Carla Carlsson tog ärendet." in page
    assert path_of(desk) in listed


async def test_of_a_take_in_the_channel_and_one_on_the_page_at_once_one_wins(desk: Desk, pages: Browser) -> None:
    take = button(desk.card, "case_take")
    form = {"verb": "take", "moves": take["q"]}

    card, answer = await asyncio.gather(
        desk.team.presses(CARLA, desk.post, take), pages.post(f"{path_of(desk)}/act", form)
    )
    page = (await pages.get(answer.to)).text

    in_channel = "hann före" not in texts(card)
    assert in_channel != ("hann före" not in page)
    winner = "Carla Carlsson" if in_channel else "Carla"
    assert f"{winner} har ärendet" in texts(card)
    assert len(lines(await desk.team.thread(desk.post))) == 1
    assert len(await desk.guest.news()) == 1


async def test_a_question_on_the_page_is_answered_in_the_chat_and_stands_on_page_and_card(
    desk: Desk, pages: Browser
) -> None:
    await acts(pages, desk, "take")
    await desk.guest.news()
    await acts(pages, desk, "ask", words="Vilket *system*?")
    (asked,) = await desk.guest.news()

    await desk.guest.presses({**button(card_in(asked.activity), "case_answer"), WORDS: "Visma"})

    assert "\\*system\\*" in texts(card_in(asked.activity))
    assert "Någon svarar: Visma" in (await pages.get(path_of(desk))).text
    assert lines(await desk.team.thread(desk.post))[-1] == "**Någon** svarar: Visma"


async def test_every_act_of_the_page_reaches_the_card(desk: Desk, pages: Browser) -> None:
    seen = []
    for verb, fields in (
        ("reply", {"words": "Hej"}),
        ("urgent", {"urgent": "1"}),
        ("solve", {"words": "Så här"}),
        ("close", {}),
        ("reopen", {}),
    ):
        await acts(pages, desk, verb, **fields)
        calls = await desk.team.thread(desk.post)
        seen.append(texts(card_in([call.activity for call in calls if call.operation == "update"][-1])))

    assert ["Taget" in seen[0], "Bråttom" in seen[1], "Löst" in seen[2], "Avslutat" in seen[3]] == [True] * 4
    assert "Öppnat igen" in seen[4]


async def test_a_note_never_reaches_the_channel_or_the_chat(desk: Desk, pages: Browser) -> None:
    await pages.post(f"{path_of(desk)}/notes", {"text": "kanelbulle"})
    await acts(pages, desk, "reply", words="Hej")

    told = [*await desk.team.thread(desk.post), *await desk.guest.news()]

    assert told
    assert all("kanelbulle" not in str(call.body) for call in told)


async def test_the_person_is_told_once_of_a_double_with_the_number_where_it_goes_on(desk: Desk, pages: Browser) -> None:
    await desk.guest.says("människa")
    await desk.guest.says("Samma sak igen")
    shown = [texts(card_in(call.activity)) for call in await desk.guest.says("skicka")]
    second = re.search(r"AC-\d{4}-\d{4,}", " ".join(shown))
    assert second is not None
    first = path_of(desk).rpartition("/")[2]

    await pages.post(f"{CASES}/{second[0]}/merge", {"into": first, "moves": "0"})

    (told,) = await desk.guest.news()
    assert f"handlar om samma sak som **{first}**" in texts(card_in(told.activity))
    assert button(card_in(told.activity), "case")["c"] == first
    assert f"dubbletten **{second[0]}**" in lines(await desk.team.thread(desk.post))[-1]
