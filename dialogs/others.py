"""Telling others: the result as a text to send on, and what others have made of the same templates."""

from dialogs.handover import judgement
from dialogs.interview import AtResult
from dialogs.labels import shortened
from dialogs.message import Alike
from dialogs.notes import button
from dialogs.reply import Note, Row
from dialogs.result import hours_line, outcome_name, search
from dialogs.speech import Speech, escaped
from dialogs.standing import going_on, show, where
from dialogs.state import Interview
from dialogs.step import FindAlike, Scene, Step
from knowledge.assess import Assessment

_MOST_TEMPLATES = 3
_DESCRIPTION = 600


def share(scene: Scene) -> Step:
    """The judgement as a text that can be copied to a manager."""
    interview, found = going_on(scene), judgement(scene.speech, scene.talk)
    if interview is None or found is None:
        return show(scene, scene.speech.say(scene.speech.words.share.not_judged))
    return Step(scene, (_result_text(scene.speech, interview, found),))


def alike(scene: Scene) -> Step:
    """Ask what others have done with templates that fit this task."""
    interview = going_on(scene)
    if interview is None or not isinstance(where(scene), AtResult):
        return show(scene, scene.speech.say(scene.speech.words.share.not_judged))
    best = search(scene.knowledge, interview).best[:_MOST_TEMPLATES]
    chosen = (interview.building, interview.liked, *(each.template.id for each in best))
    return Step(scene, effects=(FindAlike(tuple(dict.fromkeys(each for each in chosen if each))),))


def others_did(speech: Speech, found: tuple[Alike, ...]) -> Note:
    """Numbers, never names."""
    words = speech.words.share
    rows = tuple(_template_row(speech, each) for each in found)
    told = (speech.say(words.alike_names),) if rows else (speech.say(words.alike_none),)
    return Note(
        kind="alike",
        title=speech.say(words.alike_title),
        lines=told,
        rows=rows,
        choices=(
            button(speech, speech.words.nav.human, "human"),
            button(speech, speech.words.nav.resume, "continue"),
        ),
    )


def _template_row(speech: Speech, found: Alike) -> Row:
    words, template = speech.words.share, speech.knowledge.revision.template(found.template)
    text = words.alike_hours if found.running and found.hours else words.alike_template
    told = [speech.say(text, built=found.built, running=found.running, hours=speech.hours(found.hours))]
    told += [speech.say(words.alike_solved, solved=found.solved)] if found.solved else []
    return Row(speech.say(template.title) if template else found.template, "", " · ".join(told))


def _result_text(speech: Speech, interview: Interview, found: Assessment) -> Note:
    words, handover = speech.words.share, speech.words.handover
    guards = [speech.say(speech.knowledge.revision.question(name).title) for name in found.guardrails if name != "DPIA"]
    parts = (
        (handover.task, shortened(" ".join(interview.description.split()), _DESCRIPTION)),
        (handover.outcome, outcome_name(speech, found.outcome)),
        (handover.hours, hours_line(speech, found)),
        (handover.guards, speech.listed(guards)),
    )
    lines = (speech.say(words.share_line, label=speech.say(label), value=value) for label, value in parts if value)
    return Note(
        kind="share",
        title=speech.say(words.share_title),
        lead=(speech.say(words.share_lead),),
        lines=(speech.say(words.share_told), *lines, escaped(_said(speech, found))),
        choices=(
            button(speech, words.alike, "alike"),
            button(speech, speech.words.nav.resume, "continue"),
            button(speech, speech.words.nav.new_task, "new"),
        ),
    )


def _said(speech: Speech, found: Assessment) -> str:
    return speech.say(found.row.said)
