"""The published content, prepared once a revision and shared by all turns."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from knowledge.check import check
from knowledge.model import Revision
from knowledge.parse import Files, dump, parse, restore
from knowledge.prepared import Knowledge, prepare
from knowledge.yaml_text import Problem, found_in
from services.ports import Store

FIRST_NOTE = "Starting content"


class UnpublishableError(Exception):
    """The content cannot be published: every problem, with its place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Library:
    """Hands out prepared revisions. A revision never changes, so it is kept for as long as the process lives."""

    def __init__(self, store: Store, names: Mapping[str, str], shipped: Revision) -> None:
        self._store = store
        self._shipped = shipped
        self._names = names
        self._prepared: dict[int, Knowledge] = {}
        self._lock = asyncio.Lock()

    async def latest(self) -> Knowledge:
        number = await self._store.latest()
        if number is None:
            raise LookupError("no revision has been published yet")
        return await self.at(number)

    def known(self) -> Knowledge | None:
        """The newest content that is at hand without asking the store: for saying that it does not answer."""
        return self._prepared[max(self._prepared)] if self._prepared else None

    async def at(self, number: int) -> Knowledge:
        """The content of a revision. `LookupError` when there is none with this number."""
        if number in self._prepared:
            return self._prepared[number]
        async with self._lock:
            if number not in self._prepared:
                content = await self._store.revision(number)
                if content is None:
                    raise LookupError(f"there is no revision {number}")
                self._prepared[number] = prepare(number, restore(content, self._shipped), self._names)
            return self._prepared[number]


def read(files: Files) -> Revision:
    """The revision in these files. `UnpublishableError` with everything that is wrong."""
    parsed = parse(files)
    problems = tuple(_placed(p, files) for p in check(parsed)) if isinstance(parsed, Revision) else parsed
    if problems or not isinstance(parsed, Revision):
        raise UnpublishableError(problems)
    return parsed


def _placed(problem: Problem, files: Files) -> Problem:
    """A problem of content that parses knows its path; its line is looked up in the file."""
    return found_in(problem, files[problem.file]) if problem.file in files else problem


async def publish(store: Store, files: Files, *, by: str, note: str, at: datetime) -> int:
    """Publish the content of these files as a new revision, at once for new interviews."""
    number = await store.publish(dump(read(files)), by=by, note=note, at=at)
    assert number is not None  # noqa: S101 - only a first publication can find itself too late
    return number


async def publish_first(store: Store, files: Files, *, at: datetime) -> int | None:
    """Publish the starting content where nothing has been published yet; else nothing happens."""
    if await store.latest() is not None:
        return None
    return await store.publish(dump(read(files)), by="system", note=FIRST_NOTE, at=at, first=True)
