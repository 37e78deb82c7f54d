"""What is typed or pressed is what happens: nothing is lost on the way, and nothing leads nowhere."""

import json

import pytest

from tests.databases import ON_ONE_KIND
from tests.web.knowledge.desk import EDIT, Admin

WEAK = "scoring/decision/weak"
pytestmark = [ON_ONE_KIND, pytest.mark.slow]


async def test_the_part_of_a_condition_whose_button_is_pressed_is_removed(admin: Admin) -> None:
    await admin.change(WEAK, when__1__0__kind="", do="remove:when.1.1")

    form = dict((await admin.form(WEAK)).fields)
    assert form["when.1.n"] == "1"
    assert form["when.1.0.subject"] == "hours_gross"


async def test_lines_that_do_not_fit_stay_as_they_were_typed(admin: Admin) -> None:
    await admin.change("lexicon/counts", numbers__sv="elva\ntolv = 12\ntretton : 13")

    assert await admin.value("lexicon/counts", "numbers.sv") == "elva\ntolv = 12\ntretton : 13"
    assert "varje namn står en gång" in await admin.shown("lexicon/counts")


async def test_a_word_that_stands_twice_is_told(admin: Admin) -> None:
    await admin.change("lexicon/counts", numbers__sv="elva = 11\nelva = 12")

    assert await admin.value("lexicon/counts", "numbers.sv") == "elva = 11\nelva = 12"
    assert "varje namn står en gång" in await admin.shown("lexicon/counts")


async def test_three_things_of_one_name_are_three_things(admin: Admin) -> None:
    names = {"options__0__key": "alltid", "options__1__key": "alltid", "options__2__key": "alltid"}
    await admin.change("scoring/criteria/C05", **names)

    form = dict((await admin.form("scoring/criteria/C05")).fields)
    assert form["options.n"] == "5"
    assert [form[f"options.{number}.key"] for number in range(3)] == ["alltid", "alltid_2", "alltid_3"]


@pytest.mark.parametrize(
    ("own", "said"), [("", "bara bokstäver"), ("a/b c", "bara bokstäver"), ("C06", "heter redan så")]
)
async def test_an_id_that_no_page_can_have_is_told_at_its_field_and_everything_else_is_saved(
    admin: Admin, own: str, said: str
) -> None:
    saved = await admin.change("questions/C05", id=own, title__sv=f"Rubrik till ”{own}”")
    typed = await admin.form("questions/C05")
    looked = await admin.browser.post("/admin/knowledge/look/questions/C05", typed.filled({"id": own}))

    page = (await admin.browser.get(saved.to)).text
    assert said in page
    assert f"Rubrik till ”{own}”" in page
    assert await admin.value("questions/C05", "id") == "C05"
    assert said in json.loads(looked.text)["here"][0]["said"]


async def test_a_number_with_many_decimals_is_not_spoilt_by_a_form(admin: Admin) -> None:
    await admin.change("scoring/criteria/C05", weight="0,3333333333333333")
    await admin.change("scoring/criteria/C05", part="suitability")

    assert await admin.value("scoring/criteria/C05", "weight") == "0,3333333333333333"
    assert "Att rätta" not in await admin.page("")


async def test_a_template_without_inspiration_gets_its_first_link(admin: Admin) -> None:
    form = await admin.form("inspiration")
    number = int(dict(form.fields)["all.n"])
    added = await admin.send(form, do="add:all")
    assert added.to == f"{EDIT}/inspiration#all"
    await admin.change("inspiration", **{f"all__{number}__key": "access-db-replacement", "do": f"add:all.{number}"})

    fields = dict((await admin.form("inspiration")).fields)
    keys = [fields[f"all.{each}.key"] for each in range(number + 1)]
    assert fields[f"all.{keys.index('access-db-replacement')}.0.title"] == ""


async def test_what_is_wrong_in_a_condition_is_told_at_its_field(admin: Admin) -> None:
    await admin.change(WEAK, when__0__0__limit="många", said__en="")

    page = await admin.shown(WEAK)
    assert '<a href="#when">När</a>: Här måste stå ett tal.' in page
    assert '<a href="#said.en">Beslutet i en mening</a>: Det här saknas.' in page
    assert "· Beslutet i en mening (Engelska)" in await admin.page("")
