"""Coaches judge real tasks blind; admins see how well they agree, now and under the draft."""

import json
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape

import pytest
from sqlalchemy import update

from services.access import Identity
from services.calibration import calibrate
from services.rejudging import Rejudging
from storage.page_tables import transcripts
from tests.cast import shipped
from tests.databases import ON_ONE_KIND
from tests.door.server import Server
from tests.storage.talked import Told, tell, visitor
from tests.storage.turns import NOW
from tests.web.browsing import Browser, signed_in
from tests.web.knowledge.desk import Admin, forms
from tests.web.knowledge.talks import BOTH
from tests.web.played import Stage
from tests.web.tellers import press, walk

pytestmark = pytest.mark.slow

CARLA = visitor("Carla")
JUDGING, CALIBRATION = "/coach/judging", "/admin/knowledge/calibration"
LEAVE = "Anställda ansöker om ledighet hos Karin Svensson på 070-123 45 67 och chefen godkänner i Outlook"


@asynccontextmanager
async def coach(server: Server, played: Stage) -> AsyncIterator[Browser]:
    """A coach who has judged nothing yet."""
    who = Identity("local", f"local-{secrets.token_hex(4)}", "Doris", ("coach",), "local")
    async with signed_in(server.url, played.store.sessions, who) as opened:
        yield opened


@pytest.fixture
async def doris(server: Server, played: Stage) -> AsyncIterator[Browser]:
    async with coach(server, played) as opened:
        yield opened


@pytest.fixture
async def task(played: Stage) -> int:
    """A finished task of somebody whose colleagues have told of tasks too."""
    for name in ("ann", "bo", "cia"):
        chat = played.person(name)
        await chat.says(LEAVE)
        await walk(chat, "result", "hr")
        await press(chat, "templates")
    return max(each.transcript for each in await played.store.past_tasks.newest(500))


async def until_shown(browser: Browser, task: int) -> str:
    """The page on which the task stands, all others passed over."""
    path = JUDGING
    for _ in range(60):
        page = (await browser.get(path)).text
        shown = re.search(r'name="task" value="(\d+)"><?', page.partition('id="ask"')[0].rpartition("<form")[2])
        assert shown is not None
        if int(shown[1]) == task:
            return page
        passed = await browser.post(JUDGING, {"task": shown[1], "outcome": "skip"})
        assert passed.status == 303
        path = passed.to
    raise AssertionError("the task never comes")


async def test_a_coach_sees_what_was_told_and_answered_and_not_who_or_what_came_of_it(
    doris: Browser, task: int
) -> None:
    page = await until_shown(doris, task)

    shown = unescape(page.partition('<section class="panel"')[2].partition("</section>")[0])
    assert "ledighet hos […] […] på [telefon] och chefen godkänner i Outlook" in shown
    assert "<dd>HR" in shown
    for hidden in ("Karin", "Svensson", "070", "Ann", "P-", "timmar per år", "Ledighetsansökan"):
        assert hidden not in shown
    assert len(re.findall(r'name="outcome" value="(?:self|coach|team|not_now|skip)"', shown)) == 5
    assert 'aria-pressed="true"' not in shown


async def test_a_judgement_is_kept_listed_changed_and_taken_back(doris: Browser, task: int) -> None:
    judged = await doris.post(JUDGING, {"task": str(task), "outcome": "team"})
    again = await doris.get(f"{JUDGING}?task={task}")
    changed = await doris.post(JUDGING, {"task": str(task), "outcome": "self"})
    listed = (await doris.get(JUDGING)).text.partition("Dina bedömningar")[2]
    gone = await doris.post(f"{JUDGING}/forget", {"task": str(task)})

    assert [each.to for each in (judged, changed, gone)] == [
        f"{JUDGING}?told=judged",
        f"{JUDGING}?told=judged",
        f"{JUDGING}?told=forgotten",
    ]
    assert re.search(r'value="team" aria-pressed="true"', again.text)
    assert listed.count('class="row"') == 1
    assert 'class="badge self"' in listed
    assert "Karin" not in listed
    assert "Du har inte bedömt någon uppgift än." in (await doris.get(gone.to)).text


