"""What a button leads to. Everything in it came from a client: it counts only where it fits what stands open."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs import choosing
from dialogs.answers import read_pressed
from dialogs.asking import FROM_CARD, answered, answered_where, passed
from dialogs.casework import CASE_PRESSES
from dialogs.coaching import COACHING
from dialogs.commands import Command
from dialogs.facts import slot_label, understood, without
from dialogs.followups import FOLLOW_UPS, quiet, remind_me
from dialogs.form import filled_in, form_filled
from dialogs.hearing import answer_typed, hear
from dialogs.interview import (
    DEPARTMENT,
    AtDepartment,
    AtDescription,
    AtFacts,
    AtQuestion,
)
from dialogs.message import Pressed
from dialogs.moves import (
    confirm,
    confirmed,
    decline,
    give,
    move_department,
    right,
    set_department,
    stale,
)
from dialogs.notes import confirm as confirm_note
from dialogs.reply import Press, led
from dialogs.standing import show, where
from dialogs.state import Asking, Interview
from dialogs.steering import back, fill_in, skip, steer
from dialogs.step import LoadTask, Scene, Step
from knowledge.conditions import Value

CODES, TEXT = "codes", "text"
"""Names of the inputs on a card: chosen options (joined by commas) and words."""


def press(scene: Scene, pressed: Pressed) -> Step:
    """What pressing a button does; a button that no longer fits changes nothing and shows the current card."""
    verb = pressed.press.verb
    if verb in _COMMANDS and not pressed.press.interview:  # "back" of a card belongs to that card alone.
        return steer(scene, Command(verb))
    if verb in _ANYTIME:
        return _ANYTIME[verb](scene, pressed)
    interview = _of_this(scene, pressed.press)
    act = _IN_INTERVIEW.get(verb)
    if interview is None and pressed.press.interview and verb in _OF_ANY_TASK:
        return Step(scene, effects=(LoadTask(pressed.press.interview, pressed),))
    if interview is None or act is None:
        return stale(scene)
    awake = scene.with_talk(asking=None).with_interview(interview, paused=False)
    step = act(awake, interview.model_copy(update={"paused": False}), pressed)
    if step.instead is not None:
        return stale(scene)
    said_again = not step.replies and step.talk == awake.talk
    return replace(step, scene=scene) if said_again else step  # A replay wakes nothing that was paused since.


def _of_this(scene: Scene, said: Press) -> Interview | None:
    """The open interview, when the button belongs to it."""
    interview = scene.interview
    return interview if interview is not None and interview.id == said.interview and not interview.cancelled else None


def _answer(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    said, codes = pressed.press, _codes(pressed)
    if said.question == DEPARTMENT:
        return _department(scene, interview, codes)
    at = where(scene)
    if isinstance(at, AtQuestion) and at.question.id == said.question:
        value = read_pressed(at.question, codes)
        return show(scene, _choose_one(scene)) if value is None else give(scene, interview, at.question, value)
    return _replayed(scene, interview, said.question, codes)


def _replayed(scene: Scene, interview: Interview, name: str, codes: list[str]) -> Step:
    """The same answer again is answered in the same way; another one on a settled card changes nothing."""
    question = next((q for q in scene.knowledge.revision.questions if q.id == name), None)
    if question is None or name not in interview.answers:
        return stale(scene)
    value: Value | None = read_pressed(question, codes)
    if value is None or value != interview.answers[name]:
        return stale(scene)
    return Step(scene, settled=answered(scene.speech, interview, question, value))


def _department(scene: Scene, interview: Interview, codes: list[str]) -> Step:
    department = scene.knowledge.revision.department(codes[0] if codes else None)
    if not isinstance(where(scene), AtDepartment):
        same = department is not None and department.id == scene.talk.department
        return replace(set_department(scene, interview, department), replies=()) if same else stale(scene)
    if department is None:
        return show(scene, _choose_one(scene))
    return set_department(scene, interview, department)


def _typed(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    """Words from the field of a question's card."""
    at, text = where(scene), pressed.inputs.get(TEXT, "").strip()
    if not isinstance(at, AtQuestion) or at.question.id != pressed.press.question:
        return stale(scene)
    step = answer_typed(scene, interview, at.question, text) if text else None
    return step or show(scene, scene.speech.say(scene.speech.words.asking.not_understood))


