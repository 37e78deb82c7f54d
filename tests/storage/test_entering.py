"""Whose conversation it is: the same person under either of their ids, and nobody else."""

from dataclasses import replace

import pytest

from services.ports import NotYoursError
from services.records import Incoming
from storage.store import SqlStore
from tests.storage.turns import incoming, keep, out


def known_as(heard: Incoming, *, user: str, person: str) -> Incoming:
    return replace(heard, address=replace(heard.address, user=user, person=person))


@pytest.mark.parametrize(("first", "then"), [("29:anna", "aad-anna"), ("aad-anna", "29:anna")])
async def test_a_person_is_the_same_with_and_without_a_lasting_id(store: SqlStore, first: str, then: str) -> None:
    await keep(store, known_as(incoming("m1"), user="29:anna", person=first), out("Hej"))

    async with store.begin() as unit:
        entered = await unit.enter(known_as(incoming("m2"), user="29:anna", person=then))

    assert entered is not None
    assert (entered.person, entered.version) == (1, 1)


async def test_somebody_else_is_refused_in_a_known_chat(store: SqlStore) -> None:
    await keep(store, incoming("m1"), out("Hej"))

    with pytest.raises(NotYoursError):
        await keep(store, known_as(incoming("m2"), user="29:eve", person="eve"), out("Hej"))
