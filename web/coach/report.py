"""A month on one page to print or send on: in sentences, in pictures, in tables."""

from aiohttp import web

from services.insights import PARTS, Scope
from services.months import Month, month_of, shifted, written
from web.coach.figure_tables import Told, month_name, step_name
from web.coach.pictures import PICTURES
from web.coach.portfolio import PORTFOLIO, is_empty, numbers, read_one_month, sections
from web.parts import SITE
from web.render import reader_of, show

_FIRST = 3
"""As many templates are named."""
_PICTURES = ("tasks", "departments", "funnel", "stops", "templates", "systems")
"""Those that say something about a single month."""
_ROWS = 8
"""As many rows of a long list are shown."""


async def report(request: web.Request) -> web.StreamResponse:
    """The month that the address names, else this one; compared with the month before."""
    site, reader = request.app[SITE], await reader_of(request)
    now, month = site.clock(), read_one_month(request)
    told, before = [
        Told(reader, Scope(each, each), await site.memory.insights.figures(Scope(each, each), now, PARTS))
        for each in (month, shifted(month, -1))
    ]
    view = {
        "title": told.say("report_title", month=month_name(reader, month)),
        "made": told.say("report_made", day=reader.day(now)),
        "summary": summary(told, before),
        "numbers": numbers(told),
        "empty": is_empty(told.figures),
        "sections": sections(told, _PICTURES, _ROWS),
        "before": _link(month, -1),
        "after": _link(month, 1) if month < month_of(now) else "",
        "back": f"{PORTFOLIO}?first={written(month)}&last={written(month)}",
    }
    return show(request, reader, "coach/report.html", view, reader.speech.words.insight)


def summary(told: Told, before: Told) -> list[str]:
    """The month in sentences, each compared with the month before where that says something."""
    return [
        _counted(told, before, "came"),
        _counted(told, before, "judged"),
        *_hours(told, before),
        _templates(told),
        _stops(told),
        *([thumbs] if (thumbs := PICTURES["thumbs"].said(told)) else []),
        _waiting(told),
    ]


def _counted(told: Told, before: Told, key: str) -> str:
    now, then = (_count(each, key) for each in (told, before))
    how = {0: "_none", 1: "_one"}.get(now, "")
    return told.say(f"report_{key}{how}", count=told.reader.speech.number(now), compared=compared(before, now, then))


def _count(told: Told, key: str) -> int:
    return told.figures.judged if key == "judged" else sum(each.count for each in told.figures.came)


def _hours(told: Told, before: Told) -> list[str]:
    hours = told.reader.speech.hours
    promised, was_promised = (sum(each.hours for each in month.figures.finished) for month in (told, before))
    measured, was_measured = (sum(each.hours for each in month.figures.measured) for month in (told, before))
    of_these = sum(each.promised for each in told.figures.measured)
    found = []
    if told.figures.judged:
        against = compared(before, round(promised), round(was_promised))
        found.append(told.say("report_promised", hours=hours(promised), compared=against))
    against = compared(before, round(measured), round(was_measured))
    key = "report_measured" if measured else "report_measured_none"
    found.append(told.say(key, hours=hours(measured), promised=hours(of_these), compared=against))
    return found


def compared(before: Told, now: int, then: int) -> str:
    """Against the month before: so many more, fewer, or as many."""
    key = "more_than" if now > then else "less_than" if now < then else "same_as"
    return before.say(key, by=before.reader.speech.number(abs(now - then)), month=before.month(before.scope.first))


def _templates(told: Told) -> str:
    most = sorted((t for t in told.figures.templates if t.chosen), key=lambda t: (-t.chosen, t.template))[:_FIRST]
    names = [f"{told.reader.template(each.template)} ({told.reader.speech.number(each.chosen)})" for each in most]
    return (
        told.say("report_templates", names=told.reader.speech.listed(names))
        if most
        else told.say("report_templates_none")
    )


def _stops(told: Told) -> str:
    found, number = told.figures.stops, told.reader.speech.number
    if not found:
        return told.say("report_stops_none")
    values = {"all": number(sum(each.count for each in found)), "most": number(found[0].count)}
    return told.say("report_stops", name=step_name(told, found[0].name), **values)


def _waiting(told: Told) -> str:
    waiting, number = told.figures.waiting, told.reader.speech.number
    values = {name: number(getattr(waiting, name)) for name in ("tasks", "cases", "untaken")}
    return told.say("report_waiting", **values)


def _link(month: Month, by: int) -> str:
    return f"{PORTFOLIO}/report?month={written(shifted(month, by))}"
