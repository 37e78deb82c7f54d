"""Talking with the draft: a chat on a page of its own, or beside the form that is being edited."""

import secrets
from typing import Any

import orjson
from aiohttp import web

from dialogs.message import Message, Said
from dialogs.reply import Choice, Press
from knowledge.part import Language
from knowledge.prepared import Knowledge
from services.previewing import Preview, Stage, begun, pressed, read, told, written
from web.admin.knowledge.desk import HOME, Desk, desk_of
from web.parts import SITE, VISITOR

PREVIEW = f"{HOME}/preview"
_LONGEST = 4_000


async def preview(request: web.Request) -> web.StreamResponse:
    desk = await desk_of(request)
    knowledge = await desk.bench.trial(desk.draft)
    talk = await _so_far(desk, knowledge) if knowledge is not None else None
    view = {
        "ready": knowledge is not None,
        "problems": desk.problems()[:20],
        "spoken": talk.spoken if talk is not None else desk.reader.language,
        "said": [_line(number, each) for number, each in enumerate(talk.said)] if talk is not None else [],
        "bare": "bare" in request.query,
        "longest": _LONGEST,
    }
    return desk.show("chat.html" if "bare" in request.query else "preview.html", view, tab="preview")


async def talk(request: web.Request) -> web.StreamResponse:
    """Say something, press a button, begin again, or begin again in the other language."""
    desk, form = await desk_of(request), await request.post()
    site, knowledge = request.app[SITE], await desk.bench.trial(desk.draft)
    if knowledge is not None:
        told_form = {name: value for name, value in form.items() if isinstance(value, str)}
        now = await _next(desk, knowledge, told_form)
        await site.memory.previews.keep(request[VISITOR].key, written(now), site.clock())
    raise web.HTTPSeeOther(f"{PREVIEW}?bare" if form.get("bare") else f"{PREVIEW}#newest")


async def _next(desk: Desk, knowledge: Knowledge, form: dict[str, str]) -> Preview:
    stage, do = _stage(desk, knowledge), form.get("do", "")
    if do in ("sv", "en"):
        language: Language = "en" if do == "en" else "sv"
        return begun(language, stage)
    talk = await _so_far(desk, knowledge)
    if do == "again":
        return begun(talk.spoken, stage)
    message, shown = _message(form, talk)
    return told(talk, message, shown, stage) if message is not None else talk


def _message(form: dict[str, str], talk: Preview) -> tuple[Message | None, str]:
    """What was said, and the words of the button it was said with."""
    if form.get("v"):
        found = pressed(form)
        labels = [
            choice.label for line in reversed(talk.said) for choice in line.choices if choice.press == found.press
        ]
        typed = ", ".join(value for value in found.inputs.values() if value)
        return found, (labels[0] if labels else form.get("label", "")[:200]) or typed or "…"
    words = form.get("text", "").strip()[:_LONGEST]
    return (Said(words), "") if words else (None, "")


async def _so_far(desk: Desk, knowledge: Knowledge) -> Preview:
    kept = await desk.request.app[SITE].memory.previews.load(desk.request[VISITOR].key)
    try:
        found = read(kept) if kept else None
    except (ValueError, KeyError, TypeError):
        found = None
    return found or begun(desk.reader.language, _stage(desk, knowledge))


def _stage(desk: Desk, knowledge: Knowledge) -> Stage:
    site = desk.request.app[SITE]
    return Stage(knowledge, site.ports.write, site.clock(), secrets.token_urlsafe(9))


def _line(number: int, line: Any) -> dict[str, Any]:
    return {
        "number": number,
        "mine": line.mine,
        "language": line.language,
        "text": line.text,
        "card": orjson.dumps(line.card).decode() if line.card else "",
        "choices": [_choice(each) for each in line.choices],
    }


def _choice(choice: Choice) -> dict[str, Any]:
    press: Press = choice.press
    named = {"v": press.verb, "c": press.code, "i": press.interview, "q": press.question}
    return {"label": choice.label, "primary": choice.primary, "press": named}
