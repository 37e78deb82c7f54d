"""A description that is changed or taken back afterwards, and words that were written before a question was seen."""

from datetime import timedelta

from dialogs.message import Deleted, Edited, Said
from dialogs.reply import Ask, Handover, Note, Understood
from tests.cast import NOW
from tests.dialogs.script import walk
from tests.stage import Stage

TOLD = "Varje vecka kopierar jag tider från mejl till Excel. Det tar en timme."


def _described() -> Stage:
    stage = Stage()
    stage.says(TOLD)
    return stage


def test_a_description_that_is_deleted_is_forgotten_with_what_was_read_from_it() -> None:
    stage = _described()

    stage.hear(Deleted("description", TOLD))

    assert (stage.interview.description, stage.interview.facts, stage.interview.flags) == ("", (), ())
    assert isinstance(stage.view[-1], Note)
    assert stage.view[-1].kind == "describe"


def test_only_the_deleted_message_leaves_a_description_of_several() -> None:
    stage = _described()
    stage.says("Vi är fyra som gör det.")

    stage.hear(Deleted("description", "Vi är fyra som gör det."))

    assert stage.interview.description == TOLD
    assert [fact.slot for fact in stage.interview.facts] == ["runs_per_year", "minutes", "systems"]


def test_an_edited_description_is_read_again() -> None:
    stage = _described()

    turn = stage.hear(Edited(TOLD.replace("en timme", "en kvart"), "description", TOLD))

    assert {fact.slot: fact.value for fact in stage.interview.facts}["minutes"] == 15
    assert isinstance(stage.view[-1], Understood)
    assert turn.about == "description"
    assert "en kvart" in turn.heard


def test_confirmed_answers_stay_when_the_description_is_deleted() -> None:
    stage = _described()
    stage.presses("facts_right")

    stage.hear(Deleted("description", TOLD))

    assert stage.interview.description == ""
    assert stage.interview.answers["C02"] == 60
    assert isinstance(stage.view[-1], Ask)


def test_words_that_were_on_their_way_when_a_question_was_asked_do_not_answer_it() -> None:
    stage = Stage()
    walk(stage, "C12")
    stage.now += timedelta(seconds=2)
    stage.says("nej")
    stage.arrived = stage.now - timedelta(seconds=1)

    stage.says("nej")

    assert "C13" not in stage.interview.answers
    assert isinstance(stage.view[-1], Ask)
    assert stage.view[-1].question == "C13"
    assert "”nej”" in stage.view[-1].lead[0]


def test_a_message_written_before_the_one_that_led_to_the_question_does_not_answer_it() -> None:
    stage = Stage()
    walk(stage, "C12")
    stage.written = NOW
    stage.says("nej")
    stage.written = NOW - timedelta(seconds=3)

    stage.says("inga")

    assert "C13" not in stage.interview.answers


def test_more_about_the_task_counts_although_a_question_came_in_between() -> None:
    stage = Stage()
    stage.says("Jag sammanställer listor åt kollegorna på enheten och delar ut dem.")
    stage.arrived = stage.now - timedelta(seconds=1)

    stage.says("Det tar en timme varje fredag.")

    assert {fact.slot: fact.value for fact in stage.interview.facts} == {"runs_per_year": 44, "minutes": 60}


def test_a_comment_longer_than_there_is_room_for_is_cut_and_the_person_is_told() -> None:
    stage = Stage()
    stage.says("människa")

    stage.hear(Said("ord " * 1500))

    card = stage.view[-1]
    assert isinstance(card, Handover)
    assert "4\xa0000" in card.lead[0]
    assert len(card.comment) == 4000
