"""From draft to published content and back: whole or not at all, at once for new conversations only."""

import io
import zipfile
from dataclasses import replace

import pytest
from aiohttp import FormData

from dialogs.reply import Ask, Understood
from services.library import Library
from tests.cast import NAMES, shipped
from tests.databases import ON_ONE_KIND
from tests.web.browsing import Answer
from tests.web.knowledge.desk import Admin, forms
from tests.web.played import TASK, Play, Stage

pytestmark = pytest.mark.slow


async def test_what_is_published_meets_new_conversations_and_leaves_old_ones_alone(admin: Admin, played: Stage) -> None:
    old = played.person("anna")
    await old.says(TASK)
    await admin.change("questions/C12", text__sv="Bestämmer det här något för någon?")

    published = await admin.publish("Enklare fråga om beslut")

    assert published.status == 303, published.text
    assert "använder det från och med nu" in await admin.page("?published")
    assert "Enklare fråga om beslut" in await admin.page("/history")
    number = await played.store.latest()
    assert number is not None
    assert "Bestämmer det här något för någon?" in await admin.page(f"/history/{number}")
    assert "likadant som" in await admin.page("")
    old.ports = replace(old.ports, library=Library(played.store, NAMES, shipped()))  # That of another replica.
    new = Play(old.ports, "bo-1")
    await new.says(TASK)
    assert (await _first_question(old)).startswith("Avgör uppgiften något")
    assert await _first_question(new) == "Bestämmer det här något för någon?"


async def test_what_somebody_else_saved_meanwhile_is_not_published_unseen(admin: Admin, other: Admin) -> None:
    await admin.change("promises", answer_within="3")
    shown = forms(await admin.page("/publish"))["/admin/knowledge/publish"]
    await other.change("questions/C03", title__sv="Antal")
    before = await admin.page("/history")

    refused = await admin.browser.post(shown.action, shown.filled({"note": "Prov"}))

    assert refused.status == 409
    assert "har ändrats sedan du tittade" in refused.text
    assert "Prov" in refused.text
    assert await admin.page("/history") == before


@ON_ONE_KIND
async def test_without_a_note_or_a_change_nothing_is_published(admin: Admin) -> None:
    assert (await admin.publish()).status == 409
    await admin.change("promises", answer_within="4")

    assert (await admin.publish("  ")).status == 409


async def test_an_earlier_revision_is_made_the_draft_and_published_again(admin: Admin, played: Stage) -> None:
    await admin.change("departments/elevhalsa", name__sv="Elevhälsan i dag")
    await admin.publish("Nytt namn")
    assert await admin.value("departments/elevhalsa", "name.sv") == "Elevhälsan i dag"

    restored = await _restore(admin, 1)

    assert restored.status == 303
    assert await admin.value("departments/elevhalsa", "name.sv") == "Elevhälsan"
    await admin.publish("Tillbaka")
    number = await played.store.latest() or 0
    assert await played.store.revision(number) == await played.store.revision(1)


@ON_ONE_KIND
async def test_what_came_after_an_earlier_revision_stays_when_it_is_restored(admin: Admin) -> None:
    listed = forms(await admin.shown("departments"))["/admin/knowledge/edit/departments"]
    await admin.browser.post(listed.action, listed.filled({"id": "vatten", "do": "add"}))
    await admin.change("departments/vatten", name__sv="Vatten", name__en="Water")
    await admin.change("promises", answer_within="9")
    await admin.publish("Ny förvaltning")

    await _restore(admin, 1)

    assert await admin.value("departments/vatten", "name.sv") == "Vatten"
    assert await admin.value("promises", "answer_within") != "9"
    assert (await admin.publish("Tillbaka")).status == 303


@ON_ONE_KIND
async def test_the_history_calls_things_as_they_were_then(admin: Admin, played: Stage) -> None:
    await admin.change("questions/C05", title__sv="Regler, nytt namn")
    await admin.publish("Rubrik")
    published = await played.store.latest()
    listed = forms(await admin.shown("questions"))["/admin/knowledge/edit/questions"]
    number = (await admin.shown("questions")).split("questions/C05")[0].count('class="row"') - 1
    await admin.browser.post(listed.action, [*listed.filled({"do": f"up:{number}"})])

    assert "Frågor › C05 › Rubrik" in await admin.page(f"/history/{published}")


@ON_ONE_KIND
async def test_changes_are_taken_back_one_by_one_or_all(admin: Admin) -> None:
    await admin.change("promises", answer_within="7")
    await admin.change("asides/licence", answer__sv="Nytt svar")

    await admin.take_back("promises")
    changes = await admin.page("/changes")

    assert "Nytt svar" in changes
    assert await admin.value("promises", "answer_within") != "7"


