"""What happens when the channel does not take a message: tried again where that can help, and nowhere else."""

import asyncio
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import select

from storage.engine import open_engine
from storage.tables import conversations, messages
from tests.door.cards import card_in, question_of
from tests.door.guest import Guest
from tests.door.patience import eventually
from tests.door.server import Server, state_of
from tests.fakes import faults
from tests.fakes.calls import is_shown
from tests.fakes.faults import Fault

pytestmark = pytest.mark.slow


async def test_many_turns_need_one_token(guest: Guest) -> None:
    fake, others = guest.driver.fake, [Guest.new(guest.driver) for _ in range(10)]
    await fake.revoke_tokens()
    before = (await fake.counts()).get("token", 0)

    await asyncio.gather(*(each.says("hjälp") for each in others))
    await asyncio.gather(*(each.says("integritet") for each in others))

    assert (await fake.counts())["token"] == before + 1


async def test_a_token_that_is_refused_is_renewed_once_and_the_message_sent(guest: Guest) -> None:
    await guest.says("hjälp")
    before = (await guest.driver.fake.counts())["token"]
    await guest.driver.fake.revoke_tokens()

    calls = await guest.says("integritet")

    assert [(call.status, is_shown(call)) for call in calls] == [(401, False), (201, True)]
    assert (await guest.driver.fake.counts())["token"] == before + 1


async def test_a_token_that_cannot_be_fetched_is_fetched_later(guest: Guest) -> None:
    await guest.driver.fake.revoke_tokens()
    await guest.driver.fake.fail(faults.TOKEN, faults.UNAVAILABLE, faults.HTML)

    await guest.says("hjälp")

    (call,) = await guest.driver.fake.wait_for(guest.chat, 1, timeout=30)
    assert is_shown(call)


@pytest.mark.parametrize(
    "fault",
    [
        faults.BLOCKED_BY_USER,
        faults.NOT_IN_ROSTER,
        faults.FORBIDDEN_WITHOUT_CODE,
        faults.CONVERSATION_NOT_FOUND,
    ],
)
async def test_a_conversation_that_is_closed_is_left_alone_until_the_person_writes(
    server: Server, guest: Guest, fault: Fault
) -> None:
    await guest.driver.fake.fail_in(guest.chat, fault)

    refused = await guest.says("hjälp")
    is_closed = (await state_of(server.database, guest.chat))[2]
    over = await fates(server.database, guest.chat)
    shown = await guest.says("hjälp")

    assert ([call.status for call in refused], is_closed, over) == ([fault.status], True, [("failed", None)])
    assert ([call.status for call in shown], (await state_of(server.database, guest.chat))[2]) == ([201], False)


async def test_a_message_that_is_too_large_is_sent_in_short(server: Server, guest: Guest) -> None:
    await guest.driver.fake.fail_in(guest.chat, faults.TOO_LARGE)

    whole, short = await guest.says("hjälp")

    assert [whole.status, short.status] == [413, 201]
    assert short.activity["text"] == whole.activity["summary"]
    assert "attachments" not in short.activity
    assert await fates(server.database, guest.chat) == [("sent", None)]


async def test_a_message_that_is_refused_is_not_sent_again(server: Server, guest: Guest) -> None:
    await guest.driver.fake.fail_in(guest.chat, faults.BAD_ARGUMENT)

    calls = await guest.says("hjälp")

    assert [call.status for call in calls] == [400]
    assert await fates(server.database, guest.chat) == [("failed", None)]
    assert not (await state_of(server.database, guest.chat))[2]


async def test_a_card_that_is_gone_does_not_hold_up_the_next_question(server: Server, guest: Guest) -> None:
    await guest.begins()
    await guest.reaches("C12")
    await guest.driver.fake.fail_in(guest.chat, faults.ACTIVITY_NOT_FOUND)

    update, question = await guest.types_on()

    assert (update.operation, update.status, question.status) == ("update", 404, 201)
    assert question_of(card_in(question.activity)) == "C13"
    assert not (await state_of(server.database, guest.chat))[2]


