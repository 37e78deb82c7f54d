"""A case as the list and the board show it: who, what, since when, until when, and its buttons."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from aiohttp import web
from babel.dates import format_timedelta

from dialogs.case import OPEN, UNTAKEN, Case, Event, State
from dialogs.case_card import refusal, state_name, thread_line
from dialogs.labels import shortened
from dialogs.speech import Speech, unescaped
from knowledge.part import Text
from services.board import CaseRow, is_late
from services.transcripts import pseudonym
from web.parts import SITE, VISITOR
from web.render import Reader

_LONGEST_TOLD = 300
_LEADS: dict[str, State] = {
    "take": "taken",
    "ask": "waiting",
    "solve": "solved",
    "close": "closed",
    "reopen": "reopened",
}


def card(reader: Reader, row: CaseRow, now: datetime) -> dict[str, Any]:
    """Everything that is seen of a case in a list. A name is there only while a case of the person is open."""
    speech, case, words = reader.speech, row.case, reader.speech.words.board
    late = is_late(case, now)
    age = format_timedelta(now - case.opened, locale=reader.language)
    return {
        "number": case.number,
        "title": case.title,
        "who": called(row),
        "department": reader.department(case.department),
        "topic": speech.say(getattr(words, f"topic_{case.topic}")),
        "outcome": reader.outcome(case.outcome),
        "outcome_code": case.outcome or "",
        "hours": speech.say(words.hours, hours=speech.hours(row.hours)) if row.hours else "",
        "coach": case.coach.name if case.coach else "",
        "stand_in": unescaped(speech.say(words.stand_in, name=row.stand_in.name)) if row.stand_in else "",
        "age": speech.say(words.age, age=age),
        "opened": case.opened.isoformat(),
        "promised": _promised(reader, case, late=late),
        "late": late,
        "urgent": case.urgent,
        "state": case.state,
        "state_name": state_name(speech, case),
        "moves": case.moves,
        "buttons": buttons(reader, case),
        "double_of": case.double_of or "",
    }


def _promised(reader: Reader, case: Case, *, late: bool) -> str:
    """Until when an answer is promised: it stands there until somebody has the case."""
    if case.promised is None or case.state not in UNTAKEN:
        return ""
    words = reader.speech.words.board
    return reader.speech.say(words.late_since if late else words.promised_by, day=reader.moment(case.promised))


def called(row: CaseRow) -> str:
    """What the person is called on the pages."""
    return row.case.name if row.named else pseudonym(row.case.person)


def buttons(reader: Reader, case: Case) -> list[dict[str, str]]:
    """What leads to another column with one press, or to the page where something is written first."""
    words, me = reader.speech.words.case, reader.visitor
    own = me is not None and case.coach is not None and case.coach.key == me.key
    take = words.take if case.coach is None else words.take_over
    offered: list[tuple[str, Text]] = []
    if case.state in OPEN and not (own and case.state == "taken"):
        offered.append(("take", take))
    if case.state == "taken":
        offered.append(("ask", words.ask))
    if case.state in OPEN:
        offered.append(("solve", words.solve))
    if case.state == "solved":
        offered.append(("close", words.close))
    if case.state not in OPEN:
        offered.append(("reopen", words.reopen))
    return [{"verb": verb, "label": reader.speech.say(label), "to": _LEADS[verb]} for verb, label in offered]


def plainly(speech: Speech, case: Case, event: Event) -> str:
    """What happened, as a sentence without markdown."""
    return plain_words(thread_line(speech, case, event).lines[0])


def plain_words(line: str) -> str:
    return unescaped(line.replace("**", ""))


async def told(request: web.Request, reader: Reader) -> dict[str, str]:
    """What came of the act that led here: read from the case as it stands now."""
    site, speech, visitor = request.app[SITE], reader.speech, request[VISITOR]
    for key in ("told", "refused"):
        found = await site.memory.board.latest(request.query[key]) if key in request.query else None
        if found is None:
            continue
        case, event = found
        by = case.coach if case.coach is not None and case.coach.key == visitor.key else None
        if key == "told" and event.who.key != visitor.key:
            continue  # Somebody did something since: that stands on the case's own page.
        case = case if case.state in OPEN else replace(case, name=pseudonym(case.person))
        said = plainly(speech, case, event) if key == "told" else plain_words(refusal(speech, case, by))
        return {"told": f"{case.number}: {shortened(said, _LONGEST_TOLD)}", "bad": "bad" if key == "refused" else ""}
    missing = {
        "words": speech.words.case.empty,
        "coach": speech.words.case.nobody_chosen,
        "other": speech.words.board.merge_other,
        "over": speech.words.board.merge_over,
    }.get(request.query.get("missing", ""))
    return {"told": speech.say(missing) if missing else "", "bad": "bad" if missing else ""}
