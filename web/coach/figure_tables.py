"""The tables of the overview: what stands beside each picture, and in each file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from babel.dates import format_date

from dialogs.speech import unescaped
from dialogs.tasks import STAGES
from knowledge.model import Revision
from services.insights import Came, Figures, Finished, Measured, Scope, TopTask, by, reached, together
from services.months import Month, first_day
from web.coach.filtering import OUTCOMES
from web.render import Reader
from web.tables import Cell

QUADRANTS = (3, 2, 1, 0)
"""From where one begins to what can wait."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, 0 to 1."""

    value: float


Entry = str | int | float | Share | None


@dataclass(frozen=True, slots=True)
class Table:
    """`links` lead from the first column, where there are any; `note` says what has to be known."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    links: tuple[str, ...] = ()
    note: str = ""
    words: int = 1
    """So many columns are words, the others numbers."""
    is_list: bool = False
    """Most first, and without a total: its beginning says the most."""

    @property
    def cells(self) -> list[list[Cell]]:
        """As a file has them: shares in percent, hours with one decimal."""
        return [list(self.columns), *([_plain(entry) for entry in row] for row in self.rows)]


def _plain(entry: Entry) -> Cell:
    if isinstance(entry, Share):
        return round(entry.value * 100, 1)
    return round(entry, 1) if isinstance(entry, float) else entry


@dataclass(frozen=True, slots=True)
class Told:
    """The figures of a period, and whom they are told."""

    reader: Reader
    scope: Scope
    figures: Figures

    def say(self, key: str, /, **values: object) -> str:
        return unescaped(self.reader.speech.say(getattr(self.reader.speech.words.insight, key), **values))

    def department(self, code: str | None) -> str:
        return self.reader.department(code) if code else self.say("no_department")

    def month(self, month: Month) -> str:
        return month_name(self.reader, month)

    def shared(self) -> set[str | None]:
        """Departments that are shown together, so that nobody is singled out."""
        sizes: dict[str | None, int] = {}
        for each in self.figures.by_department:
            sizes[each.department] = sizes.get(each.department, 0) + each.count
        smallest_first = sorted(sizes, key=lambda name: (sizes[name], name or ""))
        return together(sizes, self.figures.few, smallest_first)


def short_month(reader: Reader, month: Month) -> str:
    """For a column: the month, and under it the year where a year begins or the name stands alone."""
    name = format_date(first_day(month), "LLL", locale=reader.language).rstrip(".")
    return f"{name}\n{month // 100}"


def month_name(reader: Reader, month: Month) -> str:
    return reader.month(first_day(month))


def quadrants(told: Told) -> Table:
    """Judged tasks by outcome and quadrant."""
    rows: list[tuple[Entry, ...]] = []
    cells = by(told.figures.finished, lambda each: (each.outcome, each.quadrant))
    for outcome in OUTCOMES:
        for quadrant in QUADRANTS:
            found = cells.get((outcome, quadrant), ())
            if found:
                names = (told.reader.outcome(outcome), told.say(f"quadrant_{quadrant}"))
                rows.append((*names, sum(each.count for each in found), sum(each.hours for each in found)))
    columns = tuple(told.say(key) for key in ("outcome", "quadrant", "count", "hours"))
    return Table("quadrants", told.say("tasks_points"), columns, tuple(rows), words=2)


def top_tasks(told: Told, top: Sequence[TopTask], link: Callable[[int], str]) -> Table:
    """For coaches only: the titles are the employees' words."""
    columns = tuple(told.say(key) for key in ("top_task", "department", "outcome", "hours"))
    rows = tuple((t.title, told.department(t.department), told.reader.outcome(t.outcome), t.hours) for t in top)
    links = tuple(link(each.transcript) for each in top)
    return Table("tasks", told.say("top_title"), columns, rows, links, told.say("top_intro"), words=3)


def departments(told: Told) -> Table:
    """Those with the most hours promised first; those of few persons in one row at the end."""
    shared = told.shared()
    names = {each.department for each in told.figures.by_department}
    rows = [(told.department(name), *_hours(told, {name})) for name in names - shared]
    rows.sort(key=lambda row: (-_amount(row[3]), str(row[0])))
    if shared:
        rows.append((told.say("shared_departments"), *_hours(told, shared)))
    note = told.say("shared_note") if shared else ""
    total = ((told.say("total"), *_hours(told, names)),) if len(rows) > 1 else ()
    title = told.say("departments_title")
    return Table("departments", title, _hour_columns(told, "department"), (*rows, *total), note=note)


