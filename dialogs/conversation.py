"""The one way into the conversation: what a message leads to. Pure, total, and the same for every door."""

from dataclasses import dataclass, replace

from dialogs import notes
from dialogs.casework import case_told
from dialogs.coaching import IN_PASSING
from dialogs.describing import DESCRIPTION, retell
from dialogs.handover import sent
from dialogs.hearing import answer_typed, hear
from dialogs.interview import AtDescription
from dialogs.masking import Kind, Masked, mask
from dialogs.message import (
    AlikeFound,
    CaseOpened,
    CaseTold,
    DataFound,
    Deleted,
    Edited,
    Erased,
    Joined,
    MemoryAnswer,
    Message,
    Pressed,
    Said,
    Started,
    TaskLoaded,
    TasksFound,
    Wordless,
)
from dialogs.moves import confirm
from dialogs.others import others_did
from dialogs.own_list import task_list
from dialogs.pressing import press
from dialogs.reply import Answered, Ask, Note, Reply
from dialogs.standing import going_on, put_aside, show, undecided, where
from dialogs.state import Asked, Asking, Talk
from dialogs.step import Effect, PutAside, Scene, Setting, Step

LONGEST = 10_000
"""Characters of a message that are read; the rest is left, and the person is told."""


_TO_TEAM = frozenset({"handover", "case_add"})
"""What is said then goes to the team: a phone number in it is meant to be kept."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one message led to."""

    talk: Talk
    replies: tuple[Reply, ...]
    effects: tuple[Effect, ...]
    settled: Reply | None
    instead: Reply | None
    about: str | None
    heard: str
    """The person's words as they may be stored: cut, and without personal numbers."""


def respond(talk: Talk, message: Message, setting: Setting) -> Turn:
    """What the message leads to, in this state, with this content, at this time. Changes nothing."""
    scene = Scene(talk, setting)
    match message:
        case Said(text=text):
            return _heard(scene, text)
        case Pressed():
            return _pressed(scene, message)
        case Started(text=text):
            return _started(scene, text)
        case Edited(text=text, was=was):
            heard = clean(text) if was else ""  # What was deleted does not come back by being restored.
            return _turn(_event(undecided(scene), message), heard)
        case _:
            return _turn(_event(undecided(scene), message), "")


def _event(scene: Scene, message: Message) -> Step:
    """What is not said by the person: the platform's events, and the answers of the memory."""
    match message:
        case Joined(met=met):
            return Step(scene) if met else _joined(scene)
        case Wordless(kind=kind):
            return show(scene, scene.speech.say(getattr(scene.speech.words.misc, kind)))
        case Edited(text=text, about=about, was=was):
            return _edited(scene, clean(text), about, was)
        case Deleted(about=about, was=was):
            return _deleted(scene, about, was)
        case Said() | Started() | Pressed():
            return show(scene)
        case answer:
            return _told(scene, answer)


def _told(scene: Scene, message: MemoryAnswer) -> Step:
    """What the memory answers to an effect."""
    speech = scene.speech
    match message:
        case CaseOpened(number=number):
            interview = scene.interview
            return Step(scene.with_interview(interview, case=number), (sent(speech, message),))
        case CaseTold():
            return case_told(scene, message)
        case TasksFound(tasks=tasks, cases=cases):
            return Step(scene, (task_list(speech, tasks, cases),))
        case AlikeFound(found=found):
            return Step(scene, (others_did(speech, found),))
        case TaskLoaded():
            return _loaded(scene, message)
        case DataFound():
            return Step(scene, (notes.data_found(speech, message),))
        case Erased(requested=requested):
            forgotten = _forgotten(scene.talk, requested=requested)
            note = notes.erased(speech, requested=requested)
            return Step(Scene(forgotten, scene.setting), (note,))


def _forgotten(talk: Talk, *, requested: bool) -> Talk:
    """What is remembered after "delete my data": an interview only while its case keeps it."""
    interview = talk.interview if requested and talk.interview is not None and talk.interview.case else None
    return Talk(language=talk.language, welcomed=True, interview=interview)


def clean(text: str, *, keep_contact: bool = False) -> str:
    """A person's words as they may be stored: cut, and without personal numbers."""
    return mask(text[:LONGEST], keep_contact=keep_contact).text


def _heard(scene: Scene, text: str) -> Turn:
    """Words: cut and masked first, so that nothing else is ever answered or stored."""
    asking = scene.talk.asking
    to_team = asking is not None and asking.about in _TO_TEAM
    masked = mask(text[:LONGEST], keep_contact=to_team)
    whole = mask(text[:LONGEST], keep_contact=True) if masked.kinds else masked
    step = _met(hear(scene, masked.text, whole.text), scene)
    offered = step.talk.asking is not None and step.talk.asking.about == "case_send"
    kept = whole if offered else masked
    return _turn(step.led(*_remarks(step.scene, kept, cut=len(text) > LONGEST)), kept.text)


def _started(scene: Scene, text: str) -> Turn:
    """A new task with words from elsewhere; one that was going on is kept aside."""
    masked = mask(text[:LONGEST])
    asked = undecided(scene).with_talk(asking=Asking(about="new", text=masked.text))
    step = _met(confirm(asked, Asking(about="new", text=masked.text)), scene)
    lead = scene.speech.say(scene.speech.words.share.made_lead)
    return _turn(step.led(lead, *_remarks(step.scene, masked, cut=len(text) > LONGEST)), masked.text)


