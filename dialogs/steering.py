"""What each command does."""

from collections.abc import Callable

from dialogs import notes
from dialogs.asking import ask_where
from dialogs.case import Topic
from dialogs.commands import Command
from dialogs.form import form, left
from dialogs.handover import handover
from dialogs.interview import DEPARTMENT, AtDepartment, AtDescription, AtQuestion, AtSummary, before, unasked
from dialogs.labels import task_title
from dialogs.moves import give, set_department
from dialogs.others import alike, share
from dialogs.reply import Press
from dialogs.standing import after, begin, going_on, show, where
from dialogs.state import Asking
from dialogs.step import FindData, FindTasks, Scene, Step
from dialogs.summary import summary
from knowledge.model import UNSURE


def steer(scene: Scene, command: Command) -> Step:
    """Carry out a command. A question that waited outside the interview is dropped by it."""
    return _WAYS[command](scene.with_talk(asking=None))


def skip(scene: Scene) -> Step:
    """Pass over what is asked: "don't know" where that is an answer."""
    interview = going_on(scene)
    match where(scene):
        case AtDescription() if interview is not None:
            told = scene.speech.say(scene.speech.words.describe.thanks_nothing)
            return show(scene.with_interview(interview, described=True), told)
        case AtDepartment() if interview is not None:
            return set_department(scene, interview, None)
        case AtQuestion(question=question) if interview is not None and question.unsure:
            return give(scene, interview, question, UNSURE)
        case AtQuestion():
            return show(scene, scene.speech.say(scene.speech.words.asking.cannot_skip))
        case _:
            return show(scene)


def back(scene: Scene) -> Step:
    """Open the question before this one again, its answer kept."""
    interview = going_on(scene)
    if interview is None:
        return show(scene)
    earlier = before(scene.talk, interview, scene.knowledge.revision)
    if earlier is None:
        return show(scene, scene.speech.say(scene.speech.words.asking.nothing_back))
    return show(scene.with_interview(interview, revisiting=earlier.id, summed_up=False))


def pause(scene: Scene) -> Step:
    interview = going_on(scene)
    if interview is None:
        return show(scene)
    return Step(scene.with_interview(interview, paused=True), (notes.paused(scene.speech, interview),))


def resume(scene: Scene) -> Step:
    """Go on where it stopped, today or days later."""
    interview = scene.interview
    if interview is None:
        return show(scene, scene.speech.say(scene.speech.words.tasks.nothing_to_resume))
    going = scene.with_interview(interview, paused=False, cancelled=False)
    if not interview.paused and not interview.cancelled:
        return show(going)
    words = scene.speech.words.tasks
    return show(going, scene.speech.say(words.resumed, task=task_title(scene.speech, interview)))


def human(scene: Scene, comment: str = "", topic: Topic | None = None) -> Step:
    """Show what would be sent to the team; nothing is sent yet."""
    asked = scene.with_talk(asking=Asking(about="handover", text=comment, topic=topic))
    return Step(asked, (handover(scene.speech, asked.talk, scene.setting.decided, comment),))


def fill_in(scene: Scene) -> Step:
    """All that is left to ask, on one card; before the description it is the questions instead of telling."""
    interview = going_on(scene)
    if interview is None:
        return show(scene)
    at = where(scene)
    if isinstance(at, AtDescription):
        interview = interview.model_copy(update={"described": True})
    elif isinstance(at, AtSummary) and unasked(scene.talk, interview, scene.knowledge.revision):
        interview = interview.model_copy(update={"thorough": True})
    elif not isinstance(at, AtQuestion | AtDepartment):
        return show(scene)
    now = scene.with_interview(interview, revisiting=None)
    if not left(now.speech, now.talk, interview):
        return show(now)
    return Step(now, (form(now.speech, now.talk, interview),))


def change(scene: Scene) -> Step:
    """All answers so far, each to be changed."""
    interview = going_on(scene)
    if interview is None or not interview.answers:
        return show(scene)
    open_again = scene.with_interview(interview, summed_up=False)
    return Step(open_again, (summary(scene.speech, open_again.talk, interview),))


def switch(scene: Scene, language: str) -> Step:
    spoken = scene.with_talk(language=language)
    return show(spoken, spoken.speech.say(spoken.speech.words.misc.language))


def _help(scene: Scene) -> Step:
    return Step(scene, (notes.help_note(scene.speech, resume=scene.interview is not None),))


def _hello(scene: Scene) -> Step:
    return show(scene, scene.speech.say(scene.speech.words.welcome.hello))


def _thanks(scene: Scene) -> Step:
    return show(scene, scene.speech.say(scene.speech.words.welcome.thanks))


def _new(scene: Scene) -> Step:
    return after(begin(scene))


def _restart(scene: Scene) -> Step:
    interview = scene.interview
    if interview is None or not (interview.described or interview.answers):
        return _new(scene)
    words, speech = scene.speech.words.tasks, scene.speech
    line = speech.say(words.restart, task=task_title(speech, interview))
    note = notes.confirm(speech, words.restart_title, line, words.restart_yes, Press("restart_yes"))
    return Step(scene.with_talk(asking=Asking(about="restart")), (note,))


def _cancel(scene: Scene) -> Step:
    interview = going_on(scene)
    if interview is None:
        return show(scene)
    return Step(
        scene.with_interview(interview, cancelled=True, revisiting=None),
        (notes.cancelled(scene.speech, interview),),
    )


def _erase(scene: Scene) -> Step:
    words, speech = scene.speech.words.privacy, scene.speech
    note = notes.confirm(speech, words.erase_title, speech.say(words.erase), words.erase_yes, Press("erase_yes"))
    return Step(scene.with_talk(asking=Asking(about="erase")), (note,))


def _why(scene: Scene) -> Step:
    match where(scene):
        case AtQuestion(question=question):
            return show(scene, scene.speech.say(question.why))
        case AtDepartment():
            return show(scene, scene.speech.say(scene.speech.words.asking.department_why))
        case _:
            return show(scene, scene.speech.say(scene.speech.words.asking.no_question))


def _department(scene: Scene) -> Step:
    """Ask where the person works: as a question of the interview, or by itself where none is going on."""
    interview = going_on(scene)
    if interview is None:
        return Step(scene.with_talk(asking=Asking(about="department")), (ask_where(scene.speech),))
    return show(scene.with_interview(interview, revisiting=DEPARTMENT))


_WAYS: dict[Command, Callable[[Scene], Step]] = {
    Command.HELP: _help,
    Command.HELLO: _hello,
    Command.THANKS: _thanks,
    Command.NEW: _new,
    Command.BACK: back,
    Command.CHANGE: change,
    Command.PAUSE: pause,
    Command.RESUME: resume,
    Command.RESTART: _restart,
    Command.CANCEL: _cancel,
    Command.TASKS: lambda scene: Step(scene, effects=(FindTasks(),)),
    Command.TASKS_OR_DATA: lambda scene: Step(scene, (notes.tasks_or_data(scene.speech),)),
    Command.HUMAN: human,
    Command.SWEDISH: lambda scene: switch(scene, "sv"),
    Command.ENGLISH: lambda scene: switch(scene, "en"),
    Command.DATA: lambda scene: Step(scene, effects=(FindData(),)),
    Command.ERASE: _erase,
    Command.PRIVACY: lambda scene: Step(scene, (notes.privacy(scene.speech, scene.setting.decided.retention),)),
    Command.SKIP: skip,
    Command.WHY: _why,
    Command.DEPARTMENT: _department,
    Command.FORM: fill_in,
    Command.SHARE: share,
    Command.ALIKE: alike,
}
