"""Reading answers to judge from plain data, as the `assess` command and the golden tasks give them."""

import math
from collections.abc import Mapping
from typing import Any

from knowledge.assess import Answers, Assessment, Change, Given, Missing
from knowledge.conditions import Value
from knowledge.measures import MOST_RUNS
from knowledge.model import UNSURE, Question, Revision

DPIA_FLAGS = tuple(f"D{number}" for number in range(1, 10))


class UnreadableError(ValueError):
    """The data is not answers. The text says what is wrong, in a sentence."""


def read_given(revision: Revision, data: object) -> Given:
    """What is to be judged. `UnreadableError` for unknown ids and options, wrong types and values out of range.

    In: {"answers": {"C01": "vecka", "C02": 45}, "runs"?, "template_match"? 0..1, "dpia"?, "inferred"?, "skipped"?}.
    """
    if not isinstance(data, Mapping):
        raise UnreadableError("this is not an object")
    if not isinstance(data.get("answers"), Mapping):
        raise UnreadableError('"answers" has to be an object with an answer for each criterion')
    inferred = _ids(revision, data, "inferred")
    if hands_on := sorted(q.id for q in revision.questions if q.hands_on and q.id in inferred):
        raise UnreadableError(f"{', '.join(hands_on)} must be answered by the person, never inferred")
    return Given(
        answers=_answers(revision, data["answers"]),
        runs=_number(data, "runs", 0, MOST_RUNS, above=True),
        template_match=_number(data, "template_match", 0, 1) or 0.0,
        dpia=_flags(data),
        inferred=inferred,
        skipped=_ids(revision, data, "skipped"),
    )


def written(found: Assessment | Missing, changes: tuple[Change, ...]) -> dict[str, Any]:
    """A judgement as plain data, numbers unrounded."""
    if isinstance(found, Missing):
        return {"outcome": None, "missing": list(found.questions)}
    return {
        "outcome": found.outcome,
        "suitability": found.suitability,
        "ease": found.ease,
        "benefit": found.benefit,
        "priority": found.priority,
        "confidence": found.confidence,
        "hours_now": found.hours.now,
        "hours_gross": found.hours.gross,
        "hours_net": found.hours.net,
        "hours_low": found.hours.low,
        "hours_high": found.hours.high,
        "guard": found.guard,
        "guardrails": list(found.guardrails),
        "knockouts": list(found.knockouts),
        "dpia": list(found.dpia),
        "would_change": [{"criterion": c.criterion, "option": c.option, "outcome": c.outcome} for c in changes],
    }


def _answers(revision: Revision, given: Mapping[Any, Any]) -> Answers:
    questions = {q.id: q for q in revision.questions if q.id in revision.scoring.by_id}
    answers: dict[str, Value] = {}
    for name, value in given.items():
        if name not in questions:
            raise UnreadableError(f"there is no criterion {name!r}")
        answers[name] = _answer(questions[name], value)
    return answers


def _answer(question: Question, value: object) -> Value:
    if value == UNSURE and question.unsure:
        return UNSURE
    if question.kind in ("minutes", "people"):
        return _amount(question, value)
    if question.kind == "multi" and isinstance(value, list):
        return _several(question, value)
    if not isinstance(value, str):
        raise UnreadableError(f"{question.id} takes an option code, not {value!r}")
    if question.option(value) is None:
        raise UnreadableError(f"{question.id} has no option {value!r}")
    return value


def _several(question: Question, value: list[object]) -> tuple[str, ...] | str:
    if not value:
        raise UnreadableError(f"{question.id} has an empty list: leave it out instead")
    codes = tuple(dict.fromkeys(str(_answer(question, code)) for code in value if _is_code(question, code)))
    if UNSURE in codes and len(codes) > 1:
        raise UnreadableError(f"{question.id}: {UNSURE} cannot stand beside other options")
    return UNSURE if UNSURE in codes else codes


def _is_code(question: Question, code: object) -> bool:
    if not isinstance(code, str):
        raise UnreadableError(f"{question.id} takes option codes, not {code!r}")
    return True


def _amount(question: Question, value: Any) -> float:
    if not _is_number(value):
        raise UnreadableError(f"{question.id} takes a number, not {value!r}")
    if not question.least <= value <= question.most:
        raise UnreadableError(f"{question.id} has to be from {question.least:g} to {question.most:g}, not {value!r}")
    if question.kind == "people" and value != int(value):
        raise UnreadableError(f"{question.id} has to be a whole number, not {value!r}")
    return float(value)


def _number(data: Mapping[Any, Any], name: str, least: float, most: float, *, above: bool = False) -> float | None:
    value = data.get(name)
    if value is None:
        return None
    if not _is_number(value):
        raise UnreadableError(f'"{name}" has to be a number, not {value!r}')
    if not least <= value <= most or (above and value == least):
        raise UnreadableError(f'"{name}" has to be {"above" if above else "from"} {least} to {most}, not {value!r}')
    return float(value)


def _is_number(value: object) -> bool:
    """A whole number of any size, or a decimal one that is not NaN or infinite."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))


def _list(data: Mapping[Any, Any], name: str) -> list[str]:
    value = data.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise UnreadableError(f'"{name}" has to be a list of ids')
    return value


def _ids(revision: Revision, data: Mapping[Any, Any], name: str) -> frozenset[str]:
    ids = frozenset(_list(data, name))
    if unknown := sorted(ids - set(revision.scoring.by_id)):
        raise UnreadableError(f'"{name}" names {unknown[0]!r}, which is no criterion')
    return ids


def _flags(data: Mapping[Any, Any]) -> frozenset[str]:
    flags = frozenset(_list(data, "dpia"))
    if unknown := sorted(flags - set(DPIA_FLAGS)):
        raise UnreadableError(f'"dpia" names {unknown[0]!r}, which is no flag')
    return flags
