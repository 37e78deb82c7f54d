"""The outbox on record: each message belongs to one sender at a time, in order, until something became of it."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from services.records import Delivery, NotSent, Sent
from storage.store import SqlStore
from tests.storage.turns import NOW, incoming, keep, keep_many, later, out

AFTER = later(seconds=30)
"""When the turn's own claim on its messages has ended."""


async def claimed(store: SqlStore, now: datetime = AFTER, most: int = 100) -> list[str]:
    """The words of the messages that are due, claimed for a minute."""
    return [each.activity["text"] for each in await store.due(now, now.replace(minute=now.minute + 1), most)]


async def test_a_message_belongs_to_its_turn_at_first(store: SqlStore) -> None:
    await keep(store, incoming(), out("Hej"))

    assert await claimed(store, later(seconds=10)) == []
    assert await claimed(store, AFTER) == ["Hej"]


async def test_a_claimed_message_is_free_again_when_the_claim_ends(store: SqlStore) -> None:
    await keep(store, incoming(), out("Hej"))
    await claimed(store)

    assert await claimed(store) == []
    assert await claimed(store, later(minutes=2)) == ["Hej"]


async def test_two_processes_never_get_the_same_message(store: SqlStore, twin: SqlStore) -> None:
    for number in range(20):
        await keep(store, incoming(person=f"person {number}"), out(str(number)))

    batches = await asyncio.gather(*(claimed(each, most=3) for each in [store, twin] * 5))

    got = [words for batch in batches for words in batch]
    assert sorted(got, key=int) == [str(number) for number in range(20)][: len(got)]
    rest = await claimed(store)
    assert sorted(got + rest, key=int) == [str(number) for number in range(20)]


async def test_messages_come_in_the_order_in_which_they_were_said(store: SqlStore) -> None:
    await keep_many(store, "anna", ["first", "second", "third"])

    assert await claimed(store) == ["first", "second", "third"]


async def test_a_message_waits_for_the_one_before_it(store: SqlStore) -> None:
    first, _ = await keep_many(store, "anna", ["first", "second"])
    await keep(store, incoming(person="bo"), out("other"))
    await store.sent(first, NotSent("later", "429"), NOW, later(minutes=5))

    assert await claimed(store) == ["other"]
    assert await claimed(store, later(minutes=6)) == ["first", "second", "other"]


async def test_what_was_sent_is_not_due_any_more(store: SqlStore) -> None:
    (delivery,) = await keep(store, incoming(), out("Hej"))

    await store.sent(delivery, Sent("1700"), NOW, None)

    assert await claimed(store) == []


@pytest.mark.parametrize("why", ["refused", "unclear", "gone"])
async def test_what_is_given_up_is_not_due_any_more(store: SqlStore, why: str) -> None:
    (delivery,) = await keep(store, incoming(), out("Hej"))

    await store.sent(delivery, NotSent(why, "403"), NOW, None)  # type: ignore[arg-type]  # One of the three.

    assert await claimed(store) == []


async def test_tries_are_counted(store: SqlStore) -> None:
    (delivery,) = await keep(store, incoming(), out("Hej"))
    await store.sent(delivery, NotSent("later", "429"), NOW, NOW)

    (again,) = await store.due(NOW, AFTER, 1)

    assert again.attempts == 1


async def test_an_update_waits_for_the_id_of_what_it_replaces(store: SqlStore) -> None:
    (card,) = await keep(store, incoming("m1"), out("open", key="card"))
    await store.sent(card, Sent("1700"), NOW, None)

    (update,) = await keep(store, incoming("m2"), out("settled", key="card", replaces=card.id))

    assert update.replaces == "1700"


async def test_an_update_of_a_card_that_is_still_on_its_way_comes_after_it(store: SqlStore) -> None:
    (card,) = await keep(store, incoming("m1"), out("open", key="card"))
    assert await keep(store, incoming("m2"), out("settled", key="card", replaces=card.id)) == ()
    await store.sent(card, Sent("1700"), NOW, None)

    found = await store.due(AFTER, later(minutes=1), 10)

    assert [(each.activity["text"], each.replaces) for each in found] == [("settled", "1700")]


async def test_a_message_of_yesterday_is_not_sent_any_more(store: SqlStore) -> None:
    await keep(store, incoming(), out("Hej"))

    assert await claimed(store, later(hours=25)) == []
    assert await claimed(store, AFTER) == []


async def test_a_conversation_that_is_gone_is_marked_until_the_person_writes(
    store: SqlStore, engine: AsyncEngine
) -> None:
    first, *_ = await keep_many(store, "anna", ["first", "second"])

    await store.sent(first, NotSent("gone", "403"), NOW, None)
    marked, waiting = await _unreachable(engine), await claimed(store)
    await keep(store, incoming("m2"), out("third"))

    assert (marked, waiting) == (True, [])
    assert (await _unreachable(engine), await claimed(store)) == (False, ["third"])


async def test_a_claim_can_be_prolonged_by_its_owner_only(store: SqlStore, twin: SqlStore) -> None:
    (mine,) = await keep(store, incoming(), out("Hej"))
    (theirs,) = await twin.due(AFTER, later(minutes=1), 1)

    assert await store.claim(mine, later(minutes=2)) is None
    prolonged = await twin.claim(theirs, later(minutes=2))

    assert isinstance(prolonged, Delivery)
    assert prolonged.claimed == later(minutes=2)
    assert await claimed(store, later(seconds=90)) == []


async def _unreachable(engine: AsyncEngine) -> bool:
    async with engine.connect() as connection:
        return await connection.scalar(text("SELECT unreachable_since FROM conversations")) is not None


async def test_an_update_of_a_card_that_never_got_an_id_is_given_up(store: SqlStore) -> None:
    (card,) = await keep(store, incoming("m1"), out("open", key="card"))
    await keep(store, incoming("m2"), out("settled", key="card", replaces=card.id))
    await store.sent(card, NotSent("refused", "400"), NOW, None)

    assert await claimed(store) == []
    assert await claimed(store, later(minutes=2)) == []


async def test_a_late_failure_does_not_undo_what_was_sent(store: SqlStore) -> None:
    (delivery,) = await keep(store, incoming(), out("Hej"))
    await store.sent(delivery, Sent("1700"), NOW, None)

    await store.sent(delivery, NotSent("unclear", "502"), NOW, NOW)

    assert await claimed(store) == []
