"""What a condition may speak of, as lists: questions with their answers, what is known, what is measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.beside import BESIDE, FIXED
from knowledge.check_scoring import MEASURES
from knowledge.model import UNSURE
from knowledge.scoring import TIERS

Named = tuple[str, str]
"""A code and what it is called."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """The lists, in one language."""

    answers: tuple[Named, ...]
    """What has codes: questions, and what is known beside them."""
    measures: tuple[Named, ...]
    codes: Mapping[str, tuple[Named, ...]]
    """Subject -> what it may be; nothing where any word may stand."""


def subjects(documents: Mapping[str, Any], names: Mapping[str, str], language: str) -> Subjects:
    """The lists of a draft, as far as it can be read."""
    codes: dict[str, tuple[Named, ...]] = {}
    asked = []
    for question in _things(documents.get("questions")):
        code = str(question.get("id", ""))
        asked.append((code, f"{code} {_said(question.get('title'), language)}".strip()))
        options = [
            (str(option.get("code", "")), _said(option.get("label"), language))
            for option in _things(question.get("options"))
        ]
        codes[code] = (*options, (UNSURE, names.get(UNSURE, UNSURE)))
    scoring = documents.get("scoring")
    scoring = scoring if isinstance(scoring, dict) else {}
    codes["department"] = _ids(documents.get("departments"), "name", language)
    codes["knockouts"] = _ids(scoring.get("knockouts"), "first", language)
    codes["guard"] = tuple((each, names.get(each, each)) for each in TIERS)
    codes |= {name: tuple((each, names.get(each, each)) for each in fixed) for name, fixed in FIXED.items()}
    lexicon = documents.get("lexicon")
    codes["systems"] = _ids(lexicon.get("systems") if isinstance(lexicon, dict) else (), "name", language)
    beside = sorted(BESIDE | {"guard", "knockouts"})
    known = tuple((each, names.get(each, each)) for each in beside)
    measures = tuple((each, names.get(each, each)) for each in sorted(MEASURES))
    return Subjects((*asked, *known), measures, {name: each for name, each in codes.items() if each})


def _ids(things: object, name: str, language: str) -> tuple[Named, ...]:
    return tuple((str(each.get("id", "")), _said(each.get(name), language)) for each in _things(things))


def _things(found: object) -> Sequence[Mapping[str, Any]]:
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _said(text: object, language: str) -> str:
    if isinstance(text, dict):
        return str(text.get(language) or text.get("sv") or text.get("en") or "")
    return str(text or "")
