"""Learning from conversations: phrases and programs that people wrote, and content that does not work for them."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, Protocol, TypeAlias

from dialogs.masking import mask
from knowledge.documents import TEMPLATES, Documents
from knowledge.hiding import HIDDEN, Listed
from knowledge.part import LANGUAGES, Language
from knowledge.proposals import LONGEST, phrase_of, says_enough
from knowledge.reading.tokens import fold
from services.access import Visitor
from services.anonymous import anonymous
from services.insights import FEWEST

NEWEST = 500
"""Among so many tasks for which a template was chosen phrases are looked for."""
LOOKED_AT = 1_000
"""So many tasks are looked at for everything else, the newest of its kind."""
PAGE = 20
LINKS = 5
"""So many conversations are linked to."""
FEWEST_NAMING = 2
"""As many different people name a program before it is proposed."""
LONGEST_NAME = 60
OFTEN_REFUSED, LEAST_REFUSED = 1 / 3, 3
OFTEN_UNSURE, LEAST_UNSURE = 1 / 5, 5
MOST_STOPS = 5
Decision: TypeAlias = Literal["accepted", "refused"]
Kind: TypeAlias = Literal["phrase", "program"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A task as it was described, and the template that was chosen for it."""

    transcript: int
    template: str
    description: str


@dataclass(frozen=True, slots=True)
class Trace:
    """What a task met with (templates, questions, programs), and which of it did not go well."""

    transcript: int
    person: int
    met: tuple[str, ...]
    badly: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pointed:
    """Something that does not go well in `count` of the `of` tasks that met with it; the newest of those."""

    name: str
    count: int
    of: int
    transcripts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase for a template, without names as well as that can be done."""

    id: str
    template: str
    text: str
    transcript: int


@dataclass(frozen=True, slots=True)
class Program:
    """A program that people name and the lexicon does not know. `folded` is its name in small letters."""

    id: str
    folded: str
    people: int
    transcripts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an admin decides on. `about` is on record for ever and holds nobody's words; `transcript`: who wrote it."""

    id: str
    about: str
    transcript: int | None = None


class Learning(Protocol):
    """What the memory has to learn from: tasks that count, the newest first. Trials are left out."""

    async def chosen(self, most: int) -> tuple[Chosen, ...]: ...

    async def programs(self, most: int) -> tuple[Trace, ...]:
        """Programs named; none goes badly or well."""

    async def refused(self, most: int) -> tuple[Trace, ...]:
        """Templates shown, and those refused."""

    async def stopped(self, now: datetime, most: int) -> tuple[Trace, ...]:
        """Where interviews stand that were given up."""

    async def unsure(self, most: int) -> tuple[Trace, ...]:
        """Questions of finished tasks, and those answered "don't know"."""

    async def descriptions(self, transcripts: Collection[int]) -> Mapping[int, str]: ...

    async def decided(self, proposals: Collection[str]) -> frozenset[str]:
        """Those that were accepted or refused."""

    async def decide(self, what: Proposed, decision: Decision, by: Visitor, now: datetime) -> None:
        """Not to be shown again, and on record; what was changed is on record with the draft besides.

        With a conversation that is deleted, what was decided on a phrase of it is forgotten.
        """


def digest(kind: Kind, *what: str) -> str:
    """How a proposal is remembered: what somebody wrote is not kept for it."""
    return sha256("\n".join((kind, *(each.casefold() for each in what))).encode()).hexdigest()


def phrase_id(chosen: Chosen) -> str:
    """By what somebody wrote, not by what is shown of it: that changes with the lists of names."""
    return digest("phrase", chosen.template, phrase_of(chosen.description))


def proposed(chosen: Iterable[Chosen], wanted: str) -> Proposed | None:
    """The phrase of this id as it is decided on; None when nobody's words are behind it any more."""
    found = next((each for each in chosen if phrase_id(each) == wanted), None)
    return Proposed(wanted, f"phrase for {found.template}", found.transcript) if found is not None else None


def phrases(chosen: Iterable[Chosen], documents: Documents, known: Listed) -> tuple[Phrase, ...]:
    """Phrases that the templates of the draft do not hold yet, the newest first."""
    found: dict[str, Phrase] = {}
    held = _held(documents)
    for each in chosen:
        text = phrase_of(anonymous(each.description, known))
        if each.template in held and text.casefold() not in held[each.template] and says_enough(text):
            name = phrase_id(each)
            found.setdefault(name, Phrase(name, each.template, text, each.transcript))
    return tuple(found.values())


def undecided(found: Iterable[Phrase], decided: Collection[str]) -> tuple[Phrase, ...]:
    """Each phrase once that reads like none that was decided on: names apart, people write the same."""
    some = tuple(found)
    seen = {_read_as(each) for each in some if each.id in decided}
    left: dict[tuple[str, str], Phrase] = {}
    for each in some:
        if _read_as(each) not in seen:
            left.setdefault(_read_as(each), each)
    return tuple(left.values())


def _read_as(phrase: Phrase) -> tuple[str, str]:
    return phrase.template, phrase.text.casefold()


