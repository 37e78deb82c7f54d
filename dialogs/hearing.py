"""What typed words lead to: a command, an answer, a description, a question beside, or a friendly hint."""

from dialogs import notes
from dialogs.answers import NotUnderstood, OneSystem, OutOfRange, named_department, names_an_option, read_typed
from dialogs.asides import asked_beside, in_need
from dialogs.casework import for_the_case
from dialogs.commands import Command, fold, read_command, read_misspelt
from dialogs.describing import add, describe, is_surely_a_task
from dialogs.interview import (
    AtDepartment,
    AtDescription,
    AtFacts,
    AtQuestion,
    AtResult,
    AtSummary,
)
from dialogs.labels import shortened
from dialogs.moves import confirm, give, judge, right, set_department, show_templates
from dialogs.standing import going_on, not_seen_yet, show, undecided, where
from dialogs.state import Asking, Interview
from dialogs.steering import human, steer
from dialogs.step import Scene, Step
from dialogs.waiting import NO, SEND, WRONG, YES, reply_to
from dialogs.wishes import wants_a_human, wants_it_explained
from knowledge.model import Question
from knowledge.understand import understand

TEMPLATES = frozenset(
    ["mallar", "visa mallar", "templates", "show templates", "mall", "fler", "visa fler", "more", "show more"]
)
_JUST_A_WISH = 8
"""Words. A longer wish tells what it is about: it goes along as the comment."""


def hear(scene: Scene, text: str, for_team: str = "") -> Step:
    """What the person's words lead to. Somebody in need comes before everything else.

    `for_team`: the same words with phone and e-mail left in, should they go to a coach.
    """
    aside = in_need(scene.knowledge, text)
    if aside is not None:
        return Step(undecided(scene), (notes.care(scene.speech, aside),))
    command = read_command(text)
    asking = scene.talk.asking
    if asking is not None and asking.about in ("case_reply", "case_send") and command is None:
        return _after_a_coach(scene, asking, text, for_team or text)
    if asking is not None and command in (None, Command.CANCEL):
        step = reply_to(scene, asking, text)
        if step is not None:
            return step
    if command is not None and not _is_an_answer(scene, text):
        return steer(scene, command)
    plain = scene.with_talk(asking=None)
    if _asks_for_a_human(plain, text):
        return human(plain, text if len(text.split()) > _JUST_A_WISH else "")
    awake = _awake(plain)
    if not_seen_yet(awake) and isinstance(where(awake), AtQuestion | AtDepartment):
        return _too_early(awake, text)
    return _answer(awake, text) or _otherwise(plain, text)


def _asks_for_a_human(scene: Scene, text: str) -> bool:
    """A wish for a human, in any words. Whoever tells how often or how long is telling about a task."""
    if not wants_a_human(fold(text)):
        return False
    facts = understand(scene.knowledge.vocabulary, text)
    return facts.runs_per_year is None and facts.minutes is None


def _after_a_coach(scene: Scene, asking: Asking, text: str, for_team: str) -> Step:
    """Words after a coach has written: an answer to what stands open, or perhaps to the coach.

    A plain yes or no, and what would answer a guardrail, is never guessed: the person says for whom it is.
    """
    folded, at = fold(text), where(scene)
    if asking.about == "case_send":
        if folded in YES | SEND:
            return confirm(scene, asking)
        if folded in NO:
            return hear(scene.with_talk(asking=None), asking.text)
        return for_the_case(scene, asking, f"{asking.text}\n{for_team}")
    guarded = isinstance(at, AtQuestion) and at.question.hands_on
    stands = isinstance(at, AtQuestion | AtDepartment | AtFacts | AtSummary) and not guarded
    plain = folded in YES | NO
    answered = _answer(scene, text) if stands and not plain and not not_seen_yet(scene) else None
    return answered or for_the_case(scene, asking, for_team)


def _too_early(scene: Scene, text: str) -> Step:
    """Written before the question could be seen: more about the task, or not counted, which is said."""
    interview = going_on(scene)
    more = add(scene, interview, text) if interview is not None and not interview.answers else None
    told = scene.speech.say(scene.speech.words.asking.too_early, text=shortened(text, 80))
    return more or show(scene, told)


