"""Whatever people type, paste, edit or delete: an answer, never a fault, and nothing stored that must not be."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from dialogs.conversation import LONGEST
from tests.databases import file_of
from tests.door.cards import card_in, question_of, step_of, texts
from tests.door.guest import Guest
from tests.door.server import Server, heard, rows, state_of
from tests.fakes.people import Chat

pytestmark = pytest.mark.slow

PERSONNUMMER = "19811228-9874"

ODD = {
    "an emoji family": "👨‍👩‍👧‍👦🏳️‍🌈👍🏽",
    "letters apart from their dots": "a\u030a a\u0308 o\u0308",
    "from right to left": "\u202eabc\u202c مرحبا بالعالم שלום",
    "zero width": "h\u200bj\u200c\u200d\ufeff",
    "NUL": "a\x00b",
    "colours of a terminal": "\x1b[31mred\x1b[0m\r\nlevel=error",
    "Zalgo": "Z" + "\u0300\u0301\u0302\u0303" * 200,
    "markup": "<script>alert(1)</script> {{7*7}} ${x} %s {0.__class__}",
    "injection": "'; DROP TABLE messages; --",
    "ten thousand lines": "rad\n" * 10_000,
    "one word of 100 kB": "x" * 100_000,
    "300 kB": "ord " * 75_000,
}

WORDLESS: Mapping[str, Mapping[str, Any]] = {
    "nothing": {"text": "", "attachments": []},
    "spaces": {"text": " \u00a0\n "},
    "no text": {"text": None, "attachments": None},
    "a picture": {"text": None, "attachments": [{"contentType": "image/png", "contentUrl": "https://evil.example/x"}]},
    "a file": {"text": "", "attachments": [{"contentType": "application/vnd.microsoft.teams.file.download.info"}]},
    "only a mention": {"text": "<at>Automationscoachen</at>"},
    "a number for a value": {"text": None, "value": 7},
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
async def test_odd_words_are_answered(any_guest: Guest, text: str) -> None:
    await any_guest.says(text)

    assert any_guest.card


@pytest.mark.parametrize("text", ['"a \\ud83d b"', '"\\udc00"', '"\\u0000"'])
async def test_broken_characters_are_cleaned(any_guest: Guest, text: str) -> None:
    activity = json.dumps(any_guest.seat.message("TEXT")).replace('"TEXT"', text)
    headers = await any_guest.driver.good_headers()

    answer = await any_guest.driver.post_raw(activity.encode(), headers)

    assert (answer.status, len(await any_guest.news())) == (200, 1)


@pytest.mark.parametrize("fields", WORDLESS.values(), ids=WORDLESS)
async def test_a_message_without_words_gets_a_hint_and_changes_nothing(
    any_server: Server, any_guest: Guest, fields: Mapping[str, Any]
) -> None:
    await any_guest.begins()
    await any_guest.reaches("C12")
    before = (await state_of(any_server.database, any_guest.chat))[0]

    answer = await any_guest.sends(any_guest.seat.activity("message", **fields))
    await any_guest.news()

    assert answer.status == 200
    assert question_of(any_guest.card) == "C12"
    assert (await state_of(any_server.database, any_guest.chat))[0] == before


async def test_a_long_text_is_cut_and_the_person_is_told(any_server: Server, any_guest: Guest) -> None:
    (call,) = await any_guest.says("ord " * 7500)

    (stored,) = await heard(any_server.database, any_guest.chat)
    assert len(stored) == LONGEST
    assert str(LONGEST)[:2] in texts(card_in(call.activity))


async def test_a_personal_number_is_never_stored_and_the_person_is_told(any_server: Server, any_guest: Guest) -> None:
    plain = await any_guest.says("Varje vecka registrerar jag ansökningar för hand från mejl i Excel")
    other = Guest.new(any_guest.driver)

    told = await other.says(f"Varje vecka registrerar jag {PERSONNUMMER} för hand från mejl i Excel")

    words = await heard(any_server.database, other.chat)
    assert PERSONNUMMER[-4:] not in "".join(words)
    assert len(texts(card_in(told[-1].activity))) > len(texts(card_in(plain[-1].activity)))


async def test_no_byte_of_a_personal_number_reaches_the_disk_or_the_log(server: Server, guest: Guest) -> None:
    """Typed, edited, pasted beside a button, in a comment to the team and in a malformed request."""
    first = guest.seat.message(f"{PERSONNUMMER} ska registreras varje vecka i Excel")
    await guest.sends(first)
    await guest.sends(guest.seat.edited(first["id"], f"Rättat: {PERSONNUMMER} varje vecka i Excel"))
    await guest.sends(guest.seat.undeleted(first["id"], f"Tillbaka: {PERSONNUMMER}"))
    await guest.says("människa")
    await guest.says(f"ring om {PERSONNUMMER}")
    await guest.press({"v": "send", "i": "none", "text": PERSONNUMMER})
    await guest.press({"v": PERSONNUMMER, "c": PERSONNUMMER, "i": PERSONNUMMER, "q": PERSONNUMMER})
    await guest.sends(guest.seat.invoke(PERSONNUMMER, {"n": PERSONNUMMER}))
    await guest.sends(guest.seat.message(PERSONNUMMER, timestamp=PERSONNUMMER))

    database = file_of(server.database)
    stored = [path for path in database.parent.iterdir() if path.name.startswith(database.name)]
    assert database in stored
    for path in (*stored, server.log):
        for form in (PERSONNUMMER, PERSONNUMMER.replace("-", ""), PERSONNUMMER[2:], PERSONNUMMER[2:].replace("-", "")):
            assert form.encode() not in path.read_bytes(), path


async def test_an_edited_answer_replaces_the_answer(any_guest: Guest) -> None:
    await any_guest.begins()
    await any_guest.reaches("C12")
    typed = any_guest.seat.message("1")
    await any_guest.sends(typed)
    await any_guest.news()

    await any_guest.sends(any_guest.seat.edited(typed["id"], "2"))
    calls = await any_guest.news()

    assert "update" in [call.operation for call in calls]
    assert question_of(any_guest.card) == "C13"


async def test_a_deleted_message_is_blank_on_record_and_does_not_come_back(
    any_server: Server, any_guest: Guest
) -> None:
    await any_guest.begins()
    await any_guest.reaches("C12")
    typed = any_guest.seat.message("en människa beslutar")
    await any_guest.sends(typed)

    await any_guest.sends(any_guest.seat.deleted(typed["id"]))
    await any_guest.sends(any_guest.seat.undeleted(typed["id"], "en människa beslutar"))
    await any_guest.news()

    assert "en människa beslutar" not in await heard(any_server.database, any_guest.chat)
    assert question_of(any_guest.card) == "C13"


@pytest.mark.parametrize("kind", ["typing", "messageReaction", "event", "handoff", "endOfConversation", "nobodyKnows"])
async def test_other_activities_are_ignored(any_server: Server, any_guest: Guest, kind: str) -> None:
    before = await rows(any_server.database)

    answer = await any_guest.sends(any_guest.seat.activity(kind, name="x", reactionsAdded=[{"type": "like"}]))

    assert (answer.status, answer.body) == (200, None)
    assert (await rows(any_server.database), await any_guest.news()) == (before, [])


@pytest.mark.parametrize("name", ["composeExtension/selectItem", "signin/verifyState", "made/up", None])
async def test_an_unknown_invoke_is_not_implemented(any_guest: Guest, name: str | None) -> None:
    answer = await any_guest.sends(any_guest.seat.activity("invoke", name=name, value={}))

    assert (answer.status, await any_guest.news()) == (501, [])


@pytest.mark.parametrize("chat", [Chat.group("Vi"), Chat.in_channel("Allmänt"), Chat.in_channel("X", thread="17")])
async def test_among_others_the_bot_points_to_a_chat_of_ones_own_and_keeps_nothing(
    any_server: Server, any_guest: Guest, chat: Chat
) -> None:
    there = any_guest.elsewhere(chat)
    before = await rows(any_server.database)
    await there.news()

    await there.sends(there.seat.mention("Jag sammanställer listor varje vecka"))
    pointed = await there.news()
    for activity in (there.seat.message("utan omnämnande"), there.seat.installed(), there.seat.members_added()):
        await there.sends(activity)
    pressed = await there.press({"v": "new"})

    assert (len(pointed), step_of(there.card), pressed.status) == (1, "other", 200)
    assert (await there.news(), await rows(any_server.database)) == ([], before)
