"""The figures of the overview, against what the very people did of whom they tell; on both databases."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

import pytest

from dialogs.tasks import STAGES
from services.insights import MUCH_EASY, Counted, Figures, Scope, TemplateUse, Thumbs, reached
from tests.databases import KINDS, NewDatabase
from tests.web.played import Stage, stage
from tests.web.tellers import TEMPLATE, TOLD, Teller, days, tell

APRIL, MAY, JUNE = 201904, 201905, 201906
LATER = datetime.fromisoformat("2019-09-01T08:00:00+02:00")
PROMISED = 201.9
"""Hours a year that the plain task promises, as the checklist reckons it."""
_A, _M, _J = (days(month, 8) for month in (APRIL, MAY, JUNE))
TELLERS = (
    Teller("ann", "hr", _A[0], "measured", hours=3, thumb="like"),
    Teller("bo", "hr", _A[1], "built", thumb="dislike"),
    Teller("cia", "hr", _A[2], "described", stop="C05"),
    Teller("dan", "kultur", _A[3], "finished", thumb="like"),
    Teller("eva", "hr", _M[0], "building"),
    Teller("fia", "hr", _M[1], "shown", refuses=True),
    Teller("gun", "kultur", _M[2], "described", stop="C02"),
    Teller("hal", "kultur", _M[3], "chosen"),
    Teller("ida", "it", _M[4], "measured", hours=10),
    Teller("jan", "it", _J[0], "started"),
    Teller("kim", "hr", _M[5], "measured", hours=99, thumb="like", trial=True),
    Teller("liv", "hr", _M[6], "described", stop="C05"),
)
ALL = Scope(APRIL, JUNE)


@pytest.fixture(scope="module", params=KINDS)
def told(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """A database that all of them have told."""
    database = new_database(request.param)

    async def fill() -> None:
        async with stage(database) as opened:
            await tell(opened, TELLERS)

    asyncio.run(fill())
    return database


@pytest.fixture
async def played(told: str) -> AsyncIterator[Stage]:
    async with stage(told) as opened:
        yield opened


def of(scope: Scope) -> list[Teller]:
    """Whom the figures of the scope tell of."""
    return [
        each
        for each in TELLERS
        if not each.trial
        and each.at.year * 100 + each.at.month in scope.months
        and scope.department in (None, _known(each))
    ]


def _known(teller: Teller) -> str | None:
    """Nobody has asked where somebody works who has told nothing."""
    return None if teller.goes == "started" else teller.department


SCOPES = [ALL, Scope(APRIL, APRIL), Scope(MAY, JUNE), Scope(APRIL, JUNE, "hr"), Scope(MAY, MAY, "kultur")]


@pytest.mark.parametrize("scope", SCOPES, ids=str)
async def test_every_task_is_counted_by_month_department_and_how_far_it_came(played: Stage, scope: Scope) -> None:
    figures = await played.store.insights.figures(scope, LATER)

    expected = Counter((each.at.year * 100 + each.at.month, _known(each), each.goes) for each in of(scope))
    assert {(each.month, each.department, each.stage): each.count for each in figures.came} == expected
    assert reached(figures.came) == {stage: sum(each.went(stage) for each in of(scope)) for stage in STAGES}


@pytest.mark.parametrize("scope", SCOPES, ids=str)
async def test_hours_are_those_that_the_judgement_promised_and_people_told(played: Stage, scope: Scope) -> None:
    figures = await played.store.insights.figures(scope, LATER)

    judged = [each for each in of(scope) if each.went("finished")]
    building = [each for each in judged if each.went("building")]
    measured = [each for each in judged if each.went("measured")]
    assert (figures.judged, len(figures.points)) == (len(judged), len(judged))
    assert {(each.outcome, each.quadrant) for each in figures.finished} <= {("self", MUCH_EASY)}
    assert sum(each.hours for each in figures.finished) == pytest.approx(PROMISED * len(judged))
    assert sum(each.building for each in figures.finished) == pytest.approx(PROMISED * len(building))
    assert sum(each.hours for each in figures.measured) == pytest.approx(12 * sum(each.hours for each in measured))
    assert sum(each.promised for each in figures.measured) == pytest.approx(PROMISED * len(measured))


@pytest.mark.parametrize("scope", SCOPES, ids=str)
async def test_templates_are_counted_as_shown_chosen_refused_and_built(played: Stage, scope: Scope) -> None:
    figures = await played.store.insights.figures(scope, LATER)

    counts = {
        "shown": sum(each.went("shown") for each in of(scope)),
        "chosen": sum(each.went("chosen") for each in of(scope)),
        "refused": sum(each.refuses for each in of(scope)),
        "building": sum(each.went("building") for each in of(scope)),
        "built": sum(each.went("built") for each in of(scope)),
    }
    found = [each for each in figures.templates if each.template == TEMPLATE]
    assert found == ([TemplateUse(TEMPLATE, **counts)] if counts["shown"] else [])


@pytest.mark.parametrize("scope", SCOPES, ids=str)
async def test_systems_and_thumbs_are_counted(played: Stage, scope: Scope) -> None:
    figures = await played.store.insights.figures(scope, LATER)

    named = sum(each.went("described") for each in of(scope))
    thumbs: dict[int, list[str]] = {}
    for each in of(scope):
        thumbs.setdefault(each.at.year * 100 + each.at.month, []).extend([each.thumb] if each.thumb else [])
    given = [Thumbs(month, t.count("like"), t.count("dislike")) for month, t in sorted(thumbs.items()) if t]
    assert figures.systems == ((Counted("outlook", named),) if named else ())
    assert list(figures.thumbs) == given


async def test_where_people_stop_is_told_a_week_after_they_fell_silent(played: Stage) -> None:
    late = await played.store.insights.figures(ALL, LATER, ["stops", "waiting"])
    soon = await played.store.insights.figures(ALL, _M[6] + timedelta(days=6), ["stops", "waiting"])

    assert late.stops == (Counted("C05", 2), Counted("C02", 1), Counted("description", 1))
    assert soon.stops == (Counted("C02", 1), Counted("C05", 1))
    assert (late.waiting.tasks, soon.waiting.tasks) == (0, 2)


async def test_a_department_of_few_persons_is_known_as_one(played: Stage) -> None:
    everything = await played.store.insights.figures(ALL, LATER)
    may = await played.store.insights.figures(Scope(MAY, MAY), LATER)

    assert everything.few == _few(of(ALL))
    assert may.few == _few(of(Scope(MAY, MAY)))


async def test_the_tasks_with_the_most_hours_are_not_those_of_trials(played: Stage) -> None:
    top = await played.store.insights.top(Scope(APRIL, MAY), 10)

    assert len(top) == sum(each.went("finished") for each in of(Scope(APRIL, MAY)))
    assert {(each.title, each.outcome, round(each.hours, 1)) for each in top} == {(TOLD, "self", PROMISED)}


async def test_only_what_is_asked_for_is_reckoned(played: Stage) -> None:
    figures = await played.store.insights.figures(ALL, LATER, ["systems"])

    assert figures == Figures(systems=figures.systems)


async def test_where_nobody_has_told_anything_there_are_no_figures(played: Stage) -> None:
    figures = await played.store.insights.figures(Scope(201801, 201812), LATER)

    assert figures == Figures(few=figures.few)


def _few(tellers: Sequence[Teller]) -> frozenset[str | None]:
    persons = Counter(_known(each) for each in tellers)
    known = {_known(each) for each in TELLERS if not each.trial}
    return frozenset(name for name in known if persons[name] < 3)
