"""All that is left to ask, on one card: for who would rather fill in a form than talk."""

from dialogs.answers import NotUnderstood, OneSystem, OutOfRange, read_pressed, read_typed
from dialogs.asking import marked, options_of
from dialogs.interview import answer, path
from dialogs.message import Pressed
from dialogs.reply import Answered, Choice, Field, Form, Press, Reply
from dialogs.speech import Speech
from dialogs.state import Interview, Talk
from dialogs.step import Scene
from knowledge.conditions import Value
from knowledge.model import Question

PREFIX = "field_"
"""Inputs of a form are called by this and the question's id."""
WRITTEN = ("minutes", "people")


def form(speech: Speech, talk: Talk, interview: Interview) -> Form:
    """A field for each question of the path that has no answer yet."""
    words = speech.words
    return Form(
        key=f"{interview.id}:form",
        title=speech.say(words.form.title),
        intro=speech.say(words.form.intro),
        fields=tuple(_field(speech, talk, interview, question) for question in left(speech, talk, interview)),
        send=Choice(speech.say(words.form.send), Press("form_send", "", interview.id), primary=True),
        nav=(
            Choice(speech.say(words.form.one_by_one), Press("continue")),
            Choice(speech.say(words.nav.pause), Press("pause")),
        ),
    )


def left(speech: Speech, talk: Talk, interview: Interview) -> list[Question]:
    """The questions that are still open."""
    return [q for q in path(talk, interview, speech.knowledge.revision) if q.id not in interview.answers]


def filled_in(scene: Scene, interview: Interview, pressed: Pressed) -> tuple[Interview, tuple[str, ...]]:
    """The interview with every field that could be read; and the questions whose field could not.

    A question that was answered meanwhile keeps its answer: changing one has its own button.
    """
    unread: list[str] = []
    for question in left(scene.speech, scene.talk, interview):
        given = pressed.inputs.get(PREFIX + question.id, "").strip()
        if not given:
            continue
        value = _read(scene, question, given)
        if value is None:
            unread.append(scene.speech.say(question.title).lower())
        else:
            interview = answer(interview, question, value)
    return interview, tuple(unread)


def form_filled(speech: Speech, interview: Interview, count: int) -> Reply:
    """The form's card once it was sent."""
    words = speech.words.form
    told = speech.say(words.filled, count=count)
    return Answered(key=f"{interview.id}:form", title=speech.say(words.title), answer=told, change=None)


def _field(speech: Speech, talk: Talk, interview: Interview, question: Question) -> Field:
    written = question.kind in WRITTEN
    hints = {"minutes": speech.words.form.minutes, "people": speech.words.form.people}
    return Field(
        name=PREFIX + question.id,
        label=speech.say(question.text),
        shape="text" if written else "multi" if question.kind == "multi" else "choice",
        options=() if written else options_of(speech, interview, question),
        marked=marked(speech, talk, interview, question),
        hint=speech.say(hints[question.kind]) if question.kind in hints else "",
    )


def _read(scene: Scene, question: Question, given: str) -> Value | None:
    if question.kind not in WRITTEN:
        return read_pressed(question, given.split(","))
    value = read_typed(scene.knowledge, question, given, scene.speech.language)
    return None if isinstance(value, NotUnderstood | OutOfRange | OneSystem) else value
