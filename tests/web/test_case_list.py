"""The list and the board: what stands there, in which order, what the filters find, page after page."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from services.access import Identity, Session, Visitor
from services.board import Wanted
from services.team import handle
from storage.engine import open_engine
from storage.tables import cases
from tests.door.server import Server
from tests.web.browsing import Browser
from tests.web.casework import CASES, Asked, act, after, another_coach, asked, asks, moves
from tests.web.played import Stage

pytestmark = pytest.mark.slow
BOARD = f"{CASES}/board"
NOW = datetime.now(UTC)  # noqa: TID251
_IDENTITY = Identity("local", "local-carla", "Carla", ("coach",), "local")
CARLA = Visitor(Session("", _IDENTITY, NOW, NOW, NOW, NOW), frozenset({"employee", "coach"}))


def numbers(page: str) -> list[str]:
    """The cases of a page, in order."""
    return re.findall(r'<li class="row" id="(AC-[\d-]+)"', page)


async def searched(browser: Browser, words: str, **chosen: str) -> str:
    answer = await browser.post(f"{CASES}/filter", {"words": words, "view": "list", **chosen})
    assert len(words) < 5 or words.partition(" ")[0].lower() not in answer.to.lower()  # Addresses end up in logs.
    return (await browser.get(answer.to)).text


async def stored(server: Server, case: Asked, **values: Any) -> None:
    """Let a case stand otherwise, as time would have it."""
    engine = open_engine(server.database)
    async with engine.begin() as db:
        await db.execute(update(cases).where(cases.c.number == case.number).values(values))
    await engine.dispose()


async def test_a_case_shows_who_what_since_when_and_until_when(carla: Browser, played: Stage) -> None:
    case = await asked(played, "Får jag fråga en sak?")

    page = (await carla.get(f"{CASES}?state=new")).text
    row = re.search(rf'<li class="row" id="{case.number}">(.*?)</li>', page, re.DOTALL)

    assert row is not None
    for words in ("Anna", "Nytt", "Ingen har tagit det", "Kom in för", "svar senast", "Ta ärendet"):
        assert words in row[1]


async def test_names_are_gone_when_no_case_of_the_person_is_open(carla: Browser, played: Stage) -> None:
    case = await asked(played, "Får jag fråga?", name="filippa")
    await act(carla, case, "reply", words="Ja")
    await act(carla, case, "solve")

    page, listed = (await carla.get(case.path)).text, (await carla.get(f"{CASES}?state=solved")).text
    assert "Filippa" not in page + listed
    assert "P-" in page

    await asks(case.person, "En sak till")
    assert "Filippa" in (await carla.get(case.path)).text


async def test_urgent_cases_come_first_then_those_promised_earliest_then_by_priority(
    server: Server, carla: Browser, played: Stage
) -> None:
    found = [await asked(played, f"kvastskaft nummer {number}") for number in range(5)]
    early, late = NOW - timedelta(days=900), NOW - timedelta(days=800)
    await stored(server, found[0], promised=late, priority=10)
    await stored(server, found[1], promised=late, priority=90)
    await stored(server, found[2], promised=early)
    await stored(server, found[3], promised=late, urgent=True)
    await stored(server, found[4], state="solved", coach="x", coach_name="X")

    page = await searched(carla, "kvastskaft")

    order = [found[3], found[2], found[1], found[0], found[4]]
    assert numbers(page) == [case.number for case in order]
    assert page.count('class="badge late">Försenat') == 4


async def test_every_case_is_on_one_page_and_only_one(server: Server, played: Stage) -> None:
    made = [await asked(played, f"blixtlås {number}") for number in range(7)]
    for index, case in enumerate(made):
        await stored(server, case, urgent=index % 3 == 0, priority=index % 2, promised=NOW if index < 4 else None)
    for state in ("", "solved"):
        for case in made if state else []:
            await stored(server, case, state="solved", coach="x", coach_name="X", changed=NOW)
        wanted, after_key, seen = Wanted(words="blixtlås", state=state), None, []
        while True:
            page = await played.store.board.page(wanted, CARLA, NOW, after_key, 2)
            seen += [row.case.number for row in page.rows]
            after_key = page.after
            if after_key is None:
                break
        assert sorted(seen) == sorted(case.number for case in made)
        assert len(page.rows) <= 2


@pytest.mark.parametrize(
    "after_key", ["x", "9-9-9-9-9", "0-0-999999999999999999-100-1", "1-1", "999999999999999999-1", "'"]
)
async def test_a_key_that_no_page_gave_does_no_harm(carla: Browser, after_key: str) -> None:
    for path in (f"{CASES}?after={after_key}", f"{CASES}?state=closed&after={after_key}"):
        assert (await carla.get(path)).status == 200


async def test_words_are_found_in_title_comment_and_number_in_every_form(carla: Browser, played: Stage) -> None:
    case = await asked(played, "Varför krånglar fakturorna på Åsgatan?")
    other = await asked(played, "Något annat om dragspel")

    for words in (
        "faktura",
        "åsgatan",
        "ÅSGATAN",
        f"{case.number}",
        "faktur*",
        '"på åsgatan"',
        "dragspel -annat OR åsgatan",
    ):
        assert case.number in numbers(await searched(carla, words)), words
    for words in ("dragspel", "faktura -åsgatan", "100%", "_"):
        assert case.number not in numbers(await searched(carla, words)), words
    assert other.number in numbers(await searched(carla, "dragspel"))


async def test_the_filters_find_mine_nobodys_a_coachs_late_ones_and_those_of_a_topic(
    server: Server, carla: Browser, played: Stage
) -> None:
    mine, nobodys, davids, over = [await asked(played, f"kastrull {number}") for number in range(4)]
    await act(carla, mine, "take")
    async with another_coach(server, played, "David") as david:
        await act(david, davids, "take")
    await act(carla, over, "solve")
    await act(carla, over, "close")
    await stored(server, nobodys, promised=NOW - timedelta(days=1), topic="build", department="tek")

    async def found(**chosen: str) -> set[str]:
        return set(numbers(await searched(carla, "kastrull", **chosen)))

    assert await found() == {mine.number, nobodys.number, davids.number}
    assert await found(coach="mine") == {mine.number}
    assert await found(coach="nobody") == {nobodys.number}
    assert await found(coach=handle("local-david")) == {davids.number}
    assert await found(late="1") == await found(topic="build") == {nobodys.number}
    assert await found(state="untaken") == await found(state="new") == {nobodys.number}
    assert await found(state="over") == await found(state="closed") == {over.number}
    assert await found(state="all") == {mine.number, nobodys.number, davids.number, over.number}
    assert "local-david" not in (await carla.get(CASES)).text


@pytest.mark.parametrize("query", ["coach=local-carla", "state=x", "topic=x", "department=x", "late=2", "coach='--"])
async def test_a_filter_that_no_form_sends_is_refused(carla: Browser, query: str) -> None:
    assert (await carla.get(f"{CASES}?{query}")).status == 400


async def test_the_board_has_a_column_for_each_state_and_moves_cases_with_a_button(
    carla: Browser, played: Stage
) -> None:
    case = await asked(played, "paraply")
    board = (await carla.post(f"{CASES}/filter", {"words": "paraply", "view": "board"})).to

    before = (await carla.get(board)).text
    form = {"verb": "take", "moves": await moves(carla, case), "back": board}
    page = await after(carla, await carla.post(f"{case.path}/act", form))

    assert re.findall(r'data-states="([^"]+)"', before) == ["new reopened", "taken", "waiting", "solved"]
    assert 'data-states="closed"' in (await carla.get(f"{BOARD}?over=1")).text
    assert numbers_in(before, "new reopened") == numbers_in(page, "taken") == [case.number]
    assert f"{case.number}: Carla tog ärendet." in page


def numbers_in(page: str, states: str) -> list[str]:
    column = re.search(rf'data-states="{states}">(.*?)</section>', page, re.DOTALL)
    assert column is not None
    return re.findall(r'data-case="(AC-[\d-]+)"', column[1])


async def test_a_move_from_the_board_that_comes_too_late_is_told_there(
    server: Server, carla: Browser, played: Stage
) -> None:
    case = await asked(played, "Vem är först?")
    form = {"verb": "take", "moves": await moves(carla, case), "back": f"{BOARD}?coach=nobody"}
    async with another_coach(server, played, "David") as david:
        await act(david, case, "take")

    answer = await carla.post(f"{case.path}/act", form)

    assert answer.to == f"{BOARD}?coach=nobody&refused={case.number}#told"
    assert f"{case.number}: David hann före och har ärendet nu." in await after(carla, answer)


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/coach/casesx@evil", "/admin", "javascript:1"]
)
async def test_a_way_back_leads_nowhere_else(carla: Browser, played: Stage, back: str) -> None:
    case = await asked(played, "Får jag fråga?")

    answer = await act(carla, case, "take", back=back)

    assert answer.to.startswith(CASES)


async def test_what_people_wrote_is_never_markup(carla: Browser, played: Stage) -> None:
    bad = "<script>alert(1)</script> <img src=x onerror=alert(2)> **fet** {{7*7}}"
    case = await asked(played, bad, name="<script>")
    await act(carla, case, "reply", words=bad)
    await carla.post(f"{case.path}/notes", {"text": bad})
    await carla.post("/coach/replies", {"title": bad, "text": bad, "language": "sv"})

    for path in (CASES, BOARD, case.path, "/coach/replies", f"{case.path}?reply=1"):
        page = (await carla.get(path)).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page
