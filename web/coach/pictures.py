"""The pictures of the overview: what each shows, and the sentence that says it to whoever does not see it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from services.insights import MUCH_EASY, Part, reached
from web.coach import figure_tables as tables
from web.coach.figure_tables import Entry, Share, Told
from web.coach.filtering import OUTCOMES
from web.coach.picture import Bar, Bars, Columns, Marks, Picture, Points

_MOST_BARS = 12
"""More would make a list of the picture: the table has them all."""


@dataclass(frozen=True, slots=True)
class Drawable:
    """How a picture is made, which figures it needs, and its table. `said` is empty where there is nothing to show.

    `title` and `intro` name sentences of the content.
    """

    title: str
    intro: str
    draw: Callable[[Told], Picture]
    said: Callable[[Told], str]
    table: str
    parts: tuple[Part, ...]


def _tasks(told: Told) -> Picture:
    marks = []
    for outcome in OUTCOMES:
        points = [each for each in told.figures.points if each.outcome == outcome]
        x, y = tuple(round(p.ease, 1) for p in points), tuple(round(p.benefit, 1) for p in points)
        marks.append(Marks(told.reader.outcome(outcome), x, y))
    names = tuple(told.say(f"quadrant_{quadrant}") for quadrant in range(4))
    return Points(told.say("tasks_title"), told.say("ease_axis"), told.say("benefit_axis"), tuple(marks), names)


def _tasks_said(told: Told) -> str:
    finished = told.figures.finished
    if not finished:
        return ""
    counts = {outcome: sum(each.count for each in finished if each.outcome == outcome) for outcome in OUTCOMES}
    most = max(counts, key=lambda outcome: counts[outcome])
    much = sum(each.count for each in finished if each.quadrant == MUCH_EASY)
    number = told.reader.speech.number
    values = {"all": number(told.figures.judged), "much": number(much), "count": number(counts[most])}
    return told.say("tasks_alt", outcome=told.reader.outcome(most), **values)


def _departments(told: Told) -> Picture:
    rows = [row for row in tables.departments(told).rows if row[0] != told.say("total")]
    found = tuple(_bar(told, str(row[0]), (row[3], row[5]), hours=True) for row in rows[:_MOST_BARS])
    return Bars(told.say("departments_title"), found, (told.say("promised"), told.say("measured")))


def _departments_said(told: Told) -> str:
    rows = [row for row in tables.departments(told).rows if row[0] != told.say("total")]
    if not rows:
        return ""
    promised, measured = (sum(_value(row[place]) for row in rows) for place in (3, 5))
    most = max(rows, key=lambda row: _value(row[3]))
    if not promised:
        return told.say("departments_alt_none")
    hours = told.reader.speech.hours
    values = {"promised": hours(promised), "measured": hours(measured), "most": hours(_value(most[3]))}
    return told.say("departments_alt", name=most[0], **values)


def _months(told: Told) -> Picture:
    rows = tables.by_month(told).rows
    names = [tables.short_month(told.reader, month) for month in told.scope.months]
    found = tuple(Bar(name, (_value(row[3]), _value(row[5])), ("", "")) for name, row in zip(names, rows, strict=False))
    series = (told.say("promised"), told.say("measured"))
    return Columns(told.say("months_title"), told.say("hour_axis"), found, series)


def _months_said(told: Told) -> str:
    rows = tables.by_month(told).rows[: len(told.scope.months)]
    promised, measured = (sum(_value(row[place]) for row in rows) for place in (3, 5))
    if not promised:
        return told.say("departments_alt_none") if told.figures.judged else ""
    most = max(rows, key=lambda row: _value(row[3]))
    hours = told.reader.speech.hours
    values = {"promised": hours(promised), "measured": hours(measured), "most": hours(_value(most[3]))}
    return told.say("months_alt", name=most[0], **values)


def _funnel(told: Told) -> Picture:
    found = []
    for name, count, share, _ in tables.funnel(told).rows:
        said = f"{told.reader.speech.number(_value(count))} ({told.reader.percent(_value(share))})"
        found.append(Bar(str(name), (_value(count),), (said,)))
    return Bars(told.say("funnel_title"), tuple(found))


def _funnel_said(told: Told) -> str:
    counts = reached(told.figures.came)
    number = told.reader.speech.number
    values = {stage: number(counts[stage]) for stage in ("started", "finished", "chosen", "built")}
    return told.say("funnel_alt", **values) if counts["started"] else ""


def _stops_said(told: Told) -> str:
    found, number = told.figures.stops, told.reader.speech.number
    if not found:
        return ""
    values = {"all": number(sum(each.count for each in found)), "most": number(found[0].count)}
    return told.say("stops_alt", name=tables.step_name(told, found[0].name), **values)


def _templates(told: Told) -> Picture:
    rows = tables.templates(told).rows[:_MOST_BARS]
    found = tuple(_bar(told, str(row[0]), row[1:4]) for row in rows)
    return Bars(told.say("templates_title"), found, tuple(told.say(key) for key in ("shown", "chosen", "refused")))


def _templates_said(told: Told) -> str:
    rows, number = tables.templates(told).rows, told.reader.speech.number
    if not rows:
        return ""
    name, *counts = rows[0]
    shown, chosen, refused = (number(_value(each)) for each in counts[:3])
    return told.say("templates_alt", name=name, shown=shown, chosen=chosen, refused=refused)


def _systems_said(told: Told) -> str:
    rows = tables.systems(told).rows
    most = told.reader.speech.number(_value(rows[0][1])) if rows else ""
    return told.say("systems_alt", name=rows[0][0], most=most) if rows else ""


def _thumbs(told: Told) -> Picture:
    given = {each.month: each for each in told.figures.thumbs}
    found = []
    for month in told.scope.months:
        each = given.get(month)
        found.append(
            Bar(tables.short_month(told.reader, month), (each.up if each else 0, each.down if each else 0), ("", ""))
        )
    series = (told.say("up"), told.say("down"))
    return Columns(told.say("thumbs_title"), told.say("task_axis"), tuple(found), series)


def _thumbs_said(told: Told) -> str:
    up, down = (sum(getattr(each, name) for each in told.figures.thumbs) for name in ("up", "down"))
    if not up + down:
        return ""
    return told.say("thumbs_alt", share=told.reader.percent(up / (up + down)), all=told.reader.speech.number(up + down))


def _counted(name: str) -> Callable[[Told], Picture]:
    """Bars of a table that has a name and a number a row."""

    def draw(told: Told) -> Picture:
        table = tables.TABLES[name](told)
        return Bars(table.title, tuple(_bar(told, str(row[0]), row[1:2]) for row in table.rows[:_MOST_BARS]))

    return draw


def _bar(told: Told, label: str, values: Sequence[Entry], *, hours: bool = False) -> Bar:
    speech = told.reader.speech
    numbers = tuple(_value(each) for each in values)
    said = (told.say("hours_unit", hours=speech.hours(each)) if hours else speech.number(each) for each in numbers)
    return Bar(label, numbers, tuple(said))


def _value(entry: Entry) -> float:
    if isinstance(entry, Share):
        return entry.value
    return entry if isinstance(entry, int | float) else 0.0


PICTURES: Mapping[str, Drawable] = {
    "tasks": Drawable("tasks_title", "tasks_intro", _tasks, _tasks_said, "quadrants", ("finished", "points")),
    "departments": Drawable(
        "departments_title",
        "departments_intro",
        _departments,
        _departments_said,
        "departments",
        ("came", "finished", "measured"),
    ),
    "months": Drawable(
        "months_title", "months_intro", _months, _months_said, "months", ("came", "finished", "measured")
    ),
    "funnel": Drawable("funnel_title", "funnel_intro", _funnel, _funnel_said, "funnel", ("came",)),
    "stops": Drawable("stops_title", "stops_intro", _counted("stops"), _stops_said, "stops", ("stops",)),
    "templates": Drawable(
        "templates_title", "templates_intro", _templates, _templates_said, "templates", ("templates",)
    ),
    "systems": Drawable("systems_title", "systems_intro", _counted("systems"), _systems_said, "systems", ("systems",)),
    "thumbs": Drawable("thumbs_title", "thumbs_intro", _thumbs, _thumbs_said, "thumbs", ("thumbs",)),
}
"""In the order in which they stand on the page. Whether few persons stand behind a department is always asked."""