def by_month(told: Told) -> Table:
    rows = tuple((told.month(month), *_hours(told, None, month)) for month in told.scope.months)
    total = ((told.say("total"), *_hours(told, None)),) if len(rows) > 1 else ()
    return Table("months", told.say("months_title"), _hour_columns(told, "month"), (*rows, *total))


def funnel(told: Told) -> Table:
    counts = reached(told.figures.came)
    rows, before = [], counts["started"]
    for stage in STAGES:
        count = counts[stage]
        shares = (_share(count, counts["started"]), _share(count, before))
        rows.append((told.say(f"stage_{stage}"), count, *shares))
        before = count
    columns = tuple(told.say(key) for key in ("stage", "count", "share", "share_before"))
    return Table("funnel", told.say("funnel_title"), columns, tuple(rows))


def stops(told: Told) -> Table:
    rows = tuple((step_name(told, each.name), each.count) for each in told.figures.stops)
    return Table("stops", told.say("stops_title"), (told.say("step"), told.say("count")), rows, is_list=True)


def templates(told: Told) -> Table:
    """Those shown most often first."""
    columns = tuple(told.say(key) for key in ("template", "shown", "chosen", "refused", "building", "built"))
    found = sorted(told.figures.templates, key=lambda each: (-each.shown, -each.chosen, each.template))
    rows = tuple((told.reader.template(t.template), t.shown, t.chosen, t.refused, t.building, t.built) for t in found)
    return Table("templates", told.say("templates_title"), columns, rows, is_list=True)


def systems(told: Told) -> Table:
    rows = tuple((system_name(told, each.name), each.count) for each in told.figures.systems)
    return Table("systems", told.say("systems_title"), (told.say("system"), told.say("count")), rows, is_list=True)


def thumbs(told: Told) -> Table:
    columns = tuple(told.say(key) for key in ("month", "up", "down", "up_share"))
    rows: list[tuple[Entry, ...]] = [
        (told.month(each.month), each.up, each.down, _share(each.up, each.up + each.down))
        for each in told.figures.thumbs
    ]
    if len(rows) > 1:
        up, down = (sum(getattr(each, name) for each in told.figures.thumbs) for name in ("up", "down"))
        rows.append((told.say("total"), up, down, _share(up, up + down)))
    return Table("thumbs", told.say("thumbs_title"), columns, tuple(rows))


TABLES: Mapping[str, Callable[[Told], Table]] = {
    "quadrants": quadrants,
    "departments": departments,
    "months": by_month,
    "funnel": funnel,
    "stops": stops,
    "templates": templates,
    "systems": systems,
    "thumbs": thumbs,
}
"""All but the tasks with the most hours, which are for coaches."""


def step_name(told: Told, step: str) -> str:
    """The question in its own words, or what the step is called."""
    revision: Revision = told.reader.speech.knowledge.revision
    question = next((each for each in revision.questions if each.id == step), None)
    if question is not None:
        return told.reader.speech.say(question.text)
    words = told.reader.speech.words.insight
    return told.say(f"step_{step}") if hasattr(words, f"step_{step}") else step


def system_name(told: Told, system: str) -> str:
    revision: Revision = told.reader.speech.knowledge.revision
    found = next((each for each in revision.lexicon.systems if each.id == system), None)
    return found.called(told.reader.language) if found is not None else system


def _hour_columns(told: Told, first: str) -> tuple[str, ...]:
    keys = (first, "began", "judged", "promised", "building_hours", "measured", "promised_of_measured")
    return tuple(told.say(key) for key in keys)


def _hours(told: Told, names: Iterable[str | None] | None, month: Month | None = None) -> tuple[Entry, ...]:
    """Of these departments (None: all) and this month (None: the whole period)."""
    wanted = None if names is None else set(names)

    def counts(each: Came | Finished | Measured) -> bool:
        return (wanted is None or each.department in wanted) and month in (None, each.month)

    came = [each for each in told.figures.came if counts(each)]
    finished = [each for each in told.figures.finished if counts(each)]
    measured = [each for each in told.figures.measured if counts(each)]
    return (
        sum(each.count for each in came),
        sum(each.count for each in finished),
        float(sum(each.hours for each in finished)),
        float(sum(each.building for each in finished)),
        float(sum(each.hours for each in measured)),
        float(sum(each.promised for each in measured)),
    )


def _share(part: int, whole: int) -> Share | None:
    return Share(part / whole) if whole else None


def _amount(entry: Entry) -> float:
    return entry if isinstance(entry, int | float) else 0.0
