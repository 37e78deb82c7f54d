"""The published content, prepared once a revision and shared by all turns."""

import asyncio
import gc
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from knowledge.check import check
from knowledge.keeping import lost
from knowledge.model import Revision
from knowledge.parse import Files, dump, parse, restore
from knowledge.prepared import Knowledge, prepare
from knowledge.yaml_text import Problem, found_in
from services.again import again_if_lost
from services.aside import aside
from services.ports import Store, TryAgainError

FIRST_NOTE = "Starting content"
_KEPT = 16
"""So many revisions are kept ready: one with words and templates of its own takes about a dozen megabytes."""


class UnpublishableError(Exception):
    """The content cannot be published: every problem, with its place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Library:
    """Hands out prepared revisions. A revision never changes; the ones that were asked for last are kept."""

    def __init__(self, store: Store, names: Mapping[str, str], shipped: Revision, kept: int = _KEPT) -> None:
        self._store = store
        self._shipped = shipped
        self._names = names
        self._kept = kept
        self._prepared: OrderedDict[int, Knowledge] = OrderedDict()
        self._newest: Knowledge | None = None
        """Always kept: every turn speaks of it."""
        self._lock = asyncio.Lock()
        self._coming: asyncio.Future[Knowledge] | None = None

    async def latest(self) -> Knowledge:
        """What new conversations begin with."""
        number = await self._store.latest()
        if number is None:
            raise LookupError("no revision has been published yet")
        return await self.current(number)

    async def current(self, number: int) -> Knowledge:
        """The newest revision, whose number this is. While it is made ready beside the turns: the one before it."""
        if self._newest is None or self._newest.number == number:
            return await self.at(number)
        if self._coming is None or self._coming.done():
            self._coming = asyncio.ensure_future(self.at(number))
        return self._newest

    def known(self) -> Knowledge | None:
        """The newest content that is at hand without asking the store: for saying that it does not answer."""
        return self._newest

    async def at(self, number: int) -> Knowledge:
        """The content of a revision. `LookupError` when there is none with this number."""
        if (found := self._at_hand(number)) is not None:
            return found
        async with self._lock:
            if (found := self._at_hand(number)) is not None:
                return found
            return self._keep(await aside(prepare, number, await self.read(number), self._names, self._newest))

    def _at_hand(self, number: int) -> Knowledge | None:
        if self._newest is not None and self._newest.number == number:
            return self._newest
        if number in self._prepared:
            self._prepared.move_to_end(number)
        return self._prepared.get(number)

    def _keep(self, knowledge: Knowledge) -> Knowledge:
        self._prepared[knowledge.number] = knowledge
        if len(self._prepared) > self._kept:
            self._prepared.popitem(last=False)
        if self._newest is None or knowledge.number > self._newest.number:
            self._newest = knowledge
        gc.freeze()  # It lives long: it is not looked through again, which would stop everybody for a while.
        return knowledge

    async def read(self, number: int) -> Revision:
        """A revision as it was published. `LookupError` when there is none with this number."""
        if (found := self._at_hand(number)) is not None:
            return found.revision
        content = await self._store.revision(number)
        if content is None:
            raise LookupError(f"there is no revision {number}")
        return await aside(restore, content, self._shipped)

    async def trial(self, revision: Revision) -> Knowledge:
        """Content that is not published, made ready beside the turns. Its number is 0."""
        return await aside(prepare, 0, revision, self._names, self._newest)

    async def adopt(self, ready: Knowledge, publish: Callable[[], Awaitable[int]]) -> int:
        """Publish content that was made ready: the next conversation here begins with it and waits for nothing."""
        async with self._lock:
            number = await publish()
            self._keep(replace(ready, number=number))
            return number


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


@again_if_lost
async def publish(store: Store, revision: Revision, *, by: str, note: str, at: datetime) -> int | None:
    """Publish content as a new revision, at once for new interviews. None: it is what is published already.

    `UnpublishableError` where it has lost what stored data uses.
    """
    content = dump(revision)
    newest = await store.latest()
    stored = await store.revision(newest) if newest is not None else None
    if stored is not None:
        if json.loads(stored) == json.loads(content):
            return None
        if problems := lost(restore(stored, revision), revision):
            raise UnpublishableError(problems)
    await aside(prepare, 0, revision, {})  # What no conversation could use is not published, whatever the reason.
    return await store.publish(content, by=by, note=note, at=at, after=newest or 0)


async def publish_first(store: Store, revision: Revision, *, at: datetime) -> int | None:
    """Publish the starting content where nothing has been published yet; else nothing happens."""
    if await store.latest() is not None:
        return None
    try:
        return await store.publish(dump(revision), by="system", note=FIRST_NOTE, at=at, after=0)
    except TryAgainError:  # Another replica was first.
        return None
