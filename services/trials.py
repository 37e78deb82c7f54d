"""Trying the draft on tasks before it is published: golden tasks, past tasks judged again, and how well texts are read.

It takes a while and is done beside the turns, a piece at a time. How far it has come is kept in the database, so that
every replica can tell.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from logging import getLogger
from typing import Any, Protocol

from pydantic import BaseModel, ValidationError

from knowledge.assess import Assessment
from knowledge.evaluation.finding import score_finding
from knowledge.evaluation.reading import score_reading
from knowledge.evaluation.texts import Described, Labelled
from knowledge.golden import try_golden
from knowledge.model import Revision
from knowledge.part import LANGUAGES, Text
from services.aside import aside
from services.library import Library
from services.ports import Clock
from services.previewing import Previews
from services.rejudging import Judgement, Search, StoredTask, rejudge, same_templates
from services.workbench import Draft, Workbench

SAMPLE = 1_000
"""So many past tasks are judged again, the newest first."""
_AT_ONCE = 100
_FORGOTTEN = timedelta(seconds=60)
"""A trial that has not gone on for so long was ended with its process."""
_PLACE = "#trial"
_MOST_SHOWN = 200
_log = getLogger(__name__)


class PastTasks(Protocol):
    """Where past tasks are found."""

    async def newest(self, most: int) -> tuple[StoredTask, ...]:
        """Judged tasks that count in the figures, the newest first."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Labelled texts to measure the understanding and the search with."""

    read: Sequence[Labelled]
    found: Sequence[Described]


@dataclass(frozen=True, slots=True)
class TrialPorts:
    """What a trial needs from outside. `place`: where it is kept how far it has come."""

    past: PastTasks
    place: Previews
    texts: Callable[[], Texts]
    clock: Clock


class GoldenMiss(BaseModel):
    id: str
    title: dict[str, str]
    fault: dict[str, str] = {}
    """Why its answers cannot be read, in each language; empty where they can."""
    misses: list[tuple[str, Any, Any]] = []
    was_right: bool = True
    """The published content judges it as it is written down there."""


class Changed(BaseModel):
    """A past task that would come out otherwise. Each cause: its name, before, after."""

    transcript: int
    before: str
    after: str
    causes: list[tuple[str, Any, Any]]


class Measure(BaseModel):
    """A figure from 0 to 1, in a language, by the published content and by the draft."""

    name: str
    language: str
    before: float
    after: float


class Trial(BaseModel):
    """What is known of a trial so far. `done`: 0 to 1."""

    number: int
    draft: str
    began: datetime
    at: datetime
    done: float = 0.0
    failed: bool = False
    golden: int = 0
    wrong: list[GoldenMiss] = []
    judged: int = 0
    changed: list[Changed] = []
    changed_count: int = 0
    measures: list[Measure] | None = None

    @property
    def is_over(self) -> bool:
        return self.failed or self.done >= 1

    def is_of(self, draft: Draft) -> bool:
        return self.draft == draft.key

    def is_running(self, now: datetime) -> bool:
        return not self.is_over and now - self.at < _FORGOTTEN


