"""One conversation, as the employee saw it, with what was understood and judged, and what coaches note beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from aiohttp import web

from dialogs.facts import slot_label, value_label
from dialogs.labels import shortened
from dialogs.result import result
from dialogs.speech import Speech, unescaped
from dialogs.state import Interview, Talk
from dialogs.summary import answer_rows
from services.transcripts import LABELS, LONGEST_REMARK, Remark, Said, Transcript
from web.coach.conversations import LIST, row
from web.coach.filtering import number_in
from web.parts import SITE, VISITOR
from web.render import Reader, reader_of, show


async def conversation(request: web.Request) -> web.StreamResponse:
    """Everything of it on one page; long ones page by page. Reading it is logged."""
    site, reader = request.app[SITE], await reader_of(request)
    number, begin = number_of(request), number_in(request.query.get("from", ""))
    found = await site.memory.readings.one(number, begin, request[VISITOR], site.clock())
    if found is None:
        raise web.HTTPNotFound
    kept = {name: value for name, value in request.query.items() if name not in ("from", "lang")}
    query = request.rel_url.with_query(kept).query_string
    view = {
        "row": row(reader, found.listed),
        "reviewed": _reviewed(reader, found),
        "labels": [(each, _label(reader, each), each in found.listed.labels) for each in LABELS],
        "said": [message_view(reader, each, found.said) for each in found.said if tells(each)],
        "remarks": [_remark(reader, each, request[VISITOR].key) for each in found.remarks],
        "earlier": request.rel_url.with_query({**kept, "from": found.before}) if found.before else None,
        "later": request.rel_url.with_query({**kept, "from": found.after}) if found.after else None,
        "cases": found.cases,
        "query": query,
        "back": f"{LIST}?{query}" if query else LIST,
        "longest": LONGEST_REMARK,
        **(await _judged(request, reader, found)),
    }
    words = reader.speech.words
    return show(request, reader, "coach/conversation.html", view, words.reading)


def number_of(request: web.Request) -> int:
    """Which conversation an address means; one that no conversation can have is simply not there."""
    number = number_in(request.match_info["id"])
    if number is None:
        raise web.HTTPNotFound
    return number


async def _judged(request: web.Request, reader: Reader, found: Transcript) -> dict[str, Any]:
    """What was understood, answered, judged and suggested, in the words of the interview's own revision."""
    interview = found.interview
    if interview is None:
        return {"facts": [], "answers": [], "result": None, "templates": [], "description": ""}
    knowledge = await request.app[SITE].library.at(interview.revision)
    speech, talk = Speech(knowledge, reader.language), Talk(department=found.listed.department, interview=interview)
    shown = result(speech, talk, interview, found.listed.latest)
    inferred = set(interview.inferred)
    questions = [each for each in knowledge.revision.questions if each.id in interview.answers]
    told = {each.label: each.value for each in answer_rows(speech, talk, interview)}
    return {
        "description": interview.description,
        "facts": [(slot_label(speech, each.slot), value_label(speech, each), each.words) for each in interview.facts],
        "answers": [
            (title, told[title], each.id in inferred) for each in questions if (title := speech.say(each.title)) in told
        ],
        "result": _result(shown) if shown is not None else None,
        "templates": _templates(reader, speech, interview),
    }


def _result(shown: Any) -> dict[str, Any]:
    return {
        "title": unescaped(shown.title),
        "said": unescaped(shown.said),
        "hours": unescaped(shown.hours),
        "arithmetic": unescaped(shown.arithmetic),
        "bars": [(unescaped(bar.label), bar.value) for bar in shown.bars],
        "sections": [(unescaped(each.title), [unescaped(line) for line in each.lines]) for each in shown.sections],
    }


