"""The operator's commands for the team's channels and for what did not arrive, as an operator meets them."""

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.records import Address, Entry, NotSent, Outgoing, Receiver, SendResult, Sent
from storage.engine import open_engine
from storage.schema import upgrade
from storage.store import SqlStore
from storage.tables import messages
from tests.cast import shipped
from tests.commands import Operator
from tests.storage.turns import NOW, address, incoming, keep, later, open_case, out

pytestmark = pytest.mark.slow

NOTHING_ASKED = "No channel has asked yet: write `koppla` to the bot in a channel.\n"
ARRIVED = "Everything has arrived.\n"


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


@contextlib.asynccontextmanager
async def database(operator: Operator) -> AsyncIterator[AsyncEngine]:
    """The operator's own database, while nobody else writes in it."""
    engine = open_engine(f"sqlite:///{operator.folder / 'coach.db'}")
    await upgrade(engine)
    yield engine
    await engine.dispose()


@contextlib.asynccontextmanager
async def memory(operator: Operator) -> AsyncIterator[SqlStore]:
    async with database(operator) as engine:
        yield SqlStore(engine)


def channel(name: str = "Äldreomsorg / Ärenden") -> Address:
    return replace(address(f"channel:{name}"), conversation=f"19:{name}@thread.tacv2", name=name)


async def asks(operator: Operator, *names: str) -> None:
    """Channels that want to receive cases."""
    async with memory(operator) as store, store.begin() as unit:
        for name in names:
            await unit.receivers.ask(channel(name), "team", "Carla", "sv", NOW)


async def receivers(operator: Operator) -> tuple[Receiver, ...]:
    async with memory(operator) as store, store.begin() as unit:
        return await unit.receivers.all()


async def waiting(operator: Operator) -> list[str]:
    """The words of what is about to be sent, oldest first."""
    async with database(operator) as engine, engine.connect() as db:
        query = select(messages.c.text).where(messages.c.delivery == "pending").order_by(messages.c.id)
        return list((await db.execute(query)).scalars())


async def stuck(operator: Operator) -> None:
    """One message each that failed, may have arrived, is tried again, and arrived; and a parked entry."""
    said: Sequence[Outgoing] = [out(text) for text in ("Ett", "Två", "Tre", "Fyra")]
    results: tuple[SendResult, ...] = (
        NotSent("refused", "400 bad"),
        NotSent("unclear", "timed out"),
        NotSent("later", "429 busy"),
        Sent("4"),
    )
    async with memory(operator) as store:
        deliveries = await keep(store, incoming(), *said)
        for delivery, result in zip(deliveries, results, strict=True):
            again = later(hours=1) if isinstance(result, NotSent) and result.why == "later" else None
            await store.sent(delivery, result, NOW, again)
        async with store.begin() as unit:
            await unit.agenda.plan(Entry("digest", "digest:7", NOW - timedelta(days=1)))
        for _ in range(3):
            await store.not_done(1, "ValueError", NOW - timedelta(days=1))


def test_nobody_has_asked_and_everything_has_arrived(operator: Operator) -> None:
    channels, outbox = operator.runs("channels", "list"), operator.runs("outbox", "list")

    assert (channels.code, channels.out, channels.err) == (0, NOTHING_ASKED, "")
    assert (outbox.code, outbox.out, outbox.err) == (0, ARRIVED, "")


async def test_a_channel_is_listed_approved_for_some_cases_and_removed(operator: Operator) -> None:
    await asks(operator, "Äldreomsorg / Ärenden", "Skola / Ärenden")

    asked = operator.runs("channels", "list")
    approved = operator.runs("channels", "approve", "1", "--department", "hr", "--topic", "stuck", "--topic", "build")
    removed = operator.runs("channels", "remove", "2")
    listed = operator.runs("channels", "list")

    assert [each.code for each in (asked, approved, removed, listed)] == [0, 0, 0, 0]
    assert asked.out.splitlines() == [
        "   1  asked     Äldreomsorg / Ärenden  (everything; asked by Carla)",
        "   2  asked     Skola / Ärenden  (everything; asked by Carla)",
    ]
    assert approved.out == "Äldreomsorg / Ärenden is now approved.\n"
    assert removed.out == "Skola / Ärenden is now removed.\n"
    assert listed.out.splitlines() == [
        "   1  approved  Äldreomsorg / Ärenden  (hr, stuck, build; asked by Carla)",
        "   2  removed   Skola / Ärenden  (everything; asked by Carla)",
    ]


