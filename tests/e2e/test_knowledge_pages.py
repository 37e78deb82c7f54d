"""The pages of the knowledge base in a browser: an admin's whole job, without barriers, by keyboard, without script."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.door.server import Server
from tests.e2e.pages import filled_pages
from tests.e2e.playground import Playground
from tests.e2e.processes import coach_with_pages
from tests.e2e.test_coach_pages import LOOKS, without_barriers

pytestmark = pytest.mark.slow
HOME: Final = "/admin/knowledge"
TASK: Final = (
    "Varje fredag kopierar jag fakturor från Outlook till Excel. Det tar 45 minuter och vi är tre som gör det."
)
PAGES: Final = {
    "knowledge": "",
    "questions": "/edit/questions",
    "question": "/edit/questions/C12",
    "scoring": "/edit/scoring",
    "criterion": "/edit/scoring/criteria/C10",
    "decision": "/edit/scoring/decision/coach",
    "templates": "/edit/templates",
    "template": "/edit/templates/timesheet",
    "texts": "/edit/wording/nav",
    "yaml": "/yaml/promises",
    "changes": "/changes",
    "trial": "/trial",
    "preview": "/preview",
    "publish": "/publish",
    "history": "/history",
    "revision": "/history/1",
}


@pytest.fixture(scope="module")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Pages with a draft in which something is changed, and something wrong, and that was tried before that."""
    with filled_pages(tmp_path_factory.mktemp("knowledge")) as started, browser.new_context(locale="sv-SE") as context:
        page = signed_in(context, started.url)
        change(page, started.url, "scoring/criteria/C05", 'input[name="options.0.score"]', "10")
        page.goto(f"{started.url}{HOME}/trial")
        page.get_by_role("button", name="Pröva utkastet").click()
        expect(page.get_by_role("heading", name="tidigare uppgifter bedömda")).to_be_visible(timeout=60_000)
        page.wait_for_selector("progress", state="detached", timeout=60_000)
        without_barriers(page, "knowledge-trial-done", "light")
        change(page, started.url, "questions/C12", '[name="title.en"]', "")
        yield started


@pytest.mark.parametrize("look", ["light", "dark", "phone", pytest.param("contrast", marks=pytest.mark.thorough)])
def test_a_page_has_no_barriers_and_fits(look: str, browser: Browser, server: Server) -> None:
    with browser.new_context(**LOOKS[look]) as context:
        page = signed_in(context, server.url)
        troubles = troubles_of(page)
        for name, path in PAGES.items():
            page.goto(f"{server.url}{HOME}{path}")
            without_barriers(page, f"knowledge-{name}", look)
            assert troubles == [], name


