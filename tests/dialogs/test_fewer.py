"""What is left out of an interview: counted with care, and never taken for an answer."""

import re
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from dialogs.answers import read_pressed
from dialogs.followups import HOURS
from dialogs.interview import answer, next_question
from dialogs.interview import given as facts
from dialogs.message import Pressed
from dialogs.plain import plain
from dialogs.reply import Ask, Press
from dialogs.state import Interview, Talk
from knowledge.assess import Assessment, assess
from knowledge.conditions import Value
from knowledge.model import UNSURE, Question
from tests.cast import NOW, shipped
from tests.dialogs.script import walk
from tests.stage import Stage

TEMPLATE = "leave-request-approval"
WORDS = shipped().wording.coaching


@given(st.data(), st.sampled_from([0.0, 1.0]))
def test_few_questions_lead_to_the_judgement_that_all_of_them_would(data: st.DataObject, match: float) -> None:
    said = {
        question.id: read_pressed(question, data.draw(_some(question), label=question.id))
        for question in shipped().questions
    }
    fresh = Interview(id="task1", revision=1, begun=NOW, described=True)

    few, every = _answered(fresh, said), _answered(fresh.model_copy(update={"thorough": True}), said)

    assert few.answers.keys() <= every.answers.keys()
    assert _outcome(few, match) == _outcome(every, match)


@given(st.data())
def test_the_most_questions_that_are_told_never_become_more(data: st.DataObject) -> None:
    stage, told = Stage(), []
    stage.says("ny", "hoppa över", "hoppa över")

    while isinstance(asked := stage.view[-1], Ask):
        told.append([int(number) for number in re.findall(r"\d+", asked.progress)])
        code = data.draw(st.sampled_from(_codes(shipped().question(asked.question))), label=asked.question)
        stage.hear(Pressed(Press("answer", code, stage.interview.id, asked.question)))

    assert [number for number, _ in told] == list(range(1, len(told) + 1))
    assert sorted((most for _, most in told), reverse=True) == [most for _, most in told]
    assert told[-1][1] >= len(told)


def test_a_flow_is_not_free_of_a_coach_while_something_was_never_asked() -> None:
    stage = Stage()
    stage.says("ny", "Anställda ansöker om ledighet och chefen godkänner i Outlook")
    walk(stage, "C15")
    stage.presses("invanare")
    walk(stage, "result")
    stage.presses("templates", f"fits:{TEMPLATE}", f"build:{TEMPLATE}")
    unasked = "C16" not in stage.interview.answers

    stage.hear(Pressed(Press("measured", "", stage.interview.id), {HOURS: "2", "field_C15": "liten"}))

    said = plain(stage.view[-1])
    assert (unasked, stage.interview.answers["C15"]) == (True, "liten")
    assert WORDS.still.sv.partition("{")[0] in said
    assert WORDS.same.sv not in said


def _some(question: Question) -> st.SearchStrategy[list[str]]:
    """An answer that is known, of several options up to two."""
    codes = [code for code in _codes(question) if code != UNSURE]
    return st.lists(st.sampled_from(codes), min_size=1, max_size=2 if question.kind == "multi" else 1, unique=True)


def _answered(interview: Interview, said: Mapping[str, Value | None]) -> Interview:
    """The interview after every question that it asks has had its answer."""
    while (question := next_question(Talk(), interview, shipped())) is not None:
        value = said[question.id]
        assert value is not None
        interview = answer(interview, question, value)
    return interview


def _outcome(interview: Interview, match: float) -> str:
    found = assess(shipped().scoring, facts(Talk(), interview, shipped(), template_match=match))
    assert isinstance(found, Assessment)
    return found.outcome


def _codes(question: Question) -> list[str]:
    """All that may be pressed on the card of a question."""
    numbers = [f"{number:g}" for number in question.quick]
    return [*(option.code for option in question.options), *numbers, *([UNSURE] if question.unsure else [])]
