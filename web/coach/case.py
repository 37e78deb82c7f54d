"""One case: what was sent along, what was written to and fro, what happened, and the conversation beside it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aiohttp import web

from dialogs.case import OPEN, Case, Event
from dialogs.case_card import state_name, topic_name
from dialogs.speech import unescaped
from knowledge.part import Text
from services.board import LONGEST_NOTE, CaseFile
from services.casework import LONGEST_WORDS
from services.team import handle
from web.coach.case_card import buttons, called, card, plainly, told
from web.coach.cases import BOARD, CASES
from web.coach.choosing_cases import coaches, kept
from web.coach.conversation import message_view, tells
from web.coach.excepted import exceptions_for
from web.parts import SITE, VISITOR
from web.render import Reader, reader_of, show
from web.render import said as sentences

_WRITTEN = frozenset({"opened", "asked", "replied", "answered", "added", "solved", "reopened"})
"""What coach and person write to each other."""
_OF_PERSON = frozenset({"opened", "answered", "added"})


async def case(request: web.Request) -> web.StreamResponse:
    """The page of a case. Reading it, and the conversation beside it, is logged."""
    return await case_page(request, {})


async def case_page(request: web.Request, said: dict[str, Any], *, status: int = 200) -> web.StreamResponse:
    """The same after an act that was refused: with why, and with what was written."""
    site, reader, visitor = request.app[SITE], await reader_of(request), request[VISITOR]
    found = await site.memory.board.one(request.match_info["number"], visitor, site.clock())
    if found is None:
        raise web.HTTPNotFound
    replies = await site.memory.team.replies()
    chosen = next((each.text for each in replies if str(each.id) == request.query.get("reply")), "")
    carried = kept(request)
    listed = {name: value for name, value in carried.items() if name != "view"}
    replies = tuple(sorted(replies, key=lambda each: each.language != found.language))
    view = {
        "case": card(reader, found.row, site.clock()),
        **_whole(reader, found, visitor.key),
        **(await _beside(request, reader, found)),
        "people": _people(found, await coaches(request)),
        "replies": [(each.id, f"{each.title} ({each.language})", each.text) for each in replies],
        "chosen": request.query.get("reply", ""),
        "draft": chosen,
        "tail": request.rel_url.with_query(carried).query_string,
        "carried": carried.items(),
        "back": request.rel_url.with_path(BOARD if carried.get("view") == "board" else CASES).with_query(listed),
        "longest": LONGEST_WORDS,
        "longest_note": LONGEST_NOTE,
        **(await told(request, reader)),
        **said,
    }
    return show(request, reader, "coach/case.html", view, reader.speech.words.board, status=status)


def _whole(reader: Reader, found: CaseFile, key: str) -> dict[str, Any]:
    """All that belongs to the case itself, in the reader's language."""
    speech, row = reader.speech, found.row
    words, case = speech.words.case, row.case
    reading = speech.words.board
    return {
        "rows": [*case.rows.get(reader.language, ())],
        "comment": case.comment,
        "relay_messages": _relay(reader, found),
        "events": [
            {"at": reader.moment(each.at), "iso": each.at.isoformat(), "text": plainly(speech, *_shown(found, each))}
            for each in found.events
        ],
        "notes": _notes(reader, found, key),
        "doubles": [_double(reader, each) for each in found.doubles],
        "mergeable": [(each.number, f"{each.number} · {each.title}") for each in found.others if each.state in OPEN],
        "may_merge": case.state in OPEN or case.state == "solved",
        "others": [(each.number, each.title, state_name(speech, each)) for each in found.others],
        "acts": [each for each in buttons(reader, case) if each["verb"] in ("take", "close", "reopen")],
        "open": case.state in OPEN,
        "reads": speech.say(getattr(reading, f"reads_{found.language}")),
        "verbs": _verbs(reader, case, called(row)),
        "assign": speech.say(words.assign).rstrip("…"),
        "assign_field": speech.say(words.assign_field),
        "save": speech.say(words.save),
        "field": speech.say(words.reply_field),
        "wants": speech.say(words.wants),
        "topic": topic_name(speech, case),
        "priority": case.priority,
        "reading": sentences(speech, speech.words.reading),
        "exceptions_title": speech.say(speech.words.result.exceptions),
        "writes": speech.say(words.comment),
    }


def _verbs(reader: Reader, case: Case, name: str) -> list[tuple[str, str, str]]:
    """What can be done with the words in the field: verb, label, and what it leads to."""
    speech, words = reader.speech, reader.speech.words.case
    found: list[tuple[str, Text, Text]] = [("reply", words.reply, words.reply_intro)]
    found += [("ask", words.ask, words.ask_intro)] if case.state == "taken" else []
    found += [("solve", words.solve, words.solve_intro)] if case.state in OPEN else []
    return [(verb, speech.say(label), unescaped(speech.say(intro, name=name))) for verb, label, intro in found]


def _relay(reader: Reader, found: CaseFile) -> list[dict[str, Any]]:
    """What was written to and fro."""
    person = found.events[0].who.key if found.events else ""
    messages = []
    for event in found.events:
        if event.what not in _WRITTEN or not event.note:
            continue
        mine = event.what in _OF_PERSON or event.who.key == person
        who = called(found.row) if mine else event.who.name
        messages.append(
            {"mine": mine, "who": who, "at": reader.moment(event.at), "iso": event.at.isoformat(), "text": event.note}
        )
    return messages


def _shown(found: CaseFile, event: Event) -> tuple[Case, Event]:
    """Case and event with the person called as on the rest of the page."""
    name, person = called(found.row), found.events[0].who
    who = replace(event.who, name=name) if event.who == person else event.who
    return replace(found.row.case, name=name), replace(event, who=who)


def _notes(reader: Reader, found: CaseFile, key: str) -> list[dict[str, Any]]:
    return [
        {"id": each.id, "name": each.name, "at": reader.moment(each.at), "text": each.text, "own": each.by == key}
        for each in found.notes
    ]


def _double(reader: Reader, double: CaseFile) -> dict[str, Any]:
    """What was in a double: it is read here, since here the work goes on."""
    case = double.row.case
    return {
        "number": case.number,
        "title": case.title,
        "comment": case.comment,
        "notes": _notes(reader, double, ""),
        "relay": [each for each in _relay(reader, double) if each["text"] != case.comment],
    }


def _people(found: CaseFile, team: Sequence[Any]) -> list[tuple[str, str, bool]]:
    coach = found.row.case.coach
    known = {each.key: each.name for each in (*team, *((coach,) if coach is not None else ()))}
    mine = coach.key if coach is not None else ""
    return [(handle(key), name, key == mine) for key, name in sorted(known.items(), key=lambda each: each[1])]


async def _beside(request: web.Request, reader: Reader, found: CaseFile) -> dict[str, Any]:
    """The last messages of the conversation that the case came from, and approved exceptions for its task."""
    if found.transcript is None:
        return {"conversation": None, "said": [], "spoken": found.language, "exceptions": ()}
    site = request.app[SITE]
    read = await site.memory.readings.one(found.transcript, found.recent, request[VISITOR], site.clock())
    if read is None:
        return {"conversation": None, "said": [], "spoken": found.language, "exceptions": ()}
    said = [message_view(reader, each, read.said) for each in read.said if tells(each)]
    case = found.row.case
    interview = read.interview
    is_its = case.outcome is not None and interview is not None and interview.id == case.task
    told = await exceptions_for(request, reader, case.department, interview) if is_its else ()
    return {"conversation": found.transcript, "said": said, "spoken": read.listed.language, "exceptions": told}
