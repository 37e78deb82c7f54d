"""Whether a number of things is what everybody does together: told, or asked, before hours are counted."""

import pytest

from dialogs.interview import given
from knowledge.part import Language
from tests.cast import shipped
from tests.dialogs.script import kind_of, walk
from tests.stage import Stage

RATE = 1760.0
"""40 a week."""


def runs(stage: Stage) -> float | None:
    """Runs a year of each person, as the judgement takes them."""
    assert stage.interview is not None
    return given(stage.talk, stage.interview, shipped(), template_match=0).runs


def asked(stage: Stage) -> bool:
    walk(stage, "C06")
    assert stage.interview is not None
    return "SHARED" in stage.interview.answers


@pytest.mark.parametrize(("answer", "each"), [("together", RATE / 4), ("each", RATE), ("vet_ej", RATE / 4)])
def test_the_answer_decides_whose_the_number_is(answer: str, each: float) -> None:
    stage = Stage()
    stage.says("ny", "Jag bokar 40 lokaler i veckan i Outlook, 10 minuter styck, och vi är fyra som gör det")
    walk(stage, "SHARED")

    stage.presses(answer)

    assert (kind_of(stage.view[-1]), runs(stage)) == ("C06", each)


@pytest.mark.parametrize(
    ("text", "language", "each"),
    [
        ("Vi är fyra som bokar 40 lokaler var i veckan i Outlook, 10 minuter styck", "sv", RATE),
        ("Vi är fyra och bokar tillsammans 40 lokaler i veckan i Outlook, 10 minuter styck", "sv", RATE / 4),
        ("Four of us share 40 bookings a week between us in Outlook, 10 minutes each time", "en", RATE / 4),
    ],
)
def test_what_the_description_says_is_not_asked(text: str, language: Language, each: float) -> None:
    stage = Stage(language=language)
    stage.says("ny", text)

    assert not asked(stage)
    assert runs(stage) == each


@pytest.mark.parametrize(
    "text",
    [
        "Jag bokar 40 lokaler i veckan i Outlook, 10 minuter styck, bara jag",
        "Vi är fyra som gör det varje vecka i Outlook, 10 minuter",
    ],
)
def test_one_person_or_a_session_needs_no_such_question(text: str) -> None:
    stage = Stage()
    stage.says("ny", text)

    assert not asked(stage)


def test_an_own_answer_to_how_often_is_each_persons() -> None:
    stage = Stage()
    stage.says("ny", "Jag bokar 40 lokaler i veckan i Outlook, 10 minuter styck, och vi är fyra som gör det")
    stage.presses("fact_wrong:runs_per_year")

    assert not asked(stage)
