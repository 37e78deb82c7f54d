"""How well coaches agree with the checklist and with each other, and what the draft would change in that."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from dialogs.labels import shortened
from dialogs.speech import unescaped
from knowledge.agreement import ENOUGH, Agreement
from knowledge.hiding import Listed, listed
from services.anonymous import anonymous
from services.calibration import Calibration, Compared, calibrate
from services.judging import OUTCOMES
from web.admin.knowledge.desk import HOME, Desk, desk_of
from web.parts import SITE, VISITOR

CALIBRATION = f"{HOME}/calibration"
_MOST = 100
"""So many tasks are listed in each list."""
_SHORT = 120


async def calibration(request: web.Request) -> web.StreamResponse:
    desk = await desk_of(request)
    site = request.app[SITE]
    published = await desk.bench.revision(desk.draft.number)
    drafted = desk.checked.revision if desk.draft.changed and not desk.checked.problems else None
    found = await calibrate(site.memory.judging, site.rejudging, published, drafted)
    known = listed(published, site.names.values())
    disputed = [each for each in found.tasks if each.is_disputed]
    changed = [each for each in found.tasks if each.is_changed]
    shown = {each.task.transcript for each in (*disputed[:_MOST], *changed[:_MOST])}
    await site.memory.auditing.read_anonymised(shown, request[VISITOR], site.clock())
    view = {
        "sides": _sides(desk, found),
        "tables": _tables(desk, found),
        "outcomes": [(each, desk.reader.outcome(each)) for each in OUTCOMES],
        "is_drafted": drafted is not None,
        "is_broken": bool(desk.draft.changed) and drafted is None,
        "few": found.published.count < ENOUGH,
        "disputed": _listed(desk, disputed, known),
        "disputed_count": len(disputed),
        "changed": _listed(desk, changed, known),
        "changed_count": len(changed),
        "is_coach": "coach" in request[VISITOR].roles,
    }
    return desk.show("calibration.html", view, desk.reader.speech.words.learning, tab="calibration")


def _sides(desk: Desk, found: Calibration) -> dict[str, Any]:
    """The figures side by side: a name, and one value for each side."""
    sides = [("side_published", found.published)]
    sides += [("side_draft", found.drafted)] if found.drafted is not None else []
    sides += [("side_coaches", found.coaches)]
    rows: tuple[tuple[str, Callable[[Desk, Agreement], str]], ...] = (
        ("figure_count", lambda _, each: str(each.count)),
        ("figure_same", lambda _, each: str(each.same)),
        ("figure_share", _share),
        ("figure_kappa", _kappa),
        ("figure_grade", _grade),
    )
    return {
        "columns": [_say(desk, name) for name, _ in sides],
        "rows": [(_say(desk, name), [shown(desk, each) for _, each in sides]) for name, shown in rows],
    }


def _share(desk: Desk, found: Agreement) -> str:
    return desk.reader.percent(found.share) if found.share is not None else "–"


def _kappa(desk: Desk, found: Agreement) -> str:
    return desk.reader.decimal(found.kappa) if found.kappa is not None else "–"


def _grade(desk: Desk, found: Agreement) -> str:
    """In a word, where there are enough judgements to say one."""
    is_known = found.grade is not None and found.count >= ENOUGH
    return _say(desk, f"grade_{found.grade}" if is_known else "grade_unknown")


def _tables(desk: Desk, found: Calibration) -> list[dict[str, Any]]:
    """How often the checklist and coaches said what: rows are the checklist's outcomes."""
    both = [("table_published", found.published)]
    both += [("table_draft", found.drafted)] if found.drafted is not None else []
    return [{"title": _say(desk, name), "rows": _rows(desk, each)} for name, each in both]


def _rows(desk: Desk, found: Agreement) -> list[tuple[str, list[tuple[int, bool]]]]:
    return [
        (desk.reader.outcome(one), [(found.table[one, other], one == other) for other in OUTCOMES]) for one in OUTCOMES
    ]


def _listed(desk: Desk, tasks: list[Compared], known: Listed) -> list[dict[str, Any]]:
    return [_task(desk, each, known) for each in tasks[:_MOST]]


def _task(desk: Desk, compared: Compared, known: Listed) -> dict[str, Any]:
    description = anonymous(compared.task.interview.description, known)
    return {
        "number": compared.task.transcript,
        "title": shortened(" ".join(description.split()), _SHORT),
        "said": ", ".join(desk.reader.outcome(each) for each in compared.said),
        "published": _outcome(desk, compared.published),
        "drafted": _outcome(desk, compared.drafted),
        "is_changed": compared.is_changed,
    }


def _outcome(desk: Desk, outcome: str | None) -> str:
    return desk.reader.outcome(outcome) if outcome is not None else _say(desk, "no_outcome")


def _say(desk: Desk, key: str, **places: object) -> str:
    speech = desk.reader.speech
    return unescaped(speech.say(getattr(speech.words.learning, key), **places))
