"""What the organisation has decided is told where it matters, and changes no judgement."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dialogs.decided import NOTHING_DECIDED, ApprovedException, Decided, Retention, guardrail_name, guardrails_of
from dialogs.handover import case_rows
from dialogs.plain import plain
from dialogs.reply import Result
from dialogs.result import result
from dialogs.speech import Speech
from dialogs.state import Talk
from knowledge.part import LANGUAGES, Language
from tests.cast import NOW, shipped, shipped_knowledge
from tests.dialogs.test_coaching import chosen
from tests.stage import Stage

LAST_DAY = date(2026, 12, 31)
APPROVED = ApprovedException("C14", None, "Provat i *tre* år", "Eva Ek, chef", LAST_DAY)
YEAR = Retention(12, "KS 2026/123", date(2026, 2, 20))


def _talk(**answers: str) -> Talk:
    """Somebody of the school whose task has been judged, with these answers."""
    stage = chosen()
    held = stage.interview.model_copy(update={"answers": {**stage.interview.answers, **answers}, "liked": None})
    return stage.talk.model_copy(update={"interview": held, "department": "barn_ungdom"})


def _result(talk: Talk, *exceptions: ApprovedException, language: Language = "sv") -> Result:
    assert talk.interview is not None
    shown = result(Speech(shipped_knowledge(), language), talk, talk.interview, NOW, Decided(None, exceptions))
    assert shown is not None
    return shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exception_is_told_with_approver_last_day_and_reason_and_the_judgement_stays(language: Language) -> None:
    talk = _talk(C14="ja")
    without = _result(talk, language=language)

    shown = _result(talk, APPROVED, language=language)

    (told,) = [each for each in shown.sections if each not in without.sections]
    (line,) = told.lines
    assert "Eva Ek, chef" in line
    assert r"Provat i \*tre\* år" in line
    assert ("31 december 2026" if language == "sv" else "31 December 2026") in line
    assert guardrail_name(Speech(shipped_knowledge(), language), "C14") in line
    assert replace(shown, sections=without.sections) == without


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, True),
        ({"department": "barn_ungdom"}, True),
        ({"department": "hr"}, False),
        ({"guardrail": "C12"}, False),
    ],
)
def test_only_exceptions_for_this_department_and_guardrail_are_told(changed: dict[str, str], told: bool) -> None:  # noqa: FBT001
    shown = _result(_talk(C14="ja"), replace(APPROVED, **changed))  # type: ignore[arg-type]  # Only words.

    assert any("Eva Ek" in line for section in shown.sections for line in section.lines) == told


def test_where_no_guardrail_fired_nothing_is_told() -> None:
    assert _result(_talk(), APPROVED) == _result(_talk())


def test_the_team_gets_the_exception_with_the_case() -> None:
    speech = Speech(shipped_knowledge(), "sv")
    talk = _talk(C14="ja")

    rows = {row.label: row.value for row in case_rows(speech, talk, Decided(None, (APPROVED,)))}

    assert "Provat i *tre* år" in rows["Godkänt undantag"]
    assert "Godkänt undantag" not in {row.label for row in case_rows(speech, talk, NOTHING_DECIDED)}


@pytest.mark.parametrize(
    ("now", "holds"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), False),
    ],
)
def test_an_exception_holds_until_midnight_of_its_last_day_where_people_work(now: datetime, holds: bool) -> None:  # noqa: FBT001
    assert APPROVED.holds(now) == holds
    assert not replace(APPROVED, ended=NOW).holds(now)


def test_everything_that_can_force_a_tier_can_have_an_exception_and_has_a_name() -> None:
    speech, found = Speech(shipped_knowledge(), "sv"), guardrails_of(shipped().scoring)

    assert found == ("C10", "C11", "C12", "C13", "C14", "C15", "C16", "C17", "DPIA")
    assert [each for each in found if guardrail_name(speech, each) == each] == []


@pytest.mark.parametrize(
    ("decided", "told"),
    [
        (NOTHING_DECIDED, "tills Halmstads kommun har beslutat om gallring"),
        (Decided(YEAR), "i 12 månader efter det senaste som hände, enligt gallringsbeslut KS 2026/123 den 20 februari"),
        (Decided(replace(YEAR, months=1)), "i 1 månad efter det senaste som hände"),
    ],
)
def test_the_privacy_notice_tells_how_long(decided: Decided, told: str) -> None:
    stage = Stage(decided=decided)

    stage.says("integritet")

    assert told in plain(stage.view[-1])
