"""How well coaches agree with the checklist and with each other, now and as the draft would have it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.agreement import Agreement, agreement, among
from knowledge.model import Revision
from services.judging import JudgedTask, Judging
from services.rejudging import Rejudging, StoredTask, outcome_of

MOST = 1_000
"""So many judged tasks count, those that came last."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What coaches, the published checklist and the draft's say of a task. None: cannot be judged."""

    task: StoredTask
    said: tuple[str, ...]
    published: str | None
    drafted: str | None

    @property
    def is_disputed(self) -> bool:
        """Whether somebody says otherwise than the published checklist, or than another coach."""
        return any(each != self.published for each in self.said)

    @property
    def is_changed(self) -> bool:
        return self.published != self.drafted


@dataclass(frozen=True, slots=True)
class Calibration:
    """`drafted` is None when the draft cannot be read."""

    tasks: tuple[Compared, ...]
    published: Agreement
    drafted: Agreement | None
    coaches: Agreement
    """With each other."""


async def calibrate(judging: Judging, rejudging: Rejudging, published: Revision, draft: Revision | None) -> Calibration:
    """Judge every judged task again by both."""
    judged = await judging.judged(MOST)
    now = await _outcomes(rejudging, judged, published)
    then = await _outcomes(rejudging, judged, draft) if draft is not None else now
    tasks = tuple(
        Compared(each.task, each.said, before, after) for each, before, after in zip(judged, now, then, strict=True)
    )
    return Calibration(
        tasks,
        _with_coaches((each.published, each.said) for each in tasks),
        _with_coaches((each.drafted, each.said) for each in tasks) if draft is not None else None,
        among(each.said for each in tasks),
    )


async def _outcomes(rejudging: Rejudging, judged: Sequence[JudgedTask], revision: Revision) -> list[str | None]:
    found = await rejudging.rejudge([each.task for each in judged], revision)
    return [outcome_of(each) for each in found]


def _with_coaches(tasks: Iterable[tuple[str | None, Sequence[str]]]) -> Agreement:
    """The checklist first: each judgement of a coach counts."""
    return agreement((outcome, said) for outcome, each in tasks if outcome is not None for said in each)
