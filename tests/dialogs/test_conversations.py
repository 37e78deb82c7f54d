"""Whole conversations, as they are written down in `tests/conversations/`."""

import pytest

from tests.dialogs.script import conversations, play


@pytest.mark.parametrize("name", conversations())
def test_the_conversation_goes_as_written(name: str) -> None:
    play(conversations()[name])
