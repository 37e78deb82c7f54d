"""How well `match` finds a right template: on labelled descriptions, and on example phrases that were held back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.evaluation.texts import Described
from knowledge.match import Index, Matches, index, match
from knowledge.match_wording import MatchWording
from knowledge.part import LANGUAGES, Language, Texts
from knowledge.template import Template

AMONG = 3
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Missed:
    """A description whose template is not the first, or that got templates though none fits."""

    text: Described
    found: tuple[str, ...]
    place: int | None
    """Where a right one stands, counted from 1; None when it is not among those found, or none is right."""


@dataclass(frozen=True, slots=True)
class FindingScore:
    """How many descriptions have a template; for how many it comes first, or among the first three.

    Of those that nothing fits: how many get no template, and how many get none or an honest question.
    """

    fitting: int
    first: int
    among_three: int
    outside: int
    none_shown: int
    honest: int
    missed: tuple[Missed, ...]


def score_finding(index: Index, texts: Sequence[Described]) -> FindingScore:
    """Search for every description, in its own language."""
    missed: list[Missed] = []
    first = among = fitting = outside = none_shown = honest = 0
    for text in texts:
        found = match(index, text.text, text.lang)
        place = _place(found, text.expected)
        if text.expected:
            fitting += 1
            first += place == 1
            among += place is not None and place <= AMONG
        else:
            outside += 1
            none_shown += not found.best
            honest += found.question is not None
        if (text.expected and place != 1) or (not text.expected and found.best):
            missed.append(Missed(text, tuple(each.template.id for each in found.best), place))
    return FindingScore(fitting, first, among, outside, none_shown, honest, tuple(missed))


def cross_validated(templates: Sequence[Template], wording: MatchWording, language: Language) -> FindingScore:
    """Every example phrase looked for by an index that does not hold it: a fifth of the phrases is held back each time.

    It needs no labelled texts, so it tells after every change of content which phrases are like nothing else.
    """
    parts = [score_finding(held_index, held) for held_index, held in _folds(templates, wording, language)]
    return FindingScore(
        sum(part.fitting for part in parts),
        sum(part.first for part in parts),
        sum(part.among_three for part in parts),
        sum(part.outside for part in parts),
        sum(part.none_shown for part in parts),
        sum(part.honest for part in parts),
        tuple(missed for part in parts for missed in part.missed),
    )


def _folds(
    templates: Sequence[Template], wording: MatchWording, language: Language
) -> Iterator[tuple[Index, list[Described]]]:
    for fold in range(FOLDS):
        kept = [template.model_copy(update={"phrases": _without(template.phrases, fold)}) for template in templates]
        outside = tuple(_without(kind, fold) for kind in wording.outside)
        held = [
            Described(id=f"{template.id}:{number}", lang=language, text=phrase, expected=(template.id,))
            for template in templates
            if template.status == "active"
            for number, phrase in enumerate(template.phrases.to(language), 1)
            if number % FOLDS == fold
        ]
        held += [
            Described(id=f"outside {place}:{number}", lang=language, text=phrase, expected=())
            for place, kind in enumerate(wording.outside, 1)
            for number, phrase in enumerate(kind.to(language), 1)
            if number % FOLDS == fold
        ]
        yield index(kept, wording.model_copy(update={"outside": outside})), held


def _without(phrases: Texts, fold: int) -> Texts:
    kept = {
        language: tuple(each for number, each in enumerate(phrases.to(language), 1) if number % FOLDS != fold)
        for language in LANGUAGES
    }
    return Texts(sv=kept["sv"], en=kept["en"])


def _place(found: Matches, expected: Sequence[str]) -> int | None:
    ids = [each.template.id for each in found.best]
    return next((place for place, found_id in enumerate(ids, 1) if found_id in expected), None)
