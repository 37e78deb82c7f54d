"""Wherever the conversation stands, commands work, help is at hand and nothing is lost."""

from dataclasses import replace
from functools import cache

import pytest

from dialogs.commands import WORDS, Command, read_command, read_misspelt
from dialogs.message import Pressed
from dialogs.reply import choices_of
from tests.cast import shipped
from tests.dialogs.script import kind_of, walk
from tests.stage import Stage

TASK = "Jag kopierar fakturor från Outlook till Excel varje vecka, det tar 10 minuter"
QUESTIONS = [question.id for question in shipped().questions]
POSITIONS = ["nothing", "describe", "understood", "department", *QUESTIONS, "summary", "result"]
STAYS = {
    Command.HELP: "help",
    Command.PRIVACY: "privacy",
    Command.TASKS: "tasks",
    Command.TASKS_OR_DATA: "tasks_or_data",
    Command.DATA: "my_data",
    Command.ERASE: "confirm_erase_yes",
    Command.HUMAN: "handover",
}
"""What these commands lead to, everywhere; the task stays as it is."""


def standing(position: str) -> Stage:
    """A conversation that has come to this position."""
    stage = _come_to(position)
    return replace(stage, offered=[*stage.offered], kept={**stage.kept}, cases={**stage.cases})


@cache
def _come_to(position: str) -> Stage:
    stage = Stage()
    match position:
        case "nothing":
            pass
        case "describe":
            stage.says("ny")
        case "understood":
            stage.says("ny", TASK)
        case "SHARED":
            stage.says("ny", "Jag bokar 40 lokaler i veckan i Outlook, det tar 10 minuter")
            walk(stage, "C03")
            stage.presses("2")
        case "DPIA":
            walk(stage, "C13")
            stage.presses("invanare")
        case _:
            walk(stage, position)
    return stage


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("command", STAYS)
def test_a_command_works_everywhere_and_leaves_the_task_alone(position: str, command: Command) -> None:
    stage = standing(position)
    before = stage.talk.interview

    stage.says(WORDS[command][0])

    assert (kind_of(stage.view[-1]), stage.talk.interview) == (STAYS[command], before)


@pytest.mark.parametrize("position", POSITIONS)
def test_after_a_greeting_or_a_thank_you_the_same_card_stands_again(position: str) -> None:
    stage = standing(position)
    before, card = stage.talk, kind_of(stage.view[-1]) if stage.view else "idle"

    stage.says("Hej!")
    greeted = kind_of(stage.view[-1])
    stage.says("tack så mycket")

    assert (greeted, kind_of(stage.view[-1]), stage.talk) == (card, card, before.model_copy(update={"welcomed": True}))


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize(
    "text", ["qwrt plfx", "¯\\_(ツ)_/¯", "x" * 20_000, "\u200b", "\x00", "🙂", "\ud83d", "a\n" * 5000]
)
def test_words_that_are_nothing_never_strand_anybody(position: str, text: str) -> None:
    stage = standing(position)
    answers = stage.talk.interview.answers if stage.talk.interview else {}

    stage.says(text)

    assert stage.shown
    assert all(choices_of(reply) for reply in stage.shown)
    assert (stage.talk.interview.answers if stage.talk.interview else {}) == answers


@pytest.mark.parametrize("position", POSITIONS)
def test_a_case_can_be_sent_from_everywhere_and_the_conversation_goes_on(position: str) -> None:
    stage = standing(position)
    card = kind_of(stage.view[-1]) if stage.view else "idle"
    before = stage.talk.interview

    stage.says("människa", "Kan någon ringa mig på 070-123 45 67?")
    stage.presses("send")
    opened = [effect for effect in stage.effects if type(effect).__name__ == "OpenCase"]
    stage.says("fortsätt")

    assert [getattr(effect, "comment", None) for effect in opened] == ["Kan någon ringa mig på 070-123 45 67?"]
    assert kind_of(stage.view[-1]) == card
    number = {"case": "AC-2026-0001"} if before else {}
    assert stage.talk.interview == (before.model_copy(update=number) if before else None)


@pytest.mark.parametrize("position", POSITIONS)
def test_somebody_in_need_is_met_everywhere(position: str) -> None:
    stage = standing(position)
    before = stage.talk

    stage.says("Det här är inte så lätt, jag orkar inte leva längre")

    assert (kind_of(stage.view[-1]), stage.talk) == ("care", before)


@pytest.mark.parametrize("position", POSITIONS)
def test_a_paused_task_comes_back_where_it_was(position: str) -> None:
    stage = standing(position)
    card = kind_of(stage.view[-1]) if stage.view else "idle"

    stage.says("paus")
    stage.later(days=30)
    stage.says("fortsätt")

    assert kind_of(stage.view[-1]) == card


@pytest.mark.parametrize("position", POSITIONS)
def test_the_language_can_be_switched_everywhere(position: str) -> None:
    stage = standing(position)
    before = stage.talk

    stage.says("English", "svenska")

    assert stage.talk == before.model_copy(update={"language": "sv", "welcomed": True})


@pytest.mark.parametrize(("command", "word"), [(command, word) for command, words in WORDS.items() for word in words])
def test_a_command_is_known_in_any_dress(command: Command, word: str) -> None:
    dressed = (word, word.upper(), f"  {word}  ", f"{word}!", f"{word}.", f"/{word}", f"\u200b{word}")

    assert {read_command(each) for each in dressed} == {command}


@pytest.mark.parametrize("word", sorted(word for words in WORDS.values() for word in words if len(word) >= 6))
def test_one_slip_of_the_pen_in_a_long_command_is_forgiven(word: str) -> None:
    command = read_command(word)
    slips = [word[:at] + word[at + 1 :] for at in range(1, len(word))]
    slips += [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]

    read = {read_command(slip) or read_misspelt(slip) for slip in slips if len(slip.strip()) >= 5}

    assert read <= {command, None} | {other for other in Command if _near(word, other)}
    assert command in read


@pytest.mark.parametrize("word", ["hjäl", "huma", "tack!", "pau", "stpo"])
def test_short_words_are_not_guessed_at(word: str) -> None:
    assert read_misspelt(word) is None


def test_erasing_is_never_reached_by_a_slip_of_the_pen_alone() -> None:
    stage = standing("C05")

    stage.says("radera mina dta")

    assert kind_of(stage.view[-1]) in ("C05", "confirm_erase_yes")
    assert stage.effects == ()


@pytest.mark.slow
@pytest.mark.thorough
def test_a_button_of_every_position_pressed_from_every_other_never_breaks() -> None:
    stages = [standing(position) for position in POSITIONS]
    presses = {choice.press for stage in stages for choice in stage.choices}

    for stage in stages:
        before = stage.talk
        for press in sorted(presses, key=repr):
            stage.talk = before
            stage.hear(Pressed(press))
            assert stage.turn is not None


def _near(word: str, other: Command) -> bool:
    """Another command stands so near that a slip may well mean it."""
    return any(abs(len(word) - len(each)) <= 2 and len(set(word) ^ set(each)) <= 4 for each in WORDS[other])
