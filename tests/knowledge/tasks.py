"""Random tasks as `assess` takes them: anything that is good input, empty and extreme ones too."""

from typing import Any

from hypothesis import strategies as st

from tests.knowledge.reference import CRITERIA, OPTIONS

_SYSTEMS = OPTIONS["C10"][:-1]
_ALWAYS_ASKED = ("C12", "C13", "C14", "C15")

minutes = st.one_of(st.sampled_from([0.1, 5, 15, 30, 60, 480, 4800]), st.integers(1, 4800), st.just("vet_ej"))
people = st.one_of(st.sampled_from([1, 2, 10, 100_000]), st.integers(1, 50))
runs = st.one_of(st.none(), st.sampled_from([0.5, 1, 44, 220, 10_000_000]), st.integers(1, 3000))
fits = st.sampled_from([None, 0, 0.25, 0.5, 0.75, 1])
flags = st.lists(st.sampled_from(["D1", "D3", "D5", "D6", "D7", "D8", "D9"]), unique=True, max_size=3)


def _answer(name: str) -> st.SearchStrategy[Any]:
    if name == "C02":
        return minutes
    if name == "C03":
        return people
    one = st.sampled_from(OPTIONS[name])
    return st.one_of(one, st.lists(st.sampled_from(_SYSTEMS), min_size=1, unique=True)) if name == "C10" else one


_every_answer = st.fixed_dictionaries({name: _answer(name) for name in CRITERIA})
_some_answers = st.fixed_dictionaries({}, optional={name: _answer(name) for name in CRITERIA})
_good = st.fixed_dictionaries(
    {
        name: st.sampled_from(OPTIONS[name][:2]) if name not in ("C01", "C02", "C03") else _answer(name)
        for name in CRITERIA
    }
)
"""Mostly easy answers: tasks at the borders of `self` and `coach`, which chance alone seldom finds."""


@st.composite
def sure_tasks(draw: st.DrawFn) -> dict[str, Any]:
    """Good input in which everything is answered by the person, and nothing with "don't know"."""
    answers = draw(st.one_of(_good, _every_answer))
    for name, answer in answers.items():
        if answer == "vet_ej":
            answers[name] = draw(_answer(name).filter(lambda each: each != "vet_ej"))
    return {"answers": answers, "runs": draw(runs), "template_match": draw(fits), "dpia": draw(flags)}


def _names(left: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(left), unique=True, max_size=6)


@st.composite
def tasks(draw: st.DrawFn) -> dict[str, Any]:
    """Good input of every kind: full and patchy answers, understood and left-out ones, flags, own numbers."""
    answers = draw(st.one_of(_good, _every_answer, _some_answers))
    for name in draw(_names(CRITERIA)):
        answers.pop(name, None) if draw(st.booleans()) else answers.__setitem__(name, draw(_answer(name)))
    return {
        "answers": answers,
        "runs": draw(runs),
        "template_match": draw(fits),
        "dpia": draw(flags),
        "inferred": draw(_names(tuple(name for name in CRITERIA if name not in _ALWAYS_ASKED))),
        "skipped": draw(_names(CRITERIA)),
    }
