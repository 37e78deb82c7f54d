"""The list of conversations: in order, filtered, searched, page by page; and what deleting leaves of it."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from dialogs.state import Talk
from dialogs.tasks import TaskRecord
from knowledge.part import Language
from services.access import Identity, Session, Visitor
from services.records import Incoming
from services.transcripts import Filter, Listed
from storage.store import SqlStore
from tests.storage.turns import NOW, TASK, incoming, keep_turn, later, out, turn

pytestmark = pytest.mark.usefixtures("engine")
WHO = Identity("local", "carla", "Carla", ("coach",), "local")
CARLA = Visitor(Session("t", WHO, NOW, NOW, later(hours=1), NOW), frozenset({"coach"}))
NASTY = (
    "'",
    '"',
    "\\",
    "a:b",
    "a & b",
    "(hej",
    "NEAR(a b)",
    "hej*",
    '"a b"*',
    "found:",
    "-- x",
    "a|b",
    "%",
    "\x00",
    "ja'",
    "*",
)


async def _tells(
    store: SqlStore,
    words: str,
    *,
    person: str = "anna",
    task: str = "",
    at: datetime = NOW,
    status: str = "open",
    outcome: str | None = None,
    language: Language = "sv",
    department: str | None = None,
) -> None:
    """One turn: somebody says something, perhaps about a task, and gets an answer."""
    heard: Incoming = incoming(f"{person}-{task}-{at.isoformat()}-{words[:40]}", person, at)
    interview = TASK.model_copy(update={"id": task}) if task else None
    talk = Talk(language=language, department=department, interview=interview)
    record = TaskRecord(interview, words[:20], status, outcome) if interview else None  # type: ignore[arg-type]
    whole = turn(heard, out("Svar"), talk=talk, task=record)
    await keep_turn(store, replace(whole, heard=words))


async def _page(store: SqlStore, wanted: Filter = Filter(), most: int = 50) -> list[Listed]:  # noqa: B008 - frozen
    return list((await store.readings.page(wanted, later(days=1), None, most)).rows)


async def test_the_newest_conversation_stands_first(store: SqlStore) -> None:
    await _tells(store, "den äldre", person="anna", task="t1")
    await _tells(store, "den nyare", person="bo", task="t2", at=later(hours=1))

    assert [row.title for row in await _page(store)] == ["den nyare", "den äldre"]


async def test_what_was_said_before_the_first_task_is_read_with_it(store: SqlStore) -> None:
    await _tells(store, "hej")
    await _tells(store, "listor varje vecka", task="t1", at=later(minutes=1))
    await _tells(store, "en annan sak", task="t2", at=later(minutes=2))
    newer, older = await _page(store)

    first = await store.readings.one(older.id, None, CARLA, NOW)
    second = await store.readings.one(newer.id, None, CARLA, NOW)

    assert first is not None
    assert second is not None
    assert [said.text for said in first.said] == ["hej", "Svar", "listor varje vecka", "Svar"]
    assert [said.text for said in second.said] == ["en annan sak", "Svar"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(department="vard"), {"a"}),
        (Filter(outcome="team"), {"b"}),
        (Filter(language="en"), {"c"}),
        (Filter(status="finished"), {"b"}),
        (Filter(status="talk"), {"d"}),
        (Filter(since=later(days=2).date()), {"c"}),
        (Filter(until=NOW.date()), {"a", "b", "d"}),
        (Filter(words="fakturan"), {"a"}),
        (Filter(words="invoice OR avtal"), {"b", "c"}),
        (Filter(words="fakt* -faktura"), set()),
        (Filter(words="faktura", outcome="team"), set()),
        (Filter(review="unread"), {"a", "b", "c", "d"}),
        (Filter(review="read"), set()),
        (Filter(tests="only"), set()),
    ],
)
async def test_each_filter_shows_what_it_says(store: SqlStore, wanted: Filter, found: set[str]) -> None:
    await _tells(store, "fakturor i Excel", person="a", task="a", department="vard")
    await _tells(store, "avtalen följs upp", person="b", task="b", status="finished", outcome="team")
    await _tells(store, "invoices every day", person="c", task="c", language="en", at=later(days=2))
    await _tells(store, "hej på er", person="d")

    rows = await store.readings.page(wanted, later(days=3), None, 50)

    people = {
        row.person: name for row, name in zip(sorted(await _page(store), key=lambda r: r.person), "abcd", strict=True)
    }
    assert {people[row.person] for row in rows.rows} == found


@pytest.mark.parametrize("words", ["", "listor"])
async def test_page_by_page_every_conversation_is_shown_once(store: SqlStore, words: str) -> None:
    for number in range(7):
        for again in range(3):
            at = later(minutes=10 * again + number)
            await _tells(store, f"listor nummer {number}", person=f"p{number}", task=f"t{number}", at=at)
    seen: list[int] = []
    after = None

    while True:
        page = await store.readings.page(Filter(words=words), later(days=1), after, 2)
        seen += [row.id for row in page.rows]
        after = page.after
        if after is None:
            break

    assert len(seen) == len(set(seen)) == 7
    exported = await store.readings.rows(Filter(words=words), later(days=1), None, 100)
    assert {row.id for row in exported} == set(seen)


@pytest.mark.parametrize("words", NASTY)
async def test_whatever_is_searched_for_breaks_nothing(store: SqlStore, words: str) -> None:
    await _tells(store, "hej a b", task="t1")

    await store.readings.page(Filter(words=words), NOW, None, 10)
    await store.readings.rows(Filter(words=f"hej {words}"), NOW, None, 10)


async def test_a_conversation_that_goes_on_is_to_be_read_again(store: SqlStore) -> None:
    await _tells(store, "först", task="t1")
    (row,) = await _page(store)
    await store.readings.review(row.id, "read", CARLA, NOW)
    assert await store.readings.unread(Filter(), NOW, None) is None

    await _tells(store, "sedan", task="t1", at=later(minutes=5))

    (row,) = await _page(store)
    assert row.review == "changed"
    assert await store.readings.unread(Filter(), NOW, None) == row.id


async def test_the_next_one_to_read_is_one_that_the_filter_shows(store: SqlStore) -> None:
    await _tells(store, "listor varje vecka", person="anna", task="t1")
    await _tells(store, "fakturor varje dag", person="bo", task="t2", at=later(hours=1))
    newest, older = await _page(store)

    assert await store.readings.unread(Filter(), NOW, None) == newest.id
    assert await store.readings.unread(Filter(words="listor"), NOW, None) == older.id
    assert await store.readings.unread(Filter(words="katt"), NOW, None) is None
    assert await store.readings.unread(Filter(words="-listor"), NOW, None) is None


async def test_a_trial_is_left_out_unless_asked_for(store: SqlStore) -> None:
    await _tells(store, "prov", task="t1")
    (row,) = await _page(store)

    await store.readings.mark_test(row.id, True, CARLA, NOW)  # noqa: FBT003 - what is marked

    assert await _page(store) == []
    assert [each.id for each in await _page(store, Filter(tests="only"))] == [row.id]


async def test_labels_and_notes_stay_and_own_notes_can_be_taken_back(store: SqlStore) -> None:
    await _tells(store, "listor", task="t1")
    (row,) = await _page(store)
    other = replace(CARLA, session=replace(CARLA.session, identity=replace(WHO, key="cecilia")))

    await store.readings.label(row.id, ["misread"], CARLA, NOW)
    await store.readings.remark(row.id, None, "Fråga om detta", CARLA, NOW)
    whole = await store.readings.one(row.id, None, CARLA, NOW)

    assert whole is not None
    assert (whole.listed.labels, [each.text for each in whole.remarks]) == (("misread",), ["Fråga om detta"])
    assert not await store.readings.forget_remark(row.id, whole.remarks[0].id, other, NOW)
    assert await store.readings.forget_remark(row.id, whole.remarks[0].id, CARLA, NOW)


async def test_what_is_deleted_is_neither_listed_nor_found(store: SqlStore, engine: AsyncEngine) -> None:
    await _tells(store, "hemliga listor", task="t1")
    async with store.begin() as unit:
        entered = await unit.enter(incoming("x1"))
        assert entered is not None
        await unit.erase(entered, NOW)

    assert await _page(store) == []
    assert await _page(store, Filter(words="hemliga")) == []
    assert await _rows(engine) == 0


async def test_a_deleted_task_is_gone_for_coaches_too(store: SqlStore) -> None:
    await _tells(store, "hemliga listor", task="t1")
    async with store.begin() as unit:
        entered = await unit.enter(incoming("x1"))
        assert entered is not None
        await unit.remove_task(entered, "t1")

    assert await _page(store) == []
    assert await _page(store, Filter(words="hemliga")) == []


async def _rows(engine: AsyncEngine) -> int:
    async with engine.connect() as db:
        return int((await db.exec_driver_sql("SELECT count(*) FROM searchable")).scalar() or 0)
