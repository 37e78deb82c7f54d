"""Filling in all that is left at once."""

from dialogs.message import Pressed, Said
from dialogs.reply import Answered, Ask, Form, Press, Summary
from tests.stage import Stage

TOLD = "Jag för in tider från mejl i Excel varje fredag, en halvtimme"


def at_the_questions() -> Stage:
    stage = Stage()
    stage.says("ny", TOLD, "ja", "hoppa över")
    return stage


def filled(stage: Stage, **fields: str) -> None:
    inputs = {f"field_{name}": value for name, value in fields.items()}
    stage.hear(Pressed(Press("form_send", "", stage.interview.id), inputs))


def form_in(stage: Stage) -> Form:
    [reply] = stage.view
    assert isinstance(reply, Form)
    return reply


def asked_in(stage: Stage) -> str:
    [reply] = stage.view
    assert isinstance(reply, Ask)
    return reply.question


def test_the_form_has_a_field_for_every_question_that_is_left() -> None:
    stage = at_the_questions()

    stage.says("formulär")

    names = {field.name for field in form_in(stage).fields}
    assert {"field_C12", "field_C03", "field_C18"} <= names
    assert names.isdisjoint({"field_C01", "field_C02"})


def test_what_was_filled_in_counts_and_what_was_left_out_is_asked() -> None:
    stage = at_the_questions()
    stage.says("formulär")

    filled(stage, C12="nej", C13="inga", C03="vi är sex", C05="alltid")

    assert (
        stage.interview.answers | {"C12": "nej", "C13": "inga", "C03": 6.0, "C05": "alltid"} == stage.interview.answers
    )
    assert asked_in(stage) == "C14"


def test_a_field_that_cannot_be_read_is_named_and_asked_again() -> None:
    stage = at_the_questions()
    stage.says("formulär")

    filled(stage, C12="nej", C13="inga", C14="nej", C10="m365", C15="liten", C03="banan")

    [reply] = stage.view
    assert isinstance(reply, Ask)
    assert (reply.question, "antal personer" in " ".join(reply.lead)) == ("C03", True)


def test_an_empty_form_leads_to_the_first_question() -> None:
    stage = at_the_questions()
    stage.says("formulär")

    filled(stage)

    assert asked_in(stage) == "C12"


def test_a_form_sent_twice_changes_nothing_the_second_time() -> None:
    stage = at_the_questions()
    stage.says("formulär")
    filled(stage, C12="nej", C13="inga")
    once = stage.talk

    filled(stage, C12="avgor", C13="kansliga")

    assert stage.talk == once


def test_answers_that_open_or_close_questions_count_as_when_asked_one_by_one() -> None:
    stage = at_the_questions()
    stage.says("formulär")

    filled(stage, C12="avgor", C13="inga", C14="nej", C03="1", C18="klar")

    [reply] = stage.view
    assert isinstance(reply, Summary)


def test_the_sent_form_is_replaced_by_how_much_was_answered() -> None:
    stage = at_the_questions()
    stage.says("formulär")
    filled(stage, C12="nej", C13="inga")

    assert stage.turn is not None
    assert isinstance(stage.turn.settled, Answered)


def test_forged_fields_are_passed_over() -> None:
    stage = at_the_questions()
    stage.says("formulär")

    filled(stage, C12="ja", C99="x", DPIA="D42", C10="m365,hemligt")

    assert set(stage.interview.answers) == {"C01", "C02"}


def test_instead_of_telling_one_may_fill_in_everything() -> None:
    stage = Stage()
    stage.says("ny", "formulär")

    assert len(form_in(stage).fields) > 12


def test_without_a_task_the_word_leads_on_all_the_same() -> None:
    stage = Stage()
    stage.hear(Said("formulär"))

    assert stage.view
