"""Coaching somebody who builds: the steps to tick off, lessons, reminders, and asking how it went."""

import pytest

from dialogs.followups import HOURS, follow_up, measure, reminders
from dialogs.message import Pressed
from dialogs.plain import plain
from dialogs.reply import Answered, Form, Note, Press, choices_of
from dialogs.speech import Speech
from dialogs.step import LoadTask, NoReminders, Remind
from knowledge.part import LANGUAGES, Language, Text
from tests.cast import shipped, shipped_knowledge
from tests.dialogs.script import kind_of, walk
from tests.stage import Stage

TEMPLATE = "leave-request-approval"
TOLD = {
    "sv": "Anställda ansöker om ledighet och chefen godkänner i Outlook",
    "en": "Employees ask for time off and the manager approves it in Outlook",
}
STEPS = len(next(each for each in shipped().templates if each.id == TEMPLATE).steps.sv)
PROMISES, WORDS = shipped().promises, shipped().wording.coaching
UNCHANGED = {"field_C15": "liten", "field_C16": "team10", "field_C18": "klar"}


def chosen(language: Language = "sv") -> Stage:
    stage = Stage(language=language)
    stage.says("ny", TOLD[language])
    walk(stage, "result")
    stage.presses("templates", f"fits:{TEMPLATE}")
    return stage


def building(language: Language = "sv") -> Stage:
    stage = chosen(language)
    stage.presses(f"build:{TEMPLATE}")
    return stage


def speech(stage: Stage) -> Speech:
    return Speech(shipped_knowledge(), stage.language)


def said(stage: Stage, text: Text, **values: object) -> str:
    return speech(stage).say(text, **values)


def note(stage: Stage) -> Note:
    last = stage.view[-1]
    assert isinstance(last, Note)
    return last


def forges(stage: Stage, verb: str, code: str = "", **inputs: str) -> None:
    stage.hear(Pressed(Press(verb, code, stage.interview.id), inputs))


