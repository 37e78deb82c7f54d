"""Judging stored tasks again, by the published content and by another."""

from dataclasses import replace

import pytest

from dialogs.result import judged
from dialogs.state import Interview, Talk, Understanding
from knowledge.assess import Assessment, Given, assess
from knowledge.given import read_given
from knowledge.model import Revision
from services.rejudging import Rejudging, Search, StoredTask, outcome_of, rejudge
from tests.builders import PLAIN
from tests.cast import NOW, shipped, shipped_knowledge

DESCRIPTIONS = (
    "Anställda ansöker om ledighet och chefen godkänner i Outlook",
    "Varje vecka samlar jag in tidrapporter från tre mejl och skriver in dem i Excel",
    "zzz",
    "",
)


def told(description: str = DESCRIPTIONS[0], **changes: str) -> StoredTask:
    facts = (Understanding(slot="systems", value=("outlook",), words="Outlook"),)
    answers = {**PLAIN, "C02": 30.0, "C03": 2.0, **changes}
    interview = Interview(
        id="a", revision=1, begun=NOW, description=description, described=True, answers=answers, facts=facts
    )
    return StoredTask(1, "En uppgift", interview, "hr", "self")


def stricter() -> Revision:
    """The shipped content, but everything is for the team."""
    scoring = shipped().scoring
    rows = tuple(row.model_copy(update={"outcome": "team"}) for row in scoring.decision)
    return shipped().model_copy(update={"scoring": scoring.model_copy(update={"decision": rows})})


@pytest.mark.parametrize("description", DESCRIPTIONS)
def test_a_stored_task_is_judged_as_it_was_in_the_conversation(description: str) -> None:
    task = told(description)
    talk = Talk(department="hr", asked_department=True)

    (found,) = rejudge([task], shipped(), Search(shipped()))

    in_talk = judged(shipped_knowledge(), talk, task.interview)
    assert isinstance(in_talk, tuple)
    assert found == in_talk[1]


def test_a_template_that_fits_makes_a_stored_task_easier() -> None:
    fitting, other = rejudge([told(C10="ett_sys"), told("zzz", C10="ett_sys")], shipped(), Search(shipped()))

    assert isinstance(fitting, Assessment)
    assert isinstance(other, Assessment)
    assert fitting.ease > other.ease


def test_a_golden_task_is_judged_by_what_it_says_itself() -> None:
    golden = [read_given(shipped(), each.given) for each in shipped().golden]

    found = rejudge(golden, shipped(), Search(shipped()))

    assert [outcome_of(each) for each in found] == [each.expected["outcome"] for each in shipped().golden]
    assert found == tuple(assess(shipped().scoring, given) for given in golden)


def test_where_too_little_is_known_there_is_no_outcome() -> None:
    (found,) = rejudge([Given({})], shipped(), Search(shipped()))

    assert outcome_of(found) is None


async def test_other_rules_judge_the_same_tasks_otherwise_and_name_the_row_that_decided() -> None:
    judging, tasks = Rejudging(), [told(), told(C05="profess", C08="stor")]

    published = await judging.rejudge(tasks, shipped())
    drafted = await judging.rejudge(tasks, stricter())

    assert "team" not in {outcome_of(each) for each in published}
    assert [outcome_of(each) for each in drafted] == ["team", "team"]
    for before, after in zip(published, drafted, strict=True):
        assert isinstance(before, Assessment)
        assert isinstance(after, Assessment)
        assert before.row.id == after.row.id
        assert replace(before, outcome="team", row=after.row, hours=after.hours) == after


def test_a_search_serves_every_revision_with_the_same_templates_and_no_other() -> None:
    search = Search(shipped())
    fewer = shipped().model_copy(update={"templates": shipped().templates[1:]})

    assert search.serves(stricter())
    assert not search.serves(fewer)


def test_what_is_on_record_about_templates_counts_for_the_tasks_of_that_revision_only() -> None:
    task = replace(told("zzz", C10="ett_sys"), fits=1.0)
    later = replace(task, interview=task.interview.model_copy(update={"revision": 2}))

    (of_one,) = rejudge([task], shipped(), Search(shipped(), 1))
    found = rejudge([task, later], shipped(), Search(shipped(), 2))

    assert isinstance(of_one, Assessment)
    assert [outcome_of(each) for each in found] == [outcome_of(found[0]), outcome_of(of_one)]
    assert found[1] == of_one
    assert found[0] != of_one


async def test_when_every_template_is_retired_nothing_makes_the_task_easier() -> None:
    judging = Rejudging()
    retired = tuple(each.model_copy(update={"status": "retired"}) for each in shipped().templates)
    none = shipped().model_copy(update={"templates": retired})

    (with_it,) = await judging.rejudge([told(C10="ett_sys")], shipped())
    (without,) = await judging.rejudge([told(C10="ett_sys")], none)

    assert isinstance(with_it, Assessment)
    assert isinstance(without, Assessment)
    assert without.ease < with_it.ease
