"""Making a revision ready: only what is new is made, and what is let go of is gone at once."""

import gc
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from knowledge.prepared import Knowledge, prepare
from tests.cast import NAMES, greeting, shipped, shipped_knowledge


def test_a_changed_sentence_leaves_words_and_templates_as_they_are() -> None:
    before = shipped_knowledge()

    after = prepare(2, greeting("Hej"), NAMES, before)

    assert (after.vocabulary, after.index) == (before.vocabulary, before.index)
    assert (after.number, after.revision.wording.welcome.hello.sv) == (2, "Hej")


def test_a_changed_template_is_found_by_its_new_words() -> None:
    before, templates = shipped_knowledge(), shipped().templates
    renamed = templates[0].model_copy(update={"title": templates[0].title.model_copy(update={"sv": "Zebror"})})

    after = prepare(2, shipped().model_copy(update={"templates": (renamed, *templates[1:])}), NAMES, before)

    assert after.vocabulary is before.vocabulary
    assert ["zebr" in each.index.words["sv"] for each in (before, after)] == [False, True]


def test_changed_words_are_read_with() -> None:
    before, lexicon = shipped_knowledge(), shipped().lexicon
    fewer = shipped().model_copy(update={"lexicon": lexicon.model_copy(update={"systems": lexicon.systems[1:]})})

    after = prepare(2, fewer, NAMES, before)

    assert after.index is before.index
    assert after.vocabulary.known < before.vocabulary.known


def test_what_is_let_go_of_needs_no_looking_through() -> None:
    with _no_collection():
        ready: Knowledge | None = prepare(1, shipped().model_copy(), NAMES)
        assert ready is not None
        parts = [weakref.ref(each) for each in (ready.revision, ready.vocabulary.hints)]
        ready = None

        assert [part() for part in parts] == [None, None]


@contextmanager
def _no_collection() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
