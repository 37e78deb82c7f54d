"""What the team notes for itself stays with the team; reading a case is on record; ready answers; being away."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from dialogs.case import Somebody
from dialogs.plain import plain
from dialogs.speech import HOME
from services.team import Absence, handle
from storage.engine import open_engine
from storage.tables import audit, messages
from tests.door.server import Server
from tests.web.browsing import Browser
from tests.web.casework import CASES, act, after, another_coach, asked, happened, stands
from tests.web.played import Stage

pytestmark = pytest.mark.slow
SECRET = "kanelbulle"


async def test_a_note_is_read_by_the_team_and_by_nobody_else(server: Server, carla: Browser, played: Stage) -> None:
    case = await asked(played, "Får jag fråga?")

    answer = await carla.post(f"{case.path}/notes", {"text": f"{SECRET} 19811228-9874"})
    await act(carla, case, "reply", words="Hej")
    await case.person.says("mina förslag")
    await case.person.presses("case")

    assert answer.to == f"{case.path}#notes"
    page = (await carla.get(case.path)).text
    assert SECRET in page
    assert "19811228-9874" not in page
    assert SECRET not in " ".join(plain(reply) for reply in case.person.heard)
    assert await spoken(server, SECRET) == []


async def test_a_note_is_part_of_the_extract_of_the_persons_data(carla: Browser, played: Stage) -> None:
    case = await asked(played, "Får jag fråga?")
    await carla.post(f"{case.path}/notes", {"text": SECRET})

    await case.person.says("mina data")
    told = " ".join(str(reply) for reply in case.person.heard)
    link = re.search(r"/my-data/[\w-]+", told)
    assert link is not None

    assert f'</span>: <span dir="auto">{SECRET}</span>' in (await carla.get(link[0])).text
    assert f'"text": "{SECRET}"' in (await carla.get(f"{link[0]}/download")).text


async def test_only_ones_own_note_can_be_taken_back(server: Server, carla: Browser, played: Stage) -> None:
    case = await asked(played, "Får jag fråga?")
    await carla.post(f"{case.path}/notes", {"text": SECRET})
    number = re.search(r'name="note" value="(\d+)"', (await carla.get(case.path)).text)
    assert number is not None
    async with another_coach(server, played, "David") as david:
        refused = await david.post(f"{case.path}/notes/forget", {"note": number[1]})
        assert 'name="note" value' not in (await david.get(case.path)).text

    done = await carla.post(f"{case.path}/notes/forget", {"note": number[1]})

    assert (refused.status, done.status) == (404, 303)
    assert SECRET not in (await carla.get(case.path)).text


async def test_an_empty_note_is_refused(carla: Browser, played: Stage) -> None:
    case = await asked(played, "Får jag fråga?")

    assert (await carla.post(f"{case.path}/notes", {"text": " "})).status == 400


async def test_reading_a_case_and_the_conversation_beside_it_is_on_record(
    server: Server, carla: Browser, played: Stage
) -> None:
    case = await asked(played, "Får jag fråga?")

    page = (await carla.get(case.path)).text

    conversation = re.search(r'href="/coach/conversations/(\d+)"', page)
    assert conversation is not None
    assert "Får jag fråga?" in page
    read = await logged(server)
    assert ("Carla", "read case", f"case {case.number}") in read
    assert ("Carla", "read conversation", f"conversation {conversation[1]}") in read


async def test_a_ready_answer_is_written_changed_inserted_and_removed(carla: Browser, played: Stage) -> None:
    case = await asked(played, "Får jag fråga?")
    title = f"Tid {case.number}"
    await carla.post("/coach/replies", {"title": title, "text": "Välj en <tid>", "language": "sv"})
    page = (await carla.get("/coach/replies")).text
    (number,) = re.findall(rf'lang="sv">{title}</h2>.*?action="/coach/replies/(\d+)"', page, re.DOTALL)

    chosen = (await carla.get(f"{case.path}?reply={number}")).text
    changed = {"title": title, "text": "Pick a time", "language": "en"}
    assert (await carla.post(f"/coach/replies/{number}", changed)).to == "/coach/replies"
    english = (await carla.get(f"{case.path}?reply={number}")).text
    await carla.post(f"/coach/replies/{number}/forget")

    assert "Välj en &lt;tid&gt;</textarea>" in chosen
    assert "Pick a time</textarea>" in english
    assert title not in (await carla.get("/coach/replies")).text
    assert (await carla.post(f"/coach/replies/{number}", changed)).status == 404
    assert (await carla.post(f"/coach/replies/{number}/forget")).status == 404


async def test_ready_answers_stand_by_their_letters_large_or_small(carla: Browser) -> None:
    for title in ("Ödmjukt nej", "ärligt svar"):
        await carla.post("/coach/replies", {"title": title, "text": "x", "language": "sv"})

    page = (await carla.get("/coach/replies")).text

    assert 0 < page.find("ärligt svar") < page.find("Ödmjukt nej")


@pytest.mark.parametrize(
    "form",
    [
        {"title": "", "text": "x", "language": "sv"},
        {"title": "x", "text": " ", "language": "sv"},
        {"title": "x", "text": "x", "language": "de"},
        {"title": "x" * 121, "text": "x", "language": "sv"},
    ],
)
async def test_an_answer_that_is_not_whole_is_refused(carla: Browser, form: dict[str, str]) -> None:
    assert (await carla.post("/coach/replies", form)).status == 400


async def test_who_is_away_gets_nothing_new_and_the_stand_in_sees_what_is_theirs(
    server: Server, carla: Browser, played: Stage
) -> None:
    old, new = await asked(played, "Får jag fråga?"), await asked(played, "En annan fråga")
    day = (datetime.now(UTC) + timedelta(days=3)).date()  # noqa: TID251
    async with another_coach(server, played, "David") as david, another_coach(server, played, "Eva") as eva:
        await act(david, old, "take")
        form = {"until": day.isoformat(), "to": handle("local-eva")}
        assert (await david.post("/coach/away", form)).to == "/coach/away"

        page = await after(carla, await act(carla, new, "assign", to=handle("local-david")))
        theirs = (await eva.get(f"{CASES}?coach=mine")).text
        shown = (await carla.get("/coach/away")).text
        assert "Vikarie: Eva" in (await carla.get(old.path)).text
        await david.post("/coach/away/back")
        back = (await eva.get(f"{CASES}?coach=mine")).text

    assert "Carla gav ärendet till Eva, som vikarierar för David." in page
    assert (await happened(played, new.number))[-1] == "stood_in"
    coach = (await stands(played, new.number)).coach
    assert coach == Somebody("local-eva", "Eva")
    assert old.number in theirs
    assert new.number in theirs
    assert "David" in shown
    assert "Eva" in shown
    assert old.number not in back


async def test_an_absence_ends_by_itself(played: Stage) -> None:
    now = datetime.now(UTC)  # noqa: TID251
    gone = Absence(Somebody("local-frida", "Frida"), Somebody("local-eva", "Eva"), now + timedelta(days=1))
    await played.store.team.leave(gone, now)

    assert gone in await played.store.team.absent(now + timedelta(hours=23))
    assert gone not in await played.store.team.absent(now + timedelta(days=1))


async def test_an_absence_needs_a_day_to_come_and_somebody_else(carla: Browser) -> None:
    today = datetime.now(HOME).date()  # noqa: TID251
    for until in ("", "x", (today - timedelta(days=2)).isoformat(), (today + timedelta(days=900)).isoformat()):
        answer = await carla.post("/coach/away", {"until": until, "to": handle("local-carla")})
        assert answer.to == "/coach/away?missing=day"
    for to in ("", "x", handle("local-carla")):
        answer = await carla.post("/coach/away", {"until": today.isoformat(), "to": to})
        assert answer.to == "/coach/away?missing=coach"


async def spoken(server: Server, words: str) -> list[str]:
    """Messages to anybody that hold these words."""
    engine = open_engine(server.database)
    async with engine.connect() as db:
        found = list(await db.scalars(select(messages.c.text).where(messages.c.activity.contains(words))))
    await engine.dispose()
    return found


async def logged(server: Server) -> set[tuple[str, str, str]]:
    engine = open_engine(server.database)
    async with engine.connect() as db:
        found = {(row.who, row.what, row.object) for row in await db.execute(select(audit))}
    await engine.dispose()
    return found
