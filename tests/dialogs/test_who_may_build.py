"""Nobody builds more freely than the judgement says."""

from dataclasses import replace

import pytest

from dialogs.message import Pressed
from dialogs.reply import Offers, Press
from dialogs.speech import Speech
from dialogs.suggest import offers
from knowledge.prepared import Knowledge
from tests import stage as stages
from tests.cast import shipped, shipped_knowledge
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


def test_what_the_policy_keeps_from_everybody_is_said_and_left_to_the_team(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = chosen()
    build, template = stage.button(f"build:{TEMPLATE}"), shipped().template(TEMPLATE)
    assert template is not None
    knowledge = _without(template.connectors[0].name)
    monkeypatch.setattr(stages, "shipped_knowledge", lambda _number=1: knowledge)

    held = stage.interview.model_copy(update={"liked": None})
    stage.talk = stage.talk.model_copy(update={"interview": held})
    stage.hear(Pressed(build))
    refused = stage.interview.building
    stage.hear(Pressed(Press("fits", TEMPLATE, stage.interview.id)))
    offered, _ = offers(Speech(knowledge, "sv"), stage.interview.model_copy(update={"shown": (), "liked": None}))

    assert refused is None
    assert {choice.press.verb for choice in note(stage).choices} == {"human", "tasks", "new"}
    assert isinstance(offered, Offers)
    caution = next(each.cautions[0] for each in offered.offers if each.template == TEMPLATE)
    assert f"Den använder {template.connectors[0].name}, som inte alla får använda här." in caution


def _without(connector: str) -> Knowledge:
    """The shipped content, where a policy keeps a connector from everybody."""
    connectors = [each.model_copy(update={"allowed": each.name != connector}) for each in shipped().connectors]
    return replace(shipped_knowledge(), revision=shipped().model_copy(update={"connectors": tuple(connectors)}))
