"""Two templates that are too near each other to say which fits better: the person is told, and chooses."""

from dialogs.reply import Offers
from knowledge.match import match
from tests.cast import shipped, shipped_knowledge
from tests.dialogs.script import walk
from tests.knowledge.shipped import described
from tests.stage import Stage


def offered(text: str) -> Offers:
    stage = Stage()
    stage.says("ny", text)
    walk(stage, "result")
    stage.presses("templates")
    card = stage.view[-1]
    assert isinstance(card, Offers)
    return card


def test_two_that_are_close_are_offered_as_a_choice_and_others_are_not() -> None:
    words = shipped().wording.suggest
    intros: dict[str, str] = {}
    for line in described("finding_hard.jsonl"):
        found = match(shipped_knowledge().index, line.text)
        if line.lang == "sv" and found.question is None and len(found.best) > 1:
            apart = found.best[0].score - found.best[1].score
            side = "close" if apart < 0.01 else "apart" if apart > 0.1 else ""
            intros.setdefault(side, line.text)

    assert offered(intros["close"]).intro == words.close.sv
    assert offered(intros["apart"]).intro == words.intro.sv
