"""The moves that a button and typed words have in common."""

from dataclasses import replace

from dialogs.asking import answered, answered_department, answered_where
from dialogs.case import Topic
from dialogs.describing import describe
from dialogs.facts import fact_line, settle
from dialogs.handover import case_rows, case_title, handed_over, handover, judgement
from dialogs.interview import DEPARTMENT, AtFacts, AtSummary, answer
from dialogs.reply import Answered, Reply, led
from dialogs.standing import after, begin, going_on, show, standing, where
from dialogs.state import Asking, Interview
from dialogs.step import ActOnCase, Erase, OpenCase, RemoveTask, Scene, Step
from dialogs.suggest import offers
from knowledge.conditions import Value
from knowledge.model import Department, Question
from knowledge.part import LANGUAGES

LONGEST_COMMENT = 4_000
"""Characters of a comment to the team."""


def give(scene: Scene, interview: Interview, question: Question, value: Value) -> Step:
    """An answer: its card is settled and the next one follows."""
    told = answer(interview, question, value).model_copy(update={"paused": False})
    settled = answered(scene.speech, told, question, value)
    return replace(show(scene.with_interview(told)), settled=settled, about=question.id)


def set_department(scene: Scene, interview: Interview, department: Department | None) -> Step:
    """Where the person works; None: rather not said."""
    chosen = department.id if department else None
    told = scene.with_talk(department=chosen, asked_department=True)
    told = told.with_interview(interview, revisiting=None, paused=False)
    settled = answered_department(told.speech, told.talk, interview)
    return replace(show(told), settled=settled, about=DEPARTMENT)


def move_department(scene: Scene, department: Department) -> Step:
    """Where the person works now, told outside an interview."""
    told = scene.with_talk(department=department.id, asked_department=True, asking=None)
    lead = told.speech.say(told.speech.words.asking.moved, department=told.speech.say(department.name))
    return replace(show(told, lead), settled=answered_where(told.speech, told.talk))


def right(scene: Scene) -> Step:
    """The facts are confirmed and become answers."""
    interview = going_on(scene)
    if interview is None or not isinstance(where(scene), AtFacts):
        return show(scene)
    told = settle(interview, scene.knowledge)
    return replace(show(scene.with_interview(told)), settled=confirmed(scene, interview))


def confirmed(scene: Scene, interview: Interview) -> Reply:
    """The facts card once it is confirmed."""
    speech = scene.speech
    return Answered(
        key=f"{interview.id}:facts",
        title=speech.say(speech.words.facts.confirmed),
        answer="\n".join(fact_line(speech, fact) for fact in interview.facts),
        change=None,
    )


def judge(scene: Scene) -> Step:
    """The go-ahead: the result follows."""
    interview = going_on(scene)
    if interview is None or not isinstance(where(scene), AtSummary):
        return show(scene)
    told = scene.with_interview(interview, summed_up=True)
    return replace(show(told), settled=gone_through(scene, interview))


def gone_through(scene: Scene, interview: Interview) -> Reply:
    """The summary card once the judgement has been asked for."""
    words = scene.speech.words.summary
    return Answered(
        key=f"{interview.id}:summary",
        title=scene.speech.say(words.title),
        answer=scene.speech.say(words.done),
        change=None,
    )


def show_templates(scene: Scene, interview: Interview) -> Step:
    """The next templates that fit. Without a description, one is asked for first."""
    card, told = offers(scene.speech, interview)
    asking = Asking(about="describe") if not interview.description else scene.talk.asking
    return Step(scene.with_interview(told).with_talk(asking=asking), (card,))


def confirm(scene: Scene, asking: Asking, comment: str = "") -> Step:
    """Yes to the question that waited outside the interview."""
    plain = scene.with_talk(asking=None)
    match asking.about:
        case "erase":
            return Step(plain, effects=(Erase(),))
        case "restart":
            return after(begin(plain.with_interview(scene.interview, cancelled=True)))
        case "new":
            fresh = begin(plain, described=False)
            interview = fresh.scene.interview
            told = describe(fresh.scene, interview, asking.text) if interview else fresh
            return replace(told, effects=fresh.effects)
        case "handover":
            done = handed_over(scene.speech, scene.interview, scene.speech.say(scene.speech.words.handover.done))
            whole = _whole(comment, asking.text)
            interview = scene.interview
            if interview is not None and interview.case is not None and not whole:
                card = handover(scene.speech, scene.talk, scene.setting.decided, "")
                return Step(scene, (card,)).led(scene.speech.say(scene.speech.words.case.empty))
            if interview is not None and interview.case is not None:
                return Step(plain, effects=(ActOnCase(interview.case, "add", whole),), settled=done)
            return Step(plain, effects=(_case(scene, whole, asking.topic),), settled=done)
        case "case_withdraw":
            return Step(plain, effects=(ActOnCase(asking.case, "withdraw"),))
        case "case_send":
            return Step(plain, effects=(ActOnCase(asking.case, "answer", asking.text),))
        case "remove":
            return _removed(plain, asking.text)
        case "describe" | "department" | "case_add" | "case_reply":
            return show(plain)


def _removed(scene: Scene, task: str) -> Step:
    """The task is deleted; when it was the open one, nothing is going on any more."""
    interview = scene.interview
    gone = interview is not None and interview.id == task and interview.case is None
    return Step(scene.with_talk(interview=None) if gone else scene, effects=(RemoveTask(task),))


def decline(scene: Scene) -> Step:
    """No to the question that waited: everything stays as it was."""
    asking = scene.talk.asking
    words = scene.speech.words
    if asking is not None and asking.about == "handover":
        stopped = scene.speech.say(words.handover.stopped)
        settled = handed_over(scene.speech, scene.interview, stopped)
        return replace(show(scene.with_talk(asking=None), stopped), settled=settled)
    return show(scene.with_talk(asking=None), scene.speech.say(words.tasks.kept))


def _whole(field: str, said: str) -> str:
    """The comment as it was written: a field that shows the beginning of what was said stands for all of it."""
    whole = said if not field or said.startswith(field) else field
    return whole[:LONGEST_COMMENT]


def _case(scene: Scene, comment: str, topic: Topic | None) -> OpenCase:
    interview, found = scene.interview, judgement(scene.speech, scene.talk)
    outcome = found.outcome if found is not None else None
    return OpenCase(
        title=case_title(scene.speech, scene.talk, comment),
        comment=comment,
        rows={
            each: case_rows(replace(scene.speech, language=each), scene.talk, scene.setting.decided)
            for each in LANGUAGES
        },
        interview=interview.id if interview else None,
        topic=topic or _topic(outcome),
        department=scene.talk.department,
        outcome=outcome,
        priority=round(found.priority) if found is not None else 0,
    )


def _topic(outcome: str | None) -> Topic:
    """What help is wanted, by what the judgement says."""
    if outcome is None:
        return "question"
    return "review" if outcome == "team" else "build"


def stale(scene: Scene) -> Step:
    """An old or foreign button: nothing changes, the current card is shown."""
    told = scene.speech.say(scene.speech.words.asking.old_card)
    return Step(scene, instead=led(standing(scene), told))
