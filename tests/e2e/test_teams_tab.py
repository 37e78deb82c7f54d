"""The coaches' pages as a tab in Teams, in a real browser: they sign in by themselves, in a frame of another site."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from aiohttp import ClientSession
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # It tells no types.
from playwright.sync_api import Frame, FrameLocator, Page, expect, sync_playwright

from tests.databases import NewDatabase, new_database
from tests.door.server import Server, serving
from tests.e2e.conftest import FLAGS
from tests.e2e.processes import installed_browser
from tests.e2e.teams_host import PAGES, TEAMS, teams_around
from tests.fakes.minting import Order
from tests.fakes.provider_client import BadProvider, provider_process

__all__ = ["new_database"]
pytestmark = pytest.mark.slow
SOUND = Order({"scp": "access_as_user"})


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with provider_process() as address:
        yield address


@pytest.fixture(scope="module")
def server(base_url: str, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = BadProvider(base_url, "tab", None).environment()  # type: ignore[arg-type]  # Nothing is asked.
    log = tmp_path_factory.mktemp("tab") / "log"
    with serving(new_database("sqlite"), {**settings, "PUBLIC_URL": f"https://{PAGES}"}, log) as started:
        yield started


@contextmanager
def _teams(server: Server, token: str) -> Iterator[Page]:
    """Teams with the tab open, in a browser of its own."""
    with teams_around(server.url, token) as flags, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=[*FLAGS, *flags])
        page = browser.new_context(locale="sv-SE", ignore_https_errors=True).new_page()
        page.goto(f"https://{TEAMS}/")
        yield page
        browser.close()


def _token(base_url: str, order: Order) -> str:
    async def minted() -> str:
        async with ClientSession() as session:
            return await BadProvider(base_url, "tab", session).mint(order)

    return asyncio.run(minted())


def _tab(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def _frame(page: Page) -> Frame:
    return page.frames[1]


def test_the_tab_signs_in_by_itself_looks_as_teams_does_and_its_forms_work(server: Server, base_url: str) -> None:
    with _teams(server, _token(base_url, SOUND)) as page:
        tab = _tab(page)

        expect(tab.get_by_role("heading", level=1)).to_have_text("Samtal", timeout=20_000)
        expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
        expect(tab.locator("body")).to_have_css("background-color", "rgb(31, 31, 31)")
        tab.get_by_role("button", name="In English").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Conversations")
        tab.get_by_role("button", name="Sign out").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Du är utloggad.")
        tab.get_by_role("link", name="Logga in").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Samtal", timeout=20_000)
        cookies = {each["name"]: each for each in page.context.cookies()}
        assert {name: each.get("sameSite") for name, each in cookies.items()} == {
            "__Host-tab": "None",
            "__Host-theme": "None",
        }
        assert TEAMS not in str([each["domain"] for each in cookies.values()])
        assert page.context.new_page().goto(f"https://{PAGES}/coach") is not None
        assert page.context.pages[-1].url.startswith(f"https://{PAGES}/sign-in?back="), "the cookie is the tab's alone"


@pytest.mark.parametrize("order", [None, Order(), Order({"scp": "access_as_user", "aud": "another"})])
def test_a_tab_that_cannot_sign_in_says_so_and_leads_to_the_browser(
    server: Server, base_url: str, order: Order | None
) -> None:
    with _teams(server, _token(base_url, order) if order is not None else "") as page:
        tab = _tab(page)

        expect(tab.get_by_role("heading", level=1)).to_have_text("Det gick inte att logga in i Teams", timeout=20_000)
        link = tab.get_by_role("link", name="Öppna i webbläsaren")
        expect(link).to_have_attribute("href", "/sign-in?back=%2Fcoach%3Ftab%3D1")
        with page.context.expect_page() as opened:
            link.click()
        opened.value.wait_for_load_state()
        assert opened.value.url.startswith(f"https://{PAGES}/sign-in?back=")
        assert Axe().run(_frame(page)).violations_count == 0
