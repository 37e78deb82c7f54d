"""What others have made of a template: sums, of others only."""

from dataclasses import replace

from dialogs.case import Event, Somebody
from dialogs.message import Alike
from storage.store import SqlStore
from tests.storage.turns import TASK, incoming, keep_turn, of_task, open_case, turn

LEAVE = "leave-request-approval"


async def builds(store: SqlStore, person: str, measured: float | None = None) -> None:
    task = TASK.model_copy(update={"id": f"task-{person}", "building": LEAVE, "measured": measured})
    await keep_turn(store, of_task(turn(incoming("m1", person)), task))


async def alike(store: SqlStore, person: str, *templates: str) -> tuple[Alike, ...]:
    async with store.begin() as unit:
        entered = await unit.enter(incoming("m9", person))
        assert entered is not None
        return await unit.alike(entered, templates)


async def test_others_are_counted_and_oneself_is_not(store: SqlStore) -> None:
    await builds(store, "anna", 100.0)
    await builds(store, "bo", 20.0)
    await builds(store, "cia", 40.0)
    await builds(store, "dan")

    assert await alike(store, "anna", "no-such-template", LEAVE) == (Alike(LEAVE, 3, 2, 30.0, 0),)
    assert await alike(store, "anna", "no-such-template") == ()


async def test_solved_cases_count(store: SqlStore) -> None:
    await builds(store, "bo", 20.0)
    for received in ("m2", "m3"):
        number = await open_case(store, incoming(received, "bo"), "task-bo")
        async with store.begin() as unit:
            case = await unit.cases.load(number)
            assert case is not None
            solved = Event("solved", Somebody("c", "Carla"), case.opened)
            await unit.cases.keep(replace(case, state="solved"), solved)

    assert await alike(store, "anna", LEAVE) == (Alike(LEAVE, 1, 1, 20.0, 2),)


async def test_what_people_wrote_is_kept_with_the_template_they_chose(store: SqlStore) -> None:
    for person, template in (("anna", LEAVE), ("bo", None)):
        task = TASK.model_copy(update={"id": f"task-{person}", "description": f"Words of {person}", "liked": template})
        await keep_turn(store, of_task(turn(incoming("m1", person)), task))

    assert await store.chosen() == (("Words of anna", LEAVE),)
