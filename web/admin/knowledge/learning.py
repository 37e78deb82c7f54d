"""What conversations teach: phrases and programs to accept or refuse, and content that does not work for people."""

import asyncio
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from aiohttp import web

from knowledge.documents import TEMPLATES
from knowledge.hiding import listed
from knowledge.lexicon import SystemKind
from knowledge.part import Language
from knowledge.proposals import LONGEST, proposal, says_enough
from knowledge.reading.tokens import fold
from knowledge.understand import unlisted_programs
from services import learning
from services.learning import LOOKED_AT, PAGE, Phrase, Pointed, Program, Proposed, digest
from services.workbench import ClashError
from web.admin.knowledge.clashing import clash_page
from web.admin.knowledge.desk import EDIT, HOME, Desk, desk_of
from web.parts import SITE, VISITOR

LEARNING = f"{HOME}/learning"
KINDS: tuple[str, ...] = tuple(kind for kind in get_args(SystemKind) if kind != "none")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Tried:
    """What an admin sent that could not be taken: it stands on the page again."""

    id: str = ""
    text: str = ""
    choice: str = ""
    trouble: str = ""
    page: str = ""


async def learn(request: web.Request) -> web.StreamResponse:
    return await _page(await desk_of(request), Tried(page=request.query.get("page", "")))


async def decide_phrase(request: web.Request) -> web.StreamResponse:
    """Add a phrase to its template in the draft, or never propose it again."""
    desk, form = await desk_of(request), await request.post()
    site, by = request.app[SITE], request[VISITOR]
    name, template, page = _digest(form), str(form.get("template", "")), str(form.get("page", ""))
    chosen = await site.memory.learning.chosen(learning.NEWEST)
    what = await asyncio.to_thread(learning.proposed, chosen, name)
    if form.get("do") == "refuse":
        if what is not None:
            await site.memory.learning.decide(what, "refused", by, site.clock())
        raise _back("refused", "phrases", page)
    language: Language = "en" if form.get("language") == "en" else "sv"
    text, document = learning.tidy_phrase(str(form.get("text", ""))), f"{TEMPLATES}{template}"
    before = desk.draft.documents.get(document)
    if not isinstance(before, Mapping):
        raise web.HTTPNotFound
    if not says_enough(text):
        return await _page(desk, Tried(name, str(form.get("text", "")), language, _say(desk, "trouble_phrase"), page))
    after = before if learning.holds(before, text) else learning.with_phrase(before, language, text)
    return await _accept(desk, what, document, after, _back("accepted", "phrases", page))


async def decide_program(request: web.Request) -> web.StreamResponse:
    """Add a program to the lexicon of the draft, or never propose it again."""
    desk, form = await desk_of(request), await request.post()
    site, by = request.app[SITE], request[VISITOR]
    name, kind = _digest(form), str(form.get("kind", ""))
    called, written = (" ".join(str(form.get(each, "")).split()) for each in ("text", "written"))
    what = Proposed(name, "program")
    if form.get("do") == "refuse":
        await site.memory.learning.decide(what, "refused", by, site.clock())
        raise _back("refused", "programs")
    lexicon = desk.draft.documents.get("lexicon")
    if not isinstance(lexicon, Mapping):
        raise web.HTTPNotFound
    if not 1 < len(called) <= learning.LONGEST_NAME or kind not in KINDS:
        return await _page(desk, Tried(name, called, kind, _say(desk, "trouble_program")))
    is_theirs = digest("program", fold(written)) == name
    after = learning.with_program(lexicon, called, kind, written if is_theirs else "")
    return await _accept(desk, what, "lexicon", after, _back("accepted", "programs"))


async def _accept(
    desk: Desk, what: Proposed | None, document: str, data: Any, back: web.HTTPSeeOther
) -> web.StreamResponse:
    """The change is on record as every change of the draft; the proposal is not shown again."""
    site, by = desk.request.app[SITE], desk.request[VISITOR]
    try:
        await desk.bench.save(document, desk.draft.seen(document), data, by, site.clock())
    except ClashError as error:
        return await clash_page(desk, document, error.clash)
    if what is not None:
        await site.memory.learning.decide(what, "accepted", by, site.clock())
    raise back


def _back(told: str, where: str, page: str = "") -> web.HTTPSeeOther:
    """To the list that something was decided in."""
    kept = f"&page={page}" if page.isdecimal() and len(page) < 4 else ""
    return web.HTTPSeeOther(f"{LEARNING}?told={told}&in={where}{kept}#{where}")


async def _page(desk: Desk, tried: Tried) -> web.Response:
    told = desk.request.query.get("told", "")
    phrases, programs, groups = await asyncio.gather(_phrases(desk, tried), _programs(desk, tried), _pointed(desk))
    view = {
        **phrases,
        "programs": programs,
        "kinds": [(kind, desk.value("kind", kind)) for kind in KINDS],
        "groups": groups,
        "is_coach": "coach" in desk.request[VISITOR].roles,
        "told": _say(desk, f"told_{told}") if told in ("accepted", "refused") else "",
        "told_in": desk.request.query.get("in", ""),
        "trouble": tried.trouble,
        "longest": LONGEST,
        "longest_name": learning.LONGEST_NAME,
    }
    words = desk.reader.speech.words.learning
    return desk.show("learning.html", view, words, tab="learning", status=400 if tried.trouble else 200)


