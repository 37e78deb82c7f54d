"""Values that have the right form and cannot be used are told at their place, and the columns hold what is allowed."""

import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, String

from dialogs.interview import values
from dialogs.state import Interview, Talk
from knowledge.beside import BESIDE, codes_beside
from knowledge.bounds import LONGEST_CODE, LONGEST_SLUG, MOST
from knowledge.check import check
from knowledge.check_numbers import check_numbers
from knowledge.documents import LONGEST, wording_names
from knowledge.measures import MOST_RUNS
from knowledge.model import Revision
from knowledge.parse import dump, restore, validate
from knowledge.promises import Promises
from knowledge.yaml_text import Path
from services.announcing import working_time
from storage.editing_tables import draft_documents, exceptions
from storage.page_tables import transcripts
from storage.tables import cases, messages, tasks
from tests.cast import shipped
from tests.knowledge.test_faults import LATIN, put
from tests.knowledge.trimmed import trimmed

C01, C02, C04, C05, C12, GUARD = 0, 1, 3, 4, 11, ("scoring", "decision", 0, "when")
MINUTES, DPIA = 7, ("scoring", "dpia")
BENEFIT, ME = ("scoring", "benefit"), ("lexicon", "people", "me", "sv")
FACTOR, DERIVED = (*BENEFIT, "factors", 0, "when"), (*DPIA, "flags", 1, "derived")
KNOCKOUT = ("scoring", "knockouts", 0, "when")
RULE = ("questions", 0, "ask_when")
CRITERIA, CURVE = ("scoring", "criteria"), (*BENEFIT, "curve")
LONG = "a" * (LONGEST_CODE + 1)


@pytest.fixture(scope="module")
def sound() -> None:
    """What is tried has no problems of its own."""
    assert [str(each) for each in found_in(trimmed())] == []


def found_in(data: Any) -> Any:
    revision = validate(data)
    assert isinstance(revision, Revision), revision
    return check(revision)


