"""Asking how it went, days and months later: the questions, and what an answer leads to."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs.answers import read_pressed
from dialogs.asking import options_of
from dialogs.form import PREFIX
from dialogs.interview import answer, next_question, path
from dialogs.labels import task_title
from dialogs.message import Pressed
from dialogs.moves import stale
from dialogs.notes import button
from dialogs.reply import Answered, Choice, Field, Form, Note, Press
from dialogs.result import judged, outcome_name
from dialogs.speech import Speech
from dialogs.state import Interview, Talk
from dialogs.step import NoReminders, Remind, Scene, Step
from knowledge.assess import Missing
from knowledge.promises import Promises

HOURS = f"{PREFIX}hours"
ASKED_AGAIN = ("C15", "C16", "C18")
"""What may have changed once a flow has run for a while (`spec` of the checklist, Graduation)."""
MONTHS = 12
_NUMBER = re.compile(r"(?<![\d-])\d{1,3}(?:[ \u00a0]?\d{3})*(?:[.,]\d{1,2})?(?!\d)")
_HELP = ("self", "coach", "team")
"""Outcomes by how much help they want."""
_MOST_HOURS = 10_000
"""A month: more is a slip of the pen."""


def follow_up(speech: Speech, interview: Interview) -> Note:
    """Some days after the building began."""
    words = speech.words.coaching
    return Note(
        kind="follow_up",
        title=speech.say(words.follow_up_title),
        lines=(speech.say(words.follow_up, task=task_title(speech, interview)), speech.say(words.follow_up_why)),
        choices=(
            _choice(speech.say(words.works), "works", interview, primary=True),
            _choice(speech.say(words.not_yet), "not_yet", interview),
            _choice(speech.say(words.stuck), "stuck", interview),
            _choice(speech.say(words.show_steps), "checklist", interview),
            Choice(speech.say(words.quiet), Press("quiet")),
        ),
    )


def ask_for_hours(speech: Speech, interview: Interview, task: str) -> Form:
    """How much time the flow saves."""
    words = speech.words.coaching
    return Form(
        key=f"{interview.id}:hours",
        title=speech.say(words.hours_title),
        intro=speech.say(words.hours_intro, task=task),
        fields=(_hours_field(speech),),
        send=_choice(speech.say(words.hours_send), "measured", interview, primary=True),
        nav=(_choice(speech.say(words.stuck), "stuck", interview),),
    )


def measure(speech: Speech, interview: Interview) -> Form:
    """Months later: the hours, and whether it needs a coach now."""
    words = speech.words.coaching
    return Form(
        key=f"{interview.id}:measure",
        title=speech.say(words.measure_title),
        intro=speech.say(words.measure, task=task_title(speech, interview)),
        fields=(_hours_field(speech), *(_again(speech, interview, name) for name in _askable(speech, interview))),
        send=_choice(speech.say(words.hours_send), "measured", interview, primary=True),
        nav=(
            _choice(speech.say(words.stuck), "stuck", interview),
            Choice(speech.say(words.quiet), Press("quiet")),
        ),
    )


def _hours_field(speech: Speech) -> Field:
    return Field(HOURS, speech.say(speech.words.coaching.hours_field), "text", (), (), "")


def _askable(speech: Speech, interview: Interview) -> list[str]:
    """Those of them that the content asks of this task."""
    asked = {question.id for question in path(Talk(), interview, speech.knowledge.revision)}
    return [name for name in ASKED_AGAIN if name in asked]


def _again(speech: Speech, interview: Interview, name: str) -> Field:
    question = speech.knowledge.revision.question(name)
    now = interview.answers.get(name)
    marked = (now,) if isinstance(now, str) else ()
    options = options_of(speech, interview, question)
    return Field(f"{PREFIX}{name}", speech.say(question.text), "choice", options, marked, "")


def _measured(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    """The hours are kept beside the promised ones; changed answers are judged again."""
    speech, words = scene.speech, scene.speech.words.coaching
    if interview.building is None:
        return stale(scene)
    written = pressed.inputs.get(HOURS, "").strip()
    hours, again = _hours(written), _answered_again(scene, interview, pressed)
    told = again or interview
    if hours is None and (written or again is None):
        form = ask_for_hours(speech, interview, task_title(speech, interview))
        return Step(scene.with_interview(told), (form,)).led(speech.say(words.hours_unread))
    if hours is not None:
        told = told.model_copy(update={"measured": hours * MONTHS})
    settled = Answered(
        key=f"{interview.id}:{'hours' if again is None else 'measure'}",
        title=speech.say(words.hours_field),
        answer=speech.number(hours) if hours is not None else speech.say(speech.words.summary.unanswered),
        change=None,
    )
    note = _thanks(speech, scene.talk, interview, told)
    return Step(scene.with_interview(told), (note,), settled=settled)


def _thanks(speech: Speech, talk: Talk, before: Interview, now: Interview) -> Note:
    words, nav, lines = speech.words.coaching, speech.words.nav, []
    if now.measured is not None and now.measured != before.measured:
        lines.append(_compared(speech, now, now.measured))
    outcome = _outcome(speech, talk, now) if before.answers != now.answers else "self"
    if before.answers != now.answers:
        lines.append(_judged_again(speech, _outcome(speech, talk, before), outcome))
    help_first = (button(speech, nav.human, "human", primary=True),) if outcome != "self" else ()
    return Note(
        kind="measured",
        lines=(*lines, speech.say(words.next)),
        choices=(*help_first, button(speech, nav.new_task, "new"), button(speech, nav.my_tasks, "tasks")),
    )


def _judged_again(speech: Speech, old: str, new: str) -> str:
    """What today's answers come to: no coach needed, more help than before, or as it is."""
    words = speech.words.coaching
    if new == "self":
        return speech.say(words.same)
    stricter = new in _HELP and _HELP.index(new) > (_HELP.index(old) if old in _HELP else -1)
    return speech.say(words.stricter if stricter else words.still, outcome=outcome_name(speech, new).lower())


