"""Whatever a coach orders, from any state: the case ends where the table of moves says, or nothing has happened."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from dialogs.case import MOVES, OPEN, UNTAKEN, Case, Event, Refused, Somebody, State, moved
from services.casework import VERBS, Done, Missing, Order, Result, Verb, work, work_merge
from services.effects import TurnPorts
from services.team import Absence, stand_in
from storage.store import SqlStore
from tests.storage.clockwork import MORNING, working
from tests.storage.test_outbox import Watch
from tests.storage.turns import incoming, open_case

ANNA = Somebody("anna", "Anna")
CARLA, DAVID, EVA = Somebody("carla", "Carla"), Somebody("david", "David"), Somebody("eva", "Eva")
PATHS: dict[State, tuple[Verb, ...]] = {
    "new": (),
    "taken": ("take",),
    "waiting": ("take", "ask"),
    "solved": ("solve",),
    "closed": ("solve", "close"),
    "reopened": ("solve", "reopen"),
    "withdrawn": ("take",),
}
"""How a coach brings a case into each state; the person withdraws one themselves."""
people = st.sampled_from([CARLA, DAVID, EVA])


@pytest.fixture
async def ports(engine: AsyncEngine) -> TurnPorts:
    return (await working(engine, Watch(MORNING))).ports


def order(verb: Verb, by: Somebody = CARLA, **more: object) -> Order:
    plain = Order(verb, by, MORNING, words=verb if verb in ("reply", "ask", "solve") else "", to=DAVID, urgent=True)
    return replace(plain, **more)  # type: ignore[arg-type]


async def stands(store: SqlStore, number: str) -> tuple[Case, tuple[Event, ...]]:
    async with store.begin() as unit:
        case = await unit.cases.load(number)
        assert case is not None
        return case, await unit.cases.events(case)


async def brought(store: SqlStore, ports: TurnPorts, state: State) -> str:
    number = await open_case(store, incoming())
    for verb in PATHS[state]:
        worked = await work(number, order(verb), ports)
        assert worked is not None
        assert isinstance(worked.result, Done)
    if state == "withdrawn":
        case, _ = await stands(store, number)
        gone = moved(case, "withdraw", by=ANNA, now=MORNING)
        assert isinstance(gone, Case)
        async with store.begin() as unit:
            await unit.cases.keep(gone, Event("withdrawn", ANNA, MORNING))
    return number


async def ordered(number: str, wanted: Order, ports: TurnPorts) -> Result:
    worked = await work(number, wanted, ports)
    assert worked is not None
    return worked.result


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", PATHS)
async def test_an_act_leads_where_the_table_says_or_changes_nothing(
    store: SqlStore, ports: TurnPorts, state: State, verb: Verb
) -> None:
    number = await brought(store, ports, state)
    before, events = await stands(store, number)

    result = await ordered(number, order(verb, EVA, seen_moves=before.moves), ports)

    case, later = await stands(store, number)
    if verb == "reply":
        assert case.state == ("taken" if state in UNTAKEN else state)
        return
    if verb == "urgent":
        assert (case.state, case.urgent) == (state, state in OPEN)
        return
    allowed, to = MOVES[verb]
    assert isinstance(result, Done) is (state in allowed)
    if state in allowed:
        assert case.state == to
        assert len(later) == len(events) + 1
    else:
        assert result == Refused(before)
        assert (case, later) == (before, events)


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in ("reply", "urgent")])
async def test_an_order_that_was_seen_before_the_last_move_changes_nothing(
    store: SqlStore, ports: TurnPorts, verb: Verb
) -> None:
    number = await brought(store, ports, "taken")
    before, events = await stands(store, number)

    assert await ordered(number, order(verb, EVA, seen_moves=before.moves - 1), ports) == Refused(before)
    assert await stands(store, number) == (before, events)


async def test_an_order_without_words_or_without_anybody_says_so(store: SqlStore, ports: TurnPorts) -> None:
    number = await brought(store, ports, "taken")
    before, events = await stands(store, number)

    assert await ordered(number, order("ask", words=" \n"), ports) == Missing("words", before)
    assert await ordered(number, order("assign", to=None), ports) == Missing("coach", before)
    assert await stands(store, number) == (before, events)


async def test_a_case_of_a_number_that_nobody_has_is_not_there(ports: TurnPorts) -> None:
    assert await work("AC-2026-9999", order("take"), ports) is None
    assert await work_merge("AC-2026-9999", "AC-2026-9998", order("close"), ports) is None


async def test_reminders_stop_when_somebody_takes_the_case_and_begin_when_it_is_reopened(
    store: SqlStore, ports: TurnPorts
) -> None:
    number = await brought(store, ports, "reopened")
    late = MORNING + timedelta(days=60)

    waiting = await store.planned(late, late, 10)
    await work(number, order("take"), ports)

    assert len(waiting) == 1
    assert await store.planned(late + timedelta(days=1), late, 10) == ()


async def test_doubles_of_a_double_go_along_to_where_the_work_goes_on(store: SqlStore, ports: TurnPorts) -> None:
    last, middle, first = [await open_case(store, incoming(f"m{each}")) for each in range(3)]

    await work_merge(last, middle, order("close"), ports)
    await work_merge(middle, first, order("close"), ports)

    assert [(await stands(store, each))[0].double_of for each in (last, middle, first)] == [first, first, None]


@given(st.lists(st.tuples(people, people), max_size=4), people)
def test_a_stand_in_is_somebody_who_is_there_and_nobody_when_all_are_away(
    pairs: list[tuple[Somebody, Somebody]], coach: Somebody
) -> None:
    absences = [Absence(away, other, MORNING) for away, other in dict(pairs).items()]

    instead = stand_in(coach, absences)

    gone = {each.coach for each in absences}
    assert instead is None or (coach in gone and instead not in gone)
    assert instead is not None or coach not in gone or gone
