"""The answer to a question that waits outside the interview: yes, no, a comment, another description."""

from dialogs.answers import named_department
from dialogs.commands import fold
from dialogs.describing import is_a_task
from dialogs.handover import handover
from dialogs.moves import LONGEST_COMMENT, confirm, decline, move_department
from dialogs.standing import going_on
from dialogs.state import Asking
from dialogs.step import ActOnCase, Scene, Step
from dialogs.suggest import offers

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
NO = frozenset(
    [
        "nej",
        "nä",
        "nope",
        "fel",
        "inte rätt",
        "stämmer inte",
        "det stämmer inte",
        "wrong",
        "not right",
        "no",
        "nej tack",
        "no thanks",
        "inte",
        "avbryt",
        "cancel",
        "inget",
    ]
)
WRONG = NO | {"fel", "inte rätt", "stämmer inte", "det stämmer inte", "inte riktigt", "wrong", "not right", "not quite"}
SEND = frozenset(["skicka", "send", "skicka in", "ja", "yes", "ok"])


def reply_to(scene: Scene, asking: Asking, text: str) -> Step | None:
    """The words as an answer to the question that waits; None when they are none: then they are heard as usual."""
    folded = fold(text)
    if asking.about == "handover":
        return _comment(scene, text, folded)
    if asking.about == "describe":
        return _redescribed(scene, text)
    if asking.about == "department":
        return _where_they_work(scene, text)
    if asking.about == "case_add":
        return _added(scene, asking, text)
    if folded in YES:
        return confirm(scene, asking)
    return decline(scene) if folded in NO else None


def _comment(scene: Scene, text: str, folded: str) -> Step:
    if folded in NO:
        return decline(scene)
    asking = scene.talk.asking
    if folded in SEND and asking is not None:
        return confirm(scene, asking)
    earlier = f"{asking.text}\n" if asking is not None and asking.text else ""
    whole = f"{earlier}{text}"
    comment = whole[:LONGEST_COMMENT]
    topic = asking.topic if asking is not None else None
    asked = scene.with_talk(asking=Asking(about="handover", text=comment, topic=topic))
    words, speech = scene.speech.words.handover, scene.speech
    cut = len(comment) < len(whole)
    kept = (
        speech.say(words.comment_cut, number=speech.number(LONGEST_COMMENT)) if cut else speech.say(words.comment_kept)
    )
    return Step(asked, (handover(speech, asked.talk, scene.setting.decided, comment),)).led(kept)


def _added(scene: Scene, asking: Asking, text: str) -> Step:
    """More for a case."""
    if fold(text) in NO:
        return decline(scene)
    return Step(scene.with_talk(asking=None), effects=(ActOnCase(asking.case, "add", text),))


def _where_they_work(scene: Scene, text: str) -> Step | None:
    """The department, named outside an interview."""
    if fold(text) in NO:
        return decline(scene)
    found = named_department(scene.knowledge, text)
    return move_department(scene, found) if found else None


def _redescribed(scene: Scene, text: str) -> Step | None:
    """A new description of a task that is already judged: look for templates again."""
    interview = going_on(scene)
    plain = scene.with_talk(asking=None)
    if fold(text) in NO:
        return decline(scene)
    if interview is None or not is_a_task(scene.knowledge, text):
        return None
    told = interview.model_copy(update={"description": text, "shown": (), "refused": ()})
    card, told = offers(scene.speech, told)
    return Step(plain.with_interview(told), (card,))
