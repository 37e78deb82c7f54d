"""A revision is cut into documents and put together again, exactly."""

from hypothesis import given, settings

from knowledge.check import check
from knowledge.documents import (
    SINGLE,
    assembled,
    cut,
    document_of,
    documents,
    path_of,
    schema_of,
    template_names,
    wording_names,
)
from knowledge.lesson import Lesson
from knowledge.model import Revision
from knowledge.parse import parse, validate
from knowledge.shape import at
from knowledge.template import Template
from knowledge.wording import Nav
from knowledge.yaml_text import Path
from tests.cast import shipped, shipped_files
from tests.knowledge.hostile import FEW, places, revisions, small


def test_the_shipped_content_is_cut_and_put_together_again() -> None:
    assert validate(assembled(documents(shipped()))) == shipped()


@settings(max_examples=FEW)
@given(revisions())
def test_any_content_is_cut_and_put_together_again(revision: Revision) -> None:
    assert validate(assembled(documents(revision))) == revision


def test_the_documents_are_named_like_the_files() -> None:
    assert {f"{name}.yaml" for name in documents(shipped())} == set(shipped_files())


def test_documents_that_nobody_has_filled_are_there_and_empty() -> None:
    data = small()
    del data["inspiration"], data["connectors"]

    found = cut(data)

    assert set(SINGLE) < set(found)
    assert (found["inspiration"], found["connectors"], found["promises"]) == ({}, [], {})


def test_templates_stand_in_the_order_of_their_ids_however_they_are_read() -> None:
    first, *_ = template_names(documents(shipped()))
    file = shipped_files()[f"{first}.yaml"]
    ids = ["report", "report-2", "reporting", "a"]

    read = parse(
        {name: text for name, text in shipped_files().items() if not name.startswith(("templates/", "inspiration"))}
        | {f"templates/{each}.yaml": file.replace("id: absence-notification", f"id: {each}", 1) for each in ids}
    )

    assert isinstance(read, Revision), read
    assert [template.id for template in read.templates] == ["a", "report", "report-2", "reporting"]
    assert validate(assembled(documents(read))) == read


def test_every_path_of_the_whole_leads_into_its_document_and_back() -> None:
    parts = cut(small())
    whole = assembled(parts)

    for path in places():
        name, inside = document_of(path, parts)
        assert value(parts[name], inside) == value(whole, path)
        assert path_of(name, inside, parts) == path


def value(data: object, path: Path) -> object:
    for step in path:
        data = data[step]  # type: ignore[index]  # Plain data of any form.
    return data


def test_a_path_that_no_document_has_names_the_one_that_would() -> None:
    parts = cut(small())

    assert document_of(("wording", "nav"), {}) == ("wording/nav", ())
    assert document_of(("templates", 99, "id"), parts) == ("templates", (99, "id"))
    assert document_of(("extra",), parts) == ("extra", ())
    assert document_of((), parts) == ("", ())


def test_a_problem_of_the_whole_is_found_in_its_document() -> None:
    data = small()
    data["templates"][1]["connectors"] = [{"name": "Nowhere", "tier": "standard"}]
    data["inspiration"] = {}
    revision = validate(data)
    assert isinstance(revision, Revision)

    found = [document_of(problem.at, cut(data)) for problem in check(revision)]

    assert found == [(f"templates/{data['templates'][1]['id']}", ("connectors", 0, "name"))]


def test_every_document_has_its_type_and_no_other_name_has_one() -> None:
    assert [name for name in documents(shipped()) if schema_of(name) is None] == []
    assert (schema_of("templates/any"), schema_of("wording/nav")) == (Template, Nav)
    assert at(schema_of("lessons"), (0,)) is Lesson
    assert [schema_of(name) for name in ("extra", "templates", "wording", "wording/extra")] == [None] * 4


def test_the_program_knows_its_groups_of_wording() -> None:
    assert set(wording_names()) == {name for name in documents(shipped()) if name.startswith("wording/")}
