"""A conversation played in memory: the real rules and content, and a small memory that does what they ask of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chat import code
from dialogs.case import Case, Refused, Somebody, moved
from dialogs.conversation import Turn, respond
from dialogs.decided import NOTHING_DECIDED, Decided
from dialogs.message import (
    Alike,
    AlikeFound,
    CaseOpened,
    CaseTold,
    DataFound,
    Erased,
    Message,
    Pressed,
    Said,
    TaskLine,
    TaskLoaded,
    TasksFound,
)
from dialogs.reply import Ask, Choice, Press, Reply, choices_of
from dialogs.speech import Speech
from dialogs.state import Interview, Talk
from dialogs.step import (
    ActOnCase,
    Effect,
    Erase,
    FindAlike,
    FindData,
    FindTasks,
    LoadTask,
    NoReminders,
    OpenCase,
    PutAside,
    Remind,
    RemoveTask,
    Setting,
)
from dialogs.tasks import record
from knowledge.part import Language
from tests.cast import NOW, shipped_knowledge


@dataclass
class Stage:
    """One person and the coach.

    `shown` is what the last message brought, `view` what was last shown; `spoken` is what was last said in a message
    of its own and `earlier` what before that; `offered` is every button ever seen.
    """

    language: Language = "sv"
    talk: Talk = field(default_factory=Talk)
    now: datetime = NOW
    arrived: datetime | None = None
    written: datetime | None = None
    latest: int = 1
    turn: Turn | None = None
    shown: tuple[Reply, ...] = ()
    view: tuple[Reply, ...] = ()
    spoken: tuple[Reply, ...] = ()
    earlier: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    offered: list[Press] = field(default_factory=list)
    kept: dict[str, Interview] = field(default_factory=dict)
    begun: int = 0
    cases: dict[str, Case] = field(default_factory=dict)
    decided: Decided = NOTHING_DECIDED

    def hear(self, message: Message) -> Turn:
        """Take a message, and let the memory answer what it leads to."""
        self.shown, self.effects, self.earlier = (), (), self.spoken
        turn = self._take(message)
        self.turn = turn
        if turn.settled is not None:
            self._offer(turn.settled)
        self.view = self.shown or self.view
        self.spoken = self._messages(turn) or self.spoken
        return turn

    def says(self, *texts: str) -> None:
        for text in texts:
            self.hear(Said(text))

    def presses(self, *codes: str, **inputs: str) -> None:
        """Press buttons of what is shown, each named by its code as the terminal shows it."""
        for name in codes:
            self.hear(Pressed(self.button(name), inputs))

    def button(self, name: str) -> Press:
        choices = {code(choice.press): choice.press for choice in self.choices}
        assert name in choices, f"{name} is not offered, only {', '.join(choices)}"
        return choices[name]

    @property
    def choices(self) -> list[Choice]:
        """The buttons in view, those that send what was filled in among them."""
        sending = [reply.send for reply in self.view if isinstance(reply, Ask)]
        return [*(choice for reply in self.view for choice in choices_of(reply)), *sending]

    @property
    def interview(self) -> Interview:
        assert self.talk.interview is not None
        return self.talk.interview

    @property
    def setting(self) -> Setting:
        interview = self.talk.interview
        pinned = interview.revision if interview is not None else self.latest
        return Setting(
            shipped_knowledge(pinned),
            shipped_knowledge(self.latest),
            self.language,
            self.now,
            f"task{self.begun}",
            self.arrived or self.now,
            self.written,
            self.decided,
        )

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def _take(self, message: Message) -> Turn:
        self.begun += 1
        turn = respond(self.talk, message, self.setting)
        self.talk = turn.talk
        self.shown += (*((turn.instead,) if turn.instead else ()), *turn.replies)
        self.effects += turn.effects
        for reply in turn.replies:
            self._offer(reply)
        for effect in turn.effects:
            told = self._remember(effect)
            if told is not None:
                self._take(told)
        return turn

    def _messages(self, turn: Turn) -> tuple[Reply, ...]:
        """What was said in messages of their own, not in the place of an old card."""
        return tuple(reply for reply in self.shown if reply is not turn.instead)

    def _offer(self, reply: Reply) -> None:
        self.offered += [choice.press for choice in choices_of(reply)]
        self.offered += [reply.send.press] if isinstance(reply, Ask) else []

    def _remember(self, effect: Effect) -> Message | None:
        match effect:
            case OpenCase():
                return self._open(effect)
            case ActOnCase():
                return self._act(effect)
            case FindTasks():
                return TasksFound(self._tasks())
            case LoadTask(id=name, pressed=pressed):
                return TaskLoaded(self.kept.get(name), pressed)
            case FindAlike(templates=templates):
                return AlikeFound(tuple(Alike(name, 3, 2, 40.0, 1) for name in templates[:1]))
            case Remind() | NoReminders():
                return None
            case RemoveTask(id=name):
                self.kept.pop(name, None)
                return TasksFound(self._tasks())
            case PutAside(interview=interview):
                self.kept[interview.id] = interview
                return None
            case FindData():
                return DataFound(1, 2, 0, "https://coach.exempel.se/my-data/x", 30)
            case Erase():
                return Erased(requested=any(each.case for each in self._interviews()))

    def _open(self, effect: OpenCase) -> CaseOpened:
        number = f"AC-2026-{len(self.cases) + 1:04}"
        opened = Case(1, number, 1, "Anna", effect.title, effect.comment, {}, "new", self.now, effect.topic)
        self.cases[number] = opened
        return CaseOpened(number, self.now)

    def _act(self, effect: ActOnCase) -> CaseTold:
        case = self.cases.get(effect.number)
        if case is None or effect.act not in {"withdraw", "reopen"}:
            return CaseTold(effect.act, case)
        after = moved(case, effect.act, by=Somebody("anna", "Anna"), now=self.now)
        if isinstance(after, Refused):
            return CaseTold(effect.act, case, refused=True)
        self.cases[effect.number] = after
        return CaseTold(effect.act, after)

    def _interviews(self) -> list[Interview]:
        own = [self.talk.interview] if self.talk.interview else []
        return [*own, *(each for each in self.kept.values() if each not in own)]

    def _tasks(self) -> tuple[TaskLine, ...]:
        speech = Speech(shipped_knowledge(self.latest), self.talk.language or self.language)
        records = [record(speech, self.talk, each) for each in self._interviews()]
        return tuple(
            TaskLine(each.interview.id, each.title, each.status, each.outcome, each.interview.case, "i dag")
            for each in records
        )
