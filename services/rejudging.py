"""Judging tasks again as they were told, by any content: what other weights and thresholds would come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from dialogs.result import judged_by, template_fit
from dialogs.state import Interview, Talk
from knowledge.assess import Assessment, Given, Missing, assess
from knowledge.match import Index, index
from knowledge.model import Revision
from knowledge.template import Template
from services.aside import aside

_KEPT = 3
"""So many searches are kept: what is published, the draft, and the draft before the last change."""


@dataclass(frozen=True, slots=True)
class StoredTask:
    """A task as it was told, by somebody of this department. `outcome` is what they were told."""

    transcript: int
    title: str
    interview: Interview
    department: str | None = None
    outcome: str | None = None
    fits: float | None = None
    """Whether a template clearly fitted when it was judged; None where that is not on record."""


Judgeable: TypeAlias = StoredTask | Given
"""A golden task is read into its `Given` beforehand: it says itself whether a template fits."""
Judgement: TypeAlias = Assessment | Missing
"""The outcome, the figures and the deciding row; or what is missing."""


class Search:
    """Which tasks a template clearly fits: looked for once a task, the slow part of judging."""

    def __init__(self, revision: Revision, number: int | None = None, ready: Index | None = None) -> None:
        """`number`: where it is published; for tasks that were told by it, whether a template fitted is on record."""
        self._templates, self._wording = revision.templates, revision.wording.match
        self._number = number
        self._index = ready
        self._found: dict[int, float] = {}

    def of(self, task: StoredTask) -> float:
        """What is on record where the templates are as they were, else what is found now."""
        recorded = task.fits if task.interview.revision == self._number else None
        return self.fit(task.interview) if recorded is None else recorded

    def serves(self, revision: Revision) -> bool:
        """Whether another revision finds the same templates."""
        return _named(self._templates) == _named(revision.templates) and self._wording == revision.wording.match

    def fit(self, interview: Interview) -> float:
        """1 when a template clearly fits, else 0. Of what was told only a number is kept."""
        key = hash((interview.description, interview.facts))
        if key not in self._found:
            self._index = self._index or index(self._templates, self._wording)
            self._found[key] = template_fit(self._index, interview)
        return self._found[key]


def same_templates(one: Revision, other: Revision) -> bool:
    """Whether both find the same templates, in whatever order they stand."""
    return one.wording.match == other.wording.match and _named(one.templates) == _named(other.templates)


def _named(templates: Sequence[Template]) -> Mapping[str, Template]:
    return {each.id: each for each in templates}


def rejudge(tasks: Sequence[Judgeable], revision: Revision, search: Search) -> tuple[Judgement, ...]:
    """What the checklist of this revision says about each, in their order.

    Questions that were not asked count as left out, also where this revision would have asked them.
    """
    return tuple(_judged(task, revision, search) for task in tasks)


def _judged(task: Judgeable, revision: Revision, search: Search) -> Judgement:
    if isinstance(task, Given):
        return assess(revision.scoring, task)
    talk = Talk(department=task.department, asked_department=True)
    found = judged_by(revision, talk, task.interview, search.of(task))
    return found if isinstance(found, Missing) else found[1]


class Rejudging:
    """Judges beside the turns. Revisions whose templates are the same share one search."""

    def __init__(self) -> None:
        self._searches: list[Search] = []

    async def rejudge(self, tasks: Sequence[Judgeable], revision: Revision) -> tuple[Judgement, ...]:
        return await aside(rejudge, tasks, revision, self._search(revision))

    def _search(self, revision: Revision) -> Search:
        known = next((each for each in self._searches if each.serves(revision)), None) or Search(revision)
        self._searches = [known, *(each for each in self._searches if each is not known)][:_KEPT]
        return known


def outcome_of(found: Judgement) -> str | None:
    """None where too little is known."""
    return found.outcome if isinstance(found, Assessment) else None
