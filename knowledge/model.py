"""The knowledge base as typed values: one Revision holds all that an editor may change."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from knowledge.bounds import LONGEST_CODE, MOST, Letters, Within
from knowledge.conditions import Condition
from knowledge.connector import KnownConnector
from knowledge.inspiration import Inspiration
from knowledge.lesson import Lesson
from knowledge.lexicon import Lexicon
from knowledge.part import Name, Part, Text, Texts
from knowledge.promises import Promises
from knowledge.scoring import Scoring
from knowledge.template import Slug, Template
from knowledge.wording import Wording

Code: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+$"), Letters(LONGEST_CODE)]
Amount: TypeAlias = Annotated[float, Within(0, MOST)]

UNSURE = "vet_ej"
"""The code of "don't know", the same for every question that offers it."""


class Option(Part):
    code: Code
    label: Text
    says: Texts = Texts()
    """Other ways in which people type this answer."""


class Preselect(Part):
    """An answer that is marked, never given, when something is known beforehand."""

    when: Condition
    options: Annotated[tuple[Code, ...], Field(min_length=1)]


class Question(Part):
    """What is asked, and how it may be answered.

    A `choice` or `multi` is answered with option codes; `frequency` with an option code or a number of runs a year;
    `minutes` (per run) and `people` with a number.
    """

    id: Code
    kind: Literal["choice", "multi", "frequency", "minutes", "people"]
    title: Text
    text: Text
    why: Text
    options: tuple[Option, ...] = ()
    quick: tuple[Amount, ...] = ()
    """Numbers offered as buttons."""
    least: Amount = 0
    most: Amount = 0
    unsure: bool = True
    """Whether "don't know" is an answer; then it is the last one."""
    hands_on: bool = False
    """Always answered by the person, never taken from what was understood."""
    ask_when: Condition | None = None
    preselect: tuple[Preselect, ...] = ()

    def option(self, code: str) -> Option | None:
        return next((option for option in self.options if option.code == code), None)


class Department(Part):
    id: Code
    name: Text
    says: Texts = Texts()
    secrecy_area: bool = False
    """Works under secrecy by law: preselects the strict answers, decides nothing."""


class Aside(Part):
    """A question that people ask beside the interview, and its answer."""

    id: Code
    asked: Texts
    answer: Text
    care: bool = False
    """Somebody in need: met before anything else, wherever the words stand in the message."""


class GoldenTask(Part):
    """A task whose judgement is known: a change of content that changes it must be meant."""

    id: Name
    title: Text
    given: dict[str, object]
    expected: dict[str, object]


class Revision(Part):
    """Everything the coach knows and says, as it was published at one moment."""

    questions: tuple[Question, ...]
    scoring: Scoring
    departments: tuple[Department, ...]
    templates: tuple[Template, ...]
    lexicon: Lexicon
    wording: Wording
    asides: tuple[Aside, ...]
    lessons: tuple[Lesson, ...] = ()
    """The most specific first. Revisions from before there were lessons have none."""
    connectors: tuple[KnownConnector, ...] = ()
    """Revisions from before they were content have none."""
    inspiration: dict[Slug, tuple[Inspiration, ...]] = Field(default_factory=dict)
    """Template id -> links to samples, best first. Older revisions have none."""
    promises: Promises = Promises()
    golden: tuple[GoldenTask, ...] = ()

    def question(self, question_id: str) -> Question:
        return next(question for question in self.questions if question.id == question_id)

    def template(self, template_id: str) -> Template | None:
        return next((template for template in self.templates if template.id == template_id), None)

    def barred(self, template: Template) -> tuple[str, ...]:
        """The connectors of a template that not everybody may use here."""
        barred = {each.name for each in self.connectors if not each.allowed}
        return tuple(each.name for each in template.connectors if each.name in barred)

    def department(self, department_id: str | None) -> Department | None:
        return next((department for department in self.departments if department.id == department_id), None)
