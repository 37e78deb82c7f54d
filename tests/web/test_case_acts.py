"""What coaches do to cases on the pages: it happens once, the person is told, and what is too late says why."""

import asyncio
import re

import pytest

from services.team import handle
from tests.door.server import Server
from tests.web.browsing import Browser
from tests.web.casework import CASES, act, after, another_coach, asked, asks, happened, moves, stands
from tests.web.played import Stage

pytestmark = pytest.mark.slow


async def test_a_case_is_taken_asked_about_solved_closed_and_reopened(carla: Browser, played: Stage) -> None:
    case = await asked(played, "Hjälp mig med listorna")

    taken = await after(carla, await act(carla, case, "take"))
    waiting = await after(carla, await act(carla, case, "ask", words="Vilket system?"))
    solved = await after(carla, await act(carla, case, "solve", words="Mallen är delad"))
    closed = await after(carla, await act(carla, case, "close"))
    again = await after(carla, await act(carla, case, "reopen"))

    assert f"{case.number}: Carla tog ärendet." in taken
    assert "Carla frågar Anna: Vilket system?" in waiting
    assert "Carla löste ärendet. Mallen är delad" in solved
    assert "Carla stängde ärendet." in closed
    assert "Carla öppnade ärendet igen." in again
    assert await happened(played, case.number) == ["opened", "taken", "asked", "solved", "closed", "reopened"]


async def test_who_answers_a_case_that_nobody_has_has_it_and_the_person_reads_the_answer(
    carla: Browser, played: Stage
) -> None:
    case = await asked(played, "Vem kan hjälpa till?")

    page = await after(carla, await act(carla, case, "reply", words="Hej! Mitt nummer: 19811228-9874"))
    await case.person.says("mina förslag")

    assert (await stands(played, case.number)).coach is not None
    assert await happened(played, case.number) == ["opened", "taken", "replied"]
    assert "19811228-9874" not in page
    assert "Hej! Mitt nummer" in page


async def test_the_person_answers_and_the_page_shows_the_dialogue(carla: Browser, played: Stage) -> None:
    case = await asked(played, "Kan ni hjälpa mig?")
    await act(carla, case, "take")
    await act(carla, case, "ask", words="Vilket system?")

    await case.person.says("Visma <b>lön</b>")
    await case.person.presses("case_send")

    page = (await carla.get(case.path)).text
    assert (await stands(played, case.number)).state == "taken"
    assert "Visma &lt;b&gt;lön&lt;/b&gt;" in page
    assert "<b>lön" not in page


async def test_of_two_coaches_who_take_at_once_one_has_it_and_the_other_is_told_who(
    server: Server, carla: Browser, played: Stage
) -> None:
    case = await asked(played, "Vem är snabbast?")
    async with another_coach(server, played, "David") as david:
        seen = {"verb": "take", "moves": await moves(carla, case)}

        answers = await asyncio.gather(*(each.post(f"{case.path}/act", seen) for each in (carla, david)))

        coach = (await stands(played, case.number)).coach
        assert coach is not None
        pages = [await after(each, answer) for each, answer in zip((carla, david), answers, strict=True)]
        winner = coach.name
    assert sum(f"{winner} tog ärendet." in re.sub(r"<ol.*?</ol>", "", page, flags=re.DOTALL) for page in pages) == 1
    assert sum(f"{winner} hann före och har ärendet nu." in page for page in pages) == 1
    assert await happened(played, case.number) == ["opened", "taken"]


async def test_words_that_came_too_late_are_not_sent_and_not_lost(
    server: Server, carla: Browser, played: Stage
) -> None:
    case = await asked(played, "Bråttom")
    await act(carla, case, "take")
    old = await moves(carla, case)
    async with another_coach(server, played, "David") as david:
        await act(david, case, "take")

        late = await carla.post(f"{case.path}/act", {"verb": "ask", "moves": old, "words": "En lång <fråga>"})

    assert late.status == 409
    assert "David hann före" in late.text
    assert "En lång &lt;fråga&gt;</textarea>" in late.text
    assert "asked" not in await happened(played, case.number)


async def test_a_form_that_is_sent_twice_does_its_work_once(carla: Browser, played: Stage) -> None:
    case = await asked(played, "Dubbelklick")
    await act(carla, case, "take")
    for verb, words in (("reply", "Hej"), ("ask", "När?"), ("solve", "Klart"), ("close", "")):
        form = {"verb": verb, "moves": await moves(carla, case), "words": words}

        answers = [await carla.post(f"{case.path}/act", form) for _ in range(2)]

        assert [("told=" in answer.to, answer.status) for answer in answers] == [(True, 303)] * 2
    assert await happened(played, case.number) == ["opened", "taken", "replied", "asked", "solved", "closed"]


async def test_an_act_that_lacks_something_says_what_and_changes_nothing(carla: Browser, played: Stage) -> None:
    case = await asked(played, "Kan ni hjälpa mig?")
    await act(carla, case, "take")

    empty = await after(carla, await act(carla, case, "reply", words="  "))
    nobody = await after(carla, await act(carla, case, "assign", to="nobody"))

    assert "Skriv något först" in empty
    assert "Välj vem som ska få ärendet." in nobody
    assert await happened(played, case.number) == ["opened", "taken"]


async def test_a_refused_act_says_why_and_changes_nothing(carla: Browser, played: Stage) -> None:
    case = await asked(played, "Kan ni hjälpa mig?")

    for verb in ("close", "reopen"):
        page = await after(carla, await act(carla, case, verb))
        assert "Det gick inte, för ärendet är i läget ”Nytt”. Inget har ändrats." in page
    assert await happened(played, case.number) == ["opened"]


