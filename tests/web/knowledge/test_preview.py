"""Trying the draft: the real conversation speaks it; golden and past tasks are judged by it before it is published."""

import asyncio
import re

import pytest

from tests.databases import ON_ONE_KIND
from tests.e2e.pages import through
from tests.web.knowledge.desk import Admin, forms
from tests.web.played import TASK, Stage

pytestmark = pytest.mark.slow

PREVIEW = "/admin/knowledge/preview"


async def test_the_conversation_speaks_the_draft_and_leaves_nothing_behind(admin: Admin, played: Stage) -> None:
    await admin.change("wording/welcome", title__sv="Hej från utkastet!")
    await _does(admin, do="sv")

    greeted = await admin.page("/preview")
    told = await _does(admin, text=TASK)
    confirmed = await _does(admin, text="ja")

    assert "Hej från utkastet!" in greeted
    assert "Har jag förstått rätt?" in told
    assert "Var i Halmstads kommun arbetar du?" in confirmed
    assert await played.store.past_tasks.newest(10) == ()
    async with played.store.begin() as unit:
        assert await unit.cases.of_person(1) == ()


@ON_ONE_KIND
async def test_a_button_is_pressed_and_help_is_only_pretended(admin: Admin) -> None:
    await _does(admin, do="en")
    await _does(admin, text="human")
    await _does(admin, text="Please help me")

    sent = await _does(admin, text="send")

    assert "PROV-0000" in sent


@ON_ONE_KIND
async def test_each_message_is_marked_with_its_language_and_beginning_again_stays_in_it(admin: Admin) -> None:
    before = await _does(admin, do="sv")
    switched = await _does(admin, text="english")
    again = await _does(admin, do="again")

    assert set(_languages(before)) == {"sv"}
    assert _languages(switched)[:1] == ["sv"]
    assert _languages(switched)[-1:] == ["en"]
    assert set(_languages(again)) == {"en"}
    offered = [re.findall(r'name="do" value="(sv|en)"', page) for page in (before, switched, again)]
    assert offered == [["en"], ["sv"], ["sv"]]
    assert ['<ul class="messages" aria-label="Provprata">' in page for page in (before, switched)] == [True, True]
    assert re.findall(r'<textarea name="text"[^>]*lang="(\w+)"', switched) == ["en"]


def _languages(page: str) -> list[str]:
    """In which language each message of the trial is marked, from the first to the last."""
    return re.findall(r'<li class="message \w+" lang="(\w+)"', page)


@ON_ONE_KIND
async def test_a_draft_that_cannot_work_says_what_to_mend(admin: Admin) -> None:
    await admin.change("wording/welcome", title__en="")

    page = await admin.page("/preview")

    assert "wording/welcome#title.en" in page
    assert "Skriv som en medarbetare" not in page


async def test_a_change_of_weights_shows_which_tasks_come_out_otherwise(admin: Admin, played: Stage) -> None:
    transcript = await _finished_task(played)
    for code in ("alltid", "nastan"):
        await _scores(admin, code)

    page = await _tried(admin)

    assert re.search(r"\d+ av \d+ kontrolluppgifter", page)
    assert "Blev som väntat före ändringen" in page
    assert "Lämplighet" in page
    assert "1 tidigare uppgifter bedömda på nytt, 1 får ett annat besked" in page
    assert str(transcript) not in re.findall(r"/coach/conversations/(\d+)", page)  # Adam is no coach.
    assert "ändrar inget som påverkar det" in page


@ON_ONE_KIND
async def test_what_is_meant_becomes_what_is_expected(admin: Admin) -> None:
    await _scores(admin, "alltid")
    page = await _tried(admin)
    named = re.findall(r'name="id" value="(\w+)"', page)

    for name in named:
        answer = await admin.browser.post("/admin/knowledge/trial/golden", {"id": name})
        assert answer.status == 303

    assert named
    assert "Blev som väntat före ändringen" not in await _tried(admin)


@ON_ONE_KIND
async def test_a_golden_task_that_cannot_be_read_is_told_in_the_readers_language_and_has_no_button(
    admin: Admin,
) -> None:
    form = forms(await admin.page("/yaml/golden"))["/admin/knowledge/yaml/golden"]
    broken = re.sub(r"C05: \w+", "C05: finnsej", dict(form.fields)["text"], count=1)
    assert (await admin.browser.post(form.action, form.filled({"text": broken}))).status == 303

    swedish = await _tried(admin)
    await admin.browser.post("/language", {"language": "en"})
    english = await admin.page("/trial")
    named = re.search(r'href="/admin/knowledge/edit/golden/(\w+)"', swedish)
    assert named
    taken = await admin.browser.post("/admin/knowledge/trial/golden", {"id": named[1]})

    assert "<p>C05 har inget svar ”finnsej”.</p>" in swedish
    assert "has no option" not in swedish
    assert "<p>C05 has no option &#39;finnsej&#39;.</p>" in english
    assert "Gör detta till det väntade" not in swedish
    assert (taken.status, taken.to) == (303, "/admin/knowledge/trial")


@ON_ONE_KIND
async def test_other_words_are_measured_with_the_labelled_texts(admin: Admin) -> None:
    await admin.change("lexicon/counts", money__sv="kronor")

    page = await _tried(admin)

    assert "Rätt förstått, Svenska" in page
    assert "Rätt mall bland de tre första, Engelska" in page


async def _scores(admin: Admin, code: str) -> None:
    """Rules that can always be written down count for nothing any more."""
    form = await admin.form("scoring/criteria/C05")
    keys = {value: name for name, value in form.fields if name.endswith(".key")}
    await admin.change("scoring/criteria/C05", **{f"{keys[code].removesuffix('.key').replace('.', '__')}__score": "0"})


async def _tried(admin: Admin) -> str:
    """The page after the trial has ended."""
    assert (await admin.browser.post("/admin/knowledge/trial")).status == 303
    for _ in range(600):
        page = await admin.page("/trial")
        if 'http-equiv="refresh"' not in page:
            return page
        await asyncio.sleep(0.1)
    raise AssertionError(page)


async def _finished_task(played: Stage) -> int:
    anna = played.person("anna")
    await anna.says(TASK)
    await through(anna)
    (task,) = await played.store.past_tasks.newest(10)
    return task.transcript


async def _does(admin: Admin, **told: str) -> str:
    answer = await admin.browser.post(PREVIEW, told)
    assert answer.status == 303, answer.text
    return await admin.page("/preview")
