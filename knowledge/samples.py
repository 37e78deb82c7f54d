"""Community samples, and which templates they may inspire: only clear matches, read off what a sample says it is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.inspiration import COPYRIGHT, FREE, GITHUB, NO_LICENCE, Inspiration
from knowledge.match import Index, index, match
from knowledge.match_wording import MatchWording
from knowledge.part import Filled, Texts
from knowledge.template import Product, Template
from knowledge.words import quiet_words, words

_CLEAR = 0.6
"""What title and description together, and the title alone, have to score with a template (0 to 1).

Found by reading: of PnP's 718 samples all above it fit, and half of those just below it do not.
"""
_SHARE = 0.5
"""The part of the telling words of a title that the template has to use of itself."""
_READ = 300
"""Characters of a description: what comes later is about how the sample was built."""

_PRODUCTS: Mapping[str, Product] = {
    "Power Automate": "power_automate_cloud",
    "Power Automate for desktop Copilot": "power_automate_desktop",
    "pad-snippets": "power_automate_desktop",
    "Power Apps": "power_apps",
    "Power BI": "power_bi",
    "Dataverse": "dataverse",
    "Copilot Studio": "copilot_studio",
    "Power Virtual Agents": "copilot_studio",
    "AI Builder": "ai_builder",
    "/power-automate/": "power_automate_cloud",
    "/power-apps/": "power_apps",
    "/copilot-studio/": "copilot_studio",
    "/ai-builder/": "ai_builder",
}
"""What samples call a product, in a list or in their path -> what we call it."""
_PARTS = re.compile(r"\b(components?|snippets?|patterns?|utility|game)\b", re.IGNORECASE)
"""A part for makers, or a toy, does nobody's task."""
_PLATFORM = re.compile(
    r"\b(ai|apps?|application|automat\w+|bi|builder|canvas|copilot|dataverse|demo|flows?|generator|microsoft|"
    r"office 365|platform|power|powerapps?|prompts?|samples?|sharepoint|solution|studio|template|topic|upload|"
    r"virtual agents?)\b",
    re.IGNORECASE,
)
"""Words that stand in every other sample: they say what it is made of, not what it is for."""


