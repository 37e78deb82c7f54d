"""Why a template fits a task, and what to mind: sentences that name only what is so."""

from collections.abc import Collection, Mapping, Sequence

from knowledge.match_index import Index, Query
from knowledge.match_wording import MatchWording
from knowledge.part import LANGUAGES, Text
from knowledge.template import Template
from knowledge.words import Word, pieces

_WORDS_NAMED = 4
_TELLING = 0.3
"""The part of what the strongest word says that another must say to be named."""
_MOSTLY = 0.6
"""The part of an unknown word's pieces that a template must share before we call it one of its words."""

_TASK_LEVEL = {"inga": 0, "kollegor": 1, "invanare": 2, "skyddsv": 2, "kansliga": 3}
"""The answers to C13, from open data to sensitive."""
_TEMPLATE_LEVEL = {"open": 0, "internal": 1, "personal": 2, "sensitive_review": 3}


def reasons(index: Index, query: Query, document: int, systems: Collection[str]) -> tuple[Text, ...]:
    """The words of the text that led here, and the systems in use that the template works with."""
    wording, template = index.wording, index.templates[document]
    said = [f'"{word.said}"' for word in _hits(index, query, document)]
    found = [_filled(wording.you_write, words=_listed(wording, said, said))] if said else []
    named = [
        wording.systems[system] for system in template.fits.systems if system in systems and system in wording.systems
    ]
    if named:
        listed = _listed(wording, [name.sv for name in named], [name.en for name in named])
        found.append(_filled(wording.you_use, systems=listed))
    return tuple(found)


def cautions(wording: MatchWording, template: Template, answers: Mapping[str, object]) -> tuple[Text, ...]:
    """What to mind before choosing it: information about people first, then the licence, then when not to."""
    found = [*_personal(wording, template, answers), *_licence(wording, template)]
    if template.not_when.sv and template.not_when.en:
        first = Text(sv=_inside(template.not_when.sv[0]), en=_inside(template.not_when.en[0]))
        found.append(_filled(wording.not_when, case=first))
    return tuple(found)


def _hits(index: Index, query: Query, document: int) -> list[Word]:
    """The words that tell most for this template, in the order in which they were written."""
    told = {word: _tells(index, query, document, word) for word in query.words if len(word.said) > 2}
    least = _TELLING * max(told.values(), default=0.0)
    best = sorted((word for word in told if told[word] > least), key=lambda word: -told[word])[:_WORDS_NAMED]
    return [word for word in query.words if word in best]


def _tells(index: Index, query: Query, document: int, word: Word) -> float:
    """How much a word says for a template; 0 when the template does not hold it."""
    known, parts = index.words[query.language], index.pieces[query.language]
    if word.said.isdigit():
        return 0.0
    if word.stem in known:
        return known.says(word.stem, document) / known.rarest
    shares = [parts.says(piece, document) for piece in pieces(word.said)]
    shared = sum(share > 0 for share in shares)
    return sum(shares) / len(shares) if shared >= _MOSTLY * len(shares) > 0 else 0.0


def _personal(wording: MatchWording, template: Template, answers: Mapping[str, object]) -> list[Text]:
    level = _TEMPLATE_LEVEL[template.sensitivity.max_level]
    answer = answers.get("C13")
    if isinstance(answer, str) and _TASK_LEVEL.get(answer, 0) > level:
        return [_filled(wording.too_personal, note=template.sensitivity.note)]
    if template.sensitivity.max_level == "sensitive_review":
        return [template.sensitivity.note]
    return []


def _licence(wording: MatchWording, template: Template) -> list[Text]:
    match template.licence:
        case "premium":
            return [wording.premium]
        case "mixed":
            return [_filled(wording.mixed, note=template.licence_note or Text(sv=" ", en=" "))]
        case "standard":
            return []


def _listed(wording: MatchWording, sv: Sequence[str], en: Sequence[str]) -> Text:
    return Text(sv=_joined(sv, wording.and_.sv), en=_joined(en, wording.and_.en))


def _joined(said: Sequence[str], and_: str) -> str:
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {and_} {said[-1]}"


def _inside(sentence: str) -> str:
    """A sentence as it stands inside another; a name or an abbreviation keeps its capitals."""
    first, rest = sentence[:1], sentence[1:]
    return sentence if rest[:1].isupper() else first.lower() + rest


def _filled(text: Text, **values: Text) -> Text:
    """The text with every {name} filled in; unlike `format`, whatever else stands in braces is left alone."""
    filled = {language: text.to(language) for language in LANGUAGES}
    for name, value in values.items():
        filled = {language: filled[language].replace(f"{{{name}}}", value.to(language)) for language in LANGUAGES}
    return Text(sv=filled["sv"].strip(), en=filled["en"].strip())
