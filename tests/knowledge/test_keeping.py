"""Ids that stored data uses are not lost between revisions; everything else may go."""

import json
from typing import Any

import pytest

from knowledge.documents import assembled, cut
from knowledge.keeping import kept, lost
from knowledge.model import Revision
from knowledge.parse import dump, validate
from knowledge.yaml_text import Path
from tests.knowledge.hostile import small


def revision(data: Any) -> Revision:
    found = validate(data)
    assert isinstance(found, Revision), found
    return found


def without(*path: str | int) -> Revision:
    """The small content without one thing."""
    data = small()
    place, (*above, last) = data, path
    for step in above:
        place = place[step]
    del place[last]
    return revision(data)


@pytest.mark.parametrize(
    ("path", "told", "at", "swedish"),
    [
        (
            ("templates", 1),
            "templates/access-db-replacement.yaml: access-db-replacement: the template “",
            ("templates",),
            "ta den ur bruk i stället",
        ),
        (
            ("departments", 0),
            "departments.yaml: barn_ungdom: the department “Children and youth (pres",
            ("departments",),
            "ändra namnet i stället",
        ),
        (
            ("questions", 0),
            "questions.yaml: C12: the question “Decision about someone” cannot be removed",
            ("questions",),
            "ändra texten i stället",
        ),
        (
            ("questions", 1, "options", 0),
            "questions.yaml: C13.inga: the option “None” cannot be removed",
            ("questions", 1, "options"),
            "svaret ”Inga” kan inte tas bort, för sparade svar använder det: ändra texten i stället",
        ),
        (
            ("scoring", "dpia", "flags", 1),
            "scoring.yaml: dpia.D2: the risk “",
            ("scoring", "dpia", "flags"),
            "ändra texten i stället",
        ),
    ],
)
def test_what_stored_data_uses_cannot_be_lost(path: Path, told: str, at: Path, swedish: str) -> None:
    found = lost(revision(small()), without(*path))

    assert [str(each)[: len(told)] for each in found] == [told]
    assert [(each.at, swedish in each.to("sv")) for each in found] == [(at, True)]


@pytest.mark.parametrize(
    "path",
    [
        ("templates", 1),
        ("departments", 0),
        ("questions", 0),
        ("questions", 1, "options", 0),
        ("scoring", "dpia", "flags", 1),
        ("connectors",),
    ],
)
def test_what_an_earlier_revision_lacks_is_kept_when_it_follows(path: Path) -> None:
    earlier = dump(without(*path))
    wanted, before = (cut(json.loads(each)) for each in (earlier, dump(revision(small()))))

    found = kept(wanted, before)

    after = revision(assembled(found))
    assert lost(revision(small()), after) == ()
    assert {each.id: each.status for each in after.templates}.get("access-db-replacement") == (
        "retired" if path[0] == "templates" else "active"
    )
    assert bool(after.connectors) is (path[0] != "connectors")
    assert kept(before, before) == before


@pytest.mark.parametrize("path", [("lessons", 0), ("asides", 0), ("golden", 0), ("connectors", 0), ("inspiration",)])
def test_other_things_may_go(path: Path) -> None:
    assert lost(revision(small()), without(*path)) == ()


def test_new_names_and_another_order_lose_nothing() -> None:
    data = small()
    data["questions"].reverse()
    data["questions"][0]["options"].reverse()
    data["templates"][0] |= {"status": "retired", "title": {"sv": "Ny", "en": "New"}}
    data["departments"][0]["name"] = {"sv": "Ny", "en": "New"}

    assert lost(revision(small()), revision(data)) == ()
    assert lost(revision(small()), revision(small())) == ()
