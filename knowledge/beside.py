"""What conditions of questions may speak of besides earlier answers, and what each of it may be."""

from collections.abc import Mapping
from typing import get_args

from knowledge.lexicon import Hint
from knowledge.model import Revision
from knowledge.reading.people import Whose

YES, NO = "yes", "no"

FIXED: Mapping[str, tuple[str, ...]] = {"flags": get_args(Hint), "secrecy_area": (YES, NO), "whose": get_args(Whose)}
"""What is the same in every revision: the hints in a description, the department's secrecy, whose a number is."""

BESIDE = frozenset({*FIXED, "systems", "department"})
"""All of it: what `dialogs.interview.values` gives beside the answers."""


def codes_beside(revision: Revision) -> Mapping[str, frozenset[str]]:
    return {
        **{name: frozenset(codes) for name, codes in FIXED.items()},
        "systems": frozenset(system.id for system in revision.lexicon.systems),
        "department": frozenset(department.id for department in revision.departments),
    }
