"""The card of where the conversation stands, and moving on to it after something has changed."""

from dataclasses import replace

from dialogs import notes
from dialogs.asking import ask, ask_department
from dialogs.facts import understood
from dialogs.interview import (
    AtDepartment,
    AtDescription,
    AtFacts,
    AtQuestion,
    AtResult,
    AtSummary,
    Position,
    position,
)
from dialogs.reply import Reply
from dialogs.result import result
from dialogs.state import Interview
from dialogs.step import PutAside, Scene, Step
from dialogs.summary import summary


def going_on(scene: Scene) -> Interview | None:
    """The interview that is open, unless it was paused or called off."""
    interview = scene.interview
    return interview if interview is not None and not interview.paused and not interview.cancelled else None


def undecided(scene: Scene) -> Scene:
    """The scene without a yes or no that waits: after another card, "yes" would be meant for that one."""
    asking = scene.talk.asking
    lasting = ("handover", "describe", "case_add", "case_reply", "case_send")
    waits = asking is not None and asking.about not in lasting
    return scene.with_talk(asking=None) if waits else scene


def not_seen_yet(scene: Scene) -> bool:
    """Whether the newest message was on its way before the newest question was asked, so that it cannot answer it.

    The same clock is compared each time: ours for what overlaps, the channel's for what comes out of order.
    """
    asked, setting = scene.talk.asked, scene.setting
    if asked is None:
        return False
    overlaps = setting.arrived is not None and setting.arrived < asked.at
    return overlaps or (None not in (setting.written, asked.written) and setting.written < asked.written)  # type: ignore[operator]


def where(scene: Scene) -> Position | None:
    """The position of the open interview; None when nothing is going on."""
    interview = going_on(scene)
    return position(scene.talk, interview, scene.knowledge.revision) if interview else None


def standing(scene: Scene) -> Reply:
    """The current card."""
    interview, speech = going_on(scene), scene.speech
    if interview is None:
        return notes.idle(speech, resume=scene.interview is not None)
    match position(scene.talk, interview, scene.knowledge.revision):
        case AtDescription():
            return notes.describe(speech, interview)
        case AtFacts():
            return understood(speech, interview)
        case AtDepartment():
            return ask_department(speech, interview)
        case AtQuestion(question=question):
            return ask(speech, scene.talk, interview, question)
        case AtSummary():
            return summary(speech, scene.talk, interview)
        case AtResult():
            card = result(speech, scene.talk, interview, scene.setting.now, scene.setting.decided)
            return card or summary(speech, scene.talk, interview)


def show(scene: Scene, *lead: str) -> Step:
    """Say the current card, with sentences before it."""
    return Step(scene, (standing(scene),)).led(*lead)


def begin(scene: Scene, **told: object) -> Step:
    """A new interview on the latest content; an unfinished one is kept aside. A fresh one is not begun twice."""
    old = scene.interview
    if old is not None and not told and not old.described and not old.answers and not old.cancelled:
        return Step(scene.with_interview(old, paused=False))
    setting = scene.setting
    fresh = Interview(id=setting.fresh_id, revision=setting.latest.number, begun=setting.now).model_copy(update=told)
    aside = (PutAside(put_aside(scene, old)),) if old is not None else ()
    return Step(scene.with_talk(interview=fresh, asking=None), effects=aside)


def put_aside(scene: Scene, interview: Interview) -> Interview:
    """How an interview is kept when another one takes its place."""
    finished = isinstance(position(scene.talk, interview, scene.knowledge.revision), AtResult)
    return interview if finished or interview.cancelled else interview.model_copy(update={"paused": True})


def after(step: Step, *lead: str) -> Step:
    """The same step, and then the current card."""
    return replace(step, replies=(*step.replies, standing(step.scene))).led(*lead)
