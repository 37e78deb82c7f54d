"""Sending a task to the team: what goes along, in a preview, before anything is sent."""

from dialogs.interview import AtResult, position
from dialogs.labels import shortened, task_title
from dialogs.reply import Answered, Choice, Handover, Note, Press, Row
from dialogs.result import hours_line, judged, outcome_name
from dialogs.speech import Speech, escaped
from dialogs.state import Interview, Talk
from knowledge.assess import Missing

_DESCRIPTION = 400


def handover(speech: Speech, talk: Talk, comment: str) -> Handover:
    """The preview: exactly what the team will see."""
    words = speech.words.handover
    interview = talk.interview
    number = interview.case if interview else None
    key = interview.id if interview else "none"
    return Handover(
        key=f"{key}:handover",
        title=speech.say(words.title),
        intro=speech.say(words.already, number=number) if number else speech.say(words.intro),
        rows=preview(speech, talk),
        field=speech.say(words.comment),
        comment=comment,
        choices=(
            Choice(speech.say(words.send), Press("send", interview=key), primary=True),
            Choice(speech.say(speech.words.nav.cancel), Press("unsend", interview=key)),
        ),
    )


def preview(speech: Speech, talk: Talk) -> tuple[Row, ...]:
    """The rows of a case as the team sees them."""
    words = speech.words.handover
    interview = talk.interview
    department = speech.knowledge.revision.department(talk.department)
    rows = [Row(speech.say(words.who), speech.say(department.name))] if department else []
    if interview is None or not interview.description:
        rows.append(Row(speech.say(words.task), speech.say(words.no_task)))
    else:
        rows.append(Row(speech.say(words.task), escaped(shortened(interview.description, _DESCRIPTION))))
    return (*rows, *_judgement(speech, talk, interview))


def handed_over(speech: Speech, interview: Interview | None, told: str) -> Answered:
    """The preview's card once it has been sent, or not."""
    key = interview.id if interview else "none"
    title = speech.say(speech.words.handover.title)
    return Answered(key=f"{key}:handover", title=title, answer=told, change=None)


def sent(speech: Speech, number: str) -> Note:
    words = speech.words
    return Note(
        kind="case_opened",
        title=speech.say(words.handover.sent_title, number=number),
        lines=(speech.say(words.handover.sent),),
        choices=(
            Choice(speech.say(words.nav.my_tasks), Press("tasks")),
            Choice(speech.say(words.nav.new_task), Press("new")),
        ),
    )


def case_title(speech: Speech, talk: Talk) -> str:
    """What the case is called: the task's first words."""
    return task_title(speech, talk.interview) if talk.interview else speech.say(speech.words.handover.no_task)


def _judgement(speech: Speech, talk: Talk, interview: Interview | None) -> tuple[Row, ...]:
    """Outcome and hours once the task has been judged."""
    if interview is None or not isinstance(position(talk, interview, speech.knowledge.revision), AtResult):
        return ()
    found = judged(speech.knowledge, talk, interview)
    if isinstance(found, Missing):
        return ()
    words = speech.words.handover
    return (
        Row(speech.say(words.outcome), outcome_name(speech, found[1].outcome)),
        Row(speech.say(words.hours), hours_line(speech, found[1])),
    )
