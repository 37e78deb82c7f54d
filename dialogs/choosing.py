"""The buttons after the last question: to the judgement, back to the answers, and through the templates."""

from dialogs.interview import AtResult, AtSummary
from dialogs.message import Pressed
from dialogs.moves import gone_through, judge, show_templates, stale
from dialogs.notes import button
from dialogs.reply import Choice, Note, Press
from dialogs.standing import show, where
from dialogs.state import Asking, Interview
from dialogs.step import Scene, Step
from dialogs.suggest import liked


def thorough(scene: Scene, interview: Interview, _: Pressed) -> Step:
    """Ask the questions too that can change nothing."""
    return show(scene.with_interview(interview, thorough=True, summed_up=False))


def judge_now(scene: Scene, interview: Interview, _: Pressed) -> Step:
    if isinstance(where(scene), AtSummary):
        return judge(scene)
    return Step(scene, settled=gone_through(scene, interview)) if interview.summed_up else stale(scene)


def to_summary(scene: Scene, interview: Interview, _: Pressed) -> Step:
    """From the result back to the answers."""
    if not isinstance(where(scene), AtResult | AtSummary):
        return stale(scene)
    return show(scene.with_interview(interview, summed_up=False))


def templates(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    """The next templates; pressed twice, the button still shows them once."""
    if not isinstance(where(scene), AtResult):
        return stale(scene)
    again = pressed.press.code not in ("", str(len(interview.shown)))
    return Step(scene) if again else show_templates(scene, interview)


def fits(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    template = scene.knowledge.revision.template(pressed.press.code)
    if template is None or template.id not in interview.shown:
        return stale(scene)
    if interview.liked == template.id:
        return Step(scene)
    told = scene.with_interview(interview, liked=template.id)
    return Step(told, (liked(scene.speech, scene.talk, interview, template),))


def fits_not(scene: Scene, interview: Interview, pressed: Pressed) -> Step:
    """Put a template aside. When all that were shown are refused, the next ones follow."""
    template = scene.knowledge.revision.template(pressed.press.code)
    if template is None or template.id not in interview.shown:
        return stale(scene)
    if template.id in interview.refused:
        return Step(scene)
    told = interview.model_copy(update={"refused": (*interview.refused, template.id)})
    said = scene.speech.say(scene.speech.words.suggest.refused, template=scene.speech.say(template.title))
    left = [name for name in told.shown if name not in told.refused]
    now = scene.with_interview(told)
    if left:
        more = Choice(
            scene.speech.say(scene.speech.words.suggest.more), Press("templates", str(len(told.shown)), told.id)
        )
        return Step(now, (_note(scene, "refused", said, more),))
    return show_templates(now, told).led(said)


def redescribe(scene: Scene, _: Interview, __: Pressed) -> Step:
    asked = scene.with_talk(asking=Asking(about="describe"))
    said = scene.speech.say(scene.speech.words.suggest.describe_ask)
    return Step(asked, (_note(scene, "redescribe", said),))


def _note(scene: Scene, kind: str, line: str, *first: Choice) -> Note:
    """A short confirmation with the ways on."""
    nav, speech = scene.speech.words.nav, scene.speech
    choices = (*first, button(speech, nav.human, "human"), button(speech, nav.new_task, "new"))
    return Note(kind=kind, lines=(line,), choices=choices)