@pytest.mark.parametrize(
    ("path", "value", "below", "said"),
    [
        (("promises",), {"opens": "16:30", "closes": "16:30"}, ("closes",), "has to begin before it ends"),
        (("promises",), {"opens": "17:00"}, ("closes",), "has to begin before it ends"),
        (("promises",), {"summer_to": "07-05"}, ("summer_to",), "may not end before it begins"),
        (("promises",), {"summer_from": "05-01", "summer_to": "08-10"}, ("summer_to",), "longer than 100 days"),
        (("promises",), {"summer_from": "06-31"}, ("summer_from",), "there is no day “06-31”"),
        (("promises",), {"summer_to": "02-30"}, ("summer_to",), "there is no day “02-30”"),
        (("departments", 0, "id"), LONG, (), "32 letters at the most, not 33"),
        (("questions", 0, "options", 0, "code"), LONG, (), "32 letters at the most"),
        (("templates", 0, "id"), "a" * (LONGEST_SLUG + 1), (), "64 letters at the most, not 65"),
        (("lexicon", "systems", 0, "id"), "a" * (LONGEST_SLUG + 1), (), "64 letters at the most"),
        (("golden", 0, "id"), LONG, (), "32 letters at the most"),
        ((*CRITERIA, C05, "id"), LONG, (), "32 letters at the most"),
        ((*DPIA, "flags", 0, "id"), LONG, (), "32 letters at the most"),
        (("inspiration",), {"a" * 65: []}, ("a" * 65,), "64 letters at the most"),
        (("questions", 4, "id"), "department", (), "in conditions this id means something else"),
        (RULE, {"all": []}, ("all",), "there have to be 1 at the least"),
        (GUARD, {"any": [{"not": {"any": []}}]}, ("any", 0, "not", "any"), "there have to be 1 at the least"),
        (RULE, {"value": "secrecy_area", "is": ["ja"]}, ("is",), "secrecy_area is never “ja”"),
        (RULE, {"value": "whose", "is": ["mine"]}, ("is",), "whose is never “mine”"),
        (RULE, {"value": "flags", "is": ["secret"]}, ("is",), "flags is never “secret”"),
        (RULE, {"value": "department", "is": ["nowhere"]}, ("is",), "department is never “nowhere”"),
        (RULE, {"value": "systems", "is": ["nothing"]}, ("is",), "systems is never “nothing”"),
        (FACTOR, {"value": "C99", "is": ["x"]}, ("value",), "“C99” is neither a question nor"),
        (FACTOR, {"value": "C12", "is": ["x"]}, ("is",), "C12 is never “x”"),
        (FACTOR, {"measure": "ease", "below": 4}, ("measure",), "“ease” is not reckoned yet"),
        (DERIVED, {"value": "guard", "is": ["team"]}, ("value",), "“guard” is not reckoned yet"),
        (KNOCKOUT, {"value": "knockouts", "is": ["K2"]}, ("value",), "“knockouts” is not reckoned yet"),
        (GUARD, {"measure": "confidence", "below": 60}, ("below",), "from 0 to 1"),
        (GUARD, {"measure": "ease", "at_least": -1}, ("at_least",), "from 0 to 100"),
        ((*CRITERIA, C05, "weight"), -1, (), "from 0 to 1000"),
        ((*CRITERIA, C05, "sure"), 1e308, (), "from 0 to 1000"),
        ((*CRITERIA, C01, "options", "dag", "score"), -1, (), "from 0 to 10000000"),
        ((*CRITERIA, C01, "unsure"), {"score": 1e9}, ("score",), "from 0 to 10000000"),
        ((*CRITERIA, C04, "options", "ofta", "score"), 101, (), "from 0 to 100"),
        ((*CRITERIA, C04, "unsure", "score"), 101, (), "from 0 to 100"),
        ((*CRITERIA, C12, "options", "nej"), {"score": 101}, ("score",), "from 0 to 100"),
        ((*DPIA, "coach_from"), 0, (), "from 1 to 100"),
        ((*DPIA, "team_from"), -2, (), "from 1 to 100"),
        (("scoring", "template_bonus"), -1, (), "from 0 to 100"),
        (("scoring", "suitability", "caps", 0, "cut_to"), 101, (), "from 0 to 100"),
        (("scoring", "suitability", "weakest_of"), [], (), "there have to be 1 at the least"),
        (("scoring", "suitability", "weakest_of"), ["C05", "C12"], (1,), "part of neither suitability nor ease"),
        ((*BENEFIT, "share_limited_by"), [], (), "there have to be 1 at the least"),
        ((*BENEFIT, "share_limited_by"), ["C01"], (0,), "part of neither suitability nor ease"),
        (CURVE, [], (), "there have to be 1 at the least"),
        (CURVE, [[0, 0], [10, 101]], (1, 1), "from 0 to 100"),
        (CURVE, [[-1, 0], [10, 100]], (0, 0), "from 0 to 10000000"),
        (CURVE, [[0, 20], [10, 10]], (), "more hours may not give fewer points"),
        ((*BENEFIT, "error_bonus"), -0.1, (), "from 0 to 1"),
        ((*BENEFIT, "upkeep", "self"), 1e9, (), "from 0 to 10000000"),
        ((*BENEFIT, "sure_span", "high"), 11, (), "from 0 to 10"),
        ((*BENEFIT, "unsure_span"), {"low": 2, "high": 1}, ("low",), "the least is more than the most"),
        (("scoring", "priority", "ease"), -0.1, (), "from 0 to 1"),
        (("scoring", "priority"), {"suitability": 0.4, "benefit": 0.35, "ease": 0.5}, (), "the three weights together"),
        (("scoring", "priority"), {"suitability": 0, "benefit": 0, "ease": 0}, (), "the three weights together"),
        (("scoring", "knockouts", 0, "back_after_days"), 0, (), "from 1 to 3650"),
        (("scoring", "knockouts", 0, "back_after_days"), 3651, (), "from 1 to 3650"),
        (("questions", MINUTES, "least"), -5, (), "from 0 to 10000000"),
        (("questions", MINUTES, "quick", 0), 5000, (), "from 0.1 to 4800"),
        ((*CRITERIA, C02, "part"), "guard", (), "which can only count as benefit"),
        (("templates", 0, "build_hours", "min"), -1, (), "from 0 to 2000"),
        (("templates", 0, "build_hours", "max"), 2001, (), "from 0 to 2000"),
        (("templates", 0, "build_hours"), {"min": 5, "max": 4}, ("min",), "the least is more than the most"),
        (("templates", 0, "reviewed"), "2026-02-30", (), "there is no day “2026-02-30”"),
        (("lexicon", "counts", "units", "sv"), {"h": -60}, ("h",), "from 0 to 10000000"),
        (ME, [" "], (0,), "there are only blanks"),
        (("lexicon", "counts", "numbers", "sv"), {"\t": 1}, ("\t",), "there are only blanks"),
        (("lexicon", "scope", "spoken", "sv"), {"inte": [""]}, ("inte", 0), "there are only blanks"),
        (("lexicon", "wished_programs"), [" "], (0,), "there are only blanks"),
        (("wording", "welcome", "hello", "sv"), "  \n", (), "there are only blanks"),
        (("templates", 0, "steps", "en", 0), "\u00a0", (), "there are only blanks"),
    ],
)
@pytest.mark.usefixtures("sound")
def test_what_cannot_be_used_is_told_at_its_place(path: Path, value: object, below: Path, said: str) -> None:
    data = trimmed()
    put(data, path, value)

    told = [each for each in found_in(data) if each.at == (*path, *below) and said in each.to("en")]

    assert len(told) == 1, [(str(each), each.at) for each in found_in(data)]
    assert not LATIN.search(told[0].to("sv"))


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("path", [(*CRITERIA, C05, "options", "alltid", "score"), ("scoring", "template_bonus")])
def test_what_is_no_finite_number_is_none(path: Path, number: float) -> None:
    data = trimmed()
    put(data, path, number)

    found = validate(data)

    assert not isinstance(found, Revision)
    assert [(place, said.sv) for place, said in found] == [(path, "här måste stå ett tal")]


