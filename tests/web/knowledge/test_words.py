"""Every field of the content has a name in words, and no name is kept for what is not there any more."""

from collections.abc import Iterator
from typing import Any

from knowledge.documents import documents
from knowledge.model import Revision
from knowledge.wording import Wording
from tests.cast import shipped
from web.admin.knowledge.places import FOLDERS
from web.admin.knowledge.shapes import Choice, Group, Many, Shape, shape_of

WORDS = shipped().wording.editor


def groups(shape: Shape, seen: set[str]) -> Iterator[Group]:
    """Every kind of thing that has a form, but for the groups of texts."""
    if isinstance(shape, Many):
        yield from groups(shape.of, seen)
    elif isinstance(shape, Group) and shape.model not in seen and shape.model not in _TEXTS:
        seen.add(shape.model)
        yield shape
        for field in shape.fields:
            yield from groups(field.shape, seen)


_TEXTS = {field.annotation.__name__ for field in Wording.model_fields.values() if field.annotation} | {"Wording"}
GROUPS = [group for group in groups(shape_of(Revision), set()) if group.model != "Revision"]
FIELDS = [(group.model.lower(), field) for group in GROUPS for field in group.fields]


def test_every_field_has_a_name() -> None:
    assert [(model, each.name) for model, each in FIELDS if not _named(WORDS.fields, model, each.name)] == []


def test_no_name_is_kept_for_nothing() -> None:
    used = {each.name for _, each in FIELDS} | {f"{model}_{each.name}" for model, each in FIELDS}

    assert sorted((WORDS.fields.keys() | WORDS.hints.keys()) - used) == []


def test_every_document_and_group_of_texts_has_a_name() -> None:
    parts = {name.partition("/")[0] for name in documents(shipped())}

    assert WORDS.documents.keys() == WORDS.about.keys() == parts
    assert set(FOLDERS) <= parts
    assert WORDS.groups.keys() == set(Wording.model_fields)


def test_every_value_to_choose_has_a_name_or_is_a_program() -> None:
    programs = {system.id for system in shipped().lexicon.systems}
    chosen = [(field.name, str(value)) for _, field in FIELDS for value in _values(field.shape)]

    assert [each for each in chosen if not _named(WORDS.values_of, *each) and each[1] not in programs] == []


def _values(shape: Shape) -> tuple[Any, ...]:
    return shape.values if isinstance(shape, Choice) else ()


def _named(words: dict[str, Any], first: str, second: str) -> bool:
    return f"{first}_{second}" in words or second in words
