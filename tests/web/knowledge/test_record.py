"""What is done to the content stands in the record in words: what, to which part, and what was before and after."""

import csv
import html
import io
import re
from datetime import UTC, datetime

import pytest

from tests.databases import ON_ONE_KIND
from tests.web.browsing import Browser
from tests.web.knowledge.desk import Admin, forms
from tests.web.played import Stage

pytestmark = pytest.mark.slow
LINE = re.compile(r'<li>(?:<span class="quiet">(.*?):</span> )?<span class="said" dir="auto">(.*?)</span></li>')


async def newest(browser: Browser, what: str) -> tuple[str, list[str], list[str]]:
    """Of the newest row that says so: its object, the lines before, and those after."""
    page = (await browser.get("/admin/log?kind=change")).text
    row = next(each for each in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL) if f"<td>{what}</td>" in each)
    about = re.findall(r'<td dir="auto">([^<]*)', row)[1]
    sides = [LINE.findall(side) for side in row.partition("<details>")[2].split("</dd>")[:2]]
    before, after = ([": ".join(filter(None, map(html.unescape, each))) for each in side] for side in sides)
    return about, before, after


@ON_ONE_KIND
async def test_what_came_with_the_program_is_published_by_the_program(admin: Admin) -> None:
    pages = [await admin.page(path) for path in ("", "/history", "/history/1")]
    await admin.browser.post("/language", {"language": "en"})
    english = await admin.page("")

    assert "Publicerat nu: version 1, av programmet, " in pages[0]
    assert "by the program, " in english
    for each in pages[1:]:
        assert '<span dir="auto">programmet</span>' in each
        assert "Det som följde med programmet" in each
        assert "Starting content" not in each


async def test_a_change_of_the_draft_is_told_in_words(admin: Admin) -> None:
    await admin.change("departments/elevhalsa", name__sv="Elever & hälsa", secrecy_area="false")

    assert await newest(admin.browser, "ändrade i utkastet") == (
        "Förvaltningar",
        ["2 › Namn › Svenska: Elevhälsan", "2 › Har sekretess: Ja"],
        ["2 › Namn › Svenska: Elever & hälsa", "2 › Har sekretess: Nej"],
    )


@ON_ONE_KIND
@pytest.mark.parametrize(
    ("address", "changed", "told"),
    [
        (
            "templates/absence-notification",
            {"status": "retired"},
            ("Mallar › Frånvaroanmälan som når rätt personer", ["Läge: I bruk"], ["Läge: Ur bruk"]),
        ),
        (
            "scoring/criteria/C05",
            {"weight": "20,5"},
            ("Bedömning", ["Kriterier › 5 › Vikt: 30"], ["Kriterier › 5 › Vikt: 20,5"]),
        ),
        (
            "questions/C05",
            {"do": "down:options.0"},
            ("Frågor", ["12 › Svar att välja på › 1: plats 2"], ["12 › Svar att välja på › 1: plats 1"]),
        ),
        (
            "wording/welcome",
            {"title__en": "Hi"},
            ("Texter › Välkomsten", ["Rubrik › Engelska: Hi! I am the Automation Coach."], ["Rubrik › Engelska: Hi"]),
        ),
    ],
)
async def test_what_was_changed_is_named_as_the_pages_name_it(
    admin: Admin, address: str, changed: dict[str, str], told: tuple[str, list[str], list[str]]
) -> None:
    await admin.change(address, **changed)

    assert await newest(admin.browser, "ändrade i utkastet") == told


@ON_ONE_KIND
async def test_what_is_new_has_a_line_for_each_of_its_values(admin: Admin) -> None:
    form = forms(await admin.page("/yaml/departments"))["/admin/knowledge/yaml/departments"]
    new = "  - id: ny\n    name: {sv: Ny, en: New}\n    says:\n      sv: [nya, det nya]\n"
    text = dict(form.fields)["text"].replace("  - id: elevhalsa", f"{new}  - id: elevhalsa")
    await admin.browser.post(form.action, form.filled({"text": text}))
    added = await newest(admin.browser, "ändrade i utkastet")
    await admin.take_back("departments")
    taken = await newest(admin.browser, "kastade ändringar i utkastet")

    lines = [
        "2 › Kort namn: ny",
        "2 › Namn › Svenska: Ny",
        "2 › Namn › Engelska: New",
        "2 › Andra sätt att skriva det › Svenska: nya · det nya",
    ]
    assert added == ("Förvaltningar", [], lines)
    assert taken == ("Förvaltningar", lines, [])


@ON_ONE_KIND
async def test_conditions_are_told_by_the_names_of_their_fields(admin: Admin) -> None:
    await admin.change("scoring/decision/weak", when__0__0__limit="45,5")

    _, before, after = await newest(admin.browser, "ändrade i utkastet")

    place = "Beslutstabell › 3 › När › Någon av dessa gäller › 1 › Alla av dessa gäller › 1"
    assert [f"{place} › {each}" in before for each in ("Vad: Lämplighet", "Värdet är under: 50")] == [True, True]
    assert f"{place} › Värdet är under: 45,5" in after


async def test_the_file_tells_it_in_words_too_and_keeps_the_code(admin: Admin) -> None:
    await admin.change("promises", answer_within="9")

    swedish = await table(admin.browser)
    await admin.browser.post("/language", {"language": "en"})
    english = await table(admin.browser)

    assert swedish[0] == ["När", "Vem", "Vad", "Om", "Före", "Efter", "Kod"]
    assert swedish[1][1:4] == ["Adam", "ändrade i utkastet", "Löften och tider"]
    assert swedish[1][5:] == ["Svar inom arbetsdagar: 9", "changed draft"]
    assert english[1][2:4] == ["changed the draft", "Promises and times"]
    assert english[1][5:] == ["Answer within working days: 9", "changed draft"]


async def test_what_an_operator_published_has_its_note(admin: Admin, played: Stage) -> None:
    content = await played.store.revision(await played.store.latest() or 0)
    now = datetime.now(UTC)  # noqa: TID251
    number = await played.store.publish(content or "", by="drift", note="Ny policy {", at=now)

    assert await newest(admin.browser, "publicerade innehåll") == (f"version {number}", [], ["Ny policy {"])


async def table(browser: Browser) -> list[list[str]]:
    """The changes of the record as a file."""
    file = await browser.get("/admin/log.csv?kind=change")
    separator = ";" if "När" in file.text[:9] else ","
    return list(csv.reader(io.StringIO(file.text.removeprefix("\ufeff"), newline=""), delimiter=separator))
