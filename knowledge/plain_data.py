"""Understanding and matching as plain data, for the commands `understand` and `recommend`."""

from collections.abc import Mapping
from typing import Any

from knowledge import faults
from knowledge.given import UnreadableError, read_given
from knowledge.match import match
from knowledge.part import LANGUAGES, Language
from knowledge.prepared import Knowledge
from knowledge.understand import Facts, detect_language, understand

_SCALARS = ("runs_per_year", "minutes", "people", "errors", "input")


def read_text(data: Mapping[str, Any]) -> tuple[str, Language | None]:
    """The text and its language, None where it is to be detected."""
    text, language = data.get("text"), data.get("lang")
    if not isinstance(text, str):
        raise UnreadableError(faults.TEXT_NEEDED)
    if language is not None and language not in LANGUAGES:
        raise UnreadableError(faults.LANGUAGE_NEEDED.filled(known=", ".join(LANGUAGES), value=language))
    return text, language


def written_facts(knowledge: Knowledge, text: str, language: Language | None) -> dict[str, Any]:
    """Facts and the words they came from; what was not said is left out."""
    found = understand(knowledge.vocabulary, text, language)
    facts: dict[str, Any] = {}
    evidence: dict[str, Any] = {}
    for slot in _SCALARS:
        fact = getattr(found, slot)
        if fact is not None:
            facts[slot], evidence[slot] = fact.value, fact.words
    for slot in ("systems", "flags"):
        if named := getattr(found, slot):
            facts[slot] = [fact.value for fact in named]
        evidence[slot] = {fact.value: fact.words for fact in getattr(found, slot)}
    return {"facts": facts, "evidence": evidence}


def written_matches(knowledge: Knowledge, text: str, language: Language | None, answers: object) -> dict[str, Any]:
    """Templates that fit, best first, each with its reasons; perhaps an honest question."""
    known = read_given(knowledge.revision, {"answers": answers}).answers if answers is not None else {}
    spoken = language or detect_language(text) or "sv"
    facts: Facts = understand(knowledge.vocabulary, text, spoken)
    systems = [fact.value for fact in facts.systems]
    found = match(knowledge.index, text, language, systems=systems, answers=known)
    templates = [
        {"id": each.template.id, "score": each.score, "reasons": [reason.to(spoken) for reason in each.reasons]}
        for each in found.best
    ]
    question = {"question": found.question.to(spoken)} if found.question else {}
    return {"templates": templates, **question}