async def test_what_one_has_judged_does_not_come_again_and_what_another_has_judged_comes_first(
    server: Server, played: Stage, doris: Browser, task: int
) -> None:
    await doris.post(JUDGING, {"task": str(task), "outcome": "self"})
    async with coach(server, played) as second:
        half = {each.task.transcript for each in await played.store.judging.judged(500) if len(each.said) == 1}
        shown = re.search(r'name="task" value="(\d+)"', (await second.get(JUDGING)).text)

    assert shown is not None
    assert int(shown[1]) in half
    assert f'name="task" value="{task}"' not in (await doris.get(JUDGING)).text.partition("Dina bedömningar")[0]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"task": "999999", "outcome": "self"}, 404),
        ({"task": "x", "outcome": "self"}, 400),
        ({"task": "1", "outcome": "maybe"}, 400),
        ({"task": "9" * 30, "outcome": "self"}, 400),
        ({}, 400),
    ],
)
async def test_what_no_form_sends_is_refused(form: dict[str, str], status: int, doris: Browser) -> None:
    assert (await doris.post(JUDGING, form)).status == status


@pytest.mark.parametrize("query", ["task=999999", "task=1"])
async def test_only_an_own_judgement_is_opened_again(query: str, doris: Browser) -> None:
    assert (await doris.get(f"{JUDGING}?{query}")).status == 404


async def test_what_was_passed_over_comes_last_also_after_the_next_judgement(doris: Browser, task: int) -> None:
    first = forms((await doris.get(f"{JUDGING}?after={task}")).text)[JUDGING]
    passed = await doris.post(JUDGING, [*first.filled({}), ("outcome", "skip")])
    second = forms((await doris.get(passed.to)).text)[JUDGING]

    judged = await doris.post(JUDGING, [*second.filled({}), ("outcome", "self")])

    third = forms((await doris.get(judged.to)).text)[JUDGING]
    assert judged.to == f"{JUDGING}?after={dict(first.fields)['task']}&told=judged"
    assert len({dict(each.fields)["task"] for each in (first, second, third)}) == 3


async def test_a_judgement_of_what_is_not_there_to_judge_any_more_says_so_and_is_not_opened(
    doris: Browser, played: Stage, task: int
) -> None:
    await doris.post(JUDGING, {"task": str(task), "outcome": "team"})
    await played.store.readings.mark_test(task, test=True, by=CARLA, now=NOW)

    listed = (await doris.get(JUDGING)).text.partition("Dina bedömningar")[2]
    again = (await doris.get(f"{JUDGING}?task={task}")).text
    await played.store.readings.mark_test(task, test=False, by=CARLA, now=NOW)

    assert "så bedömningen räknas inte just nu" in listed
    assert f"task={task}" not in listed
    assert "Den här uppgiften går inte att bedöma just nu" in again
    assert "Det finns ingen uppgift" not in again
    assert f"task={task}" in (await doris.get(JUDGING)).text


async def test_a_judgement_of_other_answers_than_there_are_now_is_not_kept_and_does_not_count(
    doris: Browser, played: Stage, task: int
) -> None:
    late = await doris.post(JUDGING, {"task": str(task), "outcome": "team", "seen": "x"})
    nothing = (await doris.get(late.to)).text
    await doris.post(JUDGING, {"task": str(task), "outcome": "team"})
    async with played.store._transactions.writing() as db:  # noqa: SLF001 - as a turn with another answer does it
        await db.execute(update(transcripts).where(transcripts.c.id == task).values(told="x" * 64))

    changed = (await doris.get(f"{JUDGING}?task={task}")).text

    assert late.to == f"{JUDGING}?told=changed"
    assert "Uppgiften ändrades medan du läste" in nothing
    assert "Du har inte bedömt någon uppgift än." in nothing
    assert "Svaren har ändrats sedan dess" in changed
    assert "aria-pressed" not in changed


async def test_whose_task_it_is_finds_the_judgement_and_the_marks_among_their_data(
    doris: Browser, played: Stage
) -> None:
    chat = played.person("dan")
    await chat.says(LEAVE)
    await walk(chat, "result", "hr")
    task = max(each.transcript for each in await played.store.past_tasks.newest(500))
    await doris.post(JUDGING, {"task": str(task), "outcome": "team"})
    await played.store.readings.label(task, ["misread"], CARLA, NOW)
    await chat.says("mina data")
    link = re.search(r"/my-data/[\w-]+", " ".join(map(str, chat.heard)))
    assert link is not None

    page, file = (await doris.get(link[0])).text, json.loads((await doris.get(f"{link[0]}/download")).text)

    judged = page.partition("Coachernas bedömningar av dina uppgifter")[2].partition("<h2>")[0]
    assert f", Doris</span>: {shipped().wording.result.team.sv} (" in unescape(judged)
    assert ", Carla</span>: Missförstod texten (" in page
    assert ("Doris", "team") in [(each["who"], each["outcome"]) for each in file["judgements"]]
    assert ("Carla", "misread") in [(each["who"], each["label"]) for each in file["labels"]]


