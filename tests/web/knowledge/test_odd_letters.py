"""Letters that no database can hold: whatever form they come in, they are left out and the rest is kept."""

import re

import pytest

from tests.web.browsing import Browser
from tests.web.knowledge.desk import Admin, forms
from tests.web.played import TASK, Stage
from tests.web.test_settings import EXCEPTION, SETTINGS
from web.site import PAGES

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("server", ["postgresql"], indirect=True)]
HOME = "/admin/knowledge"
DIGEST = "a" * 64
FIELDS = {
    "act": "route", "approver": "Eva", "back": "/admin", "codes": "x", "decided": "2026-02-20", "department": "hr",
    "departments": "hr", "do": "refuse", "document": "promises", "draft": "1-x", "ends": EXCEPTION["ends"],
    "guardrail": "C14", "id": DIGEST, "in.c": "x", "into": "AC-2026-0001", "kind": "business", "label": "misread",
    "language": "sv", "message": "1", "months": "12", "moves": "1", "note": "Prov", "number": "KS 1",
    "outcome": "self", "reason": "Prov", "remark": "1", "review": "read", "seen": "1.0", "session": "x",
    "task": "1", "template": "timesheet", "test": "1", "text": "Prov", "title": "Prov", "to": "x", "token": "x",
    "topics": "stuck", "until": "2999-01-01", "v": "menu", "verb": "reply", "view": "board", "who": "x",
    "words": "Prov",
}  # fmt: skip
ASKED = ("after", "coach", "department", "document", "first", "label", "lang", "page", "q", "reply", "who", "words")
FORMS = [page.path for page in PAGES if page.method == "POST" and page.path not in ("/sign-out", "/language")]


def odd(told: str) -> str:
    """With what no database can hold in the middle, and at the end."""
    return f"{told[:1]}\0{told[1:]}\0"


@pytest.mark.parametrize("who", ["adam", "carla"])
async def test_no_form_breaks_on_a_nul(who: str, adam: Browser, carla: Browser) -> None:
    browser, form = adam if who == "adam" else carla, {name: odd(value) for name, value in FIELDS.items()}

    for path in FORMS:
        address = path.replace(":.+}", "}").format(id="1", number="1", place="promises")
        assert (await browser.post(address, form)).status < 500, path


@pytest.mark.parametrize("who", ["adam", "carla"])
async def test_no_address_breaks_on_a_nul(who: str, adam: Browser, carla: Browser) -> None:
    browser, queries = adam if who == "adam" else carla, "&".join(f"{name}=%00x" for name in ASKED)

    for path in (page.path for page in PAGES if page.method == "GET"):
        address = re.sub(r"\{\w+[^}]*\}", "AC-2026-0001%00", path)
        answers = [await browser.get(each) for each in (address, f"{path}?{queries}")]

        assert [each.status < 500 for each in answers] == [True, True], path


async def test_a_note_on_publishing_is_kept_without_a_nul(admin: Admin) -> None:
    await admin.change("promises", answer_within="4")

    published = await admin.publish(odd("Kortare tid"))

    assert published.status == 303, published.text
    assert "Kortare tid" in await admin.page("/history")


async def test_texts_of_the_content_are_kept_without_a_nul(admin: Admin) -> None:
    await admin.change("questions/C12", text__sv=odd("Bestämmer det något?"))
    form = forms(await admin.page("/yaml/departments"))[f"{HOME}/yaml/departments"]
    text = dict(form.fields)["text"].replace("sv: Elevhälsan,", "sv: Elev\0vården,")
    saved = await admin.browser.post(form.action, form.filled({"text": text}))

    assert saved.status == 303, saved.text
    assert await admin.value("questions/C12", "text.sv") == "Bestämmer det något?"
    assert await admin.value("departments/elevhalsa", "name.sv") == "Elevvården"


@pytest.mark.parametrize("do", ["refuse", "accept"])
async def test_what_was_learnt_is_decided_without_a_nul(admin: Admin, do: str) -> None:
    phrase = {"id": DIGEST, "template": odd("timesheet"), "text": odd("Jag räknar tid"), "language": odd("sv")}
    program = {"id": DIGEST, "text": odd("Fort Knox"), "kind": odd("business"), "written": odd("fort knox")}

    answers = [
        await admin.browser.post(f"{HOME}/learning/{where}", {**form, "do": odd(do)})
        for where, form in (("phrases", phrase), ("programs", program))
    ]

    assert [each.status for each in answers] == [303, 303], answers


@pytest.mark.parametrize("field", EXCEPTION)
async def test_an_exception_is_kept_without_a_nul(adam: Browser, played: Stage, field: str) -> None:
    approver = f"Eva {field}"
    form = {**EXCEPTION, "approver": approver}

    answer = await adam.post(f"{SETTINGS}/exceptions", {**form, field: odd(form[field])})

    assert answer.status == 303, answer.text
    async with played.store.begin() as unit:
        newest = (await unit.decisions.exceptions())[0]
    assert (newest.approver, newest.reason) == (approver, EXCEPTION["reason"])


async def test_a_note_beside_a_conversation_is_kept_without_a_nul(carla: Browser, played: Stage) -> None:
    await played.person("anna").says(TASK)
    found = re.search(r'href="(/coach/conversations/\d+)', (await carla.get("/coach/conversations")).text)
    assert found

    noted = await carla.post(f"{found[1]}/remarks", {"text": odd("Se här")})

    assert noted.status == 303
    assert "Se här" in (await carla.get(found[1])).text


@pytest.mark.parametrize("path", ["/sign-in/local", "/admin/settings/retention"])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded; charset=klingon", "months=1"),
        ("application/x-www-form-urlencoded; charset=utf-8", b"months=\xff"),
    ],
)
async def test_a_form_in_no_known_letters_is_refused(adam: Browser, path: str, kind: str, body: str | bytes) -> None:
    headers = {"Content-Type": kind, "Origin": adam.url}

    async with adam.session.post(f"{adam.url}{path}", data=body, headers=headers) as answer:
        assert answer.status == 400
