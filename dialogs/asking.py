"""The question cards: one question, its answers, and the ways around it."""

from dataclasses import replace
from typing import Literal

from dialogs.commands import Command
from dialogs.facts import marked_risks, marked_systems
from dialogs.interview import DEPARTMENT, DPIA, before, preselected, progress
from dialogs.labels import answer_label
from dialogs.reply import Answered, Ask, Choice, Press
from dialogs.speech import Speech
from dialogs.state import Interview, Talk
from knowledge.assess import SYSTEMS
from knowledge.conditions import Value
from knowledge.model import UNSURE, Question

BESIDE = f"none:{DEPARTMENT}"
"""Names the department's card where no interview is going on."""
FROM_CARD = "card"
"""Marks the *Ändra* of an answered card: that card tells that it is being changed; a list of answers stays."""


def ask(speech: Speech, talk: Talk, interview: Interview, question: Question) -> Ask:
    """The card of one question."""
    number, total = progress(talk, interview, question, speech.knowledge.revision)
    signs = marked(speech, talk, interview, question)
    words = speech.words.asking
    unsaid = bool(signs) and question.id not in interview.answers
    return Ask(
        key=card_key(interview, question.id),
        question=question.id,
        shape=_shape(question),
        progress=speech.say(words.progress, number=number, total=total),
        title=speech.say(question.title),
        text=speech.say(question.text),
        hint=speech.say(words.marked) if unsaid else "",
        why=speech.say(question.why),
        why_label=speech.say(speech.words.nav.why),
        options=options_of(speech, interview, question),
        marked=signs,
        choose=speech.say(words.choose_many if question.kind == "multi" else words.choose),
        field=_field(speech, question),
        send=_send(speech, interview, question),
        nav=_nav(speech, talk, interview, question),
    )


def ask_department(speech: Speech, interview: Interview) -> Ask:
    """Where the person works: asked once, from a list."""
    nav = speech.words.nav
    ways = (
        Choice(speech.say(nav.skip), Press("skip", "", interview.id, DEPARTMENT)),
        Choice(speech.say(nav.pause), Press("pause")),
    )
    once = speech.say(speech.words.asking.once)
    return _departments(
        speech, card_key(interview, DEPARTMENT), Press("answer", "", interview.id, DEPARTMENT), once, ways
    )


def ask_where(speech: Speech) -> Ask:
    """The same outside an interview, for somebody who has moved."""
    ways = (Choice(speech.say(speech.words.nav.cancel), Press("no")),)
    return _departments(speech, BESIDE, Press("works_at", "", "", DEPARTMENT), "", ways)


def _departments(speech: Speech, key: str, press: Press, progress: str, ways: tuple[Choice, ...]) -> Ask:
    words = speech.words
    options = tuple(
        Choice(speech.say(d.name), replace(press, code=d.id)) for d in speech.knowledge.revision.departments
    )
    return Ask(
        key=key,
        question=DEPARTMENT,
        shape="list",
        progress=progress,
        title=speech.say(words.asking.department_title),
        text=speech.say(words.asking.department),
        hint="",
        why=speech.say(words.asking.department_why),
        why_label=speech.say(words.nav.why),
        options=options,
        marked=(),
        choose=speech.say(words.asking.choose),
        field="",
        send=Choice(speech.say(words.nav.send), press, primary=True),
        nav=ways,
    )


def answered(speech: Speech, interview: Interview, question: Question, value: Value) -> Answered:
    """The card of a question once it is answered."""
    return Answered(
        key=card_key(interview, question.id),
        title=speech.say(question.text),
        answer=answer_label(speech, question, value),
        change=Choice(speech.say(speech.words.nav.change), Press("change", FROM_CARD, interview.id, question.id)),
    )


def passed(speech: Speech, interview: Interview, question: Question) -> Answered:
    """The card of a question that was left: without its buttons, so that only one card is open."""
    value = interview.answers.get(question.id)
    words = speech.words.asking
    told = speech.say(words.left_open)
    if value is not None:
        told = speech.say(words.changing, answer=answer_label(speech, question, value))
    return Answered(card_key(interview, question.id), speech.say(question.text), told, None)


