"""Requests that are not what Teams sends: each is refused in its turn, with one line, and leaves no trace."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.door.guest import Guest
from tests.door.refusals import at, nothing_happens, sent_spoiled
from tests.door.server import Server

pytestmark = pytest.mark.slow

UNREADABLE = {
    "half an object": b"{",
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"x"',
    "a number": b"1",
    "NaN": b'{"type": NaN}',
    "no UTF-8": b'{"type": "\xff\xfe"}',
    "5 000 digits": b'{"type": ' + b"9" * 5000 + b"}",
    "100 000 brackets": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
}

MALFORMED: Mapping[str, Mapping[str, Any]] = {
    "no type": {"type": None},
    "a number for a type": {"type": 7},
    "an endless type": {"type": "t" * 1000},
    "no sender": {"from": None},
    "a text for a sender": {"from": "anna"},
    "a sender without an id": {"from": {"name": "Anna"}},
    "no recipient": {"recipient": None},
    "a list for a recipient": {"recipient": []},
    "no conversation": {"conversation": None},
    "a text for a conversation": {"conversation": "a:1"},
    "a conversation without an id": {"conversation": {"tenantId": "t"}},
    "a number for a conversation's id": {"conversation": {"id": 7}},
    "an endless conversation": {"conversation": {"id": "a" * 5000}},
    "no time": {"timestamp": "yesterday"},
    "a number for a time": {"timestamp": 7},
    "a text for attachments": {"attachments": "file"},
    "null among the entities": {"entities": [{}, None]},
    "an object for a text": {"text": {"a": 1}},
    "a list for channel data": {"channelData": []},
    "a number for an id": {"id": 7},
    "a number for a locale": {"locale": 46},
    "a number for a tenant": {"channelData": {"tenant": {"id": 5}}},
}

METHODS = ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]


@pytest.mark.parametrize("method", METHODS)
async def test_only_post_is_served(server: Server, guest: Guest, method: str) -> None:
    headers = await guest.driver.good_headers()

    async with nothing_happens(server, guest):
        answer = await guest.driver.post_raw(b"{}", headers, method=method)

    assert answer.status == 405


async def test_a_web_socket_is_refused(server: Server, guest: Guest) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    headers = {**await guest.driver.good_headers(), **upgrade, "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}

    async with nothing_happens(server, guest):
        assert (await guest.driver.post_raw(b"", headers, method="GET")).status == 405


@pytest.mark.parametrize("kind", [None, "", "text/plain", "application/jsonp", "application/x-www-form-urlencoded"])
async def test_the_body_has_to_be_json(server: Server, guest: Guest, kind: str | None) -> None:
    headers = {name: value for name, value in (await guest.driver.good_headers()).items() if name != "Content-Type"}
    body = json.dumps(guest.seat.message("hjälp")).encode()

    async with nothing_happens(server, guest):
        answer = await guest.driver.post_raw(body, headers if kind is None else {**headers, "Content-Type": kind})

    assert answer.status == 415


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
async def test_json_may_name_its_alphabet(guest: Guest, kind: str) -> None:
    headers = {**await guest.driver.good_headers(), "Content-Type": kind}

    answer = await guest.driver.post_raw(json.dumps(guest.seat.message("hjälp")).encode(), headers)

    assert answer.status == 200


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
async def test_an_unreadable_body_is_refused_after_the_token(server: Server, guest: Guest, body: bytes) -> None:
    headers = await guest.driver.good_headers()

    async with nothing_happens(server, guest):
        known = await guest.driver.post_raw(body, headers)
        unknown = await guest.driver.post_raw(body, {"Content-Type": "application/json"})

    assert (known.status, unknown.status) == (400, 401)
    assert "\n" not in known.body


@pytest.mark.parametrize("fields", MALFORMED.values(), ids=MALFORMED)
async def test_a_malformed_activity_is_refused(server: Server, guest: Guest, fields: Mapping[str, Any]) -> None:
    async with nothing_happens(server, guest):
        assert (await sent_spoiled(guest, **fields)).status == 400


async def test_a_key_may_not_stand_twice(server: Server, guest: Guest) -> None:
    body = json.dumps(guest.seat.message("hjälp"))[:-1] + ', "serviceUrl": "https://evil.example/"}'

    async with nothing_happens(server, guest):
        answer = await guest.driver.post_raw(body.encode(), await guest.driver.good_headers())

    assert answer.status == 400


async def test_a_body_over_one_mebibyte_is_refused(server: Server, guest: Guest) -> None:
    async with nothing_happens(server, guest):
        assert (await sent_spoiled(guest, text="å" * 1_100_000)).status == 413


async def test_a_request_is_refused_for_its_first_fault(server: Server, guest: Guest) -> None:
    """Method, size, token, content type, body, serviceUrl, channel: one fault less each time."""
    large, plain = b"x" * 1_100_000, {"Content-Type": "text/plain"}
    known = await guest.driver.good_headers()
    elsewhere = at(guest, "https://evil.example/").seat
    other = json.dumps(elsewhere.message("hjälp", channelId="slack")).encode()
    slack = json.dumps(guest.seat.message("hjälp", channelId="slack")).encode()
    requests = [
        ("PUT", large, plain),
        ("POST", large, plain),
        ("POST", b"{", plain),
        ("POST", b"{", {**known, **plain}),
        ("POST", b"{", known),
        ("POST", other, known),
        ("POST", slack, known),
    ]

    async with nothing_happens(server, guest):
        answers = [await guest.driver.post_raw(body, headers, method=method) for method, body, headers in requests]

    assert [answer.status for answer in answers] == [405, 413, 401, 415, 400, 401, 403]


async def test_a_body_that_is_not_packed_as_it_says_is_refused(server: Server, guest: Guest) -> None:
    headers = {**await guest.driver.good_headers(), "Content-Encoding": "gzip"}

    async with nothing_happens(server, guest):
        assert (await guest.driver.post_raw(b"garbage", headers)).status == 400