class Trials:
    """Runs one trial at a time."""

    def __init__(self, bench: Workbench, library: Library, ports: TrialPorts) -> None:
        self._bench = bench
        self._library = library
        self._ports = ports
        self._running: asyncio.Task[None] | None = None

    async def newest(self) -> Trial | None:
        """The trial that was begun last, over or not."""
        kept = await self._ports.place.load(_PLACE)
        try:
            return Trial.model_validate_json(kept) if kept else None
        except ValidationError:
            return None  # Of another version of the program.

    async def begin(self, draft: Draft) -> bool:
        """Begin a trial of the draft; False where one is under way, or the draft cannot be tried."""
        now, last = self._ports.clock(), await self.newest()
        if last is not None and last.is_running(now):
            return False
        checked = await self._bench.checked(draft)
        if checked.revision is None or checked.problems:
            return False
        trial = Trial(number=draft.number, draft=draft.key, began=now, at=now)
        await self._keep(trial)
        self._running = asyncio.create_task(self._run(trial, draft, checked.revision))
        return True

    async def drain(self) -> None:
        """End what is under way."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def _run(self, trial: Trial, draft: Draft, revision: Revision) -> None:
        try:
            published = await self._bench.revision(trial.number)
            await self._golden(trial, published, revision)
            await self._judge_past(trial, published, revision, draft)
            await self._measure(trial, draft, revision)
            trial.done = 1.0
        except Exception:  # noqa: BLE001 - told on the page and in the log; the turns go on
            _log.exception("trial_failed")
            trial.failed = True
        await self._keep(trial)

    async def _golden(self, trial: Trial, published: Revision, revision: Revision) -> None:
        before = {each.task.id: each.is_right for each in try_golden(published)}
        tried = try_golden(revision)
        trial.golden = len(tried)
        trial.wrong = [
            GoldenMiss(
                id=each.task.id,
                title=_in_each(each.task.title),
                fault=_in_each(each.fault) if each.fault is not None else {},
                misses=[(miss.name, miss.expected, miss.found) for miss in each.misses],
                was_right=before.get(each.task.id, False),
            )
            for each in tried
            if not each.is_right
        ]
        await self._step(trial, 0.1)

    async def _judge_past(self, trial: Trial, published: Revision, revision: Revision, draft: Draft) -> None:
        tasks = await self._ports.past.newest(SAMPLE)
        search = anew = Search(published, trial.number, (await self._library.at(trial.number)).index)
        if not same_templates(published, revision):
            ready = await self._bench.trial(draft)
            anew = Search(revision, ready=ready.index if ready is not None else None)
        for start in range(0, len(tasks), _AT_ONCE):
            some = tasks[start : start + _AT_ONCE]
            before = await aside(rejudge, some, published, search)
            after = await aside(rejudge, some, revision, anew)
            found = [_changed(*each) for each in zip(some, before, after, strict=True)]
            changed = [each for each in found if each is not None]
            trial.judged += len(some)
            trial.changed_count += len(changed)
            trial.changed = [*trial.changed, *changed][:_MOST_SHOWN]
            await self._step(trial, 0.1 + 0.3 * (start + len(some)) / len(tasks))

    async def _measure(self, trial: Trial, draft: Draft, revision: Revision) -> None:
        """How well texts are understood and templates found: only where the draft changes what that hangs on."""
        before = await self._bench.revision(trial.number)
        reads = before.lexicon != revision.lexicon
        same = not reads and same_templates(before, revision)
        ready = None if same else await self._bench.trial(draft)
        if ready is None:
            return
        published = await self._library.at(trial.number)
        texts, measures = await aside(self._ports.texts), list[Measure]()
        for place, language in enumerate(LANGUAGES):
            if reads:
                mine = [text for text in texts.read if text.lang == language]
                scores = [await aside(score_reading, each.vocabulary, mine) for each in (published, ready)]
                measures.append(_measured("understood", language, [score.overall for score in scores]))
                measures.append(_measured("believed", language, [score.false_share for score in scores]))
                await self._step(trial, 0.55 + 0.3 * place)
            theirs = [text for text in texts.found if text.lang == language]
            finding = [await aside(score_finding, each.index, theirs) for each in (published, ready)]
            shares = [score.among_three / score.fitting if score.fitting else 1.0 for score in finding]
            measures.append(_measured("found", language, shares))
            trial.measures = measures
            await self._step(trial, 0.7 + 0.3 * place)

    async def _step(self, trial: Trial, done: float) -> None:
        trial.done = min(done, 0.99)
        await self._keep(trial)

    async def _keep(self, trial: Trial) -> None:
        trial.at = self._ports.clock()
        await self._ports.place.keep(_PLACE, trial.model_dump_json(), trial.at)


def _in_each(text: Text) -> dict[str, str]:
    return {language: text.to(language) for language in LANGUAGES}


def _measured(name: str, language: str, found: Sequence[float]) -> Measure:
    return Measure(name=name, language=language, before=found[0], after=found[1])


def _changed(task: StoredTask, before: Judgement, after: Judgement) -> Changed | None:
    """A task whose outcome is another one, and what of the judgement differs."""
    outcomes = [each.outcome if isinstance(each, Assessment) else "" for each in (before, after)]
    if outcomes[0] == outcomes[1]:
        return None
    told = [_told(each) for each in (before, after)]
    causes = [(name, told[0].get(name), told[1].get(name)) for name in told[0] | told[1]]
    return Changed(
        transcript=task.transcript,
        before=outcomes[0],
        after=outcomes[1],
        causes=[each for each in causes if each[1] != each[2]],
    )


def _told(found: Judgement) -> dict[str, Any]:
    if not isinstance(found, Assessment):
        return {}
    return {
        "row": found.row.id,
        "suitability": round(found.suitability, 1),
        "ease": round(found.ease, 1),
        "benefit": round(found.benefit, 1),
        "confidence": round(found.confidence, 2),
        "guardrails": list(found.guardrails),
        "knockouts": list(found.knockouts),
    }
