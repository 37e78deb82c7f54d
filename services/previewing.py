"""Trying the draft in a conversation: the real `respond` on content that is not published, and a memory of its own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from dialogs.conversation import Turn, respond
from dialogs.message import (
    AlikeFound,
    CaseOpened,
    CaseTold,
    DataFound,
    Erased,
    Joined,
    MemoryAnswer,
    Message,
    Pressed,
    Said,
    TaskLoaded,
    TasksFound,
)
from dialogs.plain import plain
from dialogs.reply import Choice, Press, Reply, choices_of, key_of
from dialogs.state import Talk
from dialogs.step import (
    ActOnCase,
    Effect,
    Erase,
    FindAlike,
    FindData,
    FindTasks,
    LoadTask,
    OpenCase,
    RemoveTask,
    Setting,
)
from knowledge.part import Language
from knowledge.prepared import Knowledge
from services.ports import Writer

MOST_SAID = 80
"""So many messages are remembered; older ones are let go."""
_CASE = "PROV-0000"
_LINK_MINUTES = 30
_DEEPEST = 5


class Previews(Protocol):
    """Where the conversations are kept in which admins try the draft, one for each."""

    async def load(self, who: str) -> str | None: ...
    async def keep(self, who: str, content: str, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A message of the trial. `card`: as Teams would draw it; `key`: what a later card takes the place of."""

    mine: bool
    text: str
    language: Language
    card: Mapping[str, Any] | None = None
    choices: tuple[Choice, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The conversation so far. `language`: the one it was begun in."""

    language: Language
    talk: Talk = field(default_factory=Talk)
    said: tuple[Line, ...] = ()

    @property
    def spoken(self) -> Language:
        """The language it is in by now."""
        return self.talk.language or self.language


@dataclass(frozen=True, slots=True)
class Stage:
    """What a trial is played with."""

    knowledge: Knowledge
    write: Writer
    now: datetime
    fresh_id: str


def begun(language: Language, stage: Stage) -> Preview:
    """A new conversation, as if the app had just been installed."""
    return _answered(Preview(language), Joined(), "", stage)


def told(preview: Preview, message: Message, shown: str, stage: Stage) -> Preview:
    """The conversation after a message; `shown` is what stands there as said."""
    return _answered(preview, message, shown, stage)


def _answered(preview: Preview, message: Message, shown: str, stage: Stage) -> Preview:
    knowledge = stage.knowledge
    setting = Setting(knowledge, knowledge, preview.language, stage.now, stage.fresh_id)
    said = _carried_out(respond(preview.talk, message, setting), setting, 0)
    language = said.talk.language or preview.language
    lines = list(preview.said)
    if shown or isinstance(message, Said):
        lines.append(Line(mine=True, text=shown or said.heard, language=language))
    for settled in (each for each in (said.settled, said.instead) if each is not None):
        lines = [each for each in lines if not each.key or each.key != key_of(settled)]
        lines.append(_line(settled, language, stage))
    lines += [_line(reply, language, stage) for reply in said.replies]
    return Preview(preview.language, said.talk, tuple(lines[-MOST_SAID:]))


def _line(reply: Reply, language: Language, stage: Stage) -> Line:
    activity = stage.write(reply, language)
    card = next((each["content"] for each in activity.get("attachments", ())), None)
    text, choices = plain(reply), choices_of(reply)
    return Line(mine=False, text=text, language=language, card=card, choices=choices, key=key_of(reply))


def _carried_out(said: Turn, setting: Setting, depth: int) -> Turn:
    """What the memory would do is not done; what it would answer is an empty memory's answer."""
    for effect in said.effects:
        answer = _answer(effect)
        if answer is None or depth > _DEEPEST:
            continue
        more = respond(said.talk, answer, setting)
        more = _carried_out(more, setting, depth + 1)
        said = replace(
            said, talk=more.talk, replies=(*said.replies, *more.replies), settled=said.settled or more.settled
        )
    return said


def _answer(effect: Effect) -> MemoryAnswer | None:
    match effect:
        case OpenCase():
            return CaseOpened(_CASE)
        case ActOnCase(act=act):
            return CaseTold(act, None)
        case FindTasks() | RemoveTask():
            return TasksFound((), ())
        case LoadTask(pressed=pressed):
            return TaskLoaded(None, pressed)
        case FindAlike():
            return AlikeFound(())
        case FindData():
            return DataFound(0, 0, 0, "", _LINK_MINUTES)
        case Erase():
            return Erased(requested=False)
        case _:
            return None


def written(preview: Preview) -> str:
    """The conversation as it is kept."""
    return json.dumps(
        {
            "language": preview.language,
            "talk": preview.talk.model_dump(mode="json", exclude_defaults=True),
            "said": [_kept(each) for each in preview.said],
        },
        ensure_ascii=False,
    )


def read(content: str) -> Preview:
    """The conversation that was kept. `ValueError` for what no longer fits this program."""
    data = json.loads(content)
    return Preview(data["language"], Talk.model_validate_json(json.dumps(data["talk"])), _lines(data["said"]))


def _kept(line: Line) -> Mapping[str, Any]:
    choices = [[each.label, each.primary, _written_press(each.press)] for each in line.choices]
    return {
        "mine": line.mine,
        "text": line.text,
        "language": line.language,
        "card": line.card,
        "choices": choices,
        "key": line.key,
    }


def _lines(kept: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    return tuple(
        Line(
            each["mine"],
            each["text"],
            each["language"],
            each["card"],
            tuple(Choice(label, Press(*press), primary=primary) for label, primary, press in each["choices"]),
            each["key"],
        )
        for each in kept
    )


def _written_press(press: Press) -> tuple[str, str, str, str]:
    return (press.verb, press.code, press.interview, press.question)


def pressed(form: Mapping[str, str]) -> Pressed:
    """A button of the trial with what was filled in beside it."""
    press = Press(*(form.get(name, "")[:100] for name in ("v", "c", "i", "q")))
    inputs = {name.removeprefix("in."): value for name, value in form.items() if name.startswith("in.")}
    return Pressed(press, inputs)