class Sample(BaseModel):
    """A sample as it is listed: one JSON object a line. What we do not need is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    source_repo: Filled
    title: Annotated[str, Field(pattern=r"\w")]
    url: Annotated[str, Field(pattern=GITHUB)]
    license: Filled
    path: str = ""
    short_description: str = ""
    products: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    moved_stub: bool = False
    """It only says where the sample has gone."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Template id -> links, best first; and how many samples fit a template, those that were too many included."""

    links: Mapping[str, tuple[Inspiration, ...]]
    fitting: int


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The templates, and the words in which each tells what it is; all of them together in `every`."""

    index: Index
    quiet: frozenset[str]
    told: Mapping[str, frozenset[str]]
    every: frozenset[str]

    def stems(self, text: str) -> list[tuple[str, str]]:
        """The telling words of a text, each with its stem."""
        found = words(_PLATFORM.sub(" ", text), "en", self.quiet)
        return [(word.said, word.stem) for word in found]

    def known(self, text: str) -> str:
        """The words that some template uses: what is guessed about others is no clear match."""
        return " ".join(said for said, stem in self.stems(text) if stem in self.every)


def read_samples(lines: Iterable[str]) -> tuple[tuple[Sample, ...], tuple[str, ...]]:
    """The samples of a file, and what is wrong with the lines that are none."""
    samples: list[Sample] = []
    problems: list[str] = []
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                samples.append(Sample.model_validate_json(line))
        except ValidationError as error:
            problems += [f"line {number}: {_told(fault)}" for fault in error.errors(include_url=False)]
    return tuple(samples), tuple(problems)


def _told(fault: Any) -> str:
    if fault["type"] == "json_invalid":
        return f"this is not JSON: {fault['ctx']['error']}"
    place = ".".join(map(str, fault["loc"])) or "the line"
    return f"{place}: {fault['msg'][:1].lower()}{fault['msg'][1:]}"


def choose(samples: Sequence[Sample], templates: Sequence[Template], wording: MatchWording, *, most: int) -> Chosen:
    """The best samples for each template, at most `most`; the same whatever the order of the samples."""
    shelf = _shelf(templates, wording)
    found: dict[str, list[tuple[float, Sample]]] = defaultdict(list)
    each_once = {each.url.rstrip("/"): each for each in sorted(samples, key=lambda each: (each.url, each.title))}
    fitting = 0
    for sample in each_once.values():
        fits = {} if sample.moved_stub else _fits(sample, shelf)
        fitting += bool(fits)
        for template_id, score in fits.items():
            found[template_id].append((score, sample))
    return Chosen({template_id: _best(found[template_id], most) for template_id in sorted(found)}, fitting)


def _shelf(templates: Sequence[Template], wording: MatchWording) -> _Shelf:
    """Phrases are left out: people tell of their trouble, a sample of its solution, and so do title and key words."""
    plain = [template.model_copy(update={"phrases": Texts()}) for template in templates]
    ready, quiet = index(plain, wording), quiet_words(wording.quiet)["en"]
    heads = {each.id: (each.title.en, each.summary.en, *each.keywords.en) for each in ready.templates}
    told = {
        name: frozenset(word.stem for text in texts for word in words(text, "en", quiet))
        for name, texts in heads.items()
    }
    return _Shelf(ready, quiet, told, frozenset().union(*told.values()))


def _fits(sample: Sample, shelf: _Shelf) -> dict[str, float]:
    """The templates that a sample may inspire: those that name it as their source (score 1), and the one it matches."""
    fits = {each.id: 1.0 for each in shelf.index.templates if each.source_url == sample.url}
    if _PARTS.search(" ".join((sample.title, sample.short_description, sample.source_repo, *sample.tags))):
        return fits
    title = shelf.known(sample.title)
    text = f"{title}. {shelf.known(sample.short_description[:_READ])}. {shelf.known(', '.join(sample.tags))}"
    by_title = {each.template.id: each.score for each in match(shelf.index, title, "en").best}
    for best in match(shelf.index, text, "en").best[:1]:
        score = min(best.score, by_title.get(best.template.id, 0.0))
        if score >= _CLEAR and _made_alike(sample, best.template) and _says_the_same(sample, best.template, shelf):
            fits.setdefault(best.template.id, score)
    return fits


def _made_alike(sample: Sample, template: Template) -> bool:
    """Whether the template has every product that the sample is made with: an app inspires no flow."""
    named = (*sample.products, *sample.tags)
    made = {ours for theirs, ours in _PRODUCTS.items() if theirs in named or theirs in f"/{sample.path}"}
    if "power_automate_desktop" in made:
        made.discard("power_automate_cloud")
    return bool(made) and made <= {template.product, *template.products_also}


def _says_the_same(sample: Sample, template: Template, shelf: _Shelf) -> bool:
    telling = [stem for _, stem in shelf.stems(sample.title)]
    shared = sum(stem in shelf.told[template.id] for stem in telling)
    return shared >= _SHARE * len(telling) > 0


def _best(found: Iterable[tuple[float, Sample]], most: int) -> tuple[Inspiration, ...]:
    """One link a title: some samples were moved from one repository to another and lie in both."""
    by_title: dict[str, Inspiration] = {}
    for _, sample in sorted(found, key=lambda each: (-each[0], each[1].url)):
        link = _link(sample)
        by_title.setdefault(link.title.casefold(), link)
    return tuple(by_title.values())[:most]


def _link(sample: Sample) -> Inspiration:
    described = _clean(sample.short_description)
    free = sample.license == FREE and sample.source_repo in COPYRIGHT
    return Inspiration(
        title=_clean(sample.title),
        url=sample.url,
        licence=NO_LICENCE if sample.license.startswith(NO_LICENCE) else sample.license,
        source=sample.source_repo,
        description=described if free and described else None,
    )


def _clean(text: str) -> str:
    """One line of letters: no breaks, no marks of Markdown, nothing that cannot be seen."""
    line = " ".join(re.sub(r"[*`]", "", text).split())
    return "".join(letter for letter in line if letter.isprintable())
