"""A revision made ready for use: its words and templates looked up once, then shared by every turn."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.match import Index, index
from knowledge.model import Revision
from knowledge.understand import Vocabulary, vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """One published revision, ready. `names` fills {organisation}, {programme} and {team} in every text."""

    number: int
    revision: Revision
    vocabulary: Vocabulary
    index: Index
    names: Mapping[str, str]


def prepare(number: int, revision: Revision, names: Mapping[str, str], like: Knowledge | None = None) -> Knowledge:
    """Make a revision ready. What it shares with one that is ready already, `like`, is taken from there.

    The words and the templates take most of a second; most revisions change neither.
    """
    words, templates = revision.lexicon, (revision.templates, revision.wording.match)
    before = (like.revision.templates, like.revision.wording.match) if like is not None else None
    return Knowledge(
        number,
        revision,
        like.vocabulary if like is not None and like.revision.lexicon == words else vocabulary(words),
        like.index if like is not None and before == templates else index(*templates),
        dict(names),
    )
