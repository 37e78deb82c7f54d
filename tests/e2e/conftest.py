"""For each module a browser and a coach of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

from knowledge.part import Language
from tests.e2e.playground import Playground
from tests.e2e.processes import coach_in_teams, installed_browser

FLAGS = (
    "--no-sandbox",  # Chromium's own cannot be set up as root or in many containers.
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with its module: while it runs, its thread's event loop is not free for asynchronous tests."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def teams(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Playground]:
    """A window that a module's tests share, in Swedish unless they say otherwise; each begins a task of its own."""
    with _teams(browser, tmp_path_factory, getattr(request, "param", "sv")) as window:
        yield window


@pytest.fixture
def new_teams(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Playground]:
    """A window where the coach has just welcomed somebody it never met, in Swedish unless a test says otherwise."""
    with _teams(browser, tmp_path_factory, getattr(request, "param", "sv")) as window:
        yield window


@contextmanager
def _teams(browser: Browser, folders: pytest.TempPathFactory, language: Language) -> Iterator[Playground]:
    with coach_in_teams(folders.mktemp("coach"), language) as address, browser.new_context() as context:
        yield Playground.opened(context.new_page(), address, language)
