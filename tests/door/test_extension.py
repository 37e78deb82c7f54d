"""The message extension and the thumbs, with the JSON that Teams sends."""

from typing import Any

import pytest
from sqlalchemy import select

from storage.engine import open_engine
from storage.tables import feedback
from tests.door.cards import card_in, step_of, texts, verbs
from tests.door.guest import Guest
from tests.door.server import Server
from tests.fakes.driver import Answer

pytestmark = pytest.mark.slow
MESSAGE = "<p>Kan du <b>varje fredag</b> samla in tiderna fr&aring;n mejlen i Excel? Det tar en timme</p>"
ODD: list[Any] = [None, 7, [], {}, {"parameters": 3}, {"messagePayload": {"body": None}}, {"data": []}]


async def query(guest: Guest, command: str, words: str | None) -> dict[str, Any]:
    parameters = [{"name": "query", "value": words}] if words is not None else [{"name": "initialRun", "value": "true"}]
    value = {"commandId": command, "parameters": parameters, "queryOptions": {"skip": 0, "count": 25}}
    answer = await guest.sends(guest.seat.invoke("composeExtension/query", value))
    assert answer.status == 200
    found: dict[str, Any] = answer.body["composeExtension"]
    return found


async def test_templates_are_found_by_what_is_typed_and_shared_as_a_card_without_buttons(any_guest: Guest) -> None:
    found = await query(any_guest, "templates", "godkänna ledighet")

    first = found["attachments"][0]
    assert (found["type"], found["attachmentLayout"]) == ("result", "list")
    assert first["preview"]["content"]["title"] in texts(first["content"])
    assert verbs(first["content"]) == set()


async def test_the_list_is_full_before_anything_is_typed(any_guest: Guest) -> None:
    assert len((await query(any_guest, "templates", None))["attachments"]) == 15


async def test_nothing_that_fits_is_said_in_words(any_guest: Guest) -> None:
    found = await query(any_guest, "templates", "zzzz qqqq")

    assert (found["type"], "Prova andra ord" in found["text"]) == ("message", True)


async def test_own_tasks_are_found_and_nobody_elses(any_guest: Guest) -> None:
    await any_guest.begins()
    other = Guest.new(any_guest.driver)

    mine = await query(any_guest, "tasks", "deltagarlistor")
    theirs = await query(other, "tasks", "deltagarlistor")

    assert "deltagarlistor" in mine["attachments"][0]["preview"]["content"]["title"]
    assert theirs["type"] == "message"


async def test_a_message_becomes_a_task_in_the_persons_chat(any_guest: Guest) -> None:
    await any_guest.says("hej")
    value: dict[str, Any] = {"commandId": "make_task", "messagePayload": {"body": {"content": MESSAGE}}}

    opened = await any_guest.sends(any_guest.seat.invoke("composeExtension/fetchTask", value))
    card = opened.body["task"]["value"]["card"]["content"]
    words = next(each for each in _inputs(card))["value"]
    data = {**card["actions"][0]["data"], "field_text": words}
    done = await any_guest.sends(any_guest.seat.invoke("composeExtension/submitAction", {**value, "data": data}))
    (shown,) = await any_guest.news()

    assert words.startswith("Kan du varje fredag samla in tiderna från mejlen")
    assert done.body["task"]["type"] == "message"
    assert step_of(card_in(shown.activity)) == "facts"


async def test_without_a_chat_the_person_is_told_to_open_one(any_guest: Guest) -> None:
    value = {"commandId": "make_task", "data": {"v": "make_task_send", "field_text": "listor varje vecka"}}

    done = await any_guest.sends(any_guest.seat.invoke("composeExtension/submitAction", value))

    assert "Öppna chatten" in done.body["task"]["value"]


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("name", ["query", "fetchTask", "submitAction"])
async def test_a_value_of_another_shape_is_answered_all_the_same(guest: Guest, name: str, value: Any) -> None:
    answer = await guest.sends(guest.seat.invoke(f"composeExtension/{name}", value))

    assert answer.status == 200


@pytest.mark.parametrize("words", ['{"feedbackText":"Mycket bra"}', "Mycket bra"])
async def test_a_thumb_is_kept_beside_the_result(any_server: Server, any_guest: Guest, words: str) -> None:
    await any_guest.begins()
    await any_guest.finishes()
    result = (await any_guest.driver.fake.calls(any_guest.chat))[-1]
    value = {"actionName": "feedback", "actionValue": {"reaction": "like", "feedback": words}}

    answer = await any_guest.sends(any_guest.seat.invoke("message/submitAction", value, replyToId=result.activity_id))

    assert result.activity["channelData"]["feedbackLoop"] == {"type": "default"}
    assert answer == Answer(200, {})
    assert ("like", "Mycket bra") in await thumbs(any_server.database)


async def thumbs(database: str) -> list[tuple[str, str]]:
    engine = open_engine(database)
    try:
        async with engine.connect() as connection:
            rows = await connection.execute(select(feedback.c.reaction, feedback.c.words))
            return [(row.reaction, row.words) for row in rows]
    finally:
        await engine.dispose()


def _inputs(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        own = [value] if value.get("type") == "Input.Text" else []
        return own + [each for child in value.values() for each in _inputs(child)]
    return [each for child in value for each in _inputs(child)] if isinstance(value, list) else []
