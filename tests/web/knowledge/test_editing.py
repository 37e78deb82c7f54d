"""Editing in forms: everything is kept, what is wrong is told at its place, and nobody's work is lost."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import select

from knowledge.bounds import LONGEST_CODE, LONGEST_SLUG
from storage.engine import open_engine
from storage.tables import audit
from tests.databases import ON_ONE_KIND
from tests.door.server import Server
from tests.web.browsing import Answer
from tests.web.knowledge.desk import EDIT, Admin, forms

pytestmark = pytest.mark.slow


async def test_a_changed_text_stands_in_the_draft_and_in_the_record_and_is_not_published(
    admin: Admin, server: Server
) -> None:
    await admin.change("questions/C05", title__sv="Regler som <går> att skriva")

    assert await admin.value("questions/C05", "title.sv") == "Regler som <går> att skriva"
    changes = await admin.page("/changes")
    assert "Regler som &lt;går&gt; att skriva" in changes
    assert "Frågor › " in changes
    row = await _latest(server, "questions")
    assert row.who == "Adam"
    assert [path[-2:] for path, _ in json.loads(row.new)] == [["title", "sv"]]
    assert "Regler som <går>" in row.new
    assert "Regler som <går>" not in row.old
    assert "Version 2" not in await admin.page("/history")


@ON_ONE_KIND
async def test_what_is_wrong_is_kept_told_in_the_form_and_keeps_it_from_being_published(admin: Admin) -> None:
    await admin.change("questions/C06", title__en="", text__sv="")

    page = await admin.shown("questions/C06")
    assert page.count("Det här saknas") >= 2
    assert 'href="#title.en"' in page
    assert "questions/C06#title.en" in await admin.page("")
    refused = await admin.publish()
    assert refused.status == 409
    assert "ingenting behöver rättas" in refused.text
    assert "Version 2" not in await admin.page("/history")


@ON_ONE_KIND
async def test_a_number_that_is_none_stays_as_it_was_typed(admin: Admin) -> None:
    await admin.change("scoring/criteria/C05", weight="tjugo")

    assert await admin.value("scoring/criteria/C05", "weight") == "tjugo"
    assert "Att rätta: 1" in await admin.page("")
    await admin.change("scoring/criteria/C05", weight="20,5")
    assert await admin.value("scoring/criteria/C05", "weight") == "20,5"


@ON_ONE_KIND
async def test_the_form_with_the_most_fields_can_be_saved(admin: Admin) -> None:
    assert len((await admin.form("wording/editor")).fields) > 1_000

    await admin.change("wording/editor", home__sv="Kunskap")

    assert await admin.value("wording/editor", "home.sv") == "Kunskap"


@ON_ONE_KIND
async def test_a_connector_is_kept_from_everybody_and_what_is_usual_is_said(admin: Admin) -> None:
    page = await admin.page("/edit/connectors")
    await admin.change("connectors", all__0__allowed="false")

    assert "Som vanligt (ja)" in page
    assert "Tomt betyder 08:00" in await admin.shown("promises")
    assert await admin.value("connectors", "all.0.allowed") == "false"


@ON_ONE_KIND
async def test_the_first_and_the_last_thing_move_only_where_they_can(admin: Admin) -> None:
    page = await admin.page("/edit/scoring/decision")

    assert 'value="down:0"' in page
    assert 'value="up:0"' not in page
    assert page.count('value="up:') == page.count('value="down:') == page.count('value="copy:') - 1


@ON_ONE_KIND
async def test_things_are_called_in_the_readers_language(admin: Admin) -> None:
    swedish = await admin.page("/edit/scoring/decision")
    await admin.browser.post("/language", {"language": "en", "back": "/admin/knowledge"})
    english = await admin.page("/edit/scoring/decision")
    await admin.browser.post("/language", {"language": "sv", "back": "/admin/knowledge"})

    assert "med en coach vid din sida" in swedish
    assert "med en coach vid din sida" not in english


@ON_ONE_KIND
async def test_buttons_add_move_copy_and_take_away(admin: Admin) -> None:
    first = await admin.value("questions/C12", "options.0.code")

    await admin.change("questions/C12", do="down:options.0")
    assert await admin.value("questions/C12", "options.1.code") == first
    await admin.change("questions/C12", do="add:options")
    assert await admin.value("questions/C12", "options.3.code") == ""
    await admin.change("questions/C12", options__3__code="kanske")
    await admin.change("questions/C12", do="remove:options.3")
    assert await admin.value("questions/C12", "options.n") == "3"


@ON_ONE_KIND
async def test_an_option_that_stored_answers_may_use_cannot_be_lost(admin: Admin) -> None:
    await admin.change("questions/C12", do="remove:options.0")

    page = await admin.page("")
    assert "C12" in page
    assert (await admin.publish()).status == 409


@ON_ONE_KIND
async def test_a_condition_is_built_from_lists(admin: Admin) -> None:
    await admin.change("questions/C09", ask_when__kind="any")
    await admin.change("questions/C09", do="add:ask_when")
    await admin.change("questions/C09", ask_when__0__subject="C12")
    form = await admin.form("questions/C09")
    form.fields.append(("ask_when.0.codes", "nej"))
    assert (await admin.send(form)).status == 303

    yaml = await admin.page("/yaml/questions")
    assert "any" in yaml
    assert "{value: C12, is: [nej]}" in yaml
    assert "Att rätta" not in await admin.page("")


@ON_ONE_KIND
async def test_what_is_known_beside_the_answers_is_chosen_from_lists(admin: Admin) -> None:
    await admin.change("questions/C09", ask_when__kind="value")
    await admin.change("questions/C09", ask_when__subject="secrecy_area")
    secrecy = await admin.shown("questions/C09")
    await admin.change("questions/C09", ask_when__subject="whose")
    whose = await admin.shown("questions/C09")

    assert re.findall(r'ask_when\.codes" value="(\w+)"> (.+?)<', secrecy) == [("yes", "Ja"), ("no", "Nej")]
    assert re.findall(r'ask_when\.codes" value="(\w+)"> (.+?)<', whose) == [
        ("each", "Var och ens eget"),
        ("together", "Allas tillsammans"),
        ("unclear", "Framgår inte"),
    ]


async def test_a_name_that_is_too_long_to_be_kept_is_refused(admin: Admin) -> None:
    form = {"text": "{}", "seen": "1.0", "do": "save"}

    for way in ("yaml", "edit"):
        answer = await admin.browser.post(f"/admin/knowledge/{way}/templates/{'a' * 200}", form)
        assert answer.status == 404, way


@ON_ONE_KIND
@pytest.mark.parametrize(("page", "longest"), [("departments", LONGEST_CODE), ("templates", LONGEST_SLUG)])
async def test_a_new_thing_cannot_be_typed_with_too_long_a_name(admin: Admin, page: str, longest: int) -> None:
    typed = re.findall(r'name="id" required maxlength="(\d+)"', await admin.shown(page))

    assert [0 < int(most) <= longest for most in typed] == [True]


async def test_two_admins_who_change_different_things_of_one_question_both_keep_them(
    admin: Admin, other: Admin
) -> None:
    mine, theirs = await admin.form("questions/C07"), await other.form("questions/C07")

    assert (await other.send(theirs, title__sv="Berits rubrik")).status == 303
    assert (await admin.send(mine, why__en="Adam's reason")).status == 303

    assert await admin.value("questions/C07", "title.sv") == "Berits rubrik"
    assert await admin.value("questions/C07", "why.en") == "Adam's reason"


async def test_two_admins_who_change_the_same_are_shown_both_and_nothing_is_lost(admin: Admin, other: Admin) -> None:
    mine, theirs = await admin.form("questions/C08"), await other.form("questions/C08")
    await other.send(theirs, title__sv="Berits rubrik", why__en="Berit's reason")

    clash = await admin.send(mine, title__sv="Adams rubrik")

    assert clash.status == 409
    assert "Berits rubrik" in clash.text
    assert "Adams rubrik" in clash.text
    assert await admin.value("questions/C08", "title.sv") == "Berits rubrik"
    await _save_mine(admin, clash.text)
    assert await admin.value("questions/C08", "title.sv") == "Adams rubrik"
    assert await admin.value("questions/C08", "why.en") == "Berit's reason"


@ON_ONE_KIND
async def test_yaml_that_cannot_be_read_is_shown_again_at_its_line_and_changes_nothing(admin: Admin) -> None:
    before = await admin.page("/yaml/promises")

    refused = await _send_yaml(admin, "promises", "promises:\n  answer_within: [2\n  opens: x\n")

    assert refused.status == 422
    assert "Rad " in refused.text
    assert "answer_within: [2" in refused.text
    assert await admin.page("/yaml/promises") == before


@ON_ONE_KIND
async def test_yaml_is_the_same_draft_as_the_form(admin: Admin) -> None:
    page = await admin.page("/yaml/promises")
    assert (await _send_yaml(admin, "promises", "promises:\n  answer_within: 5\n  opens: soon\n")).status == 303

    assert await admin.value("promises", "answer_within") == "5"
    page = await admin.page("/yaml/promises")
    assert "Rad 1:" in page
    assert "opens: soon" in page


@ON_ONE_KIND
async def test_a_sentence_that_a_draft_does_not_know_yet_is_as_it_is_published(admin: Admin) -> None:
    text = dict(forms(await admin.page("/yaml/wording/nav"))["/admin/knowledge/yaml/wording/nav"].fields)["text"]
    without_back = text[text.index("unsure:") :].replace("Vet inte", "Vet ej")

    assert (await _send_yaml(admin, "wording/nav", without_back)).status == 303

    assert await admin.value("wording/nav", "back.sv") == "← Tillbaka"
    assert await admin.value("wording/nav", "unsure.sv") == "Vet ej"
    assert "Att rätta" not in await admin.page("")


@pytest.mark.parametrize("told", ["1", "x.y", "1.2.3", "9" * 40, "", "1.99999"])
@ON_ONE_KIND
async def test_what_nobody_can_have_seen_is_refused(admin: Admin, told: str) -> None:
    form = await admin.form("questions/C01")

    assert (await admin.send(form, seen=told)).status == 400


@pytest.mark.parametrize(
    "address", ["x", "questions/C99", "questions/C01/options", "templates/x", "wording", "wording/x", "scoring/x"]
)
@ON_ONE_KIND
async def test_what_is_not_there_is_not_found(admin: Admin, address: str) -> None:
    found = await admin.browser.get(f"/admin/knowledge/edit/{address}")

    assert found.status == (200 if address == "wording" else 404)


@ON_ONE_KIND
async def test_while_somebody_types_it_is_told_what_would_be_wrong(admin: Admin) -> None:
    form = await admin.form("questions/C10")

    answer = await admin.browser.post("/admin/knowledge/look/questions/C10", form.filled({"title.en": ""}))

    assert json.loads(answer.text)["here"] == [{"field": "title.en", "label": "Rubrik", "said": "Det här saknas."}]
    assert await admin.value("questions/C10", "title.en") != ""


async def _save_mine(admin: Admin, page: str) -> None:
    form = forms(page)["/admin/knowledge/yaml/questions"]
    assert (await admin.browser.post(form.action, form.filled({}))).status == 303


async def _send_yaml(admin: Admin, document: str, text: str) -> Answer:
    form = forms(await admin.page(f"/yaml/{document}"))[f"/admin/knowledge/yaml/{document}"]
    return await admin.browser.post(form.action, form.filled({"text": text}))


async def _latest(server: Server, document: str) -> Any:
    """The newest row of the record about a document."""
    engine = open_engine(server.database)
    async with engine.connect() as db:
        query = select(audit).where(audit.c.what == "changed draft", audit.c.object == document)
        row = (await db.execute(query.order_by(audit.c.id.desc()).limit(1))).one()
    await engine.dispose()
    return row


@pytest.mark.parametrize(("sent", "status"), [("form=å", 403), ("form=%E5", 403), ("form", 403), ("", 403)])
@ON_ONE_KIND
async def test_a_token_that_none_of_our_forms_has_is_refused(admin: Admin, sent: str, status: int) -> None:
    headers = {"Origin": admin.browser.url, "Content-Type": "application/x-www-form-urlencoded"}
    url = f"{admin.browser.url}{EDIT}/promises"
    async with admin.browser.session.post(url, data=sent.encode("latin-1"), headers=headers) as response:
        assert response.status in (status, 400)
