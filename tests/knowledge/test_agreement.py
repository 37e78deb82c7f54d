"""Agreement against examples worked by hand and in books, and what always holds."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.agreement import Pair, agreement, among

_OUTCOMES = st.sampled_from(("self", "coach", "team", "not_now"))
_PAIRS = st.lists(st.tuples(_OUTCOMES, _OUTCOMES), max_size=60)


def table(**times: int) -> list[Pair]:
    """Pairs by their letters: `ab=3` is three pairs of a and b."""
    return [(names[0], names[1]) for names, count in times.items() for _ in range(count)]


@pytest.mark.parametrize(
    ("pairs", "same", "kappa"),
    [
        (table(yy=20, yn=5, ny=10, nn=15), 35, 0.4),  # The usual textbook example: 0.7 agree, 0.5 by chance.
        (table(yy=45, yn=15, ny=25, nn=15), 60, 0.1304),  # As much agreement, other margins: 0.54 by chance.
        (table(yy=25, yn=35, ny=5, nn=35), 60, 0.2593),
        (table(aa=44, ab=5, ac=1, ba=7, bb=20, bc=3, ca=9, cb=5, cc=6), 70, 0.4915),
        (table(aa=10, bb=10), 20, 1.0),
        (table(ab=10, ba=10), 0, -1.0),
        (table(aa=1, ab=1, ba=1, bb=1), 2, 0.0),
    ],
)
def test_kappa_is_that_of_examples_worked_by_hand(pairs: list[Pair], same: int, kappa: float) -> None:
    found = agreement(pairs)

    assert (found.count, found.same) == (len(pairs), same)
    assert found.kappa == pytest.approx(kappa, abs=5e-5)


@pytest.mark.parametrize("pairs", [[], table(aa=7)])
def test_kappa_says_nothing_of_no_pairs_or_of_judges_who_always_say_the_same(pairs: list[Pair]) -> None:
    found = agreement(pairs)

    assert (found.kappa, found.grade) == (None, None)
    assert found.share == (1.0 if pairs else None)


@pytest.mark.parametrize(
    ("pairs", "grade"),
    [
        (table(ab=10, ba=10), "none"),
        (table(aa=1, ab=1, ba=1, bb=1), "none"),
        (table(yy=45, yn=15, ny=25, nn=15), "slight"),
        (table(yy=25, yn=35, ny=5, nn=35), "fair"),
        (table(aa=44, ab=5, ac=1, ba=7, bb=20, bc=3, ca=9, cb=5, cc=6), "moderate"),
        (table(aa=45, bb=40, ab=8, ba=7), "good"),
        (table(aa=50, bb=50, ab=1), "very_good"),
    ],
)
def test_kappa_is_told_in_a_word(pairs: list[Pair], grade: str) -> None:
    assert agreement(pairs).grade == grade


def test_every_two_of_several_judges_are_compared_and_nobody_is_first() -> None:
    found = among([("self", "self"), ("coach", "team"), ("team",), ("self", "self", "coach")])

    assert (found.count, found.same) == (5, 2)
    assert found.table["self", "coach"] == found.table["coach", "self"] == 2
    assert found.table["self", "self"] == 4
    assert found.kappa == among([("self", "self"), ("team", "coach"), ("coach", "self", "self")]).kappa


@given(_PAIRS)
def test_kappa_lies_between_minus_one_and_one_and_is_one_only_when_all_agree(pairs: list[Pair]) -> None:
    found = agreement(pairs)

    assert found.table == Counter(pairs)
    if found.kappa is not None:
        assert -1 <= found.kappa <= 1
        assert (found.kappa == 1) == (found.same == found.count)
        assert found.share is not None
        assert found.kappa <= found.share


@given(_PAIRS)
def test_neither_the_order_of_the_tasks_nor_who_is_first_matters_to_kappa(pairs: list[Pair]) -> None:
    shuffled = sorted(pairs, key=lambda pair: (pair[1], pair[0]))

    assert agreement(shuffled).kappa == agreement(pairs).kappa
    assert agreement([(other, one) for one, other in pairs]).kappa == pytest.approx(agreement(pairs).kappa)


@given(_PAIRS)
def test_agreement_of_pairs_both_ways_counts_each_pair_once(pairs: list[Pair]) -> None:
    assert among(pairs).count == len(pairs)
    assert among(pairs).same == sum(one == other for one, other in pairs)