def _templates(reader: Reader, speech: Speech, interview: Interview) -> list[tuple[str, list[str]]]:
    """Each template that was shown, and what became of it."""
    words = reader.speech.words.reading
    found = []
    for name in dict.fromkeys((*interview.shown, *filter(None, (interview.liked, interview.building)))):
        template = speech.knowledge.revision.template(name)
        fates = [words.template_shown] if name in interview.shown else []
        fates += [words.template_refused] if name in interview.refused else []
        fates += [words.template_chosen] if name == interview.liked else []
        told = [reader.speech.say(each) for each in fates]
        if name == interview.building and template is not None:
            steps = len(template.steps.to(reader.language))
            told.append(reader.speech.say(words.template_building, done=len(interview.ticked), steps=steps))
            if interview.measured is not None:
                told.append(reader.speech.say(words.measured, hours=reader.speech.hours(interview.measured)))
        found.append((speech.say(template.title) if template is not None else name, told))
    return found


def tells(said: Said) -> bool:
    """Whether there is anything to see: events of the platform have no words."""
    return not said.mine or bool(said.text) or said.press is not None or said.kind in ("message", "messageUpdate")


def message_view(reader: Reader, said: Said, around: Sequence[Said]) -> dict[str, Any]:
    """One message: who, when, its words, its card, and what happened to it."""
    speech, words = reader.speech, reader.speech.words.reading
    text = said.text
    if said.press is not None:
        text = speech.say(words.pressed, text=text or _label_of(said, around))
        text = unescaped(text)
    elif said.mine and not text:
        text = speech.say(words.removed)
    return {
        "id": said.id,
        "mine": said.mine,
        "at": reader.moment(said.at),
        "iso": said.at.isoformat(),
        "text": text,
        "card": orjson.dumps(said.card).decode() if said.card is not None else "",
        "replaced": said.later is not None,
        "first_line": shortened(" ".join(text.split("\n")[:2]), 90),
        "notes": _notes(reader, said),
        "thumb": speech.say(getattr(words, f"thumb_{said.thumb}")) if said.thumb in ("like", "dislike") else "",
        "thumb_words": said.thumb_words,
    }


def _notes(reader: Reader, said: Said) -> list[str]:
    speech, words = reader.speech, reader.speech.words.reading
    notes = []
    if said.kind == "messageUpdate":
        notes.append(speech.say(words.edited))
    if said.in_place_of is not None:
        notes.append(speech.say(words.replaces))
    told = {
        "failed": words.delivery_failed,
        "unclear": words.delivery_unclear,
        "pending": words.delivery_pending,
    }.get(said.delivery)
    if told is not None:
        notes.append(unescaped(speech.say(told, trouble=said.trouble)))
    return notes


def _label_of(pressed: Said, around: Sequence[Said]) -> str:
    """The words on the button: they stand on a card that was shown before."""
    for said in reversed([each for each in around if each.id < pressed.id and each.card is not None]):
        for action in _actions(said.card):
            data = action.get("data")
            if isinstance(data, Mapping) and (data.get("v"), data.get("c", "")) == pressed.press:
                return str(action.get("title", ""))
    return pressed.press[0] if pressed.press else ""


def _actions(part: Any) -> list[Mapping[str, Any]]:
    """Every action anywhere in a card."""
    if isinstance(part, list):
        return [action for each in part for action in _actions(each)]
    if not isinstance(part, Mapping):
        return []
    here = [part] if str(part.get("type", "")).startswith("Action.") else []
    return here + [action for each in part.values() for action in _actions(each)]


def _remark(reader: Reader, remark: Remark, key: str) -> dict[str, Any]:
    return {
        "id": remark.id,
        "message": remark.message,
        "name": remark.name,
        "at": reader.moment(remark.at),
        "text": remark.text,
        "own": remark.by == key,
    }


def _reviewed(reader: Reader, found: Transcript) -> str:
    listed = found.listed
    if listed.reviewed is None or listed.reviewed_by is None:
        return ""
    words = reader.speech.words.reading
    return reader.speech.say(words.read_by, name=listed.reviewed_by, day=reader.moment(listed.reviewed))


def _label(reader: Reader, name: str) -> str:
    return reader.speech.say(getattr(reader.speech.words.reading, f"label_{name}"))
