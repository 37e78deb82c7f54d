"""Judging a real task without knowing who told it, or what the checklist says."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from dialogs.interview import path
from dialogs.labels import answer_label, shortened
from dialogs.speech import Speech, unescaped
from dialogs.state import Talk
from knowledge.hiding import Listed, listed
from services.anonymous import anonymous
from services.judging import NEWEST, OUTCOMES, Verdict, following, told_in
from services.rejudging import StoredTask
from web.parts import SITE, VISITOR
from web.render import Reader, reader_of, show

JUDGING = "/coach/judging"
_TOLD = ("judged", "changed", "forgotten")
_LAST = 100_000
"""There are no pages behind this one."""
_OWN = 20
"""So many of one's own judgements stand on a page."""
_SEEN = 8
"""So many signs tell whether the answers are still those that were shown."""
_SHORT = 120


async def judging(request: web.Request) -> web.StreamResponse:
    """The next task, or one that the coach wants to judge again; and what they have judged."""
    site, visitor, reader = request.app[SITE], request[VISITOR], await reader_of(request)
    again, words = _number(request.query.get("task")), reader.speech.words.learning
    verdict = await site.memory.judging.verdict(again, visitor) if again is not None else None
    if again is not None and verdict is None:
        raise web.HTTPNotFound
    wanted = again if again is not None else await _next(request)
    task = await site.memory.judging.task(wanted, visitor, site.clock()) if wanted is not None else None
    known = listed(reader.speech.knowledge.revision, site.names.values())
    told = request.query.get("told", "")
    view = {
        "task": await _task(request, reader, task, known) if task is not None else None,
        "is_again": again is not None,
        "said": verdict.outcome if verdict is not None and verdict.standing == "counts" else "",
        "outcomes": [(each, reader.outcome(each)) for each in OUTCOMES],
        **await _own(request, reader, known),
        "told": reader.speech.say(getattr(words, f"told_{told}")) if told in _TOLD else "",
    }
    return show(request, reader, "coach/judging.html", view, words)


async def judge(request: web.Request) -> web.StreamResponse:
    """Judge the task that was shown, or pass it over."""
    site, form = request.app[SITE], await request.post()
    task, said = _number(str(form.get("task", ""))), str(form.get("outcome", ""))
    if task is None or said not in (*OUTCOMES, "skip"):
        raise web.HTTPBadRequest
    if said == "skip":
        raise web.HTTPSeeOther(_here(form, after=str(task)))
    seen = str(form.get("seen", ""))[:_SEEN]
    done = await site.memory.judging.judge(task, said, request[VISITOR], site.clock(), seen)
    if done is None:
        raise web.HTTPNotFound
    raise web.HTTPSeeOther(_here(form, told=done))


async def take_back(request: web.Request) -> web.StreamResponse:
    site, form = request.app[SITE], await request.post()
    task = _number(str(form.get("task", "")))
    if task is None:
        raise web.HTTPBadRequest
    if not await site.memory.judging.forget(task, request[VISITOR], site.clock()):
        raise web.HTTPNotFound
    raise web.HTTPSeeOther(_here(form, told="forgotten"))


def _here(kept: Mapping[str, Any], **more: str) -> str:
    """The page again, with what was passed over last, and where one was among one's own judgements."""
    after, page = (_number(str(kept.get(name, ""))) for name in ("after", "page"))
    numbers = {"after": after, "page": page if page != 1 else None}
    query = {name: value for name, value in {**numbers, **more}.items() if value}
    return f"{JUDGING}?{urlencode(query)}" if query else JUDGING


async def _next(request: web.Request) -> int | None:
    candidates = await request.app[SITE].memory.judging.candidates(request[VISITOR], NEWEST)
    return following(candidates, _number(request.query.get("after")))


async def _own(request: web.Request, reader: Reader, known: Listed) -> dict[str, Any]:
    """One page of what the coach has judged, and where the others are."""
    judging, by = request.app[SITE].memory.judging, request[VISITOR]
    number = min(_number(request.query.get("page")) or 1, _LAST)
    found = await judging.own(by, _OWN + 1, (number - 1) * _OWN)
    if not found:
        number, found = 1, await judging.own(by, _OWN + 1)
    kept, has_more = {**request.query, "page": str(number)}, len(found) > _OWN
    return {
        "own": [{**_verdict(reader, each, known), "again": _again(kept, each)} for each in found[:_OWN]],
        "after": request.query.get("after", ""),
        "page": number,
        "leave": _here(kept),
        "newer": _here({**kept, "page": str(number - 1)}) if number > 1 else None,
        "older": _here({**kept, "page": str(number + 1)}) if has_more else None,
    }


def _again(kept: Mapping[str, str], verdict: Verdict) -> str | None:
    """Where a judgement is changed; None while there is nothing to judge."""
    return _here(kept, task=str(verdict.task.transcript)) if verdict.standing != "closed" else None


async def _task(request: web.Request, reader: Reader, task: StoredTask, known: Listed) -> dict[str, Any]:
    """What was told and answered, in the words of the task's own revision."""
    interview = task.interview
    knowledge = await request.app[SITE].library.at(interview.revision)
    speech, talk = Speech(knowledge, reader.language), Talk(department=task.department, interview=interview)
    answered = [each for each in path(talk, interview, knowledge.revision) if each.id in interview.answers]
    return {
        "id": task.transcript,
        "seen": told_in(interview)[:_SEEN],
        "description": anonymous(interview.description, known),
        "department": reader.department(task.department),
        "answers": [
            (unescaped(speech.say(each.title)), unescaped(answer_label(speech, each, interview.answers[each.id])))
            for each in answered
        ],
    }


def _verdict(reader: Reader, verdict: Verdict, known: Listed) -> dict[str, Any]:
    description = anonymous(verdict.task.interview.description, known)
    return {
        "id": verdict.task.transcript,
        "title": shortened(" ".join(description.split()), _SHORT),
        "outcome": verdict.outcome,
        "outcome_name": reader.outcome(verdict.outcome),
        "at": reader.moment(verdict.at),
        "standing": verdict.standing,
    }


def _number(told: str | None) -> int | None:
    """The number of a task; None for anything that is none."""
    return int(told) if told and told.isdecimal() and len(told) <= 18 else None
