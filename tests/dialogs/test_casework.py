"""What somebody does with their own cases in the chat: send, look, add, answer, withdraw, reopen."""

from dataclasses import replace

import pytest

from dialogs.case import Case, Event, Somebody, State
from dialogs.case_card import WORDS as FIELD
from dialogs.case_told import told
from dialogs.message import CaseAct, CaseTold, Pressed
from dialogs.plain import plain
from dialogs.reply import Answered, Handover, Note, Press
from dialogs.speech import Speech
from dialogs.state import Asking
from dialogs.step import ActOnCase, Effect, OpenCase
from knowledge.part import LANGUAGES, Language
from tests.cast import NOW, shipped, shipped_knowledge
from tests.dialogs.script import kind_of, walk
from tests.dialogs.test_coaching import building, forges
from tests.stage import Stage

NUMBER = "AC-2026-0001"
CARLA = Somebody("carla", "Carla")
WORDS = shipped().wording.case
CASE = Case(1, NUMBER, 1, "Anna", "Listor", "Hur börjar jag?", {}, "taken", NOW, coach=CARLA)
QUESTION = "Hur gör jag när listan blir lång?"


def sender(language: Language = "sv") -> Stage:
    """Somebody who has sent a question and has a new case."""
    stage = Stage(language=language)
    stage.says("människa", QUESTION)
    stage.presses("send")
    return stage


def written_to(stage: Stage, what: str = "asked") -> Stage:
    """A coach has just written about the case."""
    stage.cases[NUMBER] = CASE
    stage.talk = stage.talk.model_copy(update={"asking": Asking(about="case_reply", case=NUMBER, who="Carla")})
    stage.view = (told(Speech(shipped_knowledge(), stage.language), CASE, Event(what, CARLA, NOW, "Vilken lista?")),)
    return stage


def at(position: str) -> Stage:
    stage = Stage()
    walk(stage, position)
    return stage


def acts(stage: Stage) -> list[Effect]:
    """What was asked of the memory about cases."""
    return [effect for effect in stage.effects if isinstance(effect, OpenCase | ActOnCase)]


def opened(stage: Stage) -> OpenCase:
    effect = acts(stage)[0]
    assert isinstance(effect, OpenCase)
    return effect


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_is_shown_with_its_state_its_coach_and_what_was_written(language: Language) -> None:
    stage, speech = sender(language), Speech(shipped_knowledge(), language)
    events = tuple(
        Event(what, CARLA, NOW, note) for what, note in (("taken", ""), ("asked", "*Vilken?*"), ("reopened", "Igen"))
    )

    stage.presses(f"case:{NUMBER}")
    asked, new = acts(stage), plain(stage.view[-1])
    stage.hear(CaseTold("view", CASE, events))

    card = stage.view[-1]
    assert asked == [ActOnCase(NUMBER, "view")]
    assert [speech.say(each) in new for each in (WORDS.state_new, WORDS.coach_none)] == [True, True]
    assert isinstance(card, Note)
    assert [row.value for row in card.rows[:3]] == [speech.say(WORDS.state_taken), "Carla", "Hur börjar jag?"]
    assert [row.value for row in card.rows[4:]] == ["\\*Vilken?\\*"]


@pytest.mark.parametrize("act", ["view", "withdraw", "add"])
def test_a_case_that_is_not_there_is_told_with_a_sentence(act: CaseAct) -> None:
    stage = at("C05")

    stage.hear(CaseTold(act, None))

    assert (kind_of(stage.view[-1]), plain(stage.view[-1]).splitlines()[0]) == ("C05", WORDS.unknown.sv)


def test_more_is_typed_and_goes_to_the_case_with_its_phone_number() -> None:
    stage = sender()

    stage.presses(f"case:{NUMBER}", f"case_add:{NUMBER}")
    asked = (kind_of(stage.view[-1]), acts(stage))
    stage.says("Ring 070-123 45 67, inte till 850101-9802")

    assert asked == ("case_add", [])
    assert acts(stage) == [ActOnCase(NUMBER, "add", "Ring 070-123 45 67, inte till [personnummer]")]
    assert (kind_of(stage.view[-1]), stage.talk.asking) == ("case_done", None)


