"""The words by which free text is understood, as content. How they combine is code, in `knowledge.reading`.

In every list a word may begin or end with `*` (any letters), and `~` stands for at most three words between two
others. Case, missing rings and dots, hyphens and split compounds make no difference.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from knowledge.bounds import LONGEST_SLUG, MOST, Letters, Within
from knowledge.part import Filled, Language, Name, Part, Texts, Word

SystemKind: TypeAlias = Literal["m365", "file", "business", "outside", "none"]
Often: TypeAlias = Literal["sallan", "ibland", "ofta"]
Form: TypeAlias = Literal["falt", "likadan", "fritext", "papper", "blandat"]
Number: TypeAlias = Annotated[float, Within(0, MOST)]
Hint: TypeAlias = Literal["personal_data", "sensitive", "secrecy", "decision"]


class System(Part):
    """A program or channel, and where it lives: Microsoft 365, a file, a business system, outside the municipality."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_-]+$"), Letters(LONGEST_SLUG)]
    name: Filled
    english: Filled | None = None
    """The name in English sentences, where it is another one."""
    kind: SystemKind
    fields: bool | None = None
    """Whether it holds data in fields, so that what is taken out of it is regular. Business systems and files do."""
    common: bool = False
    """The name is an ordinary word too: it counts only with a capital letter."""
    words: Texts = Texts()
    """Other names and forms, in any case."""

    @property
    def holds_fields(self) -> bool:
        return self.kind in ("business", "file") if self.fields is None else self.fields

    def called(self, language: Language) -> str:
        return self.english if self.english and language == "en" else self.name


class Amounts(Part):
    """Words that mean a number."""

    sv: dict[Word, Number] = Field(default_factory=dict)
    en: dict[Word, Number] = Field(default_factory=dict)

    def to(self, language: Language) -> dict[str, float]:
        return self.sv if language == "sv" else self.en


class CountWords(Part):
    """How numbers, times and frequencies are said. Minutes a unit, runs a year a period."""

    numbers: Amounts
    ordinals: Amounts
    units: Amounts
    """Minutes: units that need a number before them."""
    spells: Amounts
    """Minutes: lengths of time that stand by themselves, such as half-hour."""
    workdays: Amounts
    """Minutes: a day's or a week's work."""
    periods: Amounts
    """Runs a year of something done once a period."""
    bare_periods: Amounts
    """Periods whose word means something else after "in"."""
    parts_of_day: Amounts
    weekdays: Amounts
    """Runs a year; in forms that mean every such day."""
    single_weekdays: Amounts
    """Runs a year; only after a word for every."""
    adverbs: Amounts
    """Runs a year of a whole expression: weekly, at month end."""
    repeats: Amounts
    """Times: once, twice."""
    several: Amounts
    one: Texts
    article: Texts
    half: Texts
    couple: Texts
    to: Texts
    between: Texts
    and_: Annotated[Texts, Field(alias="and")]
    per: Texts
    within: Texts
    every: Texts
    other: Texts
    times: Texts
    each: Texts
    each_time: Texts
    total: Texts
    whole: Texts
    take: Texts
    last_year: Texts
    seasons: Texts
    during: Texts
    more: Texts
    weekend: Texts
    deadline: Texts
    money: Texts
    percent: Texts
    hedges: Texts
    nothing: Texts
    """Expressions that look like a number or a time and mean neither."""


class PeopleWords(Part):
    me: Texts
    we: Texts
    are: Texts
    colleague: Texts
    colleagues: Texts
    alone: Texts
    not_alone: Texts
    only: Texts
    of_us: Texts
    who: Texts
    persons: Texts
    everyone: Texts
    my: Texts
    one_of: Texts
    each: Texts
    """Beside a number of things: so many for each person."""
    together: Texts
    """Beside a number of things: so many for all of them."""


class ErrorWords(Part):
    sallan: Texts
    ibland: Texts
    ofta: Texts
    trouble: Texts
    fine: Texts
    says_sallan: Texts
    says_ibland: Texts
    says_ofta: Texts
    out_of: Texts
    others_fault: Texts
    """Faults in what others send, not in the task."""


class InputWords(Part):
    """How the information reaches the writer."""

    arrives: Texts
    receives: Texts
    """Of the writer: others who get something are not where the information goes."""
    takes_out: Texts
    """Words before a program from which data is taken."""
    paper: Texts
    paper_arrives: Texts
    digital: Texts
    form: Texts
    form_arrives: Texts
    fields: Texts
    same: Texts
    free: Texts
    mixed: Texts
    outgoing: Texts
    """Words after which paper or a call goes out from the writer."""
    partly: Texts
    """That not all of it arrives in one way."""


class HintWords(Part):
    personal_data: Texts
    sensitive: Texts
    secrecy: Texts
    decision: Texts
    anonymous: Texts


class Spellings(Part):
    """How words are written as they are spoken, by the word's usual spelling."""

    sv: dict[Word, tuple[Word, ...]] = Field(default_factory=dict)
    en: dict[Word, tuple[Word, ...]] = Field(default_factory=dict)


class ScopeWords(Part):
    """What takes a statement back, or puts it elsewhere: in the past, in a wish, in another task."""

    spoken: Spellings = Spellings()
    """Each expression of this part may be written in these ways too."""
    not_: Annotated[Texts, Field(alias="not")]
    not_after: Texts
    """Takes back what stands before it: "is not used"."""
    not_only: Texts
    """Looks like a denial and is none."""
    instead: Texts
    before: Texts
    now: Texts
    but: Texts
    rather: Texts
    wish: Texts
    asks_whether: Texts
    """Right before a program: "can X do this?"."""
    over: Texts
    """Takes back the program that its clause begins with: "Dropbox we had to stop using"."""
    several_tasks: Texts
    next_task: Texts
    next_task_if_several: Texts
    next_task_begins: Texts
    """At the beginning of a sentence and before a thing: "And then the cleaning rota"."""


class ProgramWords(Part):
    """How a program that is not in the list gives itself away."""

    never_words: Texts
    """Expressions that contain a program's word and mean no program."""
    entering: Texts
    into: Texts
    called: Texts
    """Right before a name: "the program X"."""
    never: Texts


class RiskWords(Part):
    """Beginnings of words that speak of a risk of the impact assessment: its option is marked, never answered."""

    id: Name
    words: Texts


class Lexicon(Part):
    wished_programs: tuple[Word, ...] = ()
    """Tools that people ask for rather than have, when they ask whether something can be done."""
    systems: tuple[System, ...]
    counts: CountWords
    people: PeopleWords
    errors: ErrorWords
    input: InputWords
    flags: HintWords
    scope: ScopeWords
    programs: ProgramWords
    risks: tuple[RiskWords, ...] = ()
    not_misspelt: Texts
    """Ordinary words that are one letter from a word of this lexicon."""

    def system(self, system_id: str) -> System | None:
        return next((system for system in self.systems if system.id == system_id), None)
