"""The table of moves, and what holds for a case however it is moved."""

from datetime import timedelta
from typing import TypeAlias, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.case import MOVES, OPEN, UNTAKEN, Case, Event, Move, Refused, Somebody, State, moved
from dialogs.case_card import case_card
from dialogs.case_told import told, view
from dialogs.reply import Choice, choices_of
from dialogs.speech import Speech
from knowledge.part import LANGUAGES, Language
from tests.cast import NOW, shipped_knowledge

TABLE: dict[Move, tuple[str, State]] = {
    "take": ("new, reopened, taken, waiting", "taken"),
    "assign": ("new, reopened, taken, waiting", "taken"),
    "ask": ("taken", "waiting"),
    "answer": ("waiting", "taken"),
    "solve": ("new, taken, waiting, reopened", "solved"),
    "close": ("solved", "closed"),
    "withdraw": ("new, taken, waiting, reopened", "withdrawn"),
    "reopen": ("solved, closed, withdrawn", "reopened"),
    "merge": ("new, taken, waiting, reopened, solved", "closed"),
}
"""Action, from, to: letter by letter as it was decided; a double is closed from wherever work may still be done."""
STATES: tuple[State, ...] = get_args(State)
ANNA, CARLA, DAVID = Somebody("anna", "Anna"), Somebody("carla", "Carla"), Somebody("david", "David")
PEOPLE = st.sampled_from([ANNA, CARLA, DAVID])
NEW = Case(1, "AC-2026-0001", 1, "Anna", "Listor", "Hjälp", {"sv": (("Från", "HR"),)}, "new", NOW, promised=NOW)
LATER = NOW + timedelta(hours=1)
VERBS: dict[str, Move] = {
    "case_take": "take",
    "case_assign": "assign",
    "case_ask": "ask",
    "case_solve": "solve",
    "case_close": "close",
    "case_withdraw": "withdraw",
    "case_reopen": "reopen",
}
"""What a button asks for. Showing, adding, answering and replying are possible in every state that offers them."""
Path: TypeAlias = list[tuple[Move, Somebody, Somebody | None]]

moves = st.lists(st.tuples(st.sampled_from(sorted(TABLE)), PEOPLE, st.none() | PEOPLE), max_size=12)


def possible(case: Case) -> tuple[Move, ...]:
    """The moves that lead on from where the case stands."""
    return tuple(move for move, (allowed, _) in MOVES.items() if case.state in allowed)


def after(case: Case, move: Move, by: Somebody = CARLA, to: Somebody | None = None) -> Case:
    """The case after a move that is possible, else as it was."""
    result = moved(case, move, by=by, now=LATER, to=to)
    return result.case if isinstance(result, Refused) else result


def ways(*path: Move) -> Case:
    """A case that went this way."""
    case = NEW
    for move in path:
        case = after(case, move)
    return case


CASES = [
    NEW,
    ways("take"),
    ways("take", "ask"),
    ways("take", "solve"),
    ways("take", "solve", "close"),
    ways("withdraw"),
    ways("take", "withdraw"),
    ways("withdraw", "reopen"),
]


def asked(choices: tuple[Choice, ...]) -> list[Move]:
    return [VERBS[choice.press.verb] for choice in choices if choice.press.verb in VERBS]


def test_the_table_is_the_one_that_was_decided() -> None:
    decided = {move: (frozenset(froms.split(", ")), to) for move, (froms, to) in TABLE.items()}

    assert decided == dict(MOVES)


def test_an_open_case_is_one_that_can_be_solved_or_withdrawn_and_any_other_can_be_reopened() -> None:
    assert frozenset(TABLE["solve"][0].split(", ")) == frozenset(TABLE["withdraw"][0].split(", ")) == OPEN
    assert frozenset(TABLE["reopen"][0].split(", ")) == frozenset(STATES) - OPEN


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.state}{case.moves}")
@pytest.mark.parametrize("move", TABLE)
def test_a_move_leads_where_the_table_says_or_changes_nothing(case: Case, move: Move) -> None:
    froms, to = TABLE[move]

    result = moved(case, move, by=DAVID, now=LATER)

    allowed = case.state in froms.split(", ")
    assert (result == Refused(case)) is not allowed
    assert (move in possible(case)) is allowed
    assert isinstance(result, Refused) or result.state == to