async def test_a_case_is_given_to_another_coach_and_marked_as_urgent(
    server: Server, carla: Browser, played: Stage
) -> None:
    case = await asked(played, "Kan ni hjälpa mig?")
    async with another_coach(server, played, "David"):
        given = await after(carla, await act(carla, case, "assign", to=handle("local-david")))
    urgent = await after(carla, await act(carla, case, "urgent", urgent="1"))
    calm = await after(carla, await act(carla, case, "urgent", urgent="0"))

    assert "Carla gav ärendet till David." in given
    assert 'class="badge late">Bråttom' in urgent
    assert 'class="badge late">Bråttom' not in calm
    assert await happened(played, case.number) == ["opened", "assigned", "urgent", "urgent"]


async def test_the_history_says_who_was_given_the_case_then_not_who_has_it_now(
    server: Server, carla: Browser, played: Stage
) -> None:
    case = await asked(played, "Kan ni hjälpa mig?")
    async with another_coach(server, played, "David") as david:
        await act(carla, case, "assign", to=handle("local-david"))
        await act(david, case, "assign", to=handle("local-carla"))

    page = (await carla.get(case.path)).text

    assert "Carla gav ärendet till David." in page
    assert "David gav ärendet till Carla." in page


async def test_a_double_is_closed_points_to_the_other_case_and_can_be_reopened(carla: Browser, played: Stage) -> None:
    first = await asked(played, "Hjälp med fakturor")
    second = await asks(first.person, "Igen om samma fakturor")
    await carla.post(f"{second.path}/notes", {"text": "Samma sak"})

    form = {"into": first.number, "moves": await moves(carla, second)}
    page = await after(carla, await carla.post(f"{second.path}/merge", form))
    twice = await carla.post(f"{second.path}/merge", form)
    whole = (await carla.get(first.path)).text

    assert f"stängde ärendet som dubblett. Arbetet fortsätter i {first.number}." in page
    assert f'href="{first.path}">Dubblett av {first.number}' in page
    assert "told=" in twice.to
    assert "Igen om samma fakturor" in whole
    assert "Samma sak" in whole
    assert await happened(played, first.number) == ["opened", "doubled"]
    assert await happened(played, second.number) == ["opened", "merged"]
    await act(carla, second, "reopen")
    assert (await stands(played, second.number)).double_of is None
    assert "Samma sak" not in (await carla.get(first.path)).text


async def test_cases_of_two_people_are_never_merged_and_nothing_of_the_other_is_told(
    carla: Browser, played: Stage
) -> None:
    mine, others = await asked(played, "Min"), await asked(played, "Hemligt ord", name="berit")

    for into in (others.number, mine.number, "AC-2026-99999"):
        form = {"into": into, "moves": await moves(carla, mine)}
        page = await after(carla, await carla.post(f"{mine.path}/merge", form))

        assert "det andra ärendet finns inte hos samma person" in page
        assert "Hemligt" not in page
    assert await happened(played, mine.number) == await happened(played, others.number) == ["opened"]


async def test_a_case_is_not_merged_into_one_that_is_over(carla: Browser, played: Stage) -> None:
    first = await asked(played, "Ett")
    second = await asks(first.person, "Två")
    await act(carla, first, "solve")

    form = {"into": first.number, "moves": await moves(carla, second)}
    page = await after(carla, await carla.post(f"{second.path}/merge", form))

    assert "det andra ärendet är inte öppet" in page
    assert (await stands(played, second.number)).state == "new"


@pytest.mark.parametrize(
    "form",
    [
        {"verb": "withdraw", "moves": "0"},
        {"verb": "answer", "moves": "0"},
        {"verb": "take", "moves": "-1"},
        {"verb": "take"},
        {"moves": "0"},
    ],
)
async def test_what_no_button_says_is_not_done(carla: Browser, played: Stage, form: dict[str, str]) -> None:
    case = await asked(played, "Kan ni hjälpa mig?")

    assert (await carla.post(f"{case.path}/act", form)).status == 400
    assert await happened(played, case.number) == ["opened"]


@pytest.mark.parametrize("number", ["AC-2026-99999", "AC-1", "x", "%3Cscript%3E", "AC-2026-0001%20"])
async def test_a_case_that_is_not_there_is_not_there(carla: Browser, number: str) -> None:
    path = f"{CASES}/{number}"

    assert (await carla.get(path)).status == 404
    assert (await carla.post(f"{path}/act", {"verb": "take", "moves": "0"})).status == 404
    assert (await carla.post(f"{path}/notes", {"text": "x"})).status == 404
    assert (await carla.post(f"{path}/notes/forget", {"note": "1"})).status == 404


async def test_only_coaches_work_cases(anna: Browser, adam: Browser, nobody: Browser, played: Stage) -> None:
    case = await asked(played, "Kan ni hjälpa mig?")

    for who in (anna, adam):
        for path in (CASES, f"{CASES}/board", case.path, "/coach/replies", "/coach/away"):
            assert (await who.get(path)).status == 403
        for path in (f"{case.path}/act", f"{case.path}/merge", f"{case.path}/notes", "/coach/replies", "/coach/away"):
            assert (await who.post(path, {"verb": "take", "moves": "0"})).status == 403
    assert (await nobody.get(case.path)).to.startswith("/sign-in?back=")
    assert await happened(played, case.number) == ["opened"]
