"""Nobody builds more freely than the judgement says."""

import pytest

from dialogs.message import Pressed
from dialogs.reply import Press
from tests.dialogs.test_coaching import TEMPLATE, chosen, note


@pytest.mark.parametrize("changed", [{"C14": "ja"}, {"C18": "ingen"}])
def test_nobody_builds_more_freely_than_the_judgement_says(changed: dict[str, str]) -> None:
    stage = chosen()
    build = stage.button(f"build:{TEMPLATE}")
    held = stage.interview.model_copy(update={"answers": {**stage.interview.answers, **changed}, "liked": None})
    stage.talk = stage.talk.model_copy(update={"interview": held})

    stage.hear(Pressed(build))
    refused = stage.interview.building
    stage.hear(Pressed(Press("fits", TEMPLATE, held.id)))

    assert refused is None
    assert {choice.press.verb for choice in note(stage).choices} == {"human", "tasks", "new"}