def test_every_state_can_be_reached() -> None:
    assert {case.state for case in CASES} == set(STATES)


def test_whoever_takes_has_the_case_whoever_is_named_gets_it_and_whoever_solves_it_untaken_had_it() -> None:
    taken, given_away = after(NEW, "take", DAVID), after(NEW, "assign", CARLA, DAVID)
    kept, solved = after(NEW, "assign", CARLA), after(NEW, "solve", DAVID)
    others = after(ways("take"), "solve", DAVID)

    assert [each.coach for each in (taken, given_away, kept, solved, others)] == [DAVID, DAVID, CARLA, DAVID, CARLA]


def test_taking_ones_own_case_again_changes_nothing_but_from_waiting_it_is_a_move() -> None:
    taken, waiting = ways("take"), ways("take", "ask")

    assert moved(taken, "take", by=CARLA, now=LATER + timedelta(days=1)) == taken
    assert (after(waiting, "take").state, after(waiting, "take").moves) == ("taken", waiting.moves + 1)


@given(moves)
def test_moves_are_counted_exactly_when_the_state_or_the_coach_changes(path: Path) -> None:
    case, now = NEW, NOW
    for move, by, to in path:
        now += timedelta(minutes=1)
        result = moved(case, move, by=by, now=now, to=to)
        if isinstance(result, Refused):
            assert result == Refused(case)
            continue
        changed = (result.state, result.coach) != (case.state, case.coach)
        assert result.moves == case.moves + changed
        assert result.changed == (now if changed else case.changed)
        case = result


@given(moves)
def test_nobody_has_a_case_that_waits_to_be_taken_and_somebody_every_other_one_that_was_not_withdrawn(
    path: Path,
) -> None:
    case, before = NEW, NEW
    for move, by, to in path:
        before, case = case, after(case, move, by, to)

        if case.state in UNTAKEN:
            assert case.coach is None
        elif case.state == "withdrawn":
            assert case.coach == before.coach
        else:
            assert case.coach is not None


@given(moves)
def test_only_the_state_the_coach_and_when_they_changed_are_moved(path: Path) -> None:
    case = NEW
    for move, by, to in path:
        case = after(case, move, by, to)

    still = {name for name in Case.__slots__ if getattr(case, name) == getattr(NEW, name)}
    assert set(Case.__slots__) - still <= {"state", "coach", "changed", "moves"}


@given(moves, st.sampled_from(LANGUAGES))
def test_no_card_offers_a_move_that_would_be_refused(path: Path, language: Language) -> None:
    case, speech = NEW, Speech(shipped_knowledge(), language)
    for move, by, to in path:
        case = after(case, move, by, to)

    cards = [case_card(speech, case), view(speech, case, ()), told(speech, case, Event("solved", CARLA, NOW))]

    for card in cards:
        assert set(asked(choices_of(card))) <= set(possible(case))
        assert len(choices_of(card)) <= 6


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.state}{case.moves}")
def test_the_channels_card_offers_a_way_on_in_every_state_and_its_buttons_know_how_often_it_was_moved(
    case: Case,
) -> None:
    choices = case_card(Speech(shipped_knowledge(), "sv"), case).choices

    assert asked(choices)
    assert {(choice.press.code, choice.press.question) for choice in choices} == {(case.number, str(case.moves))}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.state}{case.moves}")
def test_the_person_can_always_withdraw_an_open_case_and_reopen_any_other(case: Case) -> None:
    own = view(Speech(shipped_knowledge(), "sv"), case, ())

    assert asked(own.choices) == (["withdraw"] if case.state in OPEN else ["reopen"])
