"""The page with all that is stored about a person, as a browser shows it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # It tells no types.
from playwright.sync_api import Browser, Page, ViewportSize, expect

from knowledge.part import Language
from tests.e2e.playground import Playground

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("teams", ["sv", "en"], indirect=True)]

SAID: dict[Language, str] = {
    "sv": "Varje fredag kopierar jag fakturor från Outlook till Excel.",
    "en": "Every Friday I copy invoices from Outlook to Excel.",
}
ASKED: dict[Language, str] = {"sv": "mina data", "en": "my data"}
LINK: dict[Language, str] = {"sv": "Öppna mina data", "en": "Open my data"}
TITLE: dict[Language, str] = {"sv": "Mina data", "en": "My data"}
DOWNLOAD: dict[Language, str] = {"sv": "Ladda ner som fil (JSON)", "en": "Download as a file (JSON)"}
MESSAGES: dict[Language, str] = {"sv": "Meddelanden", "en": "Messages"}
PHONE: ViewportSize = {"width": 320, "height": 640}
FITS = "document.documentElement.scrollWidth <= window.innerWidth"
OUTLINE = "getComputedStyle(document.activeElement).outlineStyle"


@pytest.fixture(scope="module")
def link(teams: Playground) -> str:
    """The address that the coach gives to somebody who has told about a task."""
    teams.say(SAID[teams.language])
    return teams.say(ASKED[teams.language]).link(LINK[teams.language])


@pytest.fixture
def page(browser: Browser, link: str, teams: Playground) -> Iterator[Page]:
    """The page, opened in a browser of that language that runs no scripts."""
    with browser.new_context(java_script_enabled=False, locale=teams.language) as context:
        opened = context.new_page()
        opened.goto(link)
        yield opened


def test_the_page_tells_everything_in_the_persons_language(teams: Playground, page: Page) -> None:
    language = teams.language

    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE[language])
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("region", name=MESSAGES[language])).to_contain_text(SAID[language])
    assert SAID[language] in page.get_by_role("article").inner_text()


def test_everything_can_be_taken_home_as_a_file(teams: Playground, page: Page, tmp_path: Path) -> None:
    with page.expect_download() as begun:
        page.get_by_role("link", name=DOWNLOAD[teams.language]).click()
    begun.value.save_as(tmp_path / "data")

    data = json.loads((tmp_path / "data").read_text(encoding="utf-8"))

    assert begun.value.suggested_filename == "mina-data.json"
    assert SAID[teams.language] in [message["text"] for message in data["messages"]]


def test_the_keyboard_reaches_everything_and_shows_where_it_is(teams: Playground, page: Page) -> None:
    for stop in (
        page.get_by_role("link", name=DOWNLOAD[teams.language]),
        page.get_by_role("region", name=MESSAGES[teams.language]),
    ):
        page.keyboard.press("Tab")
        expect(stop).to_be_focused()
        assert page.evaluate(OUTLINE) == "solid"


def test_the_page_fits_a_narrow_window(page: Page) -> None:
    page.set_viewport_size(PHONE)

    assert page.evaluate(FITS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_barriers(browser: Browser, link: str, scheme: Literal["light", "dark"]) -> None:
    with browser.new_context(color_scheme=scheme, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(link)

        found = Axe().run(page)
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert found.violations_count == 0, found.generate_report()
    assert paper == {"light": "rgb(245, 245, 245)", "dark": "rgb(31, 31, 31)"}[scheme]


def test_a_link_that_is_over_says_how_to_get_a_new_one(browser: Browser, link: str, teams: Playground) -> None:
    with browser.new_context(locale=teams.language) as context:
        page = context.new_page()
        answer = page.goto(link.replace("?", "x?"))

        assert answer is not None
        assert answer.status == 404
        expect(page.locator("main")).to_contain_text(ASKED[teams.language])
        assert Axe().run(page).violations_count == 0
