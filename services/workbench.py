"""The knowledge base while it is edited: the published content, and what admins have saved on top of it."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from knowledge.check import check
from knowledge.comparing import compare
from knowledge.documents import Documents, assembled, document_of, documents
from knowledge.keeping import lost
from knowledge.merging import merge
from knowledge.model import Revision
from knowledge.parse import dump, filled, validate
from knowledge.part import Text
from knowledge.prepared import Knowledge
from knowledge.yaml_text import Path, Problem
from services.access import Visitor
from services.again import again_if_lost
from services.aside import aside
from services.drafts import Change, Drafts, Saved
from services.library import Library
from services.ports import Store, TryAgainError

T = TypeVar("T")
MISSING = object()
_KEPT = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody had before them when they began to edit a document: the revision, and the version saved of it."""

    base: int
    version: int
    both_sides: bool = field(default=False, compare=False)
    """It was a clash, and is settled now."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The content as it would be published now."""

    number: int
    """The published revision."""
    published: Documents
    documents: Documents
    saved: Mapping[str, Saved] = field(default_factory=dict)
    """The newest version of each document that was ever saved, open or not."""
    clashes: Mapping[str, "Clash"] = field(default_factory=dict)
    """What was published by another way since it was saved here, and is different there."""

    @property
    def changed(self) -> tuple[Saved, ...]:
        return tuple(each for each in self.saved.values() if each.is_open)

    @property
    def key(self) -> str:
        """Names this very state: another one after every change of the draft, also one that takes something back."""
        state = ";".join(
            f"{each.document}={each.version}" for each in sorted(self.changed, key=lambda one: one.document)
        )
        return f"{self.number}-{sha256(state.encode()).hexdigest()[:16]}"

    @property
    def differs(self) -> bool:
        """Whether publishing it would change anything."""
        return self.documents != self.published

    def seen(self, document: str) -> Seen:
        saved = self.saved.get(document)
        return Seen(self.number, saved.version if saved is not None and saved.is_open else 0)


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a draft; its revision where it can be read."""

    revision: Revision | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two people have changed the same: what one has, what the other has, both together, and where they meet."""

    mine: Any
    theirs: Any
    merged: Any
    places: tuple[Path, ...]


class ClashError(Exception):
    """Somebody else has changed the same: nothing was saved."""

    def __init__(self, clash: Clash) -> None:
        super().__init__("the same was changed by somebody else")
        self.clash = clash


class MovedError(Exception):
    """The draft is not what it was looked at as: nothing was done."""


