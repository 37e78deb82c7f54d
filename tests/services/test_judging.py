"""Which task a coach judges next."""

from services.judging import Candidate, following


def test_what_one_other_coach_has_judged_comes_first_and_what_two_have_judged_never() -> None:
    candidates = [Candidate(number, 0) for number in range(1, 30)] + [Candidate(77, 1), Candidate(78, 2)]

    assert following(candidates) == 77
    assert following([Candidate(78, 2)]) is None
    assert following([]) is None


def test_passing_over_goes_through_all_of_them_and_begins_again_in_the_same_order() -> None:
    candidates = [Candidate(number, number % 2) for number in range(1, 11)]
    first = following(candidates)
    seen = [first]

    for _ in range(9):
        seen.append(following(candidates, seen[-1]))

    assert set(seen) == set(range(1, 11))
    assert {number for number in seen[:5] if number} == {1, 3, 5, 7, 9}
    assert following(candidates, seen[-1]) == first
    assert seen[5:] != sorted(number for number in seen[5:] if number)


def test_whatever_was_passed_over_and_is_gone_the_next_one_is_the_first() -> None:
    assert following([Candidate(1, 0)], 99) == 1
    assert following([Candidate(1, 0)], 1) == 1
