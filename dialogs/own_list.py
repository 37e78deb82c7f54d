"""The list of a person's own tasks and cases."""

from dialogs.case import Case
from dialogs.case_card import state_name
from dialogs.message import TaskLine
from dialogs.notes import button
from dialogs.reply import Choice, Note, Press, Row
from dialogs.speech import Speech, escaped


def task_list(speech: Speech, tasks: tuple[TaskLine, ...], cases: tuple[Case, ...]) -> Note:
    """Own tasks and cases with their state, each to be taken up again."""
    words = speech.words
    lines = (speech.say(words.tasks.intro if tasks or cases else words.tasks.none),)
    return Note(
        kind="tasks",
        title=speech.say(words.tasks.title),
        lines=lines,
        rows=(*(_task_row(speech, task) for task in tasks), *(_case_row(speech, case) for case in cases)),
        choices=(button(speech, words.nav.new_task, "new"), button(speech, words.nav.help, "help")),
    )


def _task_row(speech: Speech, task: TaskLine) -> Row:
    words = speech.words.tasks
    state = speech.say(getattr(words, task.status))
    outcome = speech.say(getattr(speech.words.result, task.outcome)) if task.outcome else ""
    case = speech.say(words.case, number=task.case) if task.case else ""
    detail = " · ".join(part for part in (state, outcome, case, task.changed) if part)
    going_on = task.status in ("open", "paused", "cancelled")
    label = words.go_on if going_on else words.show
    take_up = Choice(speech.say(label), Press("open_task", task.id))
    remove = Choice(speech.say(speech.words.nav.remove), Press("remove_task", task.id))
    return Row(escaped(task.title), "", detail, (take_up,) if task.case else (take_up, remove))


def _case_row(speech: Speech, case: Case) -> Row:
    words = speech.words.case
    coach = case.coach.name if case.coach else speech.say(words.coach_none)
    label = speech.say(words.title, number=case.number, title=case.title)
    show = Choice(speech.say(words.view), Press("case", case.number))
    return Row(label, "", f"{state_name(speech, case)} · {escaped(coach)}", (show,))
