"""Judging blind: which tasks there are, what is told of them, and what coaches said."""

from dataclasses import replace

from sqlalchemy import delete

from services.auditing import Filter
from services.judging import Candidate, told_in
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
        assert await store.judging.judge(number, "self", CARLA, NOW) != "judged"
    assert await store.judging.own(CARLA, 5) == ()


async def test_a_judgement_is_changed_and_taken_back_by_its_coach_alone_and_all_of_it_is_on_record(
    store: SqlStore,
) -> None:
    at = await tell(store, *THREE)
    for outcome in ("self", "team"):
        assert await store.judging.judge(at[1], outcome, CARLA, NOW) == "judged"
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


async def tell_again(store: SqlStore, told: Told, minutes: int) -> None:
    """The same task, as it stands some minutes later."""
    await tell(store, replace(told, later=minutes))


async def standing(store: SqlStore) -> dict[int, str]:
    return {each.task.transcript: each.standing for each in await store.judging.own(CARLA, 9)}


async def test_a_judgement_counts_only_while_the_task_is_finished_and_stands_as_it_was_judged(store: SqlStore) -> None:
    first = Told("ann", 1, answers={"C05": "ja"})
    at = await tell(store, first, *THREE[1:])
    for number in (at[1], at[2]):
        await store.judging.judge(number, "self", CARLA, NOW)
    await store.judging.judge(at[1], "team", DORIS, NOW)

    await tell_again(store, replace(first, outcome=None), 5)
    opened = await store.judging.judged(9), await standing(store), await store.judging.candidates(ERIK, 9)
    assert await store.judging.judge(at[1], "team", ERIK, NOW) == "changed"
    await tell_again(store, replace(first, answers={"C05": "nej"}), 6)
    changed = await store.judging.judged(9), await standing(store), await store.judging.candidates(CARLA, 9)
    await tell_again(store, first, 7)
    as_before = await store.judging.judged(9), await standing(store), await store.judging.candidates(CARLA, 9)

    assert [each.task.transcript for each in opened[0]] == [at[2]]
    assert opened[1] == {at[1]: "closed", at[2]: "counts"}
    assert set(opened[2]) == {Candidate(at[2], 1), Candidate(at[3], 0)}
    assert [each.task.transcript for each in changed[0]] == [at[2]]
    assert changed[1] == {at[1]: "changed", at[2]: "counts"}
    assert set(changed[2]) == {Candidate(at[1], 0), Candidate(at[3], 0)}
    assert {each.task.transcript: each.said for each in as_before[0]} == {at[1]: ("self", "team"), at[2]: ("self",)}
    assert as_before[1] == {at[1]: "counts", at[2]: "counts"}
    assert set(as_before[2]) == {Candidate(at[3], 0)}


async def test_what_is_judged_again_after_a_change_counts_for_what_there_is_now(store: SqlStore) -> None:
    first = Told("ann", 1, answers={"C05": "ja"})
    at = await tell(store, first)
    shown = await store.judging.task(at[1], CARLA, NOW)
    assert shown is not None
    seen = told_in(shown.interview)[:8]
    assert await store.judging.judge(at[1], "self", CARLA, NOW, seen) == "judged"
    await tell_again(store, replace(first, answers={"C05": "nej"}), 5)

    late = await store.judging.judge(at[1], "coach", CARLA, NOW, seen)
    again = await store.judging.judge(at[1], "team", CARLA, NOW)

    assert (late, again) == ("changed", "judged")
    assert [each.said for each in await store.judging.judged(9)] == [("team",)]
    found = await store.judging.verdict(at[1], CARLA)
    assert found is not None
    assert (found.outcome, found.standing) == ("team", "counts")
    assert await store.judging.verdict(at[1], DORIS) is None


async def test_a_task_that_goes_on_in_another_chat_is_judged_there_alone(store: SqlStore) -> None:
    at = await tell(store, Told("ann", 1))
    await store.judging.judge(at[1], "self", CARLA, NOW)
    await store.judging.judge(at[1], "self", DORIS, NOW)
    there = await tell(store, Told("ann", 1, chat="phone", later=5))

    found = await store.judging.candidates(ERIK, 9)

    assert there[1] != at[1]
    assert found == (Candidate(there[1], 0),)
    assert await store.judging.judged(9) == ()
    assert await store.judging.task(at[1], ERIK, NOW) is None
    assert await standing(store) == {at[1]: "closed"}


async def test_nobody_is_shown_or_judges_what_they_told_themselves(store: SqlStore) -> None:
    at = await tell(store, Told("local-carla", 1))

    assert await store.judging.task(at[1], CARLA, NOW) is None
    assert await store.judging.judge(at[1], "self", CARLA, NOW) is None
    assert await store.judging.judge(at[1], "self", DORIS, NOW) == "judged"


async def test_own_judgements_come_page_by_page(store: SqlStore) -> None:
    at = await tell(store, *THREE)
    for number in (1, 2, 3):
        await store.judging.judge(at[number], "self", CARLA, later(minutes=number))

    pages = [await store.judging.own(CARLA, 2, skipped) for skipped in (0, 2, 4)]

    assert [[each.task.transcript for each in page] for page in pages] == [[at[3], at[2]], [at[1]], []]


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


async def test_people_find_among_their_own_data_who_was_shown_judged_and_marked_their_task(store: SqlStore) -> None:
    at = await tell(store, *THREE)
    await store.judging.task(at[1], CARLA, NOW)
    for number in (at[1], at[2]):
        await store.judging.judge(number, "team", DORIS, NOW)
        await store.readings.label(number, ["misread"], ERIK, NOW)
    async with store.begin() as unit:
        entered = await unit.enter(incoming("link", "ann"))
        assert entered is not None
        await unit.link(entered, "token", later(minutes=30))

    found = await store.data("token", NOW)

    assert found is not None
    assert [each["who"] for each in found.readings] == ["Carla"]
    same = {"at": NOW.isoformat(), "task": "uppgift 1"}
    assert found.judgements == ({**same, "who": "Doris", "outcome": "team"},)
    assert found.labels == ({**same, "who": "Erik", "label": "misread"},)
