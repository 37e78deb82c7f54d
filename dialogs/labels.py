"""How answers and tasks are called in sentences."""

from dialogs.interview import DPIA
from dialogs.speech import Speech
from dialogs.state import Interview
from knowledge.conditions import Value
from knowledge.model import UNSURE, Question

_TITLE = 60


def answer_label(speech: Speech, question: Question, value: Value) -> str:
    """An answer in words: option labels, or a number with its unit."""
    if value == UNSURE:
        return speech.say(speech.words.nav.unsure)
    if isinstance(value, int | float):
        return _number_label(speech, question, value)
    codes = (value,) if isinstance(value, str) else value
    options = [question.option(code) for code in codes]
    labels = [speech.say(option.label) for option in options if option]
    if not labels and question.id == DPIA:
        return speech.say(speech.words.summary.yes_flags)
    return "; ".join(labels)


def task_title(speech: Speech, interview: Interview) -> str:
    """The task by its first words, as the person told it."""
    words = " ".join(interview.description.split())
    if not words:
        return speech.say(speech.words.tasks.untitled)
    return shortened(words, _TITLE)


def shortened(words: str, most: int) -> str:
    """The first so many characters, cut at a word where there is one."""
    if len(words) <= most:
        return words
    head = words[: most - 1]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head[most // 2 :] else head}…"


def _number_label(speech: Speech, question: Question, value: float) -> str:
    number = speech.number(value)
    match question.kind:
        case "frequency":
            return speech.say(speech.words.facts.runs, number=number)
        case "minutes":
            return speech.say(speech.words.facts.minutes_value, number=number)
        case _:
            return speech.say(speech.words.facts.people_value, number=number)
