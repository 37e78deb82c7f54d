"""Reading an answer to a question, pressed or typed: a value of that question, or why it is none."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rapidfuzz import fuzz

from dialogs.commands import fold
from dialogs.wishes import wants_it_explained
from knowledge.conditions import Value
from knowledge.model import UNSURE, Department, Option, Question
from knowledge.part import Language
from knowledge.prepared import Knowledge
from knowledge.understand import name_systems, read_frequency, read_minutes, read_people

UNSURE_WORDS = frozenset(
    [
        "vet inte",
        "vet ej",
        "vet_ej",
        "ingen aning",
        "vetej",
        "osäker",
        "har ingen aning",
        "jag vet inte",
        "jag vet ej",
        "inte en aning",
        "oklart",
        "don't know",
        "dont know",
        "do not know",
        "not sure",
        "no idea",
        "unsure",
        "i don't know",
        "i dont know",
        "idk",
    ]
)
_PARTS = re.compile(r"\s*(?:,|;|\+|&|\boch\b|\band\b|\bsamt\b)\s*")
_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(r"(?:svar |alternativ |option |nr |nummer )?(\d{1,2})[.):]?")
_SIMILAR = 88
_SHORT_REPLY = 9
_NOT_KNOWING = re.compile(
    r"\b(?:vet (?:jag )?(?:\w+ )?(?:inte|ej)|ingen aning|osäker|oklart|not sure|don'?t know|dont know|no idea)\b"
)
_YES_NO = frozenset({"ja", "nej", "yes", "no", "nä", "jo"})
_NAYS = frozenset({"nej", "nä", "no"})
_STRESSED = frozenset({"inte", "ej", "not"})
"""After a no these only say it once more."""
_TAKEN_BACK = frozenset(
    {"inte", "ej", "vet", "men", "fast", "beror", "kanske", "ibland", "not", "but", "maybe", "depends", "sometimes"}
)
_SHORTEST_FUZZY = 5
SYSTEM_OPTION = {"m365": "m365", "file": "fil", "outside": "utanfor"}


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """No answer could be made of the words."""


@dataclass(frozen=True, slots=True)
class OutOfRange:
    """A number, but not one that can be."""


@dataclass(frozen=True, slots=True)
class OneSystem:
    """A line-of-business system was named, which alone does not say how it has to be reached."""

    name: str


Unread: TypeAlias = NotUnderstood | OutOfRange | OneSystem


def read_typed(knowledge: Knowledge, question: Question, text: str, language: Language) -> Value | Unread:
    """The answer that these words give."""
    folded = fold(text)
    exact = [option.code for option in question.options if folded in _spoken(option)]
    if len(exact) != 1 and does_not_know(folded):
        return UNSURE if question.unsure and not wants_it_explained(folded) else NotUnderstood()
    match question.kind:
        case "choice":
            return _option(question, folded) or NotUnderstood()
        case "multi":
            return _several(knowledge, question, text)
        case "frequency":
            found = _option(question, folded)
            return found or _in_range(question, read_frequency(knowledge.vocabulary, text, language))
        case "minutes":
            return _in_range(question, read_minutes(knowledge.vocabulary, text, language))
        case "people":
            return _in_range(question, read_people(knowledge.vocabulary, text, language))


def read_pressed(question: Question, codes: Sequence[str]) -> Value | None:
    """The answer that pressed codes give; None when they are not this question's."""
    known = {option.code for option in question.options} | ({UNSURE} if question.unsure else set())
    if question.kind == "multi":
        chosen = tuple(dict.fromkeys(code for code in codes if code))
        if not chosen or not set(chosen) <= known:
            return None
        return UNSURE if UNSURE in chosen else tidy(question, chosen)
    if len(codes) != 1:
        return None
    code = codes[0]
    if code in known:
        return code
    return _quick(question, code)


def names_an_option(question: Question, text: str) -> bool:
    """Whether the words are an option's own, letter by letter."""
    folded = fold(text)
    return any(folded in _spoken(option) for option in question.options)


def named_department(knowledge: Knowledge, text: str) -> Department | None:
    """The department that the words name: its place in the list, its id, its name or a known way to say it."""
    folded, departments = fold(text), knowledge.revision.departments
    if folded.isdecimal() and 0 < int(folded) <= len(departments):
        return departments[int(folded) - 1]
    exact = [d for d in departments if folded in {fold(s) for s in (d.id, d.name.sv, d.name.en, *d.says.both)}]
    if len(exact) == 1:
        return exact[0]
    part = [d for d in departments if len(folded) > 3 and any(folded in fold(s) for s in (d.name.sv, d.name.en))]
    return part[0] if len(part) == 1 else None