def answered_department(speech: Speech, talk: Talk, interview: Interview) -> Answered:
    """The department's card once it is answered."""
    change = Choice(speech.say(speech.words.nav.change), Press("change", "", interview.id, DEPARTMENT))
    return replace(answered_where(speech, talk), key=card_key(interview, DEPARTMENT), change=change)


def answered_where(speech: Speech, talk: Talk) -> Answered:
    """The same outside an interview."""
    department = speech.knowledge.revision.department(talk.department)
    name = speech.say(department.name) if department else speech.say(speech.words.summary.unanswered)
    change = Choice(speech.say(speech.words.nav.change), Press(Command.DEPARTMENT))
    return Answered(BESIDE, speech.say(speech.words.asking.department), name, change)


def card_key(interview: Interview, question: str) -> str:
    """What names a question's card: the interview and the question."""
    return f"{interview.id}:{question}"


def _shape(question: Question) -> Literal["choice", "multi", "number"]:
    if question.kind in ("minutes", "people"):
        return "number"
    return "multi" if question.kind == "multi" else "choice"


def marked(speech: Speech, talk: Talk, interview: Interview, question: Question) -> tuple[str, ...]:
    """What stands marked: the answer so far, else what rules or named programs suggest."""
    value = interview.answers.get(question.id)
    if isinstance(value, tuple):
        return value
    if value is not None:
        return (_code(value),)
    rules = preselected(talk, interview, question, speech.knowledge.revision)
    if rules:
        return rules
    if question.id == DPIA:
        return marked_risks(interview, speech.knowledge)
    return marked_systems(interview, speech.knowledge) if question.id == SYSTEMS else ()


def options_of(speech: Speech, interview: Interview, question: Question) -> tuple[Choice, ...]:
    def button(label: str, code: str) -> Choice:
        return Choice(label, Press("answer", code, interview.id, question.id))

    options = [button(speech.say(option.label), option.code) for option in question.options]
    options += [button(_quick_label(speech, question, number), _code(number)) for number in question.quick]
    if question.unsure:
        options.append(button(speech.say(speech.words.nav.unsure), UNSURE))
    return tuple(options)


def _quick_label(speech: Speech, question: Question, number: float) -> str:
    return f"{speech.number(number)} min" if question.kind == "minutes" else speech.number(number)


def _code(value: Value) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _field(speech: Speech, question: Question) -> str:
    words = speech.words.asking
    fields = {
        "minutes": words.minutes_field,
        "people": words.people_field,
        "frequency": words.frequency_field,
    }
    return speech.say(fields[question.kind]) if question.kind in fields else ""


def _send(speech: Speech, interview: Interview, question: Question) -> Choice:
    """For what is chosen from a list, or written in the field."""
    verb = "typed" if question.kind in ("minutes", "people", "frequency") else "answer"
    press = Press(verb, "", interview.id, question.id)
    return Choice(speech.say(speech.words.nav.send), press, primary=verb == "answer")


def _nav(speech: Speech, talk: Talk, interview: Interview, question: Question) -> tuple[Choice, ...]:
    """At most three ways around the question; "why" is the fourth."""
    nav = speech.words.nav
    back = Choice(speech.say(nav.back), Press("back", "", interview.id, question.id))
    keep = Choice(speech.say(nav.keep), Press("keep", "", interview.id, question.id))
    again = interview.revisiting is not None and question.id in interview.answers
    form = Choice(speech.say(speech.words.form.offer), Press("form", interview=interview.id))
    return (
        back if before(talk, interview, speech.knowledge.revision) else form,
        *((keep,) if again else ()),
        Choice(speech.say(nav.pause), Press("pause")),
        *(() if again else (Choice(speech.say(nav.human), Press("human")),)),
    )
