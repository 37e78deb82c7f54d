"""The pages of cases in a real browser: dragging, the keyboard, narrow windows, no scripts, no barriers."""

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # It tells no types.
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.door.server import Server, serving
from tests.web.casework import CASES, Asked, asked
from tests.web.played import stage

pytestmark = pytest.mark.slow
PHONE: ViewportSize = {"width": 320, "height": 640}
FITS = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("cases")
    with serving(f"sqlite:///{folder}/a.db", {"LOCAL_SIGN_IN": "1", "PUBLIC_URL": ""}, Path(folder / "log")) as started:
        yield started


@pytest.fixture
def case(server: Server) -> Asked:
    async def played() -> Asked:
        async with stage(server.database) as opened:
            return await asked(opened, "Kan ni hjälpa mig?")

    with ThreadPoolExecutor() as thread:  # The browser's own loop runs in this one.
        return thread.submit(lambda: asyncio.run(played())).result()


def opened(browser: Browser, server: Server, **options: object) -> Page:
    """A window in which Carla has signed in."""
    page = browser.new_context(locale="sv", **options).new_page()  # type: ignore[arg-type]
    page.goto(f"{server.url}/sign-in")
    page.click("button[value=carla]")
    return page


def test_a_card_is_dragged_to_another_column_and_nowhere_it_cannot_go(
    browser: Browser, server: Server, case: Asked
) -> None:
    page = opened(browser, server)
    page.goto(f"{server.url}{CASES}/board")
    card = page.locator(f'[data-case="{case.number}"]')

    card.drag_to(page.locator('[data-states="waiting"]'))
    expect(page.locator("#live")).to_contain_text("kan inte flyttas dit")
    card.drag_to(page.locator('[data-states="taken"]'))

    expect(page.locator("#told")).to_contain_text(f"{case.number}: Carla tog ärendet.")
    expect(page.locator(f'[data-states="taken"] [data-case="{case.number}"]')).to_be_visible()
    page.locator(f'[data-case="{case.number}"]').drag_to(page.locator('[data-states="waiting"]'))
    expect(page).to_have_url(re.compile(rf"{case.number}.*#write$"))


def test_everything_works_without_scripts_by_keyboard(browser: Browser, server: Server, case: Asked) -> None:
    page = opened(browser, server, java_script_enabled=False)
    page.goto(f"{server.url}{CASES}/board")

    page.get_by_role("button", name=f"Ta ärendet {case.number}").press("Enter")
    expect(page.locator("#told")).to_contain_text("Carla tog ärendet.")
    page.goto(f"{server.url}{case.path}")
    page.get_by_label("Ditt meddelande").fill("Vilket system?")
    page.get_by_role("button", name="Fråga mer").press("Enter")

    expect(page.locator("#told")).to_contain_text("Vilket system?")
    expect(page.locator(".badges").first).to_contain_text("Väntar på svar")


def test_a_ready_answer_is_put_where_the_cursor_is(browser: Browser, server: Server, case: Asked) -> None:
    page = opened(browser, server)
    page.goto(f"{server.url}/coach/replies")
    page.get_by_label("Titel").fill("Boka")
    page.locator('form[action="/coach/replies"] textarea').fill("Välj en tid.")
    page.get_by_role("button", name="Spara svaret").click()
    page.goto(f"{server.url}{case.path}")

    page.get_by_label("Ditt meddelande").fill("Hej! ")
    page.get_by_role("button", name="Infoga").click()

    expect(page.get_by_label("Ditt meddelande")).to_have_value("Hej! Välj en tid.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_have_no_barriers_and_fit_a_narrow_window(
    browser: Browser, server: Server, case: Asked, scheme: Literal["light", "dark"]
) -> None:
    page = opened(browser, server, color_scheme=scheme, viewport=PHONE)

    for path in (CASES, f"{CASES}/board?over=1", case.path, "/coach/replies", "/coach/away"):
        page.goto(f"{server.url}{path}")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate(FITS), path
