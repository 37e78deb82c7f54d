"""The page with all that is stored about a person, for whoever holds the link that the coach gave them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import aiohttp_jinja2
import orjson
from aiohttp import web
from babel.dates import format_datetime

from dialogs.decided import kept_for
from dialogs.speech import HOME, Speech, unescaped
from knowledge.part import Language, Text
from services.access import digest
from services.decisions import in_force
from services.records import StoredData
from web.parts import SITE, Site


async def own_data(request: web.Request) -> web.Response:
    """Everything, word for word; a link that is over says how to get a new one."""
    site = request.app[SITE]
    found = await _found(request, site)
    language = _language(request, found)
    speech = Speech(await site.library.latest(), language)
    words = speech.words.page
    shown = {name: speech.say(getattr(words, name)) for name in type(words).model_fields}
    if found is None:
        return _page("gone.html", request, {"words": shown, "language": language}, status=404)
    view = {
        "words": shown,
        "language": language,
        "download": f"{request.path}/download",
        "kept": unescaped(kept_for(speech, (await in_force(site.ports)).retention).replace("**", "")),
        "person": _person(found.person, speech),
        "tasks": [_task(task, speech) for task in found.tasks],
        "cases": [_case(case, language) for case in found.cases],
        "readings": [_written(each, language) for each in found.readings],
        "remarks": [_written(each, language) for each in found.remarks],
        "labels": [_marked(each, speech, _label(each["label"], speech)) for each in found.labels],
        "judgements": [_marked(each, speech, _outcome(each["outcome"], speech)) for each in found.judgements],
        "messages": [_message(said, shown, language) for said in found.messages],
    }
    return _page("own_data.html", request, view)


async def download(request: web.Request) -> web.Response:
    """The same as a file for machines."""
    found = await _found(request, request.app[SITE])
    if found is None:
        raise web.HTTPNotFound
    data = {
        "person": dict(found.person),
        "tasks": list(found.tasks),
        "messages": list(found.messages),
        "cases": list(found.cases),
        "thumbs": list(found.thumbs),
        "planned": list(found.planned),
        "readings": list(found.readings),
        "remarks": list(found.remarks),
        "labels": list(found.labels),
        "judgements": list(found.judgements),
    }
    headers = {"Content-Disposition": 'attachment; filename="mina-data.json"'}
    body = orjson.dumps(data, option=orjson.OPT_INDENT_2)
    return web.Response(body=body, content_type="application/json", charset="utf-8", headers=headers)


async def _found(request: web.Request, site: Site) -> StoredData | None:
    return await site.store.data(digest(request.match_info["token"]), site.clock())


def _language(request: web.Request, found: StoredData | None) -> Language:
    """The person's own choice, else that of the chat the link was given in, else the browser's."""
    chosen = found.person.get("language") if found is not None else None
    wanted = chosen or request.query.get("lang") or request.headers.get("Accept-Language", "sv")[:2]
    return "en" if wanted == "en" else "sv"


def _page(name: str, request: web.Request, view: dict[str, Any], status: int = 200) -> web.Response:
    response = aiohttp_jinja2.render_template(name, request, view)
    response.set_status(status)
    return response


def _person(stored: Mapping[str, str], speech: Speech) -> list[tuple[str, str]]:
    """What is stored about the person, labelled and written for a reader."""
    department = speech.knowledge.revision.department(stored.get("department"))
    since = format_datetime(datetime.fromisoformat(stored["since"]), format="long", tzinfo=HOME, locale=speech.language)
    readable = {**stored, "since": since, "department": speech.say(department.name) if department else ""}
    words = speech.words.page
    labels = {
        "since": words.person_since,
        "department": words.person_department,
        "language": words.person_language,
        "id": words.person_id,
        "tenant": words.person_tenant,
    }
    return [(speech.say(label), readable[name]) for name, label in labels.items() if readable.get(name)]


def _task(task: Any, speech: Speech) -> dict[str, Any]:
    status = speech.say(getattr(speech.words.tasks, task["status"]))
    outcome = _outcome(task["outcome"], speech) if task["outcome"] else ""
    description = task["interview"].get("description", "")
    return {"title": task["title"], "status": status, "outcome": outcome, "description": description}


def _outcome(code: str, speech: Speech) -> str:
    return speech.say(getattr(speech.words.result, code))


def _label(code: str, speech: Speech) -> str:
    """What coaches call it; its code where it has a name no longer."""
    text = getattr(speech.words.reading, f"label_{code}", None)
    return speech.say(text) if isinstance(text, Text) else code


def _marked(stored: Any, speech: Speech, text: str) -> dict[str, Any]:
    return {**_written(stored, speech.language), "text": text}


def _case(case: Any, language: Language) -> dict[str, Any]:
    """A case with its events and notes, the times written for a reader."""
    return {**case, **{name: [_dated(each, language) for each in case[name]] for name in ("events", "notes")}}


def _dated(written: Any, language: Language) -> dict[str, Any]:
    moment = datetime.fromisoformat(written["at"])
    return {**written, "at": format_datetime(moment, format="short", tzinfo=HOME, locale=language)}


def _written(stored: Any, language: Language) -> dict[str, Any]:
    """The same with its time written for a reader."""
    moment = datetime.fromisoformat(stored["at"])
    return {**stored, "at": format_datetime(moment, format="short", tzinfo=HOME, locale=language)}


def _message(said: Any, words: dict[str, str], language: Language) -> dict[str, str]:
    moment = format_datetime(datetime.fromisoformat(said["at"]), format="short", tzinfo=HOME, locale=language)
    return {"at": moment, "from": words[said["from"]], "text": said["text"]}