def _held(documents: Documents) -> dict[str, set[str]]:
    """The phrases of each template that is in use."""
    templates = (data for name, data in documents.items() if name.startswith(TEMPLATES) and isinstance(data, dict))
    return {str(data.get("id")): _held_by(data) for data in templates if data.get("status", "active") == "active"}


def _phrases(template: Mapping[str, Any], language: Language) -> list[Any]:
    phrases = template.get("phrases")
    own = phrases.get(language) if isinstance(phrases, dict) else None
    return list(own) if isinstance(own, list) else []


def holds(template: Mapping[str, Any], phrase: str) -> bool:
    """Whether a template has a phrase already."""
    return phrase.casefold() in _held_by(template)


def _held_by(template: Mapping[str, Any]) -> set[str]:
    return {str(each).casefold() for each in (*_phrases(template, "sv"), *_phrases(template, "en"))}


def with_phrase(template: Mapping[str, Any], language: Language, phrase: str) -> dict[str, Any]:
    """The document of a template with one more phrase."""
    both = {each: _phrases(template, each) for each in ("sv", "en") if each == language or _phrases(template, each)}
    return {**template, "phrases": {**both, language: [*both[language], phrase]}}


def tidy_phrase(written: str) -> str:
    """A phrase as an admin sends it: on one line, without numbers of people, without the signs of what was hidden."""
    return " ".join(mask(written).text.replace(HIDDEN, " ").split())[:LONGEST]


def programs(traces: Iterable[Trace], lexicon: object) -> tuple[Program, ...]:
    """Programs outside the lexicon that several people name, those of most people first."""
    known, people, where = _known(systems_of(lexicon)), dict[str, set[int]](), dict[str, list[int]]()
    for trace in traces:
        for name in {fold(each) for each in trace.met} - known:
            people.setdefault(name, set()).add(trace.person)
            where.setdefault(name, []).append(trace.transcript)
    found = [
        Program(digest("program", name), name, len(theirs), tuple(where[name][:LINKS]))
        for name, theirs in people.items()
        if len(theirs) >= FEWEST_NAMING
    ]
    return tuple(sorted(found, key=lambda each: (-each.people, each.folded)))


def systems_of(lexicon: object) -> list[dict[str, Any]]:
    """The programs in the document of a lexicon, as far as it can be read."""
    systems = lexicon.get("systems") if isinstance(lexicon, dict) else None
    return [each for each in systems if isinstance(each, dict)] if isinstance(systems, list) else []


def _known(systems: Iterable[Mapping[str, Any]]) -> set[str]:
    """Every way in which programs are called, folded."""
    found: set[str] = set()
    for system in systems:
        words = system.get("words")
        lists = [each for each in words.values() if isinstance(each, list)] if isinstance(words, dict) else []
        said = [each for some in lists for each in some]
        found |= {fold(str(each)) for each in (system.get("id"), system.get("name"), system.get("english"), *said)}
    return found


def with_program(lexicon: Mapping[str, Any], name: str, kind: str, written: str = "") -> dict[str, Any]:
    """The document of a lexicon that knows a program by its name, and as people have written it.

    A program that is known already is not added again.
    """
    systems = systems_of(lexicon)
    words = [written] if written and fold(written) not in {fold(name), *_known(systems)} else []
    same = next((each for each in systems if fold(name) in _known([each])), None)
    if same is not None:
        return {**lexicon, "systems": [_called(each, words) if each is same else each for each in systems]}
    wanted = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_") or "program"
    ids, taken, number = wanted, {str(each.get("id")) for each in systems}, 2
    while ids in taken:
        ids, number = f"{wanted}_{number}", number + 1
    return {**lexicon, "systems": [*systems, _called({"id": ids, "name": name, "kind": kind}, words)]}


def _called(system: dict[str, Any], more: list[str]) -> dict[str, Any]:
    """A program with more words for it, in both languages: it is called the same in them."""
    words = system.get("words")
    before = words if isinstance(words, dict) else {}
    return {**system, "words": {each: [*(before.get(each) or []), *more] for each in LANGUAGES}} if more else system


def pointed(traces: Sequence[Trace], *, least: int, above: float = 0.0) -> tuple[Pointed, ...]:
    """What goes badly at least so often and in more than this part of its tasks, the most often first.

    Nothing that fewer than `FEWEST` persons met with: it would tell of single people.
    """
    met, badly, people = dict[str, int](), dict[str, list[int]](), dict[str, set[int]]()
    for trace in traces:
        for name in {*trace.met, *trace.badly}:
            met[name] = met.get(name, 0) + 1
            people.setdefault(name, set()).add(trace.person)
        for name in set(trace.badly):
            badly.setdefault(name, []).append(trace.transcript)
    found = [
        Pointed(name, len(where), met[name], tuple(where[:LINKS]))
        for name, where in badly.items()
        if len(where) >= least and len(where) > above * met[name] and len(people[name]) >= FEWEST
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, -each.count / each.of, each.name)))
