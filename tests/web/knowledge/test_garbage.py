"""Whatever somebody saves in the draft as YAML, every page still answers and says what is wrong."""

import pytest

from tests.databases import ON_ONE_KIND
from tests.web.knowledge.desk import Admin, forms

pytestmark = pytest.mark.slow
HOME = "/admin/knowledge"
DOCUMENTS = (
    *("questions", "scoring", "departments", "asides", "lessons", "lexicon", "connectors", "inspiration"),
    *("promises", "golden", "templates/timesheet", "wording/welcome", "wording/editor", "wording/match"),
)
GARBAGE = (
    "5",
    "text",
    "[]",
    "[1, [2, {a: b}], null]",
    "{a: 1, b: {c: [d]}}",
    "- id: 5\n- {id: {x: y}}\n- id: [z]\n- id: C05\n  options: 3\n  title: [1]\n  ask_when: {any: 7}",
    "- {id: C05, preselect: {a: 1}, options: [{code: [1]}, 5], says: {sv: {a: b}}}",
    "{id: 7, title: 3, phrases: {sv: 5}, steps: x, fits: [1], connectors: {a: b}, status: [1]}",
    "{criteria: 3, decision: [5, {id: 1, when: x}], benefit: [], knockouts: {a: 1}, dpia: 7}",
    "{systems: 4, counts: [1], risks: {a: b}, sv: 1}",
    "- id: ''\n- id: a/b\n- id: '..'\n- id: '<b>'\n  title: {sv: '<script>alert(1)</script>'}",
)
PAGES = ("", "/changes", "/publish")
OTHERS = ("/trial", "/preview", "/learning", "/calibration", "/history", "/edit/templates")
"""Pages that show little of one document: looked at with every third garbage."""


@pytest.mark.parametrize("document", DOCUMENTS)
@ON_ONE_KIND
async def test_every_page_answers(admin: Admin, document: str) -> None:
    for number, told in enumerate(GARBAGE):
        form = forms(await admin.page(f"/yaml/{document}"))[f"{HOME}/yaml/{document}"]
        saved = await admin.browser.post(form.action, form.filled({"text": told}))
        assert saved.status == 303, (told, saved.text)

        for path in (
            *PAGES,
            *(() if number % 3 else OTHERS),
            f"/edit/{document}",
            f"/yaml/{document}",
            f"/edit/{document}/C05",
            f"/edit/{document}/systems",
        ):
            answer = await admin.browser.get(f"{HOME}{path}")
            assert answer.status in (200, 404), (told, path, answer.status)
            assert "<script>alert" not in answer.text
        assert (await admin.browser.post(f"{HOME}/publish", {"note": "x", "draft": "1.1"})).status == 409
        assert (await admin.browser.post(f"{HOME}/trial")).status == 303
    await admin.take_back()
    assert "likadant som" in await admin.page("")