def ticked_card(stage: Stage) -> Note:
    assert stage.turn is not None
    assert isinstance(stage.turn.settled, Note)
    return stage.turn.settled


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_builds_gets_the_steps_and_two_reminders_once(language: Language) -> None:
    stage, template = chosen(language), shipped().template(TEMPLATE)

    stage.presses(f"build:{TEMPLATE}")
    card, planned, talk = note(stage), stage.effects, stage.talk
    forges(stage, "build", TEMPLATE)

    assert template is not None
    assert [row.value for row in card.rows] == list(template.steps.to(language))
    assert card.lead == (said(stage, WORDS.begun, days=PROMISES.follow_up_after),)
    assert (stage.interview.building, stage.interview.liked, stage.interview.ticked) == (TEMPLATE, TEMPLATE, ())
    assert planned == (
        Remind("follow_up", stage.interview.id, PROMISES.follow_up_after),
        Remind("measure", stage.interview.id, PROMISES.measure_after),
    )
    assert (note(stage).rows, stage.effects, stage.talk) == (card.rows, (), talk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_is_ticked_in_its_place_and_can_be_unticked(language: Language) -> None:
    stage = building(language)
    open_list = note(stage)

    stage.presses("tick:3+")
    done, ticked, shown = ticked_card(stage), stage.interview.ticked, stage.shown
    forges(stage, "tick", "3-")

    assert (ticked, shown, done.key) == ((3,), (), open_list.key)
    assert done.rows[2].label == said(stage, WORDS.step_done, number=3)
    assert [choice.press.code for choice in done.rows[2].choices] == ["3-"]
    assert done.lines == (said(stage, WORDS.progress, done=1, all=STEPS),)
    assert (ticked_card(stage).rows, stage.interview.ticked) == (open_list.rows, ())


@pytest.mark.parametrize(
    "code",
    ["", "+", "-", "0+", "99+", "-1+", "1.0+", "x+", "½+", "1", "+1", "1x", "11", "9999999999999+", f"{'9' * 5000}+"],
)
def test_a_tick_of_no_step_changes_nothing(code: str) -> None:
    stage = building()
    stage.presses("tick:1+")
    before = stage.talk

    forges(stage, "tick", code)

    assert (stage.talk, len(stage.shown)) == (before, 1)


def test_the_last_tick_asks_whether_it_runs_and_asks_once() -> None:
    stage, asked = building(), []

    for number in (*range(STEPS, 0, -1), 1):
        forges(stage, "tick", f"{number}+")
        asked.append([kind_of(reply) for reply in stage.shown])

    assert asked == [[]] * (STEPS - 1) + [["all_done"], []]
    assert stage.interview.ticked == tuple(range(1, STEPS + 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_opens_and_leads_back_to_the_steps(language: Language) -> None:
    stage = building(language)
    stage.presses("tick:1+")
    stage.view = (ticked_card(stage),)

    stage.presses("lesson:approval")
    lesson = note(stage)
    stage.presses("checklist")

    approval = next(each for each in shipped().lessons if each.id == "approval")
    assert (lesson.kind, lesson.title) == ("lesson", said(stage, approval.title))
    assert lesson.lines[:-1] == approval.text.to(language)
    assert (note(stage).kind, stage.interview.ticked) == ("checklist", (1,))


@pytest.mark.parametrize(
    ("verb", "kind"), [("checklist", "checklist"), ("stuck", "handover"), ("works", "form"), ("not_yet", "not_yet")]
)
def test_a_button_of_another_task_takes_that_one_up_first(verb: str, kind: str) -> None:
    stage = building()
    first, pressed = stage.interview, Pressed(Press(verb, "", stage.interview.id))
    stage.says("ny")
    second = stage.interview

    stage.hear(pressed)

    assert stage.effects[0] == LoadTask(first.id, pressed)
    assert [kind_of(reply) for reply in stage.shown] == [kind]
    taken_up = first.model_copy(update={"works": verb == "works"})
    assert (stage.interview, stage.kept[second.id]) == (taken_up, second.model_copy(update={"paused": True}))


@pytest.mark.parametrize(("verb", "code", "ticked"), [("tick", "1+", (1,)), ("lesson", "approval", ())])
def test_a_tick_or_a_lesson_of_another_task_opens_nothing(verb: str, code: str, ticked: tuple[int, ...]) -> None:
    stage = building()
    first = stage.interview
    stage.says("ny")
    second = stage.interview

    stage.hear(Pressed(Press(verb, code, first.id)))

    assert (stage.interview, stage.kept[first.id].ticked) == (second, ticked)


def test_a_button_of_a_task_that_is_gone_says_so_and_changes_nothing() -> None:
    stage = building()
    before = stage.talk

    stage.hear(Pressed(Press("tick", "1+", "gone")))

    assert stage.talk == before
    assert said(stage, shipped().wording.tasks.gone) in plain(stage.view[-1])


@pytest.mark.parametrize(
    ("verb", "code"),
    [("build", ""), ("build", "timesheet"), ("build", "none"), ("tick", "1+"), ("checklist", ""), ("lesson", "none")],
)
def test_a_button_that_fits_nothing_built_is_harmless(verb: str, code: str) -> None:
    stage = chosen()
    before = stage.talk

    forges(stage, verb, code)

    assert (stage.talk, stage.effects, len(stage.shown)) == (before, (), 1)


def test_a_button_pressed_twice_does_no_more_than_once() -> None:
    stage = building()
    stage.presses("tick:1+", "works")
    stage.view = (follow_up(speech(stage), stage.interview), measure(speech(stage), stage.interview))
    seen = {*(choice.press for reply in stage.view for choice in choices_of(reply)), *stage.offered}

    for press in sorted((each for each in seen if each.interview == stage.interview.id), key=repr):
        again = Stage(talk=stage.talk)
        turns = [again.hear(Pressed(press, {HOURS: "2"})) for _ in range(2)]
        assert (turns[1].talk, turns[1].settled) == (turns[0].talk, turns[0].settled), press


def test_who_wants_no_reminders_builds_without_any_until_they_want_them_again() -> None:
    stage = chosen()
    build = stage.button(f"build:{TEMPLATE}")

    stage.hear(Pressed(Press("quiet")))
    quiet, dropped = stage.talk.quiet, stage.effects
    stage.hear(Pressed(build))
    planned, lead = stage.effects, note(stage).lead
    stage.hear(Pressed(Press("remind_me")))

    assert (quiet, dropped, planned, stage.talk.quiet) == (True, (NoReminders(),), (), False)
    assert lead == (said(stage, WORDS.begun_quietly),)
    assert stage.effects == reminders(stage.interview.id, PROMISES)


def test_not_ready_yet_is_asked_about_again() -> None:
    stage = building()
    stage.view = (follow_up(speech(stage), stage.interview),)

    stage.presses("not_yet")

    assert note(stage).lines == (said(stage, WORDS.not_yet_said, days=PROMISES.follow_up_after),)
    assert stage.effects == (Remind("follow_up", stage.interview.id, PROMISES.follow_up_after),)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", ["3,5", "3.5", "ungefär 3,5 timmar"])
def test_hours_a_month_are_kept_as_hours_a_year_beside_the_promised_ones(language: Language, words: str) -> None:
    stage = building(language)

    stage.presses("works")
    stage.presses("measured", **{HOURS: words})

    promised = said(stage, WORDS.promised_hours, hours="202")
    assert stage.interview.measured == 42.0
    assert note(stage).lines[0] == said(stage, WORDS.measured, hours="42", promised=promised)
    assert stage.turn is not None
    assert isinstance(stage.turn.settled, Answered)
    assert stage.turn.settled.answer == speech(stage).number(3.5)


@pytest.mark.parametrize(
    ("words", "beside"),
    [("", {}), ("många", {}), ("tre och en halv", {}), ("många", UNCHANGED)],
)
def test_words_without_a_number_are_asked_about_again(words: str, beside: dict[str, str]) -> None:
    stage = building()
    before = stage.interview

    forges(stage, "measured", **{HOURS: words, **beside})

    again = stage.view[-1]
    assert isinstance(again, Form)
    assert again.lead == (said(stage, WORDS.hours_unread),)
    assert stage.interview == before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "code", "outcome"),
    [("C15", "invanare", "coach"), ("C15", "allvarlig", "team"), ("C16", "fler25", "coach")],
)
def test_a_flow_that_has_grown_is_told_to_get_help(language: Language, name: str, code: str, outcome: str) -> None:
    stage = building(language)
    before, form = stage.interview.answers, measure(speech(stage), stage.interview)
    marked = {field.name: field.marked[0] for field in form.fields if field.marked}
    stage.view = (form,)

    stage.presses("measured", **{HOURS: "2", **marked, f"field_{name}": code})

    called = getattr(shipped().wording.result, outcome).to(language).lower()
    assert (marked, stage.interview.answers) == (UNCHANGED, {**before, name: code})
    assert note(stage).lines[1] == said(stage, WORDS.stricter, outcome=called)
    assert note(stage).choices[0].press == Press("human")


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ({"field_C15": "liten"}, {"field_C15": "merarbete"}, "same"),
        ({}, {"field_C18": "ingen"}, "still"),
        ({"field_C18": "ingen"}, {"field_C18": "klar"}, "same"),
        ({"field_C16": "fler25"}, {"field_C16": "externa"}, "still"),
    ],
)
def test_what_is_said_fits_the_outcome_with_the_answers_of_today(
    was: dict[str, str], now: dict[str, str], told: str
) -> None:
    stage = building()
    forges(stage, "measured", **was)

    forges(stage, "measured", **now)

    assert getattr(WORDS, told).sv.partition("{")[0] in plain(note(stage))
