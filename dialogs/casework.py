"""What a person does with their own cases in the chat: look, add, answer, withdraw, reopen."""

from collections.abc import Callable, Mapping

from dialogs.case_card import WORDS, state_name
from dialogs.case_told import ask_to_withdraw, done, is_it_for_the_case, view
from dialogs.labels import shortened
from dialogs.message import CaseTold, Pressed
from dialogs.moves import LONGEST_COMMENT
from dialogs.notes import button
from dialogs.reply import Answered, Choice, Note, Press
from dialogs.speech import escaped
from dialogs.standing import show
from dialogs.state import Asking
from dialogs.step import ActOnCase, Scene, Step


def case_told(scene: Scene, told: CaseTold) -> Step:
    """What came of looking at a case or doing something to it."""
    words, speech, case = scene.speech.words.case, scene.speech, told.case
    if case is None:
        return show(scene, speech.say(words.unknown))
    card = view(speech, case, told.events)
    if told.refused:
        return Step(scene, (card,)).led(speech.say(words.refused_state, state=state_name(speech, case)))
    match told.act:
        case "view":
            return Step(scene, (card,))
        case "add" | "answer":
            return Step(scene, (done(speech, case, words.passed_on),))
        case "withdraw":
            return Step(scene, (done(speech, case, words.withdrawn),))
        case "reopen":
            return Step(scene, (done(speech, case, words.reopened),))


def for_the_case(scene: Scene, asking: Asking, text: str) -> Step:
    """Words after a coach has written: the person says whether they are meant for the coach."""
    asked = asking.model_copy(update={"about": "case_send", "text": text[:LONGEST_COMMENT]})
    note = is_it_for_the_case(scene.speech, asking.case, asking.who, shortened(text, 600))
    return Step(scene.with_talk(asking=asked), (note,))


def _view(scene: Scene, pressed: Pressed) -> Step:
    return Step(scene, effects=(ActOnCase(pressed.press.code, "view"),))


def _add(scene: Scene, pressed: Pressed) -> Step:
    speech, number = scene.speech, pressed.press.code
    line = speech.say(speech.words.case.add_ask, number=number)
    note = Note(kind="case_add", lines=(line,), choices=(button(speech, speech.words.nav.cancel, "no"),))
    return Step(scene.with_talk(asking=Asking(about="case_add", case=number)), (note,))


def _withdraw(scene: Scene, pressed: Pressed) -> Step:
    number = pressed.press.code
    asked = scene.with_talk(asking=Asking(about="case_withdraw", case=number))
    return Step(asked, (ask_to_withdraw(scene.speech, number),))


def _reopen(scene: Scene, pressed: Pressed) -> Step:
    return Step(scene, effects=(ActOnCase(pressed.press.code, "reopen"),))


def _answer(scene: Scene, pressed: Pressed) -> Step:
    """The field under what a coach wrote. The card then shows what was sent."""
    text = pressed.inputs.get(WORDS, "").strip()[:LONGEST_COMMENT]
    speech, number = scene.speech, pressed.press.code
    if not text:
        choices = (Choice(speech.say(speech.words.case.view), Press("case", number)),)
        return Step(scene, (Note(kind="case_empty", lines=(speech.say(speech.words.case.empty),), choices=choices),))
    title = speech.say(speech.words.case.passed_on, number=number)
    sent = Answered(key=pressed.press.question, title=title, answer=escaped(text), change=None)
    waits = scene.talk.asking is not None and scene.talk.asking.about == "case_reply"
    plain = scene.with_talk(asking=None) if waits else scene
    return Step(plain, effects=(ActOnCase(number, "answer", text),), settled=sent)


CASE_PRESSES: Mapping[str, Callable[[Scene, Pressed], Step]] = {
    "case": _view,
    "case_add": _add,
    "case_withdraw": _withdraw,
    "case_reopen": _reopen,
    "case_answer": _answer,
}