def _is_an_answer(scene: Scene, text: str) -> bool:
    """A few commands are answers too ("lista", "formulär"): where such a question stands open they are meant so."""
    at = where(scene)
    return isinstance(at, AtQuestion) and names_an_option(at.question, text)


def _awake(scene: Scene) -> Scene:
    """A paused interview hears an answer as well; it goes on only if the words are one."""
    interview = scene.interview
    return scene.with_interview(interview, paused=False) if interview is not None and interview.paused else scene


def _answer(scene: Scene, text: str) -> Step | None:
    """The words as an answer to what stands open; None when they are none."""
    interview = going_on(scene)
    if interview is None:
        return None
    match where(scene):
        case AtDescription():
            return None if asked_beside(scene.knowledge, text) else describe(scene, interview, text)
        case AtFacts():
            return _about_facts(scene, interview, text)
        case AtDepartment():
            return _department(scene, interview, text)
        case AtQuestion(question=question):
            return answer_typed(scene, interview, question, text)
        case AtSummary() if fold(text) in YES:
            return judge(scene)
        case AtSummary() if fold(text) in WRONG:
            return show(scene, scene.speech.say(scene.speech.words.summary.what_is_wrong))
        case AtResult() if fold(text) in TEMPLATES:
            return show_templates(scene, interview)
        case _:
            return None


def _about_facts(scene: Scene, interview: Interview, text: str) -> Step | None:
    if fold(text) in YES:
        return right(scene)
    if fold(text) in WRONG:
        return show(scene, scene.speech.say(scene.speech.words.facts.what_is_wrong))
    return add(scene, interview, text)


def answer_typed(scene: Scene, interview: Interview, question: Question, text: str) -> Step | None:
    """The words as an answer to this question; None when they are none."""
    value = read_typed(scene.knowledge, question, text, scene.speech.language)
    if isinstance(value, NotUnderstood | OutOfRange | OneSystem):
        return None
    return give(scene, interview, question, value)


def _department(scene: Scene, interview: Interview, text: str) -> Step | None:
    found = named_department(scene.knowledge, text)
    return set_department(scene, interview, found) if found else None


def _otherwise(scene: Scene, text: str) -> Step:
    """Not an answer: a slip of the pen in a command, a question beside, a new task, or not understood."""
    misspelt = read_misspelt(text)
    if misspelt is not None:
        return steer(scene, misspelt)
    aside = asked_beside(scene.knowledge, text)
    if aside is not None:
        return show(scene, scene.speech.say(aside.answer))
    at = where(scene)
    if isinstance(at, AtQuestion):
        return show(scene, _hint(scene, at.question, text))
    if isinstance(at, AtDepartment):
        return show(scene, scene.speech.say(scene.speech.words.asking.not_understood))
    return _perhaps_a_task(scene, text)


def _perhaps_a_task(scene: Scene, text: str) -> Step:
    if not is_surely_a_task(scene.knowledge, text):
        return (
            Step(scene, (notes.fallback(scene.speech),))
            if going_on(scene) is None
            else show(scene, scene.speech.say(scene.speech.words.misc.fallback_title))
        )
    if scene.interview is None:
        return describe(*_begun(scene), text)
    asked = scene.with_talk(asking=Asking(about="new", text=text))
    return Step(asked, (notes.is_it_new(scene.speech, shortened(text, 120)),))


def _begun(scene: Scene) -> tuple[Scene, Interview]:
    interview = Interview(id=scene.setting.fresh_id, revision=scene.setting.latest.number, begun=scene.setting.now)
    return scene.with_interview(interview), interview


def _hint(scene: Scene, question: Question, text: str) -> str:
    words, speech = scene.speech.words.asking, scene.speech
    if wants_it_explained(fold(text)):
        return speech.say(question.why)
    unread: object = read_typed(scene.knowledge, question, text, speech.language)
    match unread:
        case OutOfRange():
            return speech.say(
                words.out_of_range, least=speech.number(question.least), most=speech.number(question.most)
            )
        case OneSystem(name=name):
            return speech.say(words.one_system, system=name)
        case _ if question.kind in ("minutes", "people"):
            return speech.say(words.not_understood_number, example="45" if question.kind == "minutes" else "3")
        case _:
            return speech.say(words.not_understood)