@pytest.mark.parametrize(
    "fault",
    [faults.PRECONDITION_FAILED, faults.throttled(), faults.throttled(1), faults.throttled_until(2), faults.NO_ZONE],
)
async def test_a_busy_channel_is_asked_again_and_shows_the_message_once(guest: Guest, fault: Fault) -> None:
    await guest.driver.fake.fail_in(guest.chat, fault, fault)

    await guest.says("hjälp")
    await guest.driver.fake.wait_for(guest.chat, 1, timeout=30)

    calls = await guest.driver.fake.calls(guest.chat)
    assert [call.status for call in calls] == [fault.status, fault.status, 201]


async def test_a_long_wait_is_left_to_the_outbox(server: Server, guest: Guest) -> None:
    await guest.driver.fake.fail_in(guest.chat, faults.throttled(3600))

    calls = await guest.says("hjälp")

    ((delivery, due),) = await fates(server.database, guest.chat)
    assert ([call.status for call in calls], delivery) == ([429], "pending")
    assert due is not None


async def test_what_may_have_been_shown_is_repeated_once(guest: Guest) -> None:
    """Errors, broken connections and silence, each before and after the message was shown: side by side."""
    troubles = [faults.BAD_GATEWAY, faults.REQUEST_TIMEOUT, faults.RESET, faults.HANG]
    lost = [(Guest.new(guest.driver), each) for each in troubles]
    late = [(Guest.new(guest.driver), faults.but_delivered(each)) for each in troubles]
    for each, fault in (*lost, *late):
        await guest.driver.fake.fail_in(each.chat, fault)

    await asyncio.gather(*(each.says("hjälp") for each, _ in (*lost, *late)))
    calls = [await guest.driver.fake.wait_for(each.chat, 1, timeout=40) for each, _ in lost]
    twice = [await guest.driver.fake.wait_for(each.chat, 2, timeout=40) for each, _ in late]

    assert [len(each) for each in calls] == [1] * len(lost)
    assert [len(each) for each in twice] == [2] * len(late)
    assert all(first.activity == second.activity for first, second in twice)


async def test_what_fails_twice_without_an_answer_is_given_up(server: Server, guest: Guest) -> None:
    await guest.driver.fake.fail_in(guest.chat, faults.UNAVAILABLE, faults.GATEWAY_TIMEOUT)

    await guest.says("hjälp")
    await eventually(partial(_given_up, server, guest))

    assert [call.status for call in await guest.driver.fake.calls(guest.chat)] == [503, 504]


async def test_a_silent_channel_in_one_conversation_holds_up_nobody_else(guest: Guest) -> None:
    others = [Guest.new(guest.driver) for _ in range(10)]
    await guest.driver.fake.fail_in(guest.chat, faults.HANG)
    answered: list[str] = []

    async def asks(who: Guest) -> None:
        await who.says("hjälp")
        answered.append(who.chat)

    await asyncio.gather(asks(guest), *(asks(each) for each in others))

    assert answered[-1] == guest.chat
    assert all(each.card for each in others)


async def _given_up(server: Server, guest: Guest) -> bool:
    return await fates(server.database, guest.chat) == [("unclear", None)]


async def fates(database: str, conversation: str) -> list[tuple[str, datetime | None]]:
    """What became of each message to a conversation, and when it is due again."""
    query = (
        select(messages.c.delivery, messages.c.due)
        .join(conversations, conversations.c.id == messages.c.conversation)
        .where(conversations.c.external == conversation, messages.c.direction == "out")
        .order_by(messages.c.id)
    )
    engine = open_engine(database)
    try:
        async with engine.connect() as connection:
            return [(row.delivery, row.due) for row in await connection.execute(query)]
    finally:
        await engine.dispose()
