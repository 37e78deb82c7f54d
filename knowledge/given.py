"""Reading answers to judge from plain data, as the `assess` command and the golden tasks give them."""

import math
from collections.abc import Mapping
from typing import Any

from knowledge import faults
from knowledge.assess import Answers, Assessment, Change, Given, Missing
from knowledge.conditions import Value
from knowledge.measures import MOST_RUNS
from knowledge.model import UNSURE, Question, Revision
from knowledge.part import Text

DPIA_FLAGS = tuple(f"D{number}" for number in range(1, 10))


class UnreadableError(ValueError):
    """The data is not answers. `said`: what is wrong, in a sentence; the error itself tells it in English."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.en)
        self.said = said


def read_given(revision: Revision, data: object) -> Given:
    """What is to be judged. `UnreadableError` for unknown ids and options, wrong types and values out of range.

    In: {"answers": {"C01": "vecka", "C02": 45}, "runs"?, "template_match"? 0..1, "dpia"?, "inferred"?, "skipped"?}.
    """
    if not isinstance(data, Mapping):
        raise UnreadableError(faults.NOT_OBJECT)
    if not isinstance(data.get("answers"), Mapping):
        raise UnreadableError(faults.ANSWERS_NEEDED)
    inferred = _ids(revision, data, "inferred")
    if hands_on := sorted(q.id for q in revision.questions if q.hands_on and q.id in inferred):
        raise UnreadableError(faults.NEVER_INFERRED.filled(names=", ".join(hands_on)))
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
            raise UnreadableError(faults.NO_SUCH_CRITERION.filled(name=name))
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
        raise UnreadableError(faults.OPTION_NEEDED.filled(name=question.id, value=value))
    if question.option(value) is None:
        raise UnreadableError(faults.NO_SUCH_OPTION.filled(name=question.id, value=value))
    return value


def _several(question: Question, value: list[object]) -> tuple[str, ...] | str:
    if not value:
        raise UnreadableError(faults.LIST_EMPTY.filled(name=question.id))
    codes = tuple(dict.fromkeys(str(_answer(question, code)) for code in value if _is_code(question, code)))
    if UNSURE in codes and len(codes) > 1:
        raise UnreadableError(faults.UNSURE_ALONE.filled(name=question.id, unsure=UNSURE))
    return UNSURE if UNSURE in codes else codes


def _is_code(question: Question, code: object) -> bool:
    if not isinstance(code, str):
        raise UnreadableError(faults.OPTIONS_NEEDED.filled(name=question.id, value=code))
    return True


def _amount(question: Question, value: Any) -> float:
    if not _is_number(value):
        raise UnreadableError(faults.NUMBER_NEEDED.filled(name=question.id, value=value))
    if not question.least <= value <= question.most:
        least, most = question.least, question.most
        raise UnreadableError(faults.OUT_OF_RANGE.filled(name=question.id, least=least, most=most, value=value))
    if question.kind == "people" and value != int(value):
        raise UnreadableError(faults.WHOLE_NEEDED.filled(name=question.id, value=value))
    return float(value)


def _number(data: Mapping[Any, Any], name: str, least: float, most: float, *, above: bool = False) -> float | None:
    value = data.get(name)
    if value is None:
        return None
    if not _is_number(value):
        raise UnreadableError(faults.FIELD_NUMBER.filled(name=name, value=value))
    if not least <= value <= most or (above and value == least):
        said = faults.FIELD_ABOVE if above else faults.FIELD_FROM
        raise UnreadableError(said.filled(name=name, least=least, most=most, value=value))
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
        raise UnreadableError(faults.FIELD_IDS.filled(name=name))
    return value


def _ids(revision: Revision, data: Mapping[Any, Any], name: str) -> frozenset[str]:
    ids = frozenset(_list(data, name))
    if unknown := sorted(ids - set(revision.scoring.by_id)):
        raise UnreadableError(faults.FIELD_CRITERION.filled(name=name, value=unknown[0]))
    return ids


def _flags(data: Mapping[Any, Any]) -> frozenset[str]:
    flags = frozenset(_list(data, "dpia"))
    if unknown := sorted(flags - set(DPIA_FLAGS)):
        raise UnreadableError(faults.FIELD_FLAG.filled(name="dpia", value=unknown[0]))
    return flags
