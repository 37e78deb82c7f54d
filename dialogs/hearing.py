"""What typed words lead to: a command, an answer, a description, a question beside, or a friendly hint."""

from dialogs import notes
from dialogs.answers import NotUnderstood, OneSystem, OutOfRange, names_an_option, read_typed
from dialogs.asides import asked_beside, in_need
from dialogs.commands import Command, fold, read_command, read_misspelt
from dialogs.describing import add, describe, is_a_task
from dialogs.handover import handover
from dialogs.interview import (
    AtDepartment,
    AtDescription,
    AtFacts,
    AtQuestion,
    AtResult,
    AtSummary,
)
from dialogs.labels import shortened
from dialogs.moves import confirm, decline, give, judge, right, set_department, show_templates
from dialogs.standing import going_on, show, undecided, where
from dialogs.state import Asking, Interview
from dialogs.steering import steer
from dialogs.step import Scene, Step
from dialogs.suggest import offers
from knowledge.model import Department, Question
from knowledge.prepared import Knowledge

YES = frozenset(
    [
        "ja",
        "japp",
        "jo",
        "ok",
        "okej",
        "okay",
        "yes",
        "yep",
        "yeah",
        "stämmer",
        "det stämmer",
        "rätt",
        "precis",
        "korrekt",
        "correct",
        "right",
        "sure",
        "visst",
        "absolut",
        "ja tack",
        "yes please",
        "that is right",
        "that's right",
        "gör det",
        "klar",
        "visa",
        "visa bedömningen",
    ]
)
NO = frozenset(["nej", "nä", "nope", "no", "nej tack", "no thanks", "inte", "avbryt", "cancel", "inget"])
TEMPLATES = frozenset(
    ["mallar", "visa mallar", "templates", "show templates", "mall", "fler", "visa fler", "more", "show more"]
)
SEND = frozenset(["skicka", "send", "skicka in", "ja", "yes", "ok"])


def hear(scene: Scene, text: str) -> Step:
    """What the person's words lead to. Somebody in need comes before everything else."""
    aside = in_need(scene.knowledge, text)
    if aside is not None:
        return Step(undecided(scene), (notes.care(scene.speech, aside),))
    command = read_command(text)
    if scene.talk.asking is not None and command in (None, Command.CANCEL):
        return _asked_for(scene, scene.talk.asking, text)
    if command is not None and not _is_an_answer(scene, text):
        return steer(scene, command)
    plain = scene.with_talk(asking=None)
    return _answer(_awake(plain), text) or _otherwise(plain, text)


def _is_an_answer(scene: Scene, text: str) -> bool:
    """A few commands are answers too ("lista", "formulär"): where such a question stands open they are meant so."""
    at = where(scene)
    return isinstance(at, AtQuestion) and names_an_option(at.question, text)


def _awake(scene: Scene) -> Scene:
    """A paused interview hears an answer as well; it goes on only if the words are one."""
    interview = scene.interview
    return scene.with_interview(interview, paused=False) if interview is not None and interview.paused else scene


def _asked_for(scene: Scene, asking: Asking, text: str) -> Step:
    """The answer to a question outside the interview."""
    folded = fold(text)
    if asking.about == "handover":
        return _comment(scene, text, folded)
    if asking.about == "describe":
        return _redescribed(scene, text)
    if folded in YES:
        return confirm(scene, asking)
    return decline(scene) if folded in NO else hear(scene.with_talk(asking=None), text)


def _comment(scene: Scene, text: str, folded: str) -> Step:
    if folded in NO:
        return decline(scene)
    asking = scene.talk.asking
    if folded in SEND and asking is not None:
        return confirm(scene, asking)
    earlier = f"{asking.text}\n" if asking is not None and asking.text else ""
    comment = f"{earlier}{text}"
    asked = scene.with_talk(asking=Asking(about="handover", text=comment))
    kept = scene.speech.say(scene.speech.words.handover.comment_kept)
    return Step(asked, (handover(scene.speech, asked.talk, comment),)).led(kept)


def _redescribed(scene: Scene, text: str) -> Step:
    """A new description of a task that is already judged: look for templates again."""
    interview = going_on(scene)
    plain = scene.with_talk(asking=None)
    if fold(text) in NO:
        return decline(scene)
    if interview is None or not is_a_task(scene.knowledge, text):
        return hear(plain, text)
    told = interview.model_copy(update={"description": text, "shown": (), "refused": ()})
    card, told = offers(scene.speech, told)
    return Step(plain.with_interview(told), (card,))


def _answer(scene: Scene, text: str) -> Step | None:
    """The words as an answer to what stands open; None when they are none."""
    interview = going_on(scene)
    if interview is None:
        return None
    match where(scene):
        case AtDescription():
            return None if asked_beside(scene.knowledge, text) else describe(scene, interview, text)
        case AtFacts():
            return right(scene) if fold(text) in YES else add(scene, interview, text)
        case AtDepartment():
            return _department(scene, interview, text)
        case AtQuestion(question=question):
            return answer_typed(scene, interview, question, text)
        case AtSummary() if fold(text) in YES:
            return judge(scene)
        case AtResult() if fold(text) in TEMPLATES:
            return show_templates(scene, interview)
        case _:
            return None


def answer_typed(scene: Scene, interview: Interview, question: Question, text: str) -> Step | None:
    """The words as an answer to this question; None when they are none."""
    value = read_typed(scene.knowledge, question, text, scene.speech.language)
    if isinstance(value, NotUnderstood | OutOfRange | OneSystem):
        return None
    return give(scene, interview, question, value)


def _department(scene: Scene, interview: Interview, text: str) -> Step | None:
    found = named_department(scene.knowledge, text)
    return set_department(scene, interview, found) if found else None


def named_department(knowledge: Knowledge, text: str) -> Department | None:
    """The department that the words name: its place in the list, its id, its name or a known way to say it."""
    folded, departments = fold(text), knowledge.revision.departments
    if folded.isdecimal() and 0 < int(folded) <= len(departments):
        return departments[int(folded) - 1]
    exact = [d for d in departments if folded in {fold(s) for s in (d.id, d.name.sv, d.name.en, *d.says.both)}]
    if len(exact) == 1:
        return exact[0]
    part = [d for d in departments if len(folded) > 3 and any(folded in fold(s) for s in (d.name.sv, d.name.en))]
    return part[0] if len(part) == 1 else None


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
    if not is_a_task(scene.knowledge, text):
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
