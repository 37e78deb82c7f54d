"""What the draft does to tasks: golden ones, past ones, and the texts that the understanding is measured with."""

from typing import Any

from aiohttp import web
from babel.numbers import format_decimal

from knowledge.given import UnreadableError
from knowledge.golden import judgement, rounded
from services.trials import Changed, GoldenMiss, Trial
from services.workbench import ClashError
from web.admin.knowledge.clashing import clash_page
from web.admin.knowledge.desk import HOME, Desk, desk_of
from web.admin.knowledge.places import things_at
from web.parts import SITE, VISITOR

TRIAL = f"{HOME}/trial"


async def trial(request: web.Request) -> web.StreamResponse:
    """The newest trial. While it is under way the page comes again by itself."""
    desk, found = await desk_of(request), await request.app[SITE].trials.newest()
    shown = found if found is not None and found.is_of(desk.draft) else None
    view = {
        "trial": _view(desk, shown) if shown is not None else None,
        "is_old": found is not None and shown is None,
        "running": found is not None and found.is_running(request.app[SITE].clock()),
        "done": round(100 * found.done) if found is not None else 0,
        "ready": desk.checked.revision is not None and not desk.checked.problems,
        "problems": desk.problems()[:20],
        "reads_conversations": "coach" in request[VISITOR].roles,
    }
    return desk.show("trial.html", view, tab="trial")


async def begin_trial(request: web.Request) -> web.StreamResponse:
    site = request.app[SITE]
    await site.trials.begin(await site.bench.draft())
    raise web.HTTPSeeOther(TRIAL)


async def take_golden(request: web.Request) -> web.StreamResponse:
    """What the draft makes of a golden task becomes what is expected of it: the change is meant."""
    desk, form = await desk_of(request), await request.post()
    tasks, revision = desk.draft.documents.get("golden"), desk.checked.revision
    if desk.checked.problems:
        raise web.HTTPSeeOther(TRIAL)
    task = next((each for each in revision.golden if each.id == form.get("id")), None) if revision else None
    if revision is None or task is None or not isinstance(tasks, list):
        raise web.HTTPBadRequest
    try:
        found = judgement(task, revision)
    except UnreadableError:
        raise web.HTTPSeeOther(TRIAL) from None
    expected = {name: rounded(found.get(name)) for name in task.expected}
    mine = [{**each, "expected": expected} if each.get("id") == task.id else each for each in tasks]
    seen = desk.draft.seen("golden")
    try:
        await desk.bench.save("golden", seen, mine, request[VISITOR], request.app[SITE].clock())
    except ClashError as error:
        return await clash_page(desk, "golden", error.clash)
    raise web.HTTPSeeOther(f"{HOME}/edit/golden/{task.id}")


def _view(desk: Desk, found: Trial) -> dict[str, Any]:
    return {
        "at": desk.reader.moment(found.at),
        "failed": found.failed,
        "over": found.is_over,
        "golden": desk.say("golden_right", right=found.golden - len(found.wrong), count=found.golden),
        "wrong": [_golden(desk, each) for each in found.wrong],
        "judged": desk.say("past_judged", count=found.judged, changed=found.changed_count),
        "changed": [_changed(desk, each) for each in found.changed],
        "more": found.changed_count - len(found.changed),
        "measures": [
            {
                "name": desk.say(f"measure_{each.name}"),
                "language": desk.say(f"in_{each.language}"),
                "before": desk.reader.percent(each.before),
                "after": desk.reader.percent(each.after),
            }
            for each in found.measures or ()
        ],
    }


def _golden(desk: Desk, found: GoldenMiss) -> dict[str, Any]:
    causes = [_cause(desk, *each) for each in found.misses]
    title, fault = (each.get(desk.reader.language, "") for each in (found.title, found.fault))
    said = f"{fault[:1].upper()}{fault[1:]}." if fault else ""
    return {"id": found.id, "title": title, "fault": said, "causes": causes, "is_new": found.was_right}


def _changed(desk: Desk, found: Changed) -> dict[str, Any]:
    return {
        "transcript": found.transcript,
        "title": desk.say("task_numbered", number=found.transcript),
        "before": desk.reader.outcome(found.before) or desk.say("too_little"),
        "after": desk.reader.outcome(found.after) or desk.say("too_little"),
        "causes": [_cause(desk, *each) for each in found.causes],
    }


def _cause(desk: Desk, name: str, before: Any, after: Any) -> tuple[str, str, str]:
    return desk.named(desk.words.causes, name) or name, _told(desk, name, before), _told(desk, name, after)


def _told(desk: Desk, name: str, value: Any) -> str:
    match value:
        case None | []:
            return "–"
        case list():
            return ", ".join(map(str, value))
        case bool():
            return str(value)
        case int() | float():
            return format_decimal(value, "#,##0.##", locale=desk.reader.language)
        case str() if name == "row":
            return _row(desk, value)
        case str() if name in ("outcome", "guard"):
            return desk.value("outcome", value)
        case _:
            return str(value)


def _row(desk: Desk, name: str) -> str:
    """What a row of the decision table says."""
    rows = things_at(desk.draft.documents.get("scoring"), ("decision",))
    said = next((each.get("said") for each in rows if isinstance(each, dict) and each.get("id") == name), None)
    return str(said.get(desk.reader.language, name)) if isinstance(said, dict) else name
