"""What is learnt from is what counts, the newest first, and no more of it than was asked for."""

from sqlalchemy import delete, update

from services.auditing import Filter
from services.learning import Chosen, Proposed, Trace
from storage.page_tables import transcripts
from storage.store import SqlStore
from tests.storage.talked import Told, tell, visitor
from tests.storage.turns import NOW, later

ADAM = visitor("Adam", "admin")
LATER = later(days=30)


async def trial(store: SqlStore, transcript: int) -> None:
    await store.readings.mark_test(transcript, test=True, by=ADAM, now=NOW)


async def test_chosen_templates_come_with_the_description_and_trials_are_left_out(store: SqlStore) -> None:
    at = await tell(
        store, Told("ann", 1, liked="x"), Told("bo", 2), Told("cia", 3, liked="y"), Told("dan", 4, liked="z")
    )
    await trial(store, at[4])

    assert await store.learning.chosen(10) == (Chosen(at[3], "y", "uppgift 3"), Chosen(at[1], "x", "uppgift 1"))
    assert [each.template for each in await store.learning.chosen(1)] == ["y"]


async def test_a_task_that_goes_on_in_another_chat_is_learnt_from_once(store: SqlStore) -> None:
    at = await tell(store, Told("ann", 1, liked="x"), Told("bo", 2, liked="x"))
    async with store._transactions.writing() as db:  # noqa: SLF001 - as a turn in another chat does it
        await db.execute(update(transcripts).where(transcripts.c.id == at[1]).values(counts=False))

    assert [each.transcript for each in await store.learning.chosen(10)] == [at[2]]


async def test_programs_templates_and_answers_are_told_for_each_task(store: SqlStore) -> None:
    at = await tell(
        store,
        Told("ann", 1, systems=("outlook", "zorbax"), shown=("a", "b"), refused=("b",)),
        Told("ann", 2, answers={"C05": "vet_ej", "C10": ("vet_ej",), "C06": "falt", "C02": 30.0, "C07": "vet_ej"}),
        Told("bo", 3, outcome=None, answers={"C05": "vet_ej"}),
    )
    await tell(store, Told("cia", 4, answers={"C05": "vet_ej", "C06": "vet_ej"}, inferred=("C06",)))
    (ann, *_), memory = await store.learning.programs(5), store.learning

    assert ann == Trace(at[1], ann.person, ("outlook", "zorbax"), ())
    assert await memory.refused(5) == (Trace(at[1], ann.person, ("a", "b"), ("b",)),)
    unsure = await memory.unsure(5)
    assert [(set(each.met), set(each.badly)) for each in unsure] == [
        ({"C05"}, {"C05"}),
        ({"C05", "C10", "C06", "C02", "C07"}, {"C05", "C10", "C07"}),
        (set(), set()),
    ]
    assert len(await memory.unsure(1)) == 1


async def test_interviews_that_nobody_has_gone_on_with_for_a_week_stopped_where_they_stand(store: SqlStore) -> None:
    at = await tell(store, Told("ann", 1, outcome=None, step="C11"), Told("bo", 2, step="result"))

    assert await store.learning.stopped(later(days=6), 5) == ()
    (found,) = await store.learning.stopped(LATER, 5)
    assert (found.transcript, found.met, found.badly) == (at[1], ("C11",), ("C11",))


async def test_what_was_decided_is_remembered_and_on_record_once(store: SqlStore) -> None:
    memory = store.learning
    await memory.decide(Proposed("a" * 64, "program"), "accepted", ADAM, NOW)
    for _ in range(2):
        await memory.decide(Proposed("b" * 64, "phrase for x"), "refused", ADAM, NOW)

    assert await memory.decided(["a" * 64, "b" * 64, "c" * 64]) == {"a" * 64, "b" * 64}
    assert await memory.decided([]) == frozenset()
    rows = (await store.auditing.page(Filter(), None, 10)).rows
    assert [(row.who, row.what, row.about, row.old, row.new) for row in rows] == [
        ("Adam", "refused proposal", "phrase for x", None, None),
        ("Adam", "accepted proposal", "program", None, None),
    ]


async def test_with_a_conversation_goes_what_was_decided_on_its_words(store: SqlStore) -> None:
    at = await tell(store, Told("ann", 1, liked="x"), Told("bo", 2, liked="x"))
    for name, number in (("a", at[1]), ("b", at[2]), ("c", None)):
        await store.learning.decide(Proposed(name * 64, "phrase for x", number), "refused", ADAM, NOW)
    async with store._transactions.writing() as db:  # noqa: SLF001 - as erasing does it
        await db.execute(delete(transcripts).where(transcripts.c.id == at[1]))

    assert await store.learning.decided([name * 64 for name in "abc"]) == {"b" * 64, "c" * 64}


async def test_descriptions_are_told_of_those_that_are_asked_for(store: SqlStore) -> None:
    at = await tell(store, Told("ann", 1), Told("bo", 2))

    assert await store.learning.descriptions([at[2], 999]) == {at[2]: "uppgift 2"}
    assert await store.learning.descriptions([]) == {}
