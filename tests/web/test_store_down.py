"""While the database does not answer, the pages say so in the reader's language, with a way on."""

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app import clock
from bot.outbound import write_reply
from cli import labelled_texts
from services.access import Roles
from services.effects import TurnPorts
from services.library import Library, publish_first
from services.outbox import Outbox
from services.ports import Settings
from services.trials import TrialPorts, Trials
from services.workbench import Workbench
from storage.engine import open_engine
from storage.schema import upgrade
from storage.store import SqlStore
from tests.cast import NAMES, shipped
from tests.storage.test_outbox import Channel, Watch
from web.parts import Site
from web.site import add_pages


@pytest.mark.parametrize(
    ("language", "said"), [("sv", "Databasen svarar inte"), ("en", "The database does not answer")]
)
async def test_a_page_says_that_the_database_does_not_answer(language: str, said: str, tmp_path: Path) -> None:
    folder = tmp_path / "there"
    engine = open_engine(f"sqlite:///{folder}/coach.db")
    await upgrade(engine)
    store = SqlStore(engine)
    await publish_first(store, shipped(), at=clock())
    ports = TurnPorts(store, Library(store, NAMES, shipped()), write_reply, clock, Settings(NAMES, "http://127.0.0.1"))
    await ports.library.latest()
    app = web.Application()
    roles = Roles(frozenset(), frozenset())
    outbox, bench = Outbox(store, Channel(Watch()), clock), Workbench(store, store.drafts, ports.library)
    past = TrialPorts(store.past_tasks, store.previews, labelled_texts, clock)
    trials = Trials(bench, ports.library, past)
    add_pages(app, Site(store, ports, outbox, bench, trials, NAMES, roles, local=True))
    await engine.dispose()
    folder.rename(tmp_path / "gone")

    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/coach", cookies={"session": "x"}, headers={"Accept-Language": language})
        page = await answer.text()

    assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
    assert said in page
    assert 'href="/coach"' in page