def _form(scene: Scene, interview: Interview, _: Pressed) -> Step:
    at = where(scene)
    step = fill_in(scene)
    return replace(step, settled=passed(scene.speech, interview, at.question)) if isinstance(at, AtQuestion) else step


def _form_send(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    """Take in what was filled in; what is left, or could not be read, is asked one by one."""
    if not isinstance(where(scene), AtQuestion | AtDepartment):
        return stale(scene)
    told, unread = filled_in(scene, interview, pressed)
    count = len(told.answers) - len(interview.answers)
    words = scene.speech.words.form
    lead = (scene.speech.say(words.unread, questions=scene.speech.listed(unread)),) if unread else ()
    settled = form_filled(scene.speech, told, count)
    return replace(show(scene.with_interview(told, revisiting=None), *lead), settled=settled)


def _skip(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    at = where(scene)
    if isinstance(at, AtDepartment) and pressed.press.question == DEPARTMENT:
        return set_department(scene, interview, None)
    fits = isinstance(at, AtQuestion) and at.question.id == pressed.press.question
    return skip(scene) if fits else stale(scene)


def _back(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    at = where(scene)
    if not isinstance(at, AtQuestion) or at.question.id != pressed.press.question:
        return stale(scene)
    return replace(back(scene), settled=passed(scene.speech, interview, at.question))


def _keep(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    name = pressed.press.question
    if interview.revisiting != name or name not in interview.answers:
        return stale(scene)
    question = scene.knowledge.revision.question(name)
    kept = answered(scene.speech, interview, question, interview.answers[name])
    return replace(show(scene.with_interview(interview, revisiting=None)), settled=kept)


def _change(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    """Open an answered question again. Its answer stays until another one is given."""
    name = pressed.press.question
    if name not in interview.answers and not (name == DEPARTMENT and scene.talk.asked_department):
        return stale(scene)
    step = show(scene.with_interview(interview, revisiting=name, summed_up=False))
    if name == DEPARTMENT or pressed.press.code != FROM_CARD:
        return step
    return replace(step, settled=passed(scene.speech, interview, scene.knowledge.revision.question(name)))


def _undescribed(scene: Scene, _: Interview, __: Pressed) -> Step:
    return skip(scene) if isinstance(where(scene), AtDescription) else stale(scene)


def _facts_right(scene: Scene, interview: Interview, _: Pressed) -> Step:
    if isinstance(where(scene), AtFacts):
        return right(scene)
    return Step(scene, settled=confirmed(scene, interview)) if interview.settled and interview.facts else stale(scene)


def _fact_wrong(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    """Drop a fact: its question is asked instead. The card stays, without it."""
    slot = pressed.press.code
    if not isinstance(where(scene), AtFacts) or slot not in {fact.slot for fact in interview.facts}:
        return stale(scene)
    told = without(interview, slot)
    dropped = scene.speech.say(scene.speech.words.facts.dropped, slot=slot_label(scene.speech, slot).lower())
    now = scene.with_interview(told)
    if not told.facts:
        return show(scene.with_interview(told, settled=True), dropped)
    return Step(now, settled=led(understood(scene.speech, told), dropped))


def _send(scene: Scene, pressed: Pressed) -> Step:
    """Send what the preview showed, once."""
    asking = scene.talk.asking
    key = scene.interview.id if scene.interview else "none"
    if asking is None or asking.about != "handover" or pressed.press.interview != key:
        return stale(scene)
    return confirm(scene, asking, pressed.inputs.get(TEXT, "").strip())


def _sure(about: str) -> Callable[[Scene, Pressed], Step]:
    """Yes to a question outside the interview, if that is the one that waits, about the same thing."""

    def act(scene: Scene, pressed: Pressed) -> Step:
        asking, code = scene.talk.asking, pressed.press.code
        if asking is None or asking.about != about or (code and code not in (asking.case, asking.text)):
            return stale(scene)
        return confirm(scene, asking)

    return act


def _works_at(scene: Scene, pressed: Pressed) -> Step:
    """Where the person works, chosen outside an interview."""
    asking, codes = scene.talk.asking, _codes(pressed)
    department = scene.knowledge.revision.department(codes[0] if codes else None)
    if department is None:
        return stale(scene)
    if asking is None or asking.about != "department":
        same = department.id == scene.talk.department
        return Step(scene, settled=answered_where(scene.speech, scene.talk)) if same else stale(scene)
    return move_department(scene, department)


def _no(scene: Scene, _: Pressed) -> Step:
    """No. What was not meant for a coach is heard as usual."""
    asking = scene.talk.asking
    if asking is not None and asking.about == "case_send":
        return hear(scene.with_talk(asking=None), asking.text)
    return decline(scene) if asking is not None else stale(scene)


def _open_task(scene: Scene, pressed: Pressed) -> Step:
    plain, interview = scene.with_talk(asking=None), scene.interview
    if interview is not None and interview.id == pressed.press.code:
        return show(plain.with_interview(interview, paused=False, cancelled=False))
    return Step(plain, effects=(LoadTask(pressed.press.code),))


def _remove_task(scene: Scene, pressed: Pressed) -> Step:
    """What cannot be brought back is asked about first."""
    words, speech = scene.speech.words.tasks, scene.speech
    yes = Press("remove_yes", pressed.press.code)
    note = confirm_note(speech, words.remove_title, speech.say(words.remove), words.remove_yes, yes)
    return Step(scene.with_talk(asking=Asking(about="remove", text=pressed.press.code)), (note,))


def _codes(pressed: Pressed) -> list[str]:
    """The option on the button, else those chosen in the card's list."""
    if pressed.press.code:
        return [pressed.press.code]
    return [code for code in pressed.inputs.get(CODES, "").split(",") if code]


def _choose_one(scene: Scene) -> str:
    return scene.speech.say(scene.speech.words.asking.not_understood)


_COMMANDS = frozenset(command.value for command in Command)
_ANYTIME: Mapping[str, Callable[[Scene, Pressed], Step]] = {
    **CASE_PRESSES,
    "case_withdraw_yes": _sure("case_withdraw"),
    "quiet": quiet,
    "remind_me": remind_me,
    "case_send": _sure("case_send"),
    "send": _send,
    "unsend": _no,
    "no": _no,
    "works_at": _works_at,
    "erase_yes": _sure("erase"),
    "restart_yes": _sure("restart"),
    "new_yes": _sure("new"),
    "open_task": _open_task,
    "remove_task": _remove_task,
    "remove_yes": _sure("remove"),
}
_IN_INTERVIEW: Mapping[str, Callable[[Scene, Interview, Pressed], Step]] = {
    "answer": _answer,
    "typed": _typed,
    "form": _form,
    "thorough": choosing.thorough,
    "form_send": _form_send,
    "skip": _skip,
    "back": _back,
    "keep": _keep,
    "change": _change,
    "undescribed": _undescribed,
    "facts_right": _facts_right,
    "fact_wrong": _fact_wrong,
    "judge": choosing.judge_now,
    "summary": choosing.to_summary,
    "templates": choosing.templates,
    "fits": choosing.fits,
    "fits_not": choosing.fits_not,
    "redescribe": choosing.redescribe,
    **COACHING,
    **FOLLOW_UPS,
}
_OF_ANY_TASK = COACHING.keys() | FOLLOW_UPS.keys()
"""What is pressed weeks later may be about another task than the open one: that one is taken up first."""
VERBS = _COMMANDS | _ANYTIME.keys() | _IN_INTERVIEW.keys()
"""Every verb that a button can carry."""
