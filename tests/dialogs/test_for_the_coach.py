"""Words after a coach has written: never lost, never taken for an answer that nobody meant."""

import pytest

from dialogs.message import Pressed
from dialogs.reply import Note
from dialogs.state import Asking
from dialogs.step import ActOnCase
from tests.dialogs.script import kind_of, walk
from tests.stage import Stage

WRITTEN = Asking(about="case_reply", case="AC-2026-0001", who="Carla")


def _written_to(at: str = "") -> Stage:
    """Somebody to whom a coach has just written, perhaps in the middle of an interview."""
    stage = Stage()
    if at:
        walk(stage, at)
    stage.talk = stage.talk.model_copy(update={"asking": WRITTEN, "welcomed": True})
    return stage


def test_two_messages_to_a_coach_are_sent_as_one() -> None:
    stage = _written_to()

    stage.says("Vi använder Visma", "och Excel också", "ja")

    assert stage.effects == (ActOnCase("AC-2026-0001", "answer", "Vi använder Visma\noch Excel också"),)


def test_a_phone_number_meant_for_the_coach_is_kept_and_one_in_an_answer_is_not() -> None:
    to_coach, answer = _written_to(), _written_to("C02")

    to_coach.says("ring mig på 070-123 45 67", "ja")
    answer.says("45 minuter, ring 070-123 45 67")

    assert to_coach.effects == (ActOnCase("AC-2026-0001", "answer", "ring mig på 070-123 45 67"),)
    assert "070-123" not in answer.talk.model_dump_json()


@pytest.mark.parametrize("text", ["nej", "ja", "nej, inte alls"])
def test_what_could_answer_a_guardrail_is_asked_about(text: str) -> None:
    stage = _written_to("C14")

    stage.says(text)

    assert "C14" not in stage.interview.answers
    assert kind_of(stage.view[-1]) == "is_it_for_the_case"


def test_words_that_were_not_for_the_coach_are_heard_as_usual() -> None:
    pressed, typed = _written_to("C14"), _written_to("C14")
    pressed.says("nej")
    typed.says("nej")

    pressed.presses("no")
    typed.says("nej")

    assert [stage.interview.answers["C14"] for stage in (pressed, typed)] == ["nej", "nej"]


def test_a_plain_answer_to_an_ordinary_question_is_one() -> None:
    stage = _written_to("C05")

    stage.says("alltid samma regler")

    assert kind_of(stage.view[-1]) == "C08"
    assert stage.talk.asking == WRITTEN


def test_yes_on_an_older_card_does_not_act_on_another_case() -> None:
    stage = Stage()
    for words in ("första", "andra"):
        stage.says("människa", words, "skicka")
        stage.presses("case:AC-2026-0001" if words == "första" else "case:AC-2026-0002")
        stage.presses("case_withdraw:AC-2026-0001" if words == "första" else "case_withdraw:AC-2026-0002")
    old = next(press for press in stage.offered if press.verb == "case_withdraw_yes")

    stage.hear(Pressed(old))

    assert [case.state for case in stage.cases.values()] == ["new", "new"]
    assert isinstance(stage.view[-1], Note)
