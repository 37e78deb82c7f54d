"""Cards to share with others: a template, an own task. Nothing on them leads back into somebody's conversation."""

from dialogs.case_card import WORDS
from dialogs.message import TaskLine
from dialogs.reply import Choice, Field, Form, Note, Press, Row
from dialogs.speech import Speech, escaped
from dialogs.suggest import template_facts
from knowledge.template import Template


def shared_template(speech: Speech, template: Template) -> Note:
    words = speech.words
    return Note(
        kind="shared_template",
        title=speech.say(template.title),
        lines=(
            speech.say(template.summary),
            f"[{speech.say(words.suggest.read_more)}]({template.learn_url})",
            speech.say(words.share.from_coach),
        ),
        rows=template_facts(speech, template),
    )


def shared_task(speech: Speech, task: TaskLine) -> Note:
    words = speech.words
    outcome = getattr(words.result, task.outcome) if task.outcome else words.share.no_outcome
    return Note(
        kind="shared_task",
        title=escaped(task.title),
        lines=(speech.say(words.share.from_coach),),
        rows=(Row(speech.say(words.handover.outcome), speech.say(outcome)),),
    )


def make_task(speech: Speech, text: str, *lead: str) -> Form:
    """Asks for the task that a message speaks of; its words stand there already, to be tidied up."""
    words = speech.words.share
    return Form(
        key="make_task",
        title=speech.say(words.make_title),
        intro=speech.say(words.make_intro),
        fields=(Field(WORDS, speech.say(words.make_field), "lines", (), (), "", text),),
        send=Choice(speech.say(words.make_send), Press("make_task"), primary=True),
        nav=(),
        lead=lead,
    )
