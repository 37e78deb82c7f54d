"""Cases go to the channels that take their department and topic, and to no others."""

from dataclasses import replace

import pytest

from bot.outbound import write_reply
from dialogs.case import Somebody
from services.announcing import Announcer
from services.ports import Settings
from services.records import Receiver
from storage.store import SqlStore
from tests.cast import NAMES, shipped_knowledge
from tests.storage.turns import CASE, NOW, address, incoming

ROUTES = {"everything": ((), ()), "school": (("barn_ungdom",), ()), "stuck": ((), ("stuck",)), "asked": ((), ())}


async def channels(store: SqlStore) -> None:
    async with store.begin() as unit:
        for name, (departments, topics) in ROUTES.items():
            place = replace(address(name), person=f"channel:{name}", name=name)
            receiver = await unit.receivers.ask(place, "team", "Carla", "sv", NOW)
            await unit.receivers.route(receiver, departments, topics)
            if name != "asked":
                await unit.receivers.decide(receiver, "approved", "Adam", NOW)


async def reached(store: SqlStore, **about: str) -> set[str]:
    """The channels to which a case of this kind goes."""
    async with store.begin() as unit:
        entered = await unit.enter(incoming())
        assert entered is not None
        draft = replace(CASE, **about)  # type: ignore[arg-type]
        case = await unit.cases.open(entered, draft, Somebody("anna", "Anna"), NOW)
        announcer = Announcer(unit, shipped_knowledge(), write_reply, Settings(NAMES, "https://x"), NOW)
        await announcer.opened(case)
        by_place: dict[int, Receiver] = {each.conversation: each for each in await unit.receivers.all()}
        return {by_place[each.conversation].name for each in announcer.said}


@pytest.mark.parametrize(
    ("about", "there"),
    [
        ({}, {"everything"}),
        ({"department": "barn_ungdom"}, {"everything", "school"}),
        ({"topic": "stuck"}, {"everything", "stuck"}),
        ({"department": "barn_ungdom", "topic": "stuck"}, {"everything", "school", "stuck"}),
        ({"department": "hr", "topic": "build"}, {"everything"}),
    ],
)
async def test_a_case_goes_where_its_department_and_topic_are_taken(
    store: SqlStore, about: dict[str, str], there: set[str]
) -> None:
    await channels(store)

    assert await reached(store, **about) == there


async def test_a_channel_that_cannot_be_reached_is_passed_over(store: SqlStore) -> None:
    await channels(store)
    async with store.begin() as unit:
        await unit.close(address("everything"), NOW)

    assert await reached(store) == set()