@ON_ONE_KIND
async def test_a_template_is_added_copied_retired_and_never_lost(admin: Admin) -> None:
    shelf = forms(await admin.shown("templates"))["/admin/knowledge/edit/templates"]
    added = await admin.browser.post(shelf.action, shelf.filled({"id": "Städschema för Öar", "do": "add:"}))
    copied = await _on_shelf(admin, "copy:timesheet")
    await _on_shelf(admin, "retire:timesheet")

    assert added.headers["Location"].endswith("/templates/stadschema-for-oar")
    assert copied.headers["Location"].endswith("/templates/timesheet-2")
    assert await admin.value("templates/timesheet", "status") == "retired"
    assert await admin.value("templates/timesheet-2", "status") == "draft"
    page = await admin.shown("templates")
    assert "Ur bruk" in page
    assert "Påbörjad, visas inte" in page
    assert "Att rätta" in await admin.page("")  # The new one has nothing in it yet.
    await _on_shelf(admin, "remove:stadschema-for-oar")
    assert "Att rätta" not in await admin.page("")
    assert (await _on_shelf(admin, "remove:timesheet")).status == 303
    assert (await admin.publish()).status == 409


@ON_ONE_KIND
async def test_a_template_that_somebody_has_filled_in_is_not_removed_unseen(admin: Admin, other: Admin) -> None:
    shelf = forms(await admin.shown("templates"))["/admin/knowledge/edit/templates"]
    await admin.browser.post(shelf.action, shelf.filled({"id": "ny", "do": "add:"}))
    before = await admin.shown("templates")
    await other.change("templates/ny", title__sv="Ifylld")

    refused = await _on_shelf(admin, "remove:ny", before)

    assert refused.status == 409
    assert "Ifylld" in refused.text
    assert await admin.value("templates/ny", "title.sv") == "Ifylld"


async def test_a_round_trip_through_files_changes_nothing(admin: Admin) -> None:
    taken = await _export(admin, "")

    assert (await _import(admin, taken)).status == 303
    assert "likadant som" in await admin.page("")
    assert await _export(admin, "?draft") == taken


@ON_ONE_KIND
async def test_files_with_a_fault_are_refused_whole_with_the_line(admin: Admin) -> None:
    files = _files(await _export(admin, ""))
    wrong = files["departments.yaml"].replace("secrecy_area: true", "secrecy_area: kanske")
    refused = await _import(admin, _zip({**files, "departments.yaml": wrong, "asides.yaml": "asides: [1\n"}))

    assert refused.status == 422
    assert "asides.yaml:" in refused.text
    assert "departments.yaml:" in refused.text
    assert "likadant som" in await admin.page("")


@pytest.mark.parametrize("sent", [b"", b"PK\x03\x04 no zip", b"x" * 2000])
@ON_ONE_KIND
async def test_what_is_no_zip_is_refused_with_a_sentence(admin: Admin, sent: bytes) -> None:
    refused = await _import(admin, sent)

    assert refused.status == 422
    assert "Ingenting lästes in" in refused.text


@ON_ONE_KIND
async def test_files_that_lose_what_stored_data_uses_are_refused(admin: Admin) -> None:
    files = _files(await _export(admin, ""))
    del files["templates/timesheet.yaml"]

    refused = await _import(admin, _zip(files))

    assert refused.status == 422
    assert "timesheet" in refused.text


async def _restore(admin: Admin, number: int) -> Answer:
    form = forms(await admin.page(f"/history/{number}"))[f"/admin/knowledge/history/{number}/restore"]
    return await admin.browser.post(form.action, form.filled({}))


async def _first_question(person: Play) -> str:
    """The first question of the checklist that somebody is asked."""
    for _ in range(6):
        match person.heard[-1]:
            case Understood(choices=choices):
                await person.press(choices[0].press)
            case Ask(shape="list", options=options):
                await person.press(options[0].press)
            case Ask(text=text):
                return text
    raise AssertionError(person.heard)


async def _export(admin: Admin, query: str) -> bytes:
    async with admin.browser.session.get(f"{admin.browser.url}/admin/knowledge/export.zip{query}") as response:
        assert response.status == 200
        return await response.read()


async def _import(admin: Admin, data: bytes) -> Answer:
    draft = dict(forms(await admin.page(""))["/admin/knowledge/import"].fields)["draft"]
    form = FormData({"form": admin.browser.token, "draft": draft})
    form.add_field("file", data, filename="a.zip", content_type="application/zip")
    url = f"{admin.browser.url}/admin/knowledge/import"
    headers = {"Origin": admin.browser.url}
    async with admin.browser.session.post(url, data=form, headers=headers, allow_redirects=False) as response:
        return Answer(response.status, await response.text(), response.headers)


def _files(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def _zip(files: dict[str, str]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return into.getvalue()


async def _on_shelf(admin: Admin, do: str, page: str = "") -> Answer:
    """Press a button beside a template, with what the page said of it."""
    row = (page or await admin.shown("templates")).split(f'edit/templates/{do.partition(":")[2]}"')[1]
    seen = row.split('name="seen" value="')[1].split('"')[0]
    return await admin.browser.post("/admin/knowledge/edit/templates", [("do", do), ("seen", seen)])
