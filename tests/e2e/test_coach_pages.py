"""The coaches' pages in a browser: without barriers, in every theme, on a phone, without script, by keyboard."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # It tells no types.
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.door.server import Server
from tests.e2e.pages import filled_pages
from tests.e2e.pictures import picture

pytestmark = pytest.mark.slow
PAGES: Final = {
    "sign-in": "/sign-in",
    "not-found": "/coach/conversations/999",
    "conversations": "/coach/conversations",
    "search": "/coach/conversations?status=finished",
    "conversation": "/coach/conversations/1",
    "cases": "/coach/cases",
    "board": "/coach/cases/board",
    "case": "/coach/cases/AC-2026-0001",
    "replies": "/coach/replies",
    "away": "/coach/away",
    "overview": "/coach/portfolio",
    "report": "/coach/portfolio/report?month=2026-11",
    "judging": "/coach/judging",
    "learning": "/admin/knowledge/learning",
    "calibration": "/admin/knowledge/calibration",
    "access": "/admin",
    "settings": "/admin/settings",
    "channels": "/admin/settings/channels",
    "retention": "/admin/settings/retention",
    "exceptions": "/admin/settings/exceptions",
    "log": "/admin/log",
    "employee": "/",
    "no-role": "/coach/cases",
}
WHO: Final = {
    "sign-in": None,
    "employee": "anna",
    **dict.fromkeys(
        (
            "access",
            "settings",
            "channels",
            "retention",
            "exceptions",
            "log",
            "no-role",
            "learning",
            "calibration",
        ),
        "adam",
    ),
}
"""Who looks at a page, where it is not the coach."""
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}, "locale": "sv-SE"},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}, "locale": "en-US"},
    "contrast": {"forced_colors": "active", "viewport": {"width": 1280, "height": 900}, "locale": "sv-SE"},
    "phone": {"color_scheme": "light", "viewport": {"width": 320, "height": 640}, "locale": "sv-SE"},
}
FITS: Final = "document.documentElement.scrollWidth <= window.innerWidth"
_SIGNED_IN: dict[tuple[str, str | None], list[Any]] = {}
_REFUSED: Final = re.compile(r"status of 40[34]")
"""What the browser says of a page that is meant to be refused."""


@pytest.fixture(scope="module")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:  # noqa: ARG001 - first the browser
    with filled_pages(tmp_path_factory.mktemp("pages")) as started:
        yield started


@pytest.fixture
def carla(browser: Browser, server: Server) -> Iterator[Page]:
    """A coach's window, with nothing but the keyboard and what the page says."""
    with browser.new_context(**LOOKS["light"]) as context:
        yield _signed_in(context, server, "carla")


@pytest.mark.parametrize("look", ["light", "dark", "phone", pytest.param("contrast", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barriers_and_fits(name: str, look: str, browser: Browser, server: Server) -> None:
    with browser.new_context(**LOOKS[look]) as context:
        page = _signed_in(context, server, WHO.get(name, "carla"))
        troubles = _troubles(page)
        page.goto(f"{server.url}{PAGES[name]}")
        without_barriers(page, name, look)
        assert [each for each in troubles if not _REFUSED.search(each)] == []


def without_barriers(page: Page, name: str, look: str) -> None:
    """What a page says to those who cannot see it well, and that it fits; with a picture for those who can."""
    picture(page, f"pages/{name}-{look}", full_page=True)
    if look in ("light", "dark"):  # On a phone and in the machine's own colours it is the same page.
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(FITS)


def test_cards_are_drawn_as_the_employee_saw_them_and_cannot_be_pressed(carla: Page, server: Server) -> None:
    carla.goto(f"{server.url}/coach/conversations/1")

    carla.locator(
        "summary", has_text="Har jag förstått rätt?"
    ).first.click()  # It was answered: the answer took its place.
    card = carla.locator(".ac-adaptiveCard").filter(has_text="Har jag förstått rätt?").first
    expect(card).to_be_visible()
    expect(card.get_by_role("button", name="Stämmer")).to_be_disabled()


def test_without_script_every_word_stands_there(browser: Browser, server: Server) -> None:
    with browser.new_context(java_script_enabled=False, locale="sv-SE") as context:
        page = _signed_in(context, server, "carla")
        page.goto(f"{server.url}/coach/conversations/1")

        expect(page.locator(".messages")).to_contain_text("Har jag förstått rätt?")
        expect(page.locator("#judgement")).to_be_visible()


def test_a_coach_searches_reads_labels_and_notes(carla: Page, server: Server) -> None:
    carla.goto(f"{server.url}/coach/conversations")
    carla.get_by_role("searchbox").fill("tidrapport* Excel")
    carla.get_by_role("button", name="Filtrera").click()
    expect(carla.locator("mark").first).to_be_visible()
    assert "tidrapport" not in carla.url

    carla.locator(".row a").first.click()
    carla.get_by_label("Gott exempel").check()
    carla.get_by_role("button", name="Spara etiketterna").click()
    carla.get_by_label("Ny anteckning").fill("<script>alert(1)</script> Visa för gruppen")
    carla.get_by_role("button", name="Spara anteckningen").click()

    expect(carla.locator(".remark")).to_contain_text("<script>alert(1)</script> Visa för gruppen")
    expect(carla.locator(".badges")).to_contain_text("Gott exempel")
    carla.get_by_role("button", name="Läst, visa nästa").click()
    expect(carla).to_have_url(re.compile(r"/coach/conversations/\d+\?"))


def test_the_keyboard_goes_straight_to_the_content(carla: Page, server: Server) -> None:
    carla.goto(f"{server.url}/coach/conversations")

    carla.keyboard.press("Tab")
    expect(carla.get_by_role("link", name="Hoppa till innehållet")).to_be_focused()
    carla.keyboard.press("Enter")

    expect(carla.locator("main")).to_be_focused()


def test_the_language_is_changed_and_stays(carla: Page, server: Server) -> None:
    carla.goto(f"{server.url}/coach/conversations")

    carla.get_by_role("button", name="In English").click()

    expect(carla.get_by_role("heading", level=1)).to_have_text("Conversations")
    carla.goto(f"{server.url}/coach/conversations/1")
    expect(carla.locator("html")).to_have_attribute("lang", "en")
    carla.get_by_role("button", name="På svenska").click()
    expect(carla.locator("html")).to_have_attribute("lang", "sv")


def _signed_in(context: BrowserContext, server: Server, who: str | None) -> Page:
    """A window of one of the cast: each signs in once, since signing in has its limit."""
    page, known = context.new_page(), (server.url, who)
    if who is not None and known not in _SIGNED_IN:
        page.goto(f"{server.url}/sign-in")
        page.locator(f"button[value={who}]").click()
        _SIGNED_IN[known] = context.cookies()
    elif who is not None:
        context.add_cookies(_SIGNED_IN[known])
    return page


def _troubles(page: Page) -> list[str]:
    """What the browser complains about: broken files, scripts or styles that the policy forbids."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    return told