def _met(step: Step, before: Scene) -> Step:
    """Somebody who writes before any greeting is told what is stored, with the first thing that is said."""
    in_need = any(isinstance(reply, Note) and reply.kind == "care" for reply in step.replies)
    if before.talk.welcomed or in_need:
        return step
    met = replace(step, scene=step.scene.with_talk(welcomed=True))
    return met.led(before.speech.say(before.speech.words.welcome.privacy))


def _pressed(scene: Scene, message: Pressed) -> Turn:
    to_team = message.press.verb in ("send", "case_answer")
    masked = {name: mask(value[:LONGEST], keep_contact=to_team) for name, value in message.inputs.items()}
    clean = replace(message, inputs={name: each.text for name, each in masked.items()})
    step = press(scene, clean)
    remarks = [remark for each in masked.values() for remark in _remarks(step.scene, each, cut=False)]
    chosen = step.settled.answer if isinstance(step.settled, Answered) else ""
    return _turn(step.led(*remarks), clean.inputs.get("text") or chosen)


def _remarks(scene: Scene, masked: Masked, *, cut: bool) -> list[str]:
    """What the person is told about their own words: cut, masked, or close to somebody's health."""
    words, speech = scene.speech.words, scene.speech
    contact: frozenset[Kind] = frozenset({"phone", "email"})
    told = []
    if cut:
        told.append(speech.say(words.misc.cut, number=speech.number(LONGEST)))
    if "personnummer" in masked.kinds:
        told.append(speech.say(words.privacy.masked_personnummer))
    if masked.kinds & contact:
        told.append(speech.say(words.privacy.masked_contact))
    if _about_health(scene, masked.text):
        told.append(speech.say(words.privacy.health))
    return told


def _about_health(scene: Scene, text: str) -> bool:
    """Whether words of health stand in it. Only a friendly warning follows."""
    lowered = f" {' '.join(text.casefold().split())} "
    words = scene.speech.words.misc.health_words.both
    return any(f" {word}" in lowered for word in words)


def _joined(scene: Scene) -> Step:
    """Greet once in a lifetime; somebody known from elsewhere is welcomed back with the open task."""
    if scene.talk.welcomed:
        return Step(scene, (notes.welcome_back(scene.speech, scene.interview),))
    return Step(scene.with_talk(welcomed=True), (notes.welcome(scene.speech),))


def _edited(scene: Scene, text: str, about: str | None, was: str) -> Step:
    """A changed message changes its answer while the interview is still going on; else it is only pointed out."""
    speech, interview = scene.speech, going_on(scene)
    if interview is not None and about == DESCRIPTION and interview.described:
        retold = show(retell(scene, interview, was, text), speech.say(speech.words.describe.edited))
        return replace(retold, about=DESCRIPTION)
    question = next((q for q in scene.knowledge.revision.questions if q.id == about), None)
    if interview is not None and question is not None and not interview.summed_up and about in interview.answers:
        step = answer_typed(scene, interview, question, text)
        if step is not None and step.scene.interview is not None:
            answer = step.settled.answer if isinstance(step.settled, Answered) else text
            told = speech.say(speech.words.asking.edited, question=speech.say(question.title), answer=answer)
            return step.led(told)
    if interview is None or isinstance(where(scene), AtDescription):
        return Step(scene)
    return show(scene, speech.say(speech.words.asking.edited_note))


def _deleted(scene: Scene, about: str | None, was: str) -> Step:
    """A message that was taken back: the record has already lost its words, and the description loses them too."""
    interview = going_on(scene)
    if interview is not None and about == DESCRIPTION and interview.described:
        return show(retell(scene, interview, was, ""), scene.speech.say(scene.speech.words.describe.deleted))
    question = next((q for q in scene.knowledge.revision.questions if q.id == about), None)
    if question is None or going_on(scene) is None:
        return Step(scene)
    speech = scene.speech
    return show(scene, speech.say(speech.words.asking.deleted, question=speech.say(question.title)))


def _loaded(scene: Scene, message: TaskLoaded) -> Step:
    """Another own task becomes the open one; the one before is kept aside."""
    interview, speech = message.interview, scene.speech
    if interview is None:
        return show(scene, speech.say(speech.words.tasks.gone))
    old = scene.interview
    aside = (PutAside(put_aside(scene, old)),) if old is not None and old.id != interview.id else ()
    awake = interview.model_copy(update={"paused": False, "cancelled": False, "revisiting": None})
    there = scene.with_interview(awake)
    if message.pressed is None:
        return replace(show(there), effects=aside)
    step = press(there, message.pressed)
    if message.pressed.press.verb in IN_PASSING and step.talk.interview is not None:
        changed = step.talk.interview.model_copy(update={"paused": interview.paused, "cancelled": interview.cancelled})
        return replace(step, scene=scene, effects=(PutAside(changed),))
    return replace(step, effects=(*aside, *step.effects))


def _turn(step: Step, heard: str) -> Turn:
    talk, setting = step.talk, step.scene.setting
    card = next((reply.key for reply in step.replies if isinstance(reply, Ask)), None)
    if card is not None and (talk.asked is None or talk.asked.card != card):
        asked = Asked(card=card, at=setting.now, written=setting.written)
        talk = talk.model_copy(update={"asked": asked})
    return Turn(talk, step.replies, step.effects, step.settled, step.instead, step.about, heard)