class Workbench:
    """Loads, saves, checks and publishes the draft. What was read once of a revision is kept: it never changes."""

    def __init__(self, store: Store, drafts: Drafts, library: Library) -> None:
        self._store = store
        self._drafts = drafts
        self._library = library
        self._revisions: dict[int, Revision] = {}
        self._documents: dict[int, Documents] = {}
        self._checked: tuple[str, Checked] | None = None
        self._trial: tuple[str, Knowledge] | None = None
        self._lock = asyncio.Lock()

    async def draft(self) -> Draft:
        number = await self._store.latest()
        if number is None:
            raise LookupError("no revision has been published yet")
        published, saved = await self.published(number), {each.document: each for each in await self._drafts.saved()}
        now, clashes = dict(published), dict[str, Clash]()
        for name, each in saved.items():
            if not each.is_open:
                continue
            content, clash = await self._on(number, each)
            clashes |= {name: clash} if clash is not None else {}
            now.pop(name, None)
            if content is not MISSING:
                now[name] = content
        return Draft(number, published, now, saved, clashes)

    async def _on(self, number: int, saved: Saved) -> tuple[Any, Clash | None]:
        """What was saved as it stands on a revision, perhaps a later one than it was made for."""
        content = MISSING if saved.content is None else json.loads(saved.content)
        base = (await self.published(saved.base)).get(saved.document, MISSING)
        if saved.document.startswith("wording/") and isinstance(content, dict) and isinstance(base, dict):
            content = filled(content, base)  # An older version of the program knew fewer sentences.
        if saved.base == number:
            return content, None
        theirs = (await self.published(number)).get(saved.document, MISSING)
        merged, places = _merged(base, content, theirs)
        return merged, Clash(content, theirs, merged, places) if places else None

    async def revision(self, number: int) -> Revision:
        """A published revision. `LookupError` when there is none with this number."""
        if number not in self._revisions:
            self._revisions = {number: await self._library.read(number), **_newer(self._revisions)}
        return self._revisions[number]

    async def published(self, number: int) -> Documents:
        if number not in self._documents:
            found = await aside(documents, await self.revision(number))
            self._documents = {number: found, **_newer(self._documents)}
        return self._documents[number]

    async def checked(self, draft: Draft) -> Checked:
        """Everything that is wrong, reckoned once for each state of the draft and beside the turns."""
        if self._checked is None or self._checked[0] != draft.key:
            before = await self.revision(draft.number)
            self._checked = draft.key, await aside(look_at, draft.documents, before)
        return self._checked[1]

    async def trial(self, draft: Draft) -> Knowledge | None:
        """The draft made ready for a conversation; None while it cannot be read or cannot work."""
        checked = await self.checked(draft)
        if checked.revision is None or checked.problems:
            return None
        async with self._lock:
            if self._trial is None or self._trial[0] != draft.key:
                self._trial = draft.key, await self._library.trial(checked.revision)
            return self._trial[1]

    @again_if_lost
    async def save(self, document: str, seen: Seen, mine: Any, by: Visitor, now: datetime) -> None:
        """Save a document (MISSING: take it away). `ClashError` where somebody else has changed the same meanwhile."""
        draft = await self.draft()
        if document in draft.clashes and not seen.both_sides:
            raise ClashError(await self._clash_with(draft, document, seen, mine))
        theirs = draft.documents.get(document, MISSING)
        if draft.seen(document) != seen:
            base = await self.as_seen(document, seen)
            merged, places = _merged(base, mine, theirs)
            if places:
                raise ClashError(Clash(mine, theirs, merged, places))
            mine = merged
        if not _same(mine, theirs) or document in draft.clashes:
            await self._drafts.save([self._change(draft, document, mine)], by, now)

    @again_if_lost
    async def save_all(self, wanted: Documents, key: str, by: Visitor, now: datetime) -> int:
        """Make the draft these documents. How many are others than they were. `MovedError` as for `throw_away`."""
        draft = await self._as_looked_at(key)
        names = [*wanted, *(name for name in draft.documents if name not in wanted)]
        others = [name for name in names if not _same(wanted.get(name, MISSING), draft.documents.get(name, MISSING))]
        if others:
            changes = [self._change(draft, name, wanted.get(name, MISSING)) for name in others]
            await self._drafts.save(changes, by, now)
        return len(others)

    async def throw_away(self, document: str | None, key: str, by: Visitor, now: datetime) -> None:
        """Take a document, or everything, out of the draft. `MovedError` when it is not what was looked at any more."""
        draft = await self._as_looked_at(key)
        names = [each.document for each in draft.changed if document in (None, each.document)]
        gone = [self._change(draft, name, draft.published.get(name, MISSING)) for name in names]
        await self._drafts.throw_away(gone, by, now)

    async def _as_looked_at(self, key: str) -> Draft:
        draft = await self.draft()
        if draft.key != key:
            raise MovedError
        return draft

    async def publish(self, draft: Draft, note: str, by: Visitor, now: datetime) -> int:
        """Publish the draft as it was looked at. `TryAgainError` when it is another one by now."""
        ready = await self.trial(draft)  # Perhaps somebody has talked with it: then it is at hand.
        if ready is None or draft.clashes:
            raise ValueError("the draft has problems")
        content = await aside(dump, ready.revision)

        async def commit() -> int:
            if (await self.draft()).key != draft.key:
                raise TryAgainError("the draft was changed meanwhile")
            return await self._drafts.publish(content, note, draft.changed, by, now)

        return await self._library.adopt(ready, commit)

    async def _clash_with(self, draft: Draft, document: str, seen: Seen, mine: Any) -> Clash:
        """A clash that nobody has settled yet, with what is meant now besides what was saved."""
        saved = draft.clashes[document]
        both, _ = _merged(await self.as_seen(document, seen), mine, saved.mine)
        base = (await self.published(draft.saved[document].base)).get(document, MISSING)
        return Clash(both, saved.theirs, *_merged(base, both, saved.theirs))

    async def as_seen(self, document: str, seen: Seen) -> Any:
        """A document as somebody had it before them, MISSING where there was none. `LookupError`: nobody ever had."""
        if seen.version:
            return (await self._on(seen.base, await self._drafts.version(document, seen.version)))[0]
        return (await self.published(seen.base)).get(document, MISSING)

    def _change(self, draft: Draft, document: str, mine: Any) -> Change:
        old = {document: draft.documents[document]} if document in draft.documents else {}
        new = {document: mine} if mine is not MISSING else {}
        found = compare(old, new)
        before = draft.saved.get(document)
        return Change(
            document,
            before.version if before is not None else 0,
            draft.number,
            None if mine is MISSING else json.dumps(mine, ensure_ascii=False),
            json.dumps([[list(each.path), each.old] for each in found], ensure_ascii=False, default=str),
            json.dumps([[list(each.path), each.new] for each in found], ensure_ascii=False, default=str),
        )


def _newer(kept: Mapping[int, T]) -> dict[int, T]:
    """Those that stay when one more is kept: the newest, and one that was looked at."""
    return dict(sorted(kept.items(), reverse=True)[:_KEPT])


def look_at(found: Documents, before: Revision) -> Checked:
    """Whether documents make a revision that can be published after this one."""
    told = validate(assembled(found))
    if not isinstance(told, Revision):
        return Checked(None, tuple(_problem(path, said, found) for path, said in told))
    return Checked(told, (*check(told), *lost(before, told)))


def _problem(path: Path, said: Text, found: Documents) -> Problem:
    document, inside = document_of(path, found)
    return Problem(document, 0, ".".join(map(str, inside)), said, path)


def _same(one: Any, other: Any) -> bool:
    """Whether two documents are the same data: 1 is not true, as it is for Python."""
    if one is MISSING or other is MISSING:
        return one is other
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _merged(base: Any, mine: Any, theirs: Any) -> tuple[Any, tuple[Path, ...]]:
    """Both changes of a whole document; where one took it away and the other changed it, it stays."""
    if theirs in (base, mine):
        return mine, ()
    if base == mine:
        return theirs, ()
    if any(each is MISSING for each in (base, mine, theirs)):
        return (theirs if mine is MISSING else mine), ((),)
    found = merge(base, mine, theirs)
    return found.data, found.conflicts
