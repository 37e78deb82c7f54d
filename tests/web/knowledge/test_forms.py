"""A form that is sent as it was drawn changes nothing, whatever piece of the content it shows."""

from collections.abc import Iterator
from typing import Any

import pytest

from knowledge.documents import documents
from knowledge.tidy import tidied
from tests.cast import shipped
from tests.web.knowledge.filled import sent
from web.admin.knowledge.claims import subjects
from web.admin.knowledge.fields import Drawing, Words, one
from web.admin.knowledge.places import Place, data_at, find, put
from web.admin.knowledge.shapes import Group
from web.admin.knowledge.told import NOTHING, read

DOCUMENTS = documents(shipped())
PLAIN = Words("sv", lambda _, name: name, lambda _, __: "", lambda _, value: value)


def places() -> Iterator[str]:
    """Every page with a form: of each document, and of each thing in it that has one of its own."""
    addresses = list(DOCUMENTS)
    while addresses:
        address = addresses.pop()
        place = find(address, DOCUMENTS)
        assert place is not None, address
        if place.is_sections:
            assert isinstance(place.shape, Group)
            addresses += [f"{address}/{field.name}" for field in place.shape.fields]
        elif place.is_list:
            things = data_at(DOCUMENTS[place.document], place.steps) or ()
            addresses += [f"{address}/{thing['id']}" for thing in things]
        else:
            yield address


@pytest.mark.parametrize("document", sorted({each.partition("/")[0] for each in DOCUMENTS}))
def test_a_form_that_is_sent_unchanged_changes_nothing(document: str) -> None:
    addresses = [address for address in places() if address.partition("/")[0] == document]

    assert addresses
    for address in addresses:
        place = find(address, DOCUMENTS)
        assert place is not None
        assert again(place) == DOCUMENTS[place.document], address


def again(place: Place) -> Any:
    """The document after its form was drawn and read."""
    data = data_at(DOCUMENTS[place.document], place.steps)
    drawing = Drawing(PLAIN, subjects(DOCUMENTS, {}, "sv"), {})
    nodes = one(drawing, place.shape, data, place.model, "x")
    told = read(place.shape, sent(nodes), "" if isinstance(place.shape, Group) else "all")
    value = ({} if isinstance(place.shape, Group) else []) if told is NOTHING else told
    return tidied(place.document, put(DOCUMENTS[place.document], place.steps, value))
