"""Several who edit at once, and the operator beside them: nobody's work is lost, nothing is published unseen."""

from dataclasses import replace

import pytest

from knowledge.model import Revision
from knowledge.parse import dump, restore
from tests.cast import shipped
from tests.databases import ON_ONE_KIND
from tests.web.knowledge.desk import Admin, Form, forms
from tests.web.played import Stage

pytestmark = pytest.mark.slow
THROW = "/admin/knowledge/changes/throw-away"


async def test_what_was_taken_back_is_not_published(admin: Admin, played: Stage) -> None:
    await admin.change("departments/elevhalsa", name__sv="Tas tillbaka")
    await admin.change("promises", answer_within="9")
    await admin.page("/publish")

    assert (await admin.take_back("departments")).status == 303
    assert (await admin.publish()).status == 303

    newest = await _published(played)
    assert "Tas tillbaka" not in dump(newest)
    assert newest.promises.answer_within == 9


async def test_what_the_operator_published_meanwhile_stays_when_a_form_is_saved(admin: Admin, played: Stage) -> None:
    await admin.change("departments/elevhalsa", name__en="Pupil health, changed here")
    await _publish(played, "socialforvaltning", "Social services, by the operator")

    await admin.change("departments/ekonomi", name__en="Economy, changed later")

    assert await admin.value("departments/socialforvaltning", "name.en") == "Social services, by the operator"
    assert await admin.value("departments/elevhalsa", "name.en") == "Pupil health, changed here"
    assert (await admin.publish()).status == 303


@pytest.mark.parametrize("way", ["mine", "theirs"])
async def test_the_same_changed_here_and_published_by_the_operator_is_shown_and_decided(
    admin: Admin, played: Stage, way: str
) -> None:
    await admin.change("departments/elevhalsa", name__en=f"Here, {way}")
    late = await admin.form("departments/ekonomi")
    await _publish(played, "elevhalsa", f"By the operator, {way}")
    assert (await admin.publish()).status == 409

    page = await admin.page("/clash/departments")
    assert "”Förvaltningar” har också ändrats på annat sätt" in page
    assert "Öppna för att" not in page
    assert f"Here, {way}" in page
    assert f"By the operator, {way}" in page
    assert (await admin.browser.get("/admin/knowledge/edit/departments")).to.endswith("/clash/departments")
    meant = await admin.send(late, name__en=f"Beside, {way}")
    assert meant.status == 409, "it is settled first, and what was typed meanwhile is part of it"
    form = forms(meant.text)[f"/admin/knowledge/yaml/departments{'' if way == 'mine' else '?theirs'}"]
    assert (await admin.browser.post(form.action, form.filled({}))).status == 303

    wanted = "Here, mine" if way == "mine" else "By the operator, theirs"
    assert await admin.value("departments/elevhalsa", "name.en") == wanted
    assert await admin.value("departments/ekonomi", "name.en") == f"Beside, {way}"
    assert (await admin.publish()).status == 303
    assert "clash/departments" not in await admin.page("")


async def test_a_thing_that_somebody_took_away_does_not_take_the_form_of_another_with_it(
    admin: Admin, other: Admin
) -> None:
    listed = forms(await admin.shown("lessons"))["/admin/knowledge/edit/lessons"]
    await admin.browser.post(listed.action, listed.filled({"id": "ny_lektion", "do": "add"}))
    mine = await admin.form("lessons/ny_lektion")
    shown = await other.shown("lessons")
    number = shown.count('name="do" value="remove:') - 1
    await other.browser.post(listed.action, _with_seen(shown, {"do": f"remove:{number}"}))

    clash = await admin.send(mine, link="https://learn.microsoft.com/power-automate/")

    assert clash.status == 409
    assert "https://learn.microsoft.com/power-automate/" in clash.text


@ON_ONE_KIND
async def test_where_two_meet_in_a_list_known_by_names_mine_is_mine(admin: Admin, other: Admin) -> None:
    mine, theirs = await admin.form("templates/timesheet"), await other.form("templates/timesheet")
    await other.send(theirs, connectors__0__tier="premium", do="up:connectors.1")
    clash = await admin.send(mine, connectors__0__tier="")

    assert clash.status == 409
    text = dict(forms(clash.text)["/admin/knowledge/yaml/templates/timesheet"].fields)["text"]
    assert text.count("name: Office 365 Users") == 1
    assert "tier: premium" not in text


@ON_ONE_KIND
@pytest.mark.parametrize("what", ["take back", "restore", "import"])
async def test_what_sweeps_over_the_draft_is_not_done_when_somebody_saved_meanwhile(
    admin: Admin, other: Admin, what: str
) -> None:
    await admin.change("promises", answer_within="8")
    pages = {"take back": ("/changes", THROW), "restore": ("/history/1", "/admin/knowledge/history/1/restore")}
    path, action = pages.get(what, ("/changes", THROW))
    form = forms(await admin.page(path)).get(action) or Form(action)
    await other.change("questions/C04", title__sv=f"Nytt under tiden, {what}")

    answer = await admin.browser.post(action, [*form.filled({}), ("document", "*")])

    if action in dict.fromkeys((THROW, pages["restore"][1])):
        assert answer.to.endswith("?moved")
        assert "sedan du tittade på det" in await admin.page("/changes?moved")
    assert await admin.value("questions/C04", "title.sv") == f"Nytt under tiden, {what}"


@ON_ONE_KIND
async def test_buttons_of_a_form_that_is_one_list_work(admin: Admin) -> None:
    count = int(await admin.value("connectors", "all.n"))

    await admin.change("connectors", do="add:all")
    assert await admin.value("connectors", "all.n") == str(count + 1)
    await admin.change("connectors", do=f"remove:all.{count}")
    assert await admin.value("connectors", "all.n") == str(count)


@ON_ONE_KIND
@pytest.mark.parametrize("do", ["add:options.x", "add:options.99", "up:options.-1", "copy:", "add:", "remove:title.sv"])
async def test_buttons_that_no_form_has_break_nothing(admin: Admin, do: str) -> None:
    before = await admin.form("questions/C12")

    assert (await admin.send(before, do=do)).status == 303
    assert (await admin.form("questions/C12")).fields[3:9] == before.fields[3:9]


@ON_ONE_KIND
async def test_one_is_not_true(admin: Admin) -> None:
    form = forms(await admin.page("/yaml/scoring"))["/admin/knowledge/yaml/scoring"]
    text = dict(form.fields)["text"]
    wrong = text.replace("template_bonus: 10", "template_bonus: true")
    assert wrong != text
    await admin.browser.post(form.action, form.filled({"text": wrong}))
    assert "Att rätta: 1" in await admin.page("")

    await admin.change("scoring/template_bonus", all="1")

    assert "Att rätta" not in await admin.page("")


async def _publish(played: Stage, department: str, name: str) -> None:
    """What an operator publishes from files: another name of a department."""
    newest = await _published(played)
    departments = [
        each.model_copy(update={"name": each.name.model_copy(update={"en": name})}) if each.id == department else each
        for each in newest.departments
    ]
    changed = newest.model_copy(update={"departments": tuple(departments)})
    await played.store.publish(dump(changed), by="operator", note="files", at=played.ports.clock())


async def _published(played: Stage) -> Revision:
    content = await played.store.revision(await played.store.latest() or 0)
    assert content is not None
    return restore(content, shipped())


def _with_seen(page: str, told: dict[str, str]) -> list[tuple[str, str]]:
    form = forms(page)["/admin/knowledge/edit/lessons"]
    return replace(form, fields=[each for each in form.fields if each[0] == "seen"]).filled(told)
