"""Judging blind: which tasks there are, what is told of them, and what coaches said."""

from sqlalchemy import delete

from services.auditing import Filter
from services.judging import Candidate
from storage.page_tables import transcripts
from storage.store import SqlStore
from tests.storage.talked import Told, tell, visitor
from tests.storage.turns import NOW, incoming, later

CARLA, DORIS, ERIK = visitor("Carla"), visitor("Doris"), visitor("Erik")
THREE = (Told("ann", 1), Told("bo", 2), Told("cia", 3))


async def candidates(store: SqlStore, most: int = 500) -> set[Candidate]:
    return set(await store.judging.candidates(CARLA, most))


async def test_finished_tasks_that_one_has_neither_judged_nor_told_are_there_to_judge(store: SqlStore) -> None:
    at = await tell(store, *THREE, Told("dan", 4, outcome=None), Told("local-carla", 5), Told("eva", 6))
    await store.readings.mark_test(at[6], test=True, by=CARLA, now=NOW)
    await store.judging.judge(at[1], "self", CARLA, NOW)
    for number in (at[2], at[5]):
        await store.judging.judge(number, "team", DORIS, NOW)

    assert await candidates(store) == {Candidate(at[2], 1), Candidate(at[3], 0)}


async def test_what_one_other_coach_has_judged_is_there_however_old_it_is(store: SqlStore) -> None:
    at = await tell(store, *THREE)
    await store.judging.judge(at[1], "self", DORIS, NOW)

    assert await candidates(store, 1) == {Candidate(at[1], 1), Candidate(at[3], 0)}
    await store.judging.judge(at[1], "self", ERIK, NOW)
    assert await candidates(store, 1) == {Candidate(at[3], 0)}


async def test_a_task_is_told_without_outcome_or_title_and_reading_it_is_on_record(store: SqlStore) -> None:
    at = await tell(store, *THREE)

    found = await store.judging.task(at[1], CARLA, NOW)

    assert found is not None
    assert (found.title, found.outcome, found.department) == ("", None, "hr")
    assert found.interview.description == "uppgift 1"
    (row,) = (await store.auditing.page(Filter("reading"), None, 10)).rows
    assert (row.who, row.what, row.about) == ("Carla", "read anonymised", f"conversation {at[1]}")


async def test_a_department_of_few_people_is_not_told(store: SqlStore) -> None:
    at = await tell(store, Told("ann", 1), Told("bo", 2), Told("ann", 3), Told("cia", 4, department="it"))

    found = await store.judging.task(at[1], CARLA, NOW)

    assert found is not None
    assert found.department is None


async def test_what_is_not_finished_or_a_trial_or_nowhere_is_neither_told_nor_judged(store: SqlStore) -> None:
    at = await tell(store, Told("ann", 1, outcome=None), Told("bo", 2))
    await store.readings.mark_test(at[2], test=True, by=CARLA, now=NOW)

    for number in (at[1], at[2], 999):
        assert await store.judging.task(number, CARLA, NOW) is None
        assert not await store.judging.judge(number, "self", CARLA, NOW)
    assert await store.judging.own(CARLA, 5) == ()


async def test_a_judgement_is_changed_and_taken_back_by_its_coach_alone_and_all_of_it_is_on_record(
    store: SqlStore,
) -> None:
    at = await tell(store, *THREE)
    for outcome in ("self", "team"):
        assert await store.judging.judge(at[1], outcome, CARLA, NOW)
    await store.judging.judge(at[2], "coach", CARLA, later(minutes=1))
    await store.judging.judge(at[1], "not_now", DORIS, NOW)

    own = await store.judging.own(CARLA, 5)
    assert [(each.task.transcript, each.outcome) for each in own] == [(at[2], "coach"), (at[1], "team")]
    assert await store.judging.forget(at[1], CARLA, NOW)
    assert not await store.judging.forget(at[1], CARLA, NOW)
    assert {each.task.transcript: each.said for each in await store.judging.judged(9)} == {
        at[1]: ("not_now",),
        at[2]: ("coach",),
    }
    said = [(row.what, row.old, row.new) for row in (await store.auditing.page(Filter(), None, 10)).rows]
    assert said == [
        ("took back a judgement", "team", None),
        ("judged", None, "not_now"),
        ("judged", None, "coach"),
        ("judged", "self", "team"),
        ("judged", None, "self"),
    ]


async def test_judged_tasks_come_with_what_was_told_and_no_more_than_asked_for(store: SqlStore) -> None:
    at = await tell(store, *THREE)
    for number in at.values():
        await store.judging.judge(number, "self", CARLA, NOW)
    await store.judging.judge(at[3], "team", DORIS, later(minutes=1))

    (found,) = await store.judging.judged(1)

    assert (found.task.transcript, found.task.outcome, found.said) == (at[3], "self", ("self", "team"))
    assert found.task.interview.description == "uppgift 3"


async def test_a_person_who_is_forgotten_takes_the_judgements_of_their_tasks_along(store: SqlStore) -> None:
    at = await tell(store, *THREE)
    await store.judging.judge(at[1], "self", CARLA, NOW)
    async with store._transactions.writing() as db:  # noqa: SLF001 - as erasing does it
        await db.execute(delete(transcripts).where(transcripts.c.id == at[1]))

    assert await store.judging.judged(9) == ()


async def test_people_find_among_their_own_data_who_was_shown_their_task(store: SqlStore) -> None:
    at = await tell(store, *THREE)
    await store.judging.task(at[1], CARLA, NOW)
    async with store.begin() as unit:
        entered = await unit.enter(incoming("link", "ann"))
        assert entered is not None
        await unit.link(entered, "token", later(minutes=30))

    found = await store.data("token", NOW)

    assert found is not None
    assert [each["who"] for each in found.readings] == ["Carla"]
