"""Conversations as data: steps of what a person does and what must come of it.

A step does one of: `join`, `say`, `press`, `wordless`, `edit`, `delete`, `later` (days), `publish`, `old` or `forged`
(a press from before, or from nowhere), `to` (walk the plain way to a question, `summary` or `result`).
Then it looks: `then` is the kind of the last reply or the id of its question; `lead` and `says` are keys of the
wording (`asking.old_card`, `C05.why`, `aside.licence`) or, in `words`, fragments of the text itself.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from chat import code
from dialogs.message import Deleted, Edited, Joined, Pressed, Wordless
from dialogs.plain import plain
from dialogs.reply import Answered, Ask, Note, Press, Reply, Result
from knowledge.part import Language, Text
from tests.builders import CLOSE, PLAIN
from tests.cast import shipped
from tests.stage import Stage

ASKED_WHEN_CLOSE = ("C04", "C09")
"""Questions that can change nothing about the plain task."""
FOLDER = Path(__file__).parents[1] / "conversations"


class Step(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    join: bool = False
    say: str | list[str] = []
    press: str | list[str] = []
    inputs: dict[str, str] = Field(default={}, alias="with")
    wordless: Literal["file", "empty"] | None = None
    edit: dict[str, str | None] | None = None
    delete: str | None = None
    later: int = 0
    publish: bool = False
    old: dict[str, str] | None = None
    forged: dict[str, str] | None = None
    to: str | None = None

    then: str | None = None
    instead: str | None = None
    lead: list[str] = []
    says: list[str] = []
    words: list[str] = []
    never: list[str] = []
    offers: list[str] = []
    marked: list[str] | None = None
    progress: str | None = None
    settled: str | None = None
    answers: dict[str, Any] = {}
    outcome: str | None = None
    effects: list[str] | None = None
    department: str | None = None
    revision: int | None = None
    heard: str | None = None
    asking: str | None = None
    language: str | None = None


class Conversation(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    title: str
    language: Language = "sv"
    steps: list[Step]


@cache
def conversations() -> dict[str, Conversation]:
    """Every conversation of the folder, by its file and title."""
    return {
        f"{path.stem}: {each['title']}": Conversation.model_validate(each)
        for path in sorted(FOLDER.glob("*.yaml"))
        for each in yaml.safe_load(path.read_text("utf-8"))
    }


def play(conversation: Conversation) -> None:
    stage = Stage(language=conversation.language)
    for number, step in enumerate(conversation.steps, 1):
        _act(stage, step)
        _look(stage, step, f"step {number}")


def _act(stage: Stage, step: Step) -> None:
    stage.later(days=step.later)
    stage.latest += step.publish
    if step.join:
        stage.hear(Joined())
    if step.to:
        walk(stage, step.to)
    for text in [step.say] if isinstance(step.say, str) else step.say:
        stage.says(text)
    for name in [step.press] if isinstance(step.press, str) else step.press:
        stage.presses(name, **step.inputs)
    if step.wordless:
        stage.hear(Wordless(step.wordless))
    if step.edit:
        stage.hear(Edited(step.edit["text"] or "", step.edit.get("about")))
    if step.delete is not None:
        stage.hear(Deleted(step.delete or None))
    if step.old is not None:
        wanted = step.old
        press = next(p for p in stage.offered if all(getattr(p, name) == value for name, value in wanted.items()))
        stage.hear(Pressed(press, step.inputs))
    if step.forged is not None:
        stage.hear(Pressed(Press(**step.forged), step.inputs))


def walk(stage: Stage, goal: str) -> None:
    """Begin if need be, and give the plain task's answers until the goal is asked: those of a close one if it must."""
    given = CLOSE if goal in ASKED_WHEN_CLOSE else PLAIN
    if stage.talk.interview is None:
        stage.says("ny")
    for _ in range(40):
        at = kind_of(stage.view[-1])
        if at == goal:
            return
        match at:
            case "describe":
                stage.presses("undescribed")
            case "department":
                stage.presses("hr")
            case "understood":
                stage.presses("facts_right")
            case "summary":
                stage.presses("judge")
            case "SHARED":
                stage.presses("each")
            case _:
                stage.presses(str(given.get(at, "inget")))
    raise AssertionError(f"the plain way never comes to {goal}")