async def _phrases(desk: Desk, tried: Tried) -> dict[str, Any]:
    """One page of proposed phrases, and where the others are."""
    site = desk.request.app[SITE]
    chosen = await site.memory.learning.chosen(learning.NEWEST)
    known = listed(desk.reader.speech.knowledge.revision, site.names.values())
    found = await asyncio.to_thread(learning.phrases, chosen, desk.draft.documents, known)
    decided = await site.memory.learning.decided([each.id for each in found])
    still = learning.undecided(found, decided)
    last = max(1, -(-len(still) // PAGE))
    asked = int(tried.page) if tried.page.isdecimal() and len(tried.page) < 4 else 1
    number = min(max(asked, 1), last)
    here = still[(number - 1) * PAGE : number * PAGE]
    await site.memory.auditing.read_anonymised({each.transcript for each in here}, desk.request[VISITOR], site.clock())
    return {
        "phrases": await asyncio.to_thread(lambda: [_phrase(desk, each, tried) for each in here]),
        "phrases_count": len(still),
        "page": number,
        "before": f"{LEARNING}?page={number - 1}#phrases" if number > 1 else None,
        "after": f"{LEARNING}?page={number + 1}#phrases" if number < last else None,
    }


def _phrase(desk: Desk, phrase: Phrase, tried: Tried) -> dict[str, Any]:
    found = proposal(desk.reader.speech.knowledge.index, phrase.template, phrase.text)
    is_tried = tried.id == phrase.id
    place = found.place
    return {
        "id": phrase.id,
        "template": phrase.template,
        "title": desk.title(f"{TEMPLATES}{phrase.template}"),
        "text": tried.text if is_tried else phrase.text,
        "language": tried.choice if is_tried else found.language,
        "found": _say(desk, "found_at", place=place) if place is not None else _say(desk, "found_not"),
        "is_found": place == 1,
        "conversations": (phrase.transcript,),
    }


async def _programs(desk: Desk, tried: Tried) -> list[dict[str, Any]]:
    memory = desk.request.app[SITE].memory.learning
    found = learning.programs(await memory.programs(LOOKED_AT), desk.draft.documents.get("lexicon"))
    decided = await memory.decided([each.id for each in found])
    still = [each for each in found if each.id not in decided][:PAGE]
    told = await memory.descriptions({each.transcripts[0] for each in still})
    return [_program(desk, each, told, tried) for each in still]


def _program(desk: Desk, program: Program, told: Mapping[int, str], tried: Tried) -> dict[str, Any]:
    is_tried, written = tried.id == program.id, _spelt(desk, program, told)
    return {
        "id": program.id,
        "written": written,
        "name": tried.text if is_tried else written,
        "kind": tried.choice if is_tried else "business",
        "named_by": _say(desk, "named_by", count=program.people),
        "conversations": program.transcripts,
    }


def _spelt(desk: Desk, program: Program, told: Mapping[int, str]) -> str:
    """As somebody wrote it."""
    names = unlisted_programs(desk.reader.speech.knowledge.vocabulary, told.get(program.transcripts[0], ""))
    return next((name for name in names if fold(name) == program.folded), program.folded.capitalize())


async def _pointed(desk: Desk) -> list[dict[str, Any]]:
    """What does not work for people, in three lists."""
    site = desk.request.app[SITE]
    memory = site.memory.learning
    refused = learning.pointed(
        await memory.refused(LOOKED_AT), least=learning.LEAST_REFUSED, above=learning.OFTEN_REFUSED
    )
    questions = {each.id for each in desk.reader.speech.knowledge.revision.questions}
    stopped = learning.pointed(await memory.stopped(site.clock(), LOOKED_AT), least=1)
    unsure = learning.pointed(await memory.unsure(LOOKED_AT), least=learning.LEAST_UNSURE, above=learning.OFTEN_UNSURE)
    return [
        _group(desk, "refused", "templates", refused),
        _group(desk, "stopped", "questions", [e for e in stopped if e.name in questions][: learning.MOST_STOPS]),
        _group(desk, "unsure", "questions", [each for each in unsure if each.name in questions]),
    ]


def _group(desk: Desk, name: str, document: str, found: Iterable[Pointed]) -> dict[str, Any]:
    rows = [
        {
            "title": desk.title(f"{document}/{each.name}"),
            "edit": f"{EDIT}/{document}/{each.name}",
            "said": _say(desk, f"line_{name}", count=each.count, of=each.of),
            "conversations": each.transcripts,
        }
        for each in found
    ]
    return {"name": name, "title": _say(desk, f"title_{name}"), "what": _say(desk, f"what_{name}"), "rows": rows}


def _say(desk: Desk, key: str, **places: object) -> str:
    speech = desk.reader.speech
    return speech.say(getattr(speech.words.learning, key), **places)


def _digest(form: Mapping[str, Any]) -> str:
    name = str(form.get("id", ""))
    if not _DIGEST.fullmatch(name) or form.get("do") not in ("accept", "refuse"):
        raise web.HTTPBadRequest
    return name