@pytest.mark.parametrize("words", ["avbryt", "nej", "hjälp", "mina förslag"])
def test_who_thinks_better_of_it_adds_nothing(words: str) -> None:
    stage = sender()
    stage.presses(f"case:{NUMBER}", f"case_add:{NUMBER}")

    stage.says(words)

    assert (acts(stage), stage.talk.asking) == ([], None)


@pytest.mark.parametrize("yes", ["ja", "press"])
def test_a_case_is_withdrawn_after_a_yes_and_reopened(yes: str) -> None:
    stage = sender()

    stage.presses(f"case:{NUMBER}", f"case_withdraw:{NUMBER}")
    asked = stage.cases[NUMBER].state, kind_of(stage.view[-1])
    stage.presses(f"case_withdraw_yes:{NUMBER}") if yes == "press" else stage.says(yes)
    withdrawn = stage.cases[NUMBER].state
    stage.presses(f"case:{NUMBER}", f"case_reopen:{NUMBER}")

    assert (asked, withdrawn) == (("new", "confirm_case_withdraw_yes"), "withdrawn")
    assert (stage.cases[NUMBER].state, plain(stage.view[-1])) == ("reopened", WORDS.reopened.sv.format(number=NUMBER))


@pytest.mark.parametrize("words", ["nej", "avbryt", "hjälp"])
def test_a_case_is_not_withdrawn_without_a_yes(words: str) -> None:
    stage = sender()
    stage.presses(f"case:{NUMBER}", f"case_withdraw:{NUMBER}")

    stage.says(words)
    stage.hear(Pressed(Press("case_withdraw_yes", NUMBER)))

    assert (stage.cases[NUMBER].state, acts(stage)) == ("new", [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("state", "verb"), [("new", "case_reopen"), ("withdrawn", "case_withdraw")])
def test_a_move_that_is_not_possible_is_told_with_a_sentence(language: Language, state: State, verb: str) -> None:
    stage, speech = sender(language), Speech(shipped_knowledge(), language)
    case = replace(stage.cases[NUMBER], state=state)
    stage.cases[NUMBER] = case

    stage.hear(Pressed(Press(verb, NUMBER)))
    if verb == "case_withdraw":
        stage.says("ja")

    card, name = stage.view[-1], speech.say(getattr(WORDS, f"state_{state}"))
    assert isinstance(card, Note)
    assert (card.kind, card.lead) == ("case_view", (speech.say(WORDS.refused_state, state=name),))
    assert stage.cases[NUMBER] == case


def test_the_field_under_a_message_answers_it_and_shows_what_was_sent() -> None:
    stage = written_to(at("C05"))
    answers = stage.interview.answers

    stage.presses(f"case_answer:{NUMBER}", **{FIELD: "  Den långa. Ring 070-123 45 67  "})

    assert stage.turn is not None
    assert isinstance(stage.turn.settled, Answered)
    assert (stage.turn.settled.answer, stage.turn.settled.change) == ("Den långa. Ring 070-123 45 67", None)
    assert acts(stage) == [ActOnCase(NUMBER, "answer", "Den långa. Ring 070-123 45 67")]
    assert (stage.talk.asking, stage.interview.answers) == (None, answers)


@pytest.mark.parametrize("words", ["", "  \n "])
def test_an_empty_field_sends_nothing_and_says_so(words: str) -> None:
    stage = written_to(at("C05"))
    before = stage.talk

    stage.presses(f"case_answer:{NUMBER}", **{FIELD: words})

    assert (kind_of(stage.view[-1]), acts(stage), stage.talk) == ("case_empty", [], before)


@pytest.mark.parametrize(("question", "words"), [("C05", "alltid"), ("C02", "en kvart"), ("C10", "excel")])
def test_an_answer_to_the_open_question_stays_an_answer(question: str, words: str) -> None:
    stage = written_to(at(question))

    stage.says(words)

    assert (question in stage.interview.answers, acts(stage)) == (True, [])
    assert stage.talk.asking == Asking(about="case_reply", case=NUMBER, who="Carla")


@pytest.mark.parametrize(("position", "words"), [("C12", "nej"), ("C15", "ingen skada"), ("summary", "ja")])
def test_what_could_be_meant_for_either_is_asked_about_and_counts_here_after_a_no(position: str, words: str) -> None:
    stage, plainly = written_to(at(position)), at(position)
    before = stage.interview

    stage.says(words)
    offered, unchanged = kind_of(stage.view[-1]), stage.interview == before
    stage.presses("no")
    plainly.says(words)

    assert (offered, unchanged, acts(stage)) == ("is_it_for_the_case", True, [])
    assert stage.interview == plainly.interview


@pytest.mark.parametrize("position", [None, "describe", "C05", "summary", "result"])
@pytest.mark.parametrize("yes", ["ja", "press"])
def test_other_words_are_sent_to_the_coach_only_after_a_yes(position: str | None, yes: str) -> None:
    stage = written_to(at(position) if position else Stage())
    before = stage.talk.interview

    stage.says("Det är den om larm, ring 070-123 45 67")
    offered, early = kind_of(stage.view[-1]), acts(stage)
    stage.presses(f"case_send:{NUMBER}") if yes == "press" else stage.says(yes)

    assert (offered, early) == ("is_it_for_the_case", [])
    assert acts(stage) == [ActOnCase(NUMBER, "answer", "Det är den om larm, ring 070-123 45 67")]
    assert (stage.talk.asking, stage.talk.interview) == (None, before)


@pytest.mark.parametrize("no", ["nej", "avbryt", "press"])
def test_a_no_sends_nothing_and_leaves_everything(no: str) -> None:
    stage = written_to(at("C05"))
    before = stage.interview

    stage.says("Det är den om larm")
    stage.presses("no") if no == "press" else stage.says(no)
    sent = acts(stage)
    stage.hear(Pressed(Press("case_send", NUMBER)))  # A yes comes too late.

    assert (kind_of(stage.view[-1]), sent, acts(stage)) == ("C05", [], [])
    assert (stage.talk.asking, stage.interview) == (None, before)


@pytest.mark.parametrize(
    ("words", "kind"), [("hjälp", "help"), ("mina förslag", "tasks"), ("paus", "paused"), ("människa", "handover")]
)
def test_commands_work_although_a_coach_has_written(words: str, kind: str) -> None:
    stage = written_to(at("C05"))

    stage.says(words)

    assert (kind_of(stage.view[-1]), acts(stage)) == (kind, [])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Mer att säga", ActOnCase(NUMBER, "add", "Mer att säga")),
        ("", None),
    ],
)
def test_sending_a_task_again_adds_to_its_case(words: str, expected: ActOnCase | None) -> None:
    stage = building()
    stage.says("människa", "skicka")

    stage.says("människa")
    stage.presses("send", text=words)

    assert (acts(stage), list(stage.cases)) == ([expected] if expected else [], [NUMBER])