def test_an_admin_changes_a_weight_and_a_question_tries_publishes_and_only_new_conversations_meet_it(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("job")
    with (
        coach_with_pages(folder, "sv") as (playground, pages),
        browser.new_context(locale="sv-SE") as context,
        browser.new_context(locale="sv-SE") as desk,
    ):
        teams, admin = Playground.opened(context.new_page(), playground, "sv"), signed_in(desk, pages)
        teams.say(TASK)
        teams.press("Stämmer")
        teams.pick_from_drop_down("Ekonomi").shows("Avgör uppgiften något")

        change(admin, pages, "scoring/criteria/C06", 'input[name="weight"]', "60")
        change(admin, pages, "questions/C13", '[name="text.sv"]', "Vad står det om människor i uppgiften?")
        change(admin, pages, "questions/C12", '[name="text.sv"]', "Bestäms något om någon?")
        admin.goto(f"{pages}{HOME}/trial")
        admin.get_by_role("button", name="Pröva utkastet").click()
        expect(admin.get_by_role("heading", name="kontrolluppgifter blir som väntat")).to_be_visible(timeout=60_000)
        expect(admin.get_by_text("Blev som väntat före ändringen").first).to_be_visible()
        admin.get_by_role("link", name="Publicera").first.click()
        admin.get_by_label("Står i historiken").fill("Formen på uppgifterna väger mer; enklare frågor")
        admin.get_by_role("button", name="Publicera").click()
        expect(admin.get_by_role("status")).to_contain_text("Publicerat")

        teams.pick("Nej").shows("Vilka uppgifter om människor finns med?")  # Begun before: as it was.
        teams.say("ny").shows("Berätta om uppgiften")
        teams.say(TASK)
        teams.press("Stämmer").shows("Bestäms något om någon?")
        teams.pick("Nej").shows("Vad står det om människor i uppgiften?")


def test_what_is_wrong_is_told_while_one_types_and_work_is_not_lost_by_leaving(
    browser: Browser, server: Server
) -> None:
    with browser.new_context(locale="sv-SE") as context:
        page = signed_in(context, server.url)
        page.goto(f"{server.url}{HOME}/edit/questions/C13")
        page.locator('[name="title.sv"]').fill("")

        expect(page.locator('[data-wrong="title.sv"]')).to_have_text("Det här saknas.")
        expect(page.locator("#problems")).to_be_visible()
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.locator("a.brand").click(no_wait_after=True)
        expect(page.locator('[data-wrong="title.sv"]')).to_have_text("Det här saknas.")
        page.locator('[name="title.sv"]').fill("Personuppgifter")
        expect(page.locator('[data-wrong="title.sv"]')).to_be_empty()


def test_the_draft_is_talked_with_beside_the_form(browser: Browser, server: Server) -> None:
    with browser.new_context(locale="sv-SE") as context:
        page = signed_in(context, server.url)
        change(page, server.url, "questions/C12", '[name="title.en"]', "Decision about someone")
        page.goto(f"{server.url}{HOME}/edit/wording/welcome")
        page.get_by_text("Prata här").click()
        chat = page.locator("[data-chat]")
        chat.get_by_role("button", name="Börja om", exact=True).click()
        chat.get_by_role("button", name="Beskriv en uppgift").click()

        expect(chat.locator(".ac-adaptiveCard").last).to_contain_text("Berätta om uppgiften")
        chat.get_by_label("Skriv som en medarbetare").fill(TASK)
        chat.get_by_role("button", name="Skicka").click()
        chat.get_by_role("button", name="Stämmer").click()
        expect(chat.locator(".ac-adaptiveCard").last).to_contain_text("Var i Halmstads kommun arbetar du?")
        expect(page).to_have_url(f"{server.url}{HOME}/edit/wording/welcome")


def test_without_script_everything_works(browser: Browser, server: Server) -> None:
    with browser.new_context(java_script_enabled=False, locale="sv-SE") as context:
        page = signed_in(context, server.url)
        page.goto(f"{server.url}{HOME}/edit/departments")
        page.get_by_label("Kort namn").fill("teknik_ny")
        page.get_by_role("button", name="Lägg till").press("Enter")
        page.locator('[name="name.sv"]').fill("Teknik")
        page.locator('[name="name.en"]').fill("Technology")
        page.get_by_role("button", name="Spara i utkastet").last.press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("Sparat")

        page.goto(f"{server.url}{HOME}/preview")
        page.get_by_role("button", name="Börja om", exact=True).click()
        page.get_by_role("button", name="Hjälp").last.click()
        expect(page.locator("#newest")).to_contain_text("människa")


def signed_in(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    if url not in _COOKIES:
        page.goto(f"{url}/sign-in")
        page.locator("button[value=adam]").click()
        _COOKIES[url] = context.cookies()
    context.add_cookies(_COOKIES[url])
    return page


def change(page: Page, url: str, address: str, field: str, value: str) -> None:
    page.goto(f"{url}{HOME}/edit/{address}")
    page.locator(field).fill(value)
    page.get_by_role("button", name="Spara i utkastet").last.click()
    expect(page.get_by_role("status").first).to_contain_text("Sparat")


def troubles_of(page: Page) -> list[str]:
    """What the browser complains about."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    return told


_COOKIES: dict[str, list[Any]] = {}