@pytest.mark.parametrize("clock", ["0٣:00", "08:0０"])
def test_a_clock_has_only_the_digits_that_are_reckoned_with(clock: str) -> None:
    data = trimmed()
    put(data, ("promises",), {"opens": clock})

    assert not isinstance(validate(data), Revision)


def test_content_that_was_stored_before_its_values_were_bounded_can_still_be_read() -> None:
    data = trimmed()
    put(data, ("departments", 0, "id"), LONG)
    put(data, ("wording", "welcome", "hello", "sv"), " ")
    put(data, ("scoring", "priority", "ease"), 7)
    put(data, GUARD, {"all": []})
    revision = validate(data)
    assert isinstance(revision, Revision)

    assert restore(dump(revision), shipped()) == revision


TIMES = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
DAYS = st.builds("{:02}-{:02}".format, st.integers(1, 12), st.integers(1, 31))


@given(TIMES, TIMES, DAYS, DAYS)
def test_people_are_at_work_at_whatever_times_are_accepted(opens: str, closes: str, first: str, last: str) -> None:
    promises = Promises(opens=opens, closes=closes, summer_from=first, summer_to=last)
    revision = shipped().model_copy(update={"promises": promises, "templates": ()})

    refused = [each.at for each in check_numbers(revision)]

    assert _can_work(promises) is (refused == [])


def _can_work(promises: Promises) -> bool:
    try:
        working_time(promises)
    except ValueError:
        return False
    return True


STORED = [
    *((LONGEST_CODE, column) for column in (transcripts.c.department, transcripts.c.step, cases.c.department)),
    *((LONGEST_CODE, column) for column in (exceptions.c.department, exceptions.c.guardrail, messages.c.about)),
    (LONGEST_SLUG, transcripts.c.template),
    (LONGEST_SLUG, tasks.c.template),
    (LONGEST, draft_documents.c.document),
    (max(map(len, wording_names())), draft_documents.c.document),
    (len(f"{'0' * 32}:{'a' * LONGEST_CODE}:"), messages.c.card),
]


@pytest.mark.parametrize(("longest", "column"), STORED, ids=str)
def test_the_columns_hold_the_longest_ids(longest: int, column: Column[Any]) -> None:
    assert isinstance(column.type, String)
    assert longest <= (column.type.length or 0)


def test_what_conditions_may_speak_of_is_what_an_interview_gives() -> None:
    secret = next(each.id for each in shipped().departments if each.secrecy_area)
    given = values(
        Talk(department=secret), Interview(id="a", revision=1, begun=datetime(2026, 3, 2, tzinfo=UTC)), shipped()
    )
    allowed = codes_beside(shipped())

    assert given.keys() == allowed.keys() == BESIDE
    assert [allowed[name] >= {code} for name, code in (("secrecy_area", given["secrecy_area"]), ("department", secret))]
    assert MOST == MOST_RUNS
