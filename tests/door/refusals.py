"""Watching that nothing happens: no row, no message, no fetch."""

import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from tests.door.guest import Guest
from tests.door.server import Server, rows
from tests.fakes.driver import Answer
from tests.fakes.minting import Order
from tests.fakes.wire import Wire


@asynccontextmanager
async def nothing_happens(server: Server, guest: Guest) -> AsyncIterator[None]:
    """Whatever is sent in the block leaves no trace in the database and calls nobody."""
    before = await _traces(server, guest)
    yield
    assert await _traces(server, guest) == before


@dataclass(frozen=True)
class After:
    """A claim that is so many seconds after the moment of the request."""

    seconds: int
    as_a: Callable[[int], object] = int

    def value(self) -> object:
        return self.as_a(int(time.time()) + self.seconds)


async def sent_with(guest: Guest, order: Order, **fields: Any) -> Answer:
    """A greeting under a token of this kind, whose serviceUrl is that of the activity unless the order says."""
    activity = guest.seat.message("hjälp", **fields)
    url = str(activity.get("serviceUrl", guest.seat.service_url))
    claims = {name: each.value() if isinstance(each, After) else each for name, each in order.claims.items()}
    token = await guest.driver.fake.mint(replace(order, claims=claims), service_url=url)
    return await guest.driver.post_with(token, activity)


async def sent_spoiled(guest: Guest, **fields: Any) -> Answer:
    """A greeting with a good token and these fields; None leaves one out."""
    url = guest.seat.service_url
    token = await guest.driver.fake.mint(service_url=url)
    spoiled = {**guest.seat.message("hjälp"), **fields}
    return await guest.driver.post_with(token, {name: each for name, each in spoiled.items() if each is not None})


def at(guest: Guest, service_url: str) -> Guest:
    """The same person, whose Teams gives another serviceUrl."""
    return Guest(replace(guest.seat, service_url=service_url), guest.driver)


def tenant_of(activity: Wire, *, data: str | None, conversation: str | None) -> Mapping[str, Any]:
    """The fields that name a tenant."""
    spoken = {name: value for name, value in activity["conversation"].items() if name != "tenantId"}
    return {
        "channelData": {} if data is None else {"tenant": {"id": data}},
        "conversation": spoken if conversation is None else {**spoken, "tenantId": conversation},
    }


async def _traces(server: Server, guest: Guest) -> tuple[Mapping[str, int], int, int]:
    fake = guest.driver.fake
    stolen = (await fake.counts()).get("attacker_keys", 0)
    return await rows(server.database), len(await fake.calls(guest.chat)), stolen
