"""Sending a task to the team: what goes along, in a preview, before anything is sent."""

from dialogs.decided import Decided, excepted, guardrail_name
from dialogs.interview import AtResult, position
from dialogs.labels import shortened, task_title
from dialogs.message import CaseOpened
from dialogs.reply import Answered, Choice, Handover, Note, Press, Row
from dialogs.result import hours_line, judged, outcome_name
from dialogs.speech import Speech, escaped, unescaped
from dialogs.state import Interview, Talk
from knowledge.assess import Assessment, Missing

_DESCRIPTION = 400
_TITLE = 60


def handover(speech: Speech, talk: Talk, decided: Decided, comment: str) -> Handover:
    """The preview: exactly what the team will see."""
    words = speech.words.handover
    interview = talk.interview
    number = interview.case if interview else None
    key = interview.id if interview else "none"
    return Handover(
        key=f"{key}:handover",
        title=speech.say(words.title),
        intro=speech.say(words.already, number=number) if number else speech.say(words.intro),
        rows=preview(speech, talk, decided),
        field=speech.say(words.comment),
        comment=comment,
        choices=(
            Choice(speech.say(words.send), Press("send", interview=key), primary=True),
            Choice(speech.say(speech.words.nav.cancel), Press("unsend", interview=key)),
        ),
    )


def preview(speech: Speech, talk: Talk, decided: Decided) -> tuple[Row, ...]:
    """The rows of a case as the team sees them."""
    words = speech.words.handover
    interview = talk.interview
    department = speech.knowledge.revision.department(talk.department)
    rows = [Row(speech.say(words.who), speech.say(department.name))] if department else []
    if interview is None or not interview.description:
        rows.append(Row(speech.say(words.task), speech.say(words.no_task)))
    else:
        rows.append(Row(speech.say(words.task), escaped(shortened(interview.description, _DESCRIPTION))))
    return (*rows, *_judged_rows(speech, talk, decided))


def handed_over(speech: Speech, interview: Interview | None, told: str) -> Answered:
    """The preview's card once it has been sent, or not."""
    key = interview.id if interview else "none"
    title = speech.say(speech.words.handover.title)
    return Answered(key=f"{key}:handover", title=title, answer=told, change=None)


def sent(speech: Speech, opened: CaseOpened) -> Note:
    """The case's number, and what happens next."""
    words = speech.words
    lines = [speech.say(words.handover.sent)]
    if opened.promised is not None:
        lines.append(speech.say(words.case.expected, day=speech.day(opened.promised)))
    if not opened.received:
        lines.append(speech.say(words.case.nobody_receives))
    return Note(
        kind="case_opened",
        title=speech.say(words.handover.sent_title, number=opened.number),
        lines=tuple(lines),
        choices=(
            Choice(speech.say(words.case.view), Press("case", opened.number)),
            Choice(speech.say(words.nav.my_tasks), Press("tasks")),
            Choice(speech.say(words.nav.new_task), Press("new")),
        ),
    )


def case_title(speech: Speech, talk: Talk, comment: str) -> str:
    """What the case is called: the first words of the task, else of the comment."""
    if talk.interview is not None and talk.interview.description:
        return task_title(speech, talk.interview)
    return shortened(" ".join(comment.split()), _TITLE) or speech.say(speech.words.handover.question)


def case_rows(speech: Speech, talk: Talk, decided: Decided) -> tuple[Row, ...]:
    """What the team gets of the preview: a task that is not there is not told."""
    told = talk.interview is not None and talk.interview.description
    missing = speech.say(speech.words.handover.no_task)
    return tuple(
        Row(unescaped(row.label), unescaped(row.value))
        for row in preview(speech, talk, decided)
        if told or row.value != missing
    )


def judgement(speech: Speech, talk: Talk) -> Assessment | None:
    """The judgement of the open task; None until it has been judged."""
    interview = talk.interview
    if interview is None or not isinstance(position(talk, interview, speech.knowledge.revision), AtResult):
        return None
    found = judged(speech.knowledge, talk, interview)
    return None if isinstance(found, Missing) else found[1]


def _judged_rows(speech: Speech, talk: Talk, decided: Decided) -> tuple[Row, ...]:
    """Outcome, hours, guardrails and approved exceptions from them, once the task has been judged."""
    found = judgement(speech, talk)
    if found is None:
        return ()
    words = speech.words.handover
    rows = (
        Row(speech.say(words.outcome), outcome_name(speech, found.outcome)),
        Row(speech.say(words.hours), hours_line(speech, found)),
    )
    guards = [guardrail_name(speech, name) for name in found.guardrails]
    exceptions = excepted(speech, decided, talk.department, found.guardrails)
    return (
        *rows,
        *((Row(speech.say(words.guards), speech.listed(guards)),) if guards else ()),
        *(Row(speech.say(words.exception), told) for told in exceptions),
    )