def _outcome(speech: Speech, talk: Talk, interview: Interview) -> str:
    """What the answers come to. Alone builds only who was asked everything that could forbid it."""
    found = judged(speech.knowledge, talk, interview)
    if isinstance(found, Missing):
        return "self"
    unsure = next_question(talk, interview, speech.knowledge.revision) is not None
    return "coach" if found[1].outcome == "self" and unsure else found[1].outcome


def _compared(speech: Speech, interview: Interview, measured: float) -> str:
    words, hours = speech.words.coaching, speech.hours(measured)
    if interview.promised is None or interview.promised < 1:
        return speech.say(words.measured_plain, hours=hours)
    promised = speech.say(words.promised_hours, hours=speech.hours(interview.promised))
    return speech.say(words.measured, hours=hours, promised=promised)


def _answered_again(scene: Scene, interview: Interview, pressed: Pressed) -> Interview | None:
    """The interview with the answers that were given again; None when none was."""
    told, given = interview, False
    for name in _askable(scene.speech, interview):
        question = scene.knowledge.revision.question(name)
        value = read_pressed(question, [pressed.inputs.get(f"{PREFIX}{name}", "")])
        if value is not None:
            given = True
            told = answer(told, question, value)
    return told if given else None


def _hours(text: str) -> float | None:
    """The number that was written; None when there is none, or none that can be."""
    found = _NUMBER.search(text)
    number = float(re.sub(r"[ \u00a0]", "", found[0]).replace(",", ".")) if found else None
    return number if number is not None and number <= _MOST_HOURS else None


def _not_yet(scene: Scene, interview: Interview, _: Pressed) -> Step:
    speech, days = scene.speech, scene.knowledge.revision.promises.follow_up_after
    words, reminded = speech.words.coaching, not scene.talk.quiet
    said = speech.say(words.not_yet_said, days=days) if reminded else speech.say(speech.words.tasks.kept)
    note = Note(
        kind="not_yet",
        lines=(said,),
        choices=(
            _choice(speech.say(words.show_steps), "checklist", interview),
            _choice(speech.say(words.stuck), "stuck", interview),
            Choice(speech.say(words.quiet), Press("quiet")),
        ),
    )
    return Step(scene, (note,), (Remind("follow_up", interview.id, days),) if reminded else ())


def quiet(scene: Scene, _: Pressed) -> Step:
    """No more reminders, of anything."""
    speech, words = scene.speech, scene.speech.words.coaching
    note = Note(
        kind="quiet",
        lines=(speech.say(words.quiet_said),),
        choices=(
            Choice(speech.say(words.remind_again), Press("remind_me")),
            button(speech, speech.words.nav.my_tasks, "tasks"),
        ),
    )
    return Step(scene.with_talk(quiet=True), (note,), (NoReminders(),))


def remind_me(scene: Scene, _: Pressed) -> Step:
    speech = scene.speech
    note = Note(
        kind="remind_me",
        lines=(speech.say(speech.words.coaching.remind_said),),
        choices=(button(speech, speech.words.nav.my_tasks, "tasks"),),
    )
    interview, promises = scene.interview, scene.knowledge.revision.promises
    going = interview is not None and interview.building and interview.measured is None
    step = Step(scene.with_talk(quiet=False), (note,))
    return replace(step, effects=reminders(interview.id, promises)) if interview is not None and going else step


def reminders(task: str, promises: Promises) -> tuple[Remind, ...]:
    """Both times that somebody who builds is asked."""
    return (
        Remind("follow_up", task, promises.follow_up_after),
        Remind("measure", task, promises.measure_after),
    )


def _choice(label: str, verb: str, interview: Interview, *, primary: bool = False) -> Choice:
    return Choice(label, Press(verb, "", interview.id), primary)


FOLLOW_UPS: Mapping[str, Callable[[Scene, Interview, Pressed], Step]] = {
    "measured": _measured,
    "not_yet": _not_yet,
}
