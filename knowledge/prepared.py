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


def prepare(number: int, revision: Revision, names: Mapping[str, str]) -> Knowledge:
    return Knowledge(
        number,
        revision,
        vocabulary(revision.lexicon),
        index(revision.templates, revision.wording.match),
        dict(names),
    )