@ON_ONE_KIND
async def test_every_own_judgement_is_reached_page_by_page_and_changed_there(doris: Browser, played: Stage) -> None:
    at = (await tell(played.store, *(Told("many", number) for number in range(1, 22)))).values()
    for task in at:
        await doris.post(JUDGING, {"task": str(task), "outcome": "self"})
    first = (await doris.get(JUDGING)).text.partition("Dina bedömningar")[2]
    second = (await doris.get(f"{JUDGING}?page=2")).text.partition("Dina bedömningar")[2]
    oldest = next(task for task in at if f'value="{task}"' in second)

    again = await doris.get(f"{JUDGING}?page=2&task={oldest}")
    gone = await doris.post(f"{JUDGING}/forget", {"task": str(oldest), "page": "2"})

    assert (first.count('class="row"'), second.count('class="row"')) == (20, 1)
    assert f'rel="next" href="{JUDGING}?page=2#own"' in first
    assert f'rel="prev" href="{JUDGING}#own"' in second
    assert f'href="{JUDGING}?page=2&amp;task={oldest}"' in second
    assert 'value="self" aria-pressed="true"' in again.text
    assert gone.to == f"{JUDGING}?page=2&told=forgotten"
    assert (await doris.get(gone.to)).text.count('class="row"') == 20
    for task in at:
        await doris.post(f"{JUDGING}/forget", {"task": str(task)})
        await played.store.readings.mark_test(task, test=True, by=CARLA, now=NOW)


@pytest.mark.parametrize("query", ["page=0", "page=999", "page=x", f"page={'9' * 40}", "after=x", "after=999999"])
async def test_a_page_of_judgements_that_is_not_there_shows_the_first(query: str, doris: Browser) -> None:
    assert "Du har inte bedömt någon uppgift än." in (await doris.get(f"{JUDGING}?{query}")).text


def cells(page: str, heading: str) -> list[list[str]]:
    """The rows of the table of this name, in words."""
    table = page.partition(f">{heading}<")[2].partition("</table>")[0].partition("<tbody>")[2]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [[unescape(re.sub("<.*?>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


async def test_the_draft_shows_what_other_rules_would_come_to_before_it_is_published(
    server: Server, played: Stage, admin: Admin, doris: Browser, task: int
) -> None:
    async with coach(server, played) as second:
        for each in (doris, second):
            await each.post(JUDGING, {"task": str(task), "outcome": "team"})
    before = await calibrate(played.store.judging, Rejudging(), shipped(), None)
    plain = await admin.page("/calibration")
    for number in range(len(shipped().scoring.decision)):
        await _for_the_team(admin, number)

    page = await admin.page("/calibration")

    assert "Utkastet är likadant" in plain
    (count, published, drafted, _) = cells(page, "Hur väl bedömningarna stämmer överens")[1]
    team = sum(said == "team" for each in before.tasks for said in each.said)
    assert (count, int(published), int(drafted)) == ("Lika bedömningar", before.published.same, team)
    assert team > before.published.same
    rows = cells(page, "Checklistan i utkastet (rader) och coacherna (kolumner)")
    assert [sum(map(int, row[1:])) for row in rows] == [0, 0, before.published.count, 0]
    assert f"får ett annat utfall med utkastet: {len(before.tasks)}" in page
    assert "Karin" not in page
    assert "/coach/conversations/" not in page
    async with signed_in(server.url, played.store.sessions, BOTH) as siv:
        assert f"/coach/conversations/{task}" in (await siv.get(CALIBRATION)).text


async def _for_the_team(admin: Admin, number: int) -> None:
    """Change a row of the decision table."""
    row = shipped().scoring.decision[number]
    await admin.change(f"scoring/decision/{row.id}", outcome="team")


async def test_a_draft_that_cannot_be_read_is_told_and_what_is_published_is_shown(admin: Admin) -> None:
    await admin.change("scoring/decision/" + shipped().scoring.decision[0].id, outcome="")

    page = await admin.page("/calibration")

    assert "Utkastet går inte att räkna med än" in page
    assert len(cells(page, "Hur väl bedömningarna stämmer överens")[0]) == 3