def tidy(question: Question, codes: Iterable[str]) -> tuple[str, ...]:
    """Codes in the order of the options; "none of these" beside another says nothing."""
    chosen = set(codes)
    ordered = tuple(option.code for option in question.options if option.code in chosen)
    return tuple(code for code in ordered if code != "inget") or ordered


def system_options(knowledge: Knowledge, systems: Iterable[str]) -> tuple[str, ...]:
    """What named programs say about C10. One line-of-business system leaves open how it must be reached."""
    kinds = [s.kind for s in knowledge.revision.lexicon.systems if s.id in set(systems)]
    options = {SYSTEM_OPTION[kind] for kind in kinds if kind in SYSTEM_OPTION}
    if kinds.count("business") > 1:
        options.add("flera_sys")
    if options == {"m365"} and "business" in kinds:
        return ()
    return tuple(sorted(options))


def does_not_know(folded: str) -> bool:
    """Whether a short reply says, anywhere, that the person does not know or does not understand."""
    words = _WORD.findall(folded)
    if folded in UNSURE_WORDS:
        return True
    return wants_it_explained(folded) or (len(words) <= _SHORT_REPLY and _NOT_KNOWING.search(folded) is not None)


def _option(question: Question, folded: str) -> str | None:
    """The option that the words name: its number, its code, its label, a known way to say it, or close to one."""
    place = _NUMBERED.fullmatch(folded)
    if place:
        number = int(place[1])
        within = 0 < number <= len(question.options)
        return question.options[number - 1].code if within else _last(question, number)
    exact = [option for option in question.options if folded in _spoken(option)]
    if len(exact) == 1:
        return exact[0].code
    begun = [option for option in question.options if any(_begins(folded, said) for said in _spoken(option))]
    if len(begun) == 1:
        return begun[0].code
    return _closest(question, folded)


def _last(question: Question, number: int) -> str | None:
    return UNSURE if question.unsure and number == len(question.options) + 1 else None


def _begins(folded: str, said: str) -> bool:
    """One of them is the beginning of the other, word by word: "nej" and "nej, inget på gång".

    Nothing is guessed: a single word begins an answer only when it is a plain yes or no, and what follows an answer
    must not take it back ("ja, men inte alltid").
    """
    words, phrase = _WORD.findall(folded), _WORD.findall(said)
    shorter = min(len(words), len(phrase))
    if not shorter or words[:shorter] != phrase[:shorter]:
        return False
    if len(words) < len(phrase):
        return len(words) > 1 or words[0] in _YES_NO
    back = _TAKEN_BACK - _STRESSED if words[0] in _NAYS else _TAKEN_BACK
    return back.isdisjoint(words[shorter:])


def _closest(question: Question, folded: str) -> str | None:
    if len(folded) < _SHORTEST_FUZZY:
        return None
    scored = [(max(fuzz.ratio(folded, said) for said in _spoken(option)), option.code) for option in question.options]
    good = sorted((pair for pair in scored if pair[0] >= _SIMILAR), reverse=True)
    return good[0][1] if good and (len(good) == 1 or good[0][0] > good[1][0]) else None


def _spoken(option: Option) -> list[str]:
    return [fold(said) for said in (option.code, option.label.sv, option.label.en, *option.says.both)]


def _several(knowledge: Knowledge, question: Question, text: str) -> Value | Unread:
    """Several options between commas and "and"; a label or a way to say it that has such a word itself is one."""
    folded = fold(text)
    parts = [part for part in _PARTS.split(text.strip()) if part]
    named = [_option(question, fold(part)) for part in parts]
    if len(parts) > 1 and all(named) and not names_an_option(question, text):
        return UNSURE if UNSURE in named else tidy(question, [code for code in named if code])
    whole = _option(question, folded)
    if whole is not None:
        return whole if whole == UNSURE else (whole,)
    return _systems(knowledge, question, text)


def _systems(knowledge: Knowledge, question: Question, text: str) -> Value | Unread:
    if question.option("m365") is None:
        return NotUnderstood()
    found = [fact.value for fact in name_systems(knowledge.vocabulary, text)]
    options = system_options(knowledge, found)
    if options:
        return tidy(question, options)
    by_id = {system.id: system for system in knowledge.revision.lexicon.systems}
    business = next((s for s in found if s not in by_id or by_id[s].kind == "business"), None)
    return OneSystem(by_id[business].name if business in by_id else business) if business else NotUnderstood()


def _in_range(question: Question, number: float | None) -> Value | Unread:
    if number is None:
        return NotUnderstood()
    if question.most and not question.least <= number <= question.most:
        return OutOfRange()
    return float(number)


def _quick(question: Question, code: str) -> float | None:
    """A number offered as a button: only the offered ones may come back."""
    try:
        number = float(code)
    except ValueError:
        return None
    return number if number in question.quick else None