async def test_an_approved_channel_is_told_and_gets_the_open_cases(operator: Operator) -> None:
    await asks(operator, "Ärenden")
    async with memory(operator) as store:
        number = await open_case(store, incoming())

    approved = operator.runs("channels", "approve", "1", "--by", "Adam")

    assert approved.code == 0
    told, card = await waiting(operator)
    assert (told, card[: len(number)]) == (shipped().wording.desk.connected.sv, number)


async def test_approved_again_a_channel_takes_everything_unless_it_is_said(operator: Operator) -> None:
    await asks(operator, "Ärenden")
    operator.runs("channels", "approve", "1", "--topic", "stuck")

    operator.runs("channels", "approve", "1")

    assert [(each.state, each.departments, each.topics) for each in await receivers(operator)] == [("approved", (), ())]


async def test_a_channel_that_cannot_be_reached_is_marked(operator: Operator) -> None:
    await asks(operator, "Ärenden")
    async with memory(operator) as store, store.begin() as unit:
        await unit.close(channel("Ärenden"), NOW)

    listed = operator.runs("channels", "list")

    assert listed.out == "   1  asked     Ärenden  (everything; asked by Carla)  cannot be reached\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("approve", "7", "--topic", "stuck"), "Error: There is no channel 7: `channels list` shows them."),
        (("remove", "7"), "Error: There is no channel 7: `channels list` shows them."),
        (("approve", "1", "--department", "x"), "Error: There is no department x; there are "),
        (("approve", "1", "--topic", "x"), "Error: Invalid value for '--topic': 'x' is not one of "),
        (("approve", "ett"), "Error: Invalid value for 'CHANNEL': 'ett' is not a valid integer range."),
        (("approve", "9" * 20), "Error: Invalid value for 'CHANNEL': "),
    ],
)
async def test_a_channel_or_department_that_is_none_is_told_and_nothing_changes(
    operator: Operator, words: tuple[str, ...], told: str
) -> None:
    await asks(operator, "Ärenden")
    before = await receivers(operator)

    found = operator.runs("channels", *words)

    assert (found.code, found.out) == (2, "")
    assert found.err.splitlines()[-1][: len(told)] == told
    assert await receivers(operator) == before


async def test_what_did_not_arrive_is_listed_newest_first(operator: Operator) -> None:
    await stuck(operator)

    found = operator.runs("outbox", "list")

    assert (found.code, found.err) == (0, "")
    assert found.out.splitlines() == [
        "      m4  2026-03-02 09:00 UTC  pending   note          a:anna  429 busy",
        "      m3  2026-03-02 09:00 UTC  unclear   note          a:anna  timed out",
        "      m2  2026-03-02 09:00 UTC  failed    note          a:anna  400 bad",
        "      e1  2026-03-01 09:00 UTC  parked    digest        digest:7  ValueError",
    ]


async def test_messages_and_entries_are_no_more_together_than_was_asked_for(operator: Operator) -> None:
    await stuck(operator)

    found = operator.runs("outbox", "list", "--most", "1")

    assert len(found.out.splitlines()) == 1


@pytest.mark.parametrize(
    ("names", "count", "sent"),
    [
        (("m3",), 1, ["Två"]),
        (("m2", "e1"), 2, ["Ett"]),
        (("--all",), 3, ["Ett", "Två"]),
        (("m4", "m5", "m99", "e7"), 0, []),
    ],
)
async def test_what_is_named_is_sent_once_more(
    operator: Operator, names: tuple[str, ...], count: int, sent: list[str]
) -> None:
    await stuck(operator)

    found = operator.runs("outbox", "retry", *names)

    assert (found.code, found.out, found.err) == (0, f"{count} will be sent again.\n", "")
    assert [words for words in await waiting(operator) if words != "Tre"] == sent


@pytest.mark.parametrize("names", [(), ("m1", "--all"), ("12",), ("m1", "m-1")])
async def test_a_name_that_is_none_is_told_and_nothing_is_sent(operator: Operator, names: tuple[str, ...]) -> None:
    await stuck(operator)

    found = operator.runs("outbox", "retry", *names)

    assert (found.code, found.out) == (2, "")
    assert found.err == "Error: Name messages as `outbox list` shows them, for example m12, or say --all.\n"
    assert await waiting(operator) == ["Tre"]


def test_a_number_of_any_length_names_nothing(operator: Operator) -> None:
    found = operator.runs("outbox", "retry", f"m{'9' * 20}")

    assert "Traceback" not in found.err


@pytest.mark.parametrize("words", [("outbox", "list", "--most", "0"), ("channels", "x")])
def test_a_command_or_a_number_that_is_none_ends_with_two(operator: Operator, words: tuple[str, ...]) -> None:
    found = operator.runs(*words)

    assert (found.code, found.out, "Traceback" in found.err) == (2, "", False)