@pytest.mark.parametrize(
    ("position", "changed", "topic"),
    [(None, {}, "question"), ("C05", {}, "question"), ("result", {}, "build"), ("result", {"C14": "ja"}, "review")],
)
def test_the_topic_is_what_the_judgement_says(position: str | None, changed: dict[str, str], topic: str) -> None:
    stage = at(position) if position else Stage()
    if position == "result":
        stage.presses("summary")
        for question, code in changed.items():
            stage.presses(f"change:{question}", code)
        stage.presses("judge")

    stage.says("människa", "skicka")

    assert opened(stage).topic == topic


def test_who_is_stuck_sends_the_template_and_the_step_and_stays_stuck_whatever_is_added() -> None:
    stage = building()
    forges(stage, "tick", "1+")

    stage.presses("stuck")
    preview = stage.view[-1]
    stage.says("Chefen syns inte.", "skicka")

    assert isinstance(preview, Handover)
    template = shipped().template("leave-request-approval")
    assert template is not None
    assert f"”{template.title.sv}”" in preview.comment
    assert preview.comment.endswith(f"2: {template.steps.sv[1]}")
    assert (opened(stage).topic, opened(stage).comment) == ("stuck", f"{preview.comment}\nChefen syns inte.")


def test_a_case_is_called_by_its_task_or_its_words_or_is_a_question() -> None:
    task, words, nothing = building(), Stage(), Stage()

    task.says("människa", "Hjälp mig bygga", "skicka")
    words.says("människa", QUESTION, "skicka")
    nothing.says("människa", "skicka")

    titles = [opened(stage).title for stage in (task, words, nothing)]
    assert titles == [task.interview.description, QUESTION, shipped().wording.handover.question.sv]
