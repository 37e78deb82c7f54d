"""Which questions can still change an outcome, against judging every way in which they may be answered."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.interview import SHARED
from knowledge.assess import DPIA, Assessment, Given, assess
from knowledge.deciding import HOURS, Undecided, deciding
from knowledge.given import read_given
from knowledge.measures import FREQUENCY
from knowledge.model import Question
from tests.builders import CLOSE, task
from tests.cast import shipped
from tests.knowledge.tasks import sure_tasks

EVERY = frozenset(question.id for question in shipped().questions) - {SHARED}
RISKS = tuple(flag.id for flag in shipped().scoring.dpia.flags if flag.derived is None)
NUMBERS = {"C02": (0.1, 15.0, 4800.0), "C03": (1.0, 100_000.0)}


@given(sure_tasks())
def test_asking_only_what_decides_ends_where_asking_everything_ends(given_task: dict[str, Any]) -> None:
    everything = read_given(shipped(), given_task)

    asked = asked_of(everything)

    assert outcome(part(everything, asked)) == outcome(everything)


@given(sure_tasks())
def test_what_is_asked_is_the_same_whatever_template_may_fit(given_task: dict[str, Any]) -> None:
    fitting = read_given(shipped(), {**given_task, "template_match": 1})
    unfitting = read_given(shipped(), {**given_task, "template_match": 0})

    asked = asked_of(fitting)

    assert asked == asked_of(unfitting)
    assert outcome(part(fitting, asked)) == outcome(fitting)
    assert outcome(part(unfitting, asked)) == outcome(unfitting)


@given(sure_tasks(), st.data())
def test_the_answer_to_a_question_that_does_not_decide_changes_nothing(
    given_task: dict[str, Any], data: st.DataObject
) -> None:
    """However the other open questions are answered, or left out."""
    everything = read_given(shipped(), given_task)
    known = frozenset(data.draw(st.lists(st.sampled_from(sorted(EVERY)), min_size=1, unique=True), label="known"))
    others = frozenset(data.draw(st.sets(st.sampled_from(sorted(EVERY))), label="others")) | {FREQUENCY}

    for name in EVERY - known - still_deciding(everything, known):
        around = known | (others - {name})
        answered = [outcome(other) for other in answered_in_every_way(part(everything, around | {name}), name)]
        left_out = [outcome(part(everything, around))] if name != FREQUENCY else []
        assert len({*answered, *left_out}) == 1, f"{name} decides: {answered}, left out {left_out}"


@given(sure_tasks(), st.data())
def test_the_outcome_is_always_among_those_that_are_held_possible(
    given_task: dict[str, Any], data: st.DataObject
) -> None:
    everything = read_given(shipped(), given_task)
    known = frozenset(data.draw(st.sets(st.sampled_from(sorted(EVERY)), min_size=1), label="known"))

    possible = Undecided(shipped(), part(everything, known), questions(EVERY - known)).outcomes()

    assert outcome(everything) in possible


@given(sure_tasks())
def test_when_all_is_answered_nothing_decides_any_more(given_task: dict[str, Any]) -> None:
    assert still_deciding(read_given(shipped(), given_task), EVERY) == frozenset()


def test_before_anything_is_answered_every_question_decides() -> None:
    assert still_deciding(plain(), frozenset()) == EVERY


@pytest.mark.parametrize(
    ("name", "code"),
    [("C12", "avgor"), ("C13", "kansliga"), ("C14", "ja"), ("C10", "flera_sys"), ("C15", "allvarlig")],
)
def test_a_guardrail_of_the_team_settles_everything(name: str, code: str) -> None:
    assert still_deciding(plain(**{name: code}), {name}) == frozenset()


def test_two_risks_settle_everything_and_one_does_not() -> None:
    two, one = (replace(plain(C13="skyddsv"), dpia=frozenset(risks)) for risks in (("D1", "D7"), ("D1",)))

    assert still_deciding(two, {"C13", DPIA}) == frozenset()
    assert {"C12", "C14", "C10", "C15"} <= still_deciding(one, {"C13", DPIA})


def test_paper_leaves_only_what_could_lead_to_the_team() -> None:
    assert still_deciding(plain(C06="papper"), {"C06"}) == {"C12", "C13", DPIA, "C14", "C10", "C15"}


@pytest.mark.parametrize(("decides", "left"), [("nej", {"C16", "C17"}), ("underlag", set())])
def test_who_is_affected_and_what_is_deleted_decide_until_a_coach_is_certain(decides: str, left: set[str]) -> None:
    assert still_deciding(plain(C12=decides), EVERY - {"C16", "C17"}) == left


@pytest.mark.parametrize(("minutes", "left"), [(30, set()), (0.1, {"C04"})])
def test_errors_decide_where_the_hours_are_few(minutes: float, left: set[str]) -> None:
    assert still_deciding(plain(C02=minutes), EVERY - {"C04"}) == left


def test_a_written_routine_decides_near_the_border_of_a_coach() -> None:
    assert still_deciding(plain(), EVERY - {"C09"}) == frozenset()
    assert still_deciding(plain(**CLOSE), EVERY - {"C09"}) == {"C09"}


def test_an_owner_decides_although_nothing_is_scored_by_it() -> None:
    assert still_deciding(plain(), EVERY - {"C18"}) == {"C18"}


def plain(**changes: Any) -> Given:
    """The plain task, all answered, some of it changed."""
    return read_given(shipped(), task(**changes))


def questions(names: Collection[str]) -> list[Question]:
    return [question for question in shipped().questions if question.id in names]


def part(everything: Given, known: Collection[str]) -> Given:
    """A task of which only this is known, as an interview gives it: what was not asked is left out."""
    return replace(
        everything,
        answers={name: value for name, value in everything.answers.items() if name in known},
        runs=everything.runs if FREQUENCY in known else None,
        dpia=everything.dpia if DPIA in known else frozenset(),
        skipped=EVERY - frozenset(known),
    )


def still_deciding(everything: Given, known: Collection[str]) -> frozenset[str]:
    return deciding(shipped(), part(everything, known), questions(EVERY - frozenset(known)))


def asked_of(everything: Given) -> frozenset[str]:
    """What an interview asks, one after another in the order of the content, when it asks only what is needed."""
    asked: frozenset[str] = frozenset()
    while needed := (still_deciding(everything, asked) | HOURS) - asked:
        asked |= {questions(needed)[0].id}
    return asked


def outcome(task_given: Given) -> str:
    found = assess(shipped().scoring, task_given)
    assert isinstance(found, Assessment)
    return found.outcome


def answered_in_every_way(task_given: Given, name: str) -> Iterator[Given]:
    """The task with each answer to one question: every option, the least and the most, up to two of several."""
    if name == DPIA:
        for count in range(3):
            yield from (replace(task_given, dpia=frozenset(risks)) for risks in combinations(RISKS, count))
        return
    question = shipped().question(name)
    codes = [option.code for option in question.options]
    pairs = combinations(codes, 2) if question.kind == "multi" else ()
    for value in (*codes, *pairs, *NUMBERS.get(name, ())):
        runs = None if name == FREQUENCY else task_given.runs
        yield replace(task_given, runs=runs, answers={**task_given.answers, name: value})