def _look(stage: Stage, step: Step, where: str) -> None:
    """Everything the step wants to see, against what there is."""
    wanted = step.model_dump(exclude_unset=True, include=set(_LOOKS))

    found = {name: _LOOKS[name](stage, value) for name, value in wanted.items()}

    told = "\n".join(map(plain, stage.shown))
    assert found == wanted, f"{where}, which brought: {told}"


def _last(stage: Stage) -> Reply:
    return stage.view[-1]


def _asked(stage: Stage) -> Ask:
    last = _last(stage)
    assert isinstance(last, Ask)
    return last


def _outcome(stage: Stage) -> str | None:
    last = _last(stage)
    return last.outcome if isinstance(last, Result) else None


def _kept(stage: Stage) -> str:
    """All that would be stored of the turn."""
    turn = stage.turn
    return f"{stage.talk.model_dump_json()}{turn.heard if turn else ''}{stage.shown}{stage.effects}"


def _answer(stage: Stage, name: str) -> Any:
    value = stage.interview.answers.get(name)
    return list(value) if isinstance(value, tuple) else value


_LOOKS: dict[str, Callable[[Stage, Any], Any]] = {
    "then": lambda stage, _: kind_of(_last(stage)),
    "instead": lambda stage, _: kind_of(stage.turn.instead) if stage.turn and stage.turn.instead else None,
    "lead": lambda stage, keys: [key for key in keys if any(map(_pattern(key, stage).fullmatch, _leads(stage)))],
    "says": lambda stage, keys: [key for key in keys if _pattern(key, stage).search(_all_text(stage))],
    "words": lambda stage, words: [each for each in words if each in _all_text(stage)],
    "never": lambda stage, words: [each for each in words if each not in _kept(stage)],
    "offers": lambda stage, codes: [each for each in codes if each in {code(c.press) for c in stage.choices}],
    "marked": lambda stage, _: list(_asked(stage).marked),
    "progress": lambda stage, _: "/".join(re.findall(r"\d+", _asked(stage).progress)),
    "settled": lambda stage, _: stage.turn.settled.key.partition(":")[2] if stage.turn and stage.turn.settled else None,
    "answers": lambda stage, names: {name: _answer(stage, name) for name in names},
    "outcome": lambda stage, _: _outcome(stage),
    "effects": lambda stage, _: [type(effect).__name__ for effect in stage.effects],
    "department": lambda stage, _: stage.talk.department,
    "revision": lambda stage, _: stage.interview.revision,
    "heard": lambda stage, _: stage.turn.heard if stage.turn else None,
    "asking": lambda stage, _: stage.talk.asking.about if stage.talk.asking else None,
    "language": lambda stage, _: stage.talk.language,
}


def kind_of(reply: Reply) -> str:
    match reply:
        case Note(kind=kind):
            return kind
        case Ask(question=question):
            return question
        case _:
            return type(reply).__name__.lower()


def _leads(stage: Stage) -> list[str]:
    return [line for reply in stage.shown if not isinstance(reply, Answered) for line in reply.lead]


def _all_text(stage: Stage) -> str:
    """Every word of the replies, on the cards and behind their buttons."""
    return "\n".join(map(plain, stage.shown)) + "\n".join(map(repr, stage.shown)).replace("\\xa0", "\xa0")


def _pattern(key: str, stage: Stage) -> re.Pattern[str]:
    """The wording behind a key, in the person's language, with anything in its places."""
    text = _text(key).to(stage.talk.language or stage.language)
    return re.compile(".*".join(re.escape(part) for part in re.split(r"\{\w+\}", text)), re.DOTALL)


def _text(key: str) -> Text:
    first, _, rest = key.partition(".")
    if first == "aside":
        return next(aside.answer for aside in shipped().asides if aside.id == rest)
    part: Any = shipped().question(first) if re.fullmatch(r"C\d\d|DPIA", first) else getattr(shipped().wording, first)
    found = getattr(part, rest)
    assert isinstance(found, Text)
    return found
