"""All answers on one card, each with a way to change it."""

from dialogs.interview import DEPARTMENT, next_question, path, unasked
from dialogs.labels import answer_label, shortened
from dialogs.reply import Choice, Press, Row, Summary
from dialogs.speech import Speech, escaped
from dialogs.state import Interview, Talk

_DESCRIPTION = 300


def summary(speech: Speech, talk: Talk, interview: Interview) -> Summary:
    words = speech.words
    left_out = _left_out(speech, talk, interview)
    every = Choice(speech.say(words.summary.all_questions), Press("thorough", interview=interview.id))
    return Summary(
        key=f"{interview.id}:summary",
        title=speech.say(words.summary.title),
        intro=_intro(speech, left_out),
        rows=(
            *_described(speech, interview),
            *_department(speech, talk, interview),
            *answer_rows(speech, talk, interview),
        ),
        choices=(
            _onward(speech, talk, interview),
            *((every,) if left_out else ()),
            Choice(speech.say(words.nav.pause), Press("pause")),
            Choice(speech.say(words.nav.human), Press("human")),
        ),
    )


def _left_out(speech: Speech, talk: Talk, interview: Interview) -> int:
    """How many questions can change nothing; not told while one is open that can."""
    revision = speech.knowledge.revision
    return unasked(talk, interview, revision) if next_question(talk, interview, revision) is None else 0


def _intro(speech: Speech, left_out: int) -> str:
    words = speech.words.summary
    enough = (speech.say(words.enough, count=left_out),) if left_out else ()
    return " ".join((speech.say(words.intro), *enough))


def _onward(speech: Speech, talk: Talk, interview: Interview) -> Choice:
    """To the judgement, or first to the questions that are left."""
    if next_question(talk, interview, speech.knowledge.revision) is not None:
        return Choice(speech.say(speech.words.nav.resume), Press("continue"), primary=True)
    return Choice(speech.say(speech.words.summary.judge), Press("judge", interview=interview.id), primary=True)


def answer_rows(speech: Speech, talk: Talk, interview: Interview) -> tuple[Row, ...]:
    """Each question of the path with its answer, in the order asked."""
    rows = []
    for question in path(talk, interview, speech.knowledge.revision):
        if question.id in interview.answers:
            answer = answer_label(speech, question, interview.answers[question.id])
            rows.append(Row(speech.say(question.title), answer, choices=(_change(speech, interview, question.id),)))
    return tuple(rows)


def _described(speech: Speech, interview: Interview) -> tuple[Row, ...]:
    if not interview.description:
        return ()
    return (Row(speech.say(speech.words.summary.task), escaped(shortened(interview.description, _DESCRIPTION))),)


def _department(speech: Speech, talk: Talk, interview: Interview) -> tuple[Row, ...]:
    department = speech.knowledge.revision.department(talk.department)
    if department is None:
        return ()
    label = speech.say(speech.words.summary.department)
    return (Row(label, speech.say(department.name), choices=(_change(speech, interview, DEPARTMENT),)),)


def _change(speech: Speech, interview: Interview, question: str) -> Choice:
    return Choice(speech.say(speech.words.nav.change), Press("change", "", interview.id, question))
