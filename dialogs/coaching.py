"""Coaching somebody who builds: steps to tick off over days, short lessons, a way out of a dead end."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs.followups import ask_for_hours, reminders
from dialogs.labels import task_title
from dialogs.message import Pressed
from dialogs.moves import stale
from dialogs.reply import Choice, Note, Press, Row
from dialogs.result import judged
from dialogs.speech import Speech, fill
from dialogs.state import Interview
from dialogs.steering import human
from dialogs.step import Scene, Step
from dialogs.suggest import may_build
from knowledge.assess import Missing
from knowledge.lesson import lesson_for
from knowledge.template import Template

_TICK = re.compile(r"(\d{1,3})[+-]")


def checklist(speech: Speech, interview: Interview, template: Template) -> Note:
    """The steps of the template, those that are done marked, each with a lesson where a newcomer needs one."""
    words, steps = speech.words.coaching, template.steps.to(speech.language)
    return Note(
        kind="checklist",
        key=f"{interview.id}:checklist",
        title=speech.say(words.title, template=speech.say(template.title)),
        lines=(speech.say(words.progress, done=len(interview.ticked), all=len(steps)),),
        rows=tuple(_step(speech, interview, number, step) for number, step in enumerate(steps, 1)),
        choices=(
            _choice(speech.say(words.works), "works", interview, primary=True),
            _choice(speech.say(words.stuck), "stuck", interview),
            Choice(speech.say(speech.words.nav.my_tasks), Press("tasks")),
        ),
    )


def _step(speech: Speech, interview: Interview, number: int, step: str) -> Row:
    words, done = speech.words.coaching, number in interview.ticked
    sign = "-" if done else "+"
    tick = _choice(speech.say(words.untick if done else words.tick), "tick", interview, f"{number}{sign}")
    lesson = None if done else lesson_for(speech.knowledge.revision.lessons, step, speech.language)
    about = (
        (_choice(speech.say(words.lesson, lesson=speech.say(lesson.title)), "lesson", interview, lesson.id),)
        if lesson is not None and _is_first(speech, interview, lesson.id, number)
        else ()
    )
    label = words.step_done if done else words.step
    return Row(speech.say(label, number=number), step, choices=(tick, *about))


def _is_first(speech: Speech, interview: Interview, lesson: str, number: int) -> bool:
    """Whether this is the first step that needs the lesson: it is offered once."""
    template = built(speech, interview)
    steps = template.steps.to(speech.language)[: number - 1] if template is not None else ()
    found = (lesson_for(speech.knowledge.revision.lessons, each, speech.language) for each in steps)
    return all(each is None or each.id != lesson for each in found)


def built(speech: Speech, interview: Interview) -> Template | None:
    """The template that the person is building."""
    return speech.knowledge.revision.template(interview.building) if interview.building else None


def _build(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    name = pressed.press.code
    template = scene.knowledge.revision.template(name) if name in interview.shown else None
    if template is None or not may_build(scene.speech, scene.talk, interview, template):
        return stale(scene)
    if interview.building == template.id:
        return Step(scene, (checklist(scene.speech, interview, template),))
    found = judged(scene.knowledge, scene.talk, interview)
    promised = None if isinstance(found, Missing) else found[1].hours.net
    begun = {"building": template.id, "liked": template.id, "ticked": (), "works": False, "promised": promised}
    told = interview.model_copy(update=begun)
    promises, words = scene.knowledge.revision.promises, scene.speech.words.coaching
    reminded = not scene.talk.quiet
    effects = reminders(told.id, promises)
    said = (
        scene.speech.say(words.begun, days=promises.follow_up_after)
        if reminded
        else scene.speech.say(words.begun_quietly)
    )
    step = Step(scene.with_interview(told), (checklist(scene.speech, told, template),), effects if reminded else ())
    return step.led(said)


def _tick(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    """Mark a step, or take the mark back; the list changes in its place."""
    template, code = built(scene.speech, interview), pressed.press.code
    wanted = _TICK.fullmatch(code)
    number = int(wanted[1]) if wanted else 0
    if template is None or not 0 < number <= len(template.steps.to(scene.speech.language)):
        return stale(scene)
    kept = [each for each in interview.ticked if each != number]
    told = interview.model_copy(update={"ticked": tuple(sorted([*kept, number] if code.endswith("+") else kept))})
    card = checklist(scene.speech, told, template)
    step = Step(scene.with_interview(told), settled=card)
    everything = len(told.ticked) == len(template.steps.to(scene.speech.language))
    return replace(step, replies=(_all_done(scene.speech, told),)) if everything and told != interview else step


def _all_done(speech: Speech, interview: Interview) -> Note:
    words = speech.words.coaching
    return Note(
        kind="all_done",
        lines=(speech.say(words.all_done),),
        choices=(
            _choice(speech.say(words.works), "works", interview, primary=True),
            _choice(speech.say(words.stuck), "stuck", interview),
        ),
    )


def _lesson(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    speech, words = scene.speech, scene.speech.words.coaching
    found = next((each for each in scene.knowledge.revision.lessons if each.id == pressed.press.code), None)
    if found is None:
        return stale(scene)
    more = (f"[{speech.say(words.read_on)}]({found.link})",) if found.link else ()
    note = Note(
        kind="lesson",
        title=speech.say(found.title),
        lines=(*found.text.to(speech.language), *more),
        choices=(
            _choice(speech.say(words.back_to_list), "checklist", interview, primary=True),
            _choice(speech.say(words.stuck), "stuck", interview),
        ),
    )
    return Step(scene, (note,))


def _show(scene: Scene, interview: Interview, _: Pressed) -> Step:
    template = built(scene.speech, interview)
    return stale(scene) if template is None else Step(scene, (checklist(scene.speech, interview, template),))


def _stuck(scene: Scene, interview: Interview, _: Pressed) -> Step:
    """To a coach, with all that they need: the template and the step."""
    template, speech = built(scene.speech, interview), scene.speech
    if template is None:
        return human(scene, topic="stuck")
    steps = template.steps.to(speech.language)
    number = next((each for each in range(1, len(steps) + 1) if each not in interview.ticked), len(steps))
    about = {"template": speech.say(template.title), "number": str(number), "step": steps[number - 1]}
    return human(scene, fill(speech.words.coaching.stuck_comment.to(speech.language), about), topic="stuck")


def _works(scene: Scene, interview: Interview, _: Pressed) -> Step:
    told = scene.with_interview(interview, works=interview.building is not None)
    return Step(told, (ask_for_hours(scene.speech, interview, task_title(scene.speech, interview)),))


def _choice(label: str, verb: str, interview: Interview, code: str = "", *, primary: bool = False) -> Choice:
    return Choice(label, Press(verb, code, interview.id), primary)


IN_PASSING = frozenset({"tick", "lesson"})
"""What is done to another task than the open one, which stays open."""
COACHING: Mapping[str, Callable[[Scene, Interview, Pressed], Step]] = {
    "build": _build,
    "tick": _tick,
    "lesson": _lesson,
    "checklist": _show,
    "stuck": _stuck,
    "works": _works,
}
