"""Judging a real task without knowing who told it, or what the checklist says."""

from typing import Any

from aiohttp import web

from dialogs.interview import path
from dialogs.labels import answer_label, shortened
from dialogs.speech import Speech, unescaped
from dialogs.state import Talk
from knowledge.hiding import Listed, listed
from services.anonymous import anonymous
from services.judging import NEWEST, OUTCOMES, Verdict, following
from services.rejudging import StoredTask
from web.parts import SITE, VISITOR
from web.render import Reader, reader_of, show

JUDGING = "/coach/judging"
_OWN = 20
"""So many of one's own judgements are listed."""
_SHORT = 120


async def judging(request: web.Request) -> web.StreamResponse:
    """The next task, or one that the coach wants to judge again; and what they have judged."""
    site, visitor, reader = request.app[SITE], request[VISITOR], await reader_of(request)
    own = await site.memory.judging.own(visitor, _OWN)
    again = _number(request.query.get("task"))
    if again is not None and again not in {each.task.transcript for each in own}:
        raise web.HTTPNotFound
    wanted = again or await _next(request)
    task = await site.memory.judging.task(wanted, visitor, site.clock()) if wanted is not None else None
    known = listed(reader.speech.knowledge.revision, site.names.values())
    told = request.query.get("told", "")
    words = reader.speech.words.learning
    view = {
        "task": await _task(request, reader, task, known) if task is not None else None,
        "is_again": again is not None,
        "said": next((each.outcome for each in own if task and each.task.transcript == task.transcript), ""),
        "outcomes": [(each, reader.outcome(each)) for each in OUTCOMES],
        "own": [_verdict(reader, each, known) for each in own],
        "told": reader.speech.say(getattr(words, f"told_{told}")) if told in ("judged", "forgotten") else "",
    }
    return show(request, reader, "coach/judging.html", view, words)


async def judge(request: web.Request) -> web.StreamResponse:
    """Judge the task that was shown, or pass it over."""
    site, form = request.app[SITE], await request.post()
    task, said = _number(str(form.get("task", ""))), str(form.get("outcome", ""))
    if task is None or said not in (*OUTCOMES, "skip"):
        raise web.HTTPBadRequest
    if said == "skip":
        raise web.HTTPSeeOther(f"{JUDGING}?after={task}")
    if not await site.memory.judging.judge(task, said, request[VISITOR], site.clock()):
        raise web.HTTPNotFound
    raise web.HTTPSeeOther(f"{JUDGING}?told=judged")


async def take_back(request: web.Request) -> web.StreamResponse:
    site, form = request.app[SITE], await request.post()
    task = _number(str(form.get("task", "")))
    if task is None:
        raise web.HTTPBadRequest
    if not await site.memory.judging.forget(task, request[VISITOR], site.clock()):
        raise web.HTTPNotFound
    raise web.HTTPSeeOther(f"{JUDGING}?told=forgotten")


async def _next(request: web.Request) -> int | None:
    candidates = await request.app[SITE].memory.judging.candidates(request[VISITOR], NEWEST)
    return following(candidates, _number(request.query.get("after")))


async def _task(request: web.Request, reader: Reader, task: StoredTask, known: Listed) -> dict[str, Any]:
    """What was told and answered, in the words of the task's own revision."""
    interview = task.interview
    knowledge = await request.app[SITE].library.at(interview.revision)
    speech, talk = Speech(knowledge, reader.language), Talk(department=task.department, interview=interview)
    answered = [each for each in path(talk, interview, knowledge.revision) if each.id in interview.answers]
    return {
        "id": task.transcript,
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
    }


def _number(told: str | None) -> int | None:
    """The number of a task; None for anything that is none."""
    return int(told) if told and told.isdecimal() and len(told) <= 18 else None
