"""The plain messages: greeting, help, privacy, pausing, and the ways on from each."""

from dialogs.decided import Retention, kept_for
from dialogs.labels import task_title
from dialogs.message import DataFound
from dialogs.reply import Choice, Note, Press, Row
from dialogs.speech import Speech, escaped
from dialogs.state import Interview
from knowledge.model import Aside
from knowledge.part import Text


def button(speech: Speech, label: Text, verb: str, *, primary: bool = False) -> Choice:
    return Choice(speech.say(label), Press(verb), primary)


def welcome(speech: Speech) -> Note:
    """Said once: what this is, what it is not, three commands, and what is stored."""
    words = speech.words.welcome
    lines = (words.what, words.not_what, words.commands, words.privacy, words.lead_on)
    other = speech.words.nav.english if speech.language == "sv" else speech.words.nav.swedish
    return Note(
        kind="welcome",
        title=speech.say(words.title),
        lines=tuple(speech.say(line) for line in lines),
        choices=(
            button(speech, speech.words.nav.start, "new", primary=True),
            button(speech, speech.words.nav.privacy, "privacy"),
            button(speech, speech.words.nav.help, "help"),
            button(speech, other, "english" if speech.language == "sv" else "swedish"),
        ),
    )


def welcome_back(speech: Speech, interview: Interview | None) -> Note:
    words = speech.words.welcome
    going_on = interview is not None and not interview.cancelled
    line = (
        speech.say(words.back_open, task=task_title(speech, interview))
        if interview is not None and going_on
        else speech.say(words.back_nothing)
    )
    resume = (button(speech, speech.words.nav.resume, "continue", primary=True),) if going_on else ()
    return Note(
        kind="welcome_back",
        title=speech.say(words.back_title),
        lines=(line,),
        choices=(*resume, *_ways_on(speech)),
    )


def idle(speech: Speech, *, resume: bool) -> Note:
    """Nothing is going on: the invitation to tell about a task, or to go on with the one that was put down."""
    words = speech.words
    first = (button(speech, words.nav.resume, "continue", primary=True),) if resume else ()
    return Note(
        kind="idle",
        title=speech.say(words.describe.title),
        lines=(speech.say(words.describe.ask),),
        choices=(*first, *_ways_on(speech)),
    )


def describe(speech: Speech, interview: Interview) -> Note:
    """Asks for the task in own words; may be passed over."""
    words = speech.words.describe
    return Note(
        kind="describe",
        key=f"{interview.id}:describe",
        title=speech.say(words.title),
        lines=(speech.say(words.ask), f"_{speech.say(words.example)}_"),
        choices=(
            Choice(speech.say(words.instead), Press("undescribed", interview=interview.id)),
            button(speech, speech.words.nav.help, "help"),
            button(speech, speech.words.nav.human, "human"),
        ),
    )


def help_note(speech: Speech, *, resume: bool) -> Note:
    words = speech.words
    first = button(speech, words.nav.resume, "continue", primary=True) if resume else None
    return Note(
        kind="help",
        title=speech.say(words.welcome.help_title),
        lines=(speech.say(words.welcome.help_what), speech.say(words.welcome.help_commands)),
        choices=(
            *((first,) if first else ()),
            *_ways_on(speech),
            button(speech, words.nav.privacy, "privacy"),
        ),
    )


def fallback(speech: Speech) -> Note:
    words = speech.words
    return Note(
        kind="fallback",
        title=speech.say(words.misc.fallback_title),
        lines=(speech.say(words.misc.fallback),),
        choices=(*_ways_on(speech), button(speech, words.nav.help, "help")),
    )


def privacy(speech: Speech, retention: Retention | None) -> Note:
    words = speech.words
    told = words.privacy
    before, after = (told.stored, told.readers), (told.rights, told.judged, told.machine, told.law)
    return Note(
        kind="privacy",
        title=speech.say(told.title),
        lines=(
            *(speech.say(line) for line in before),
            kept_for(speech, retention),
            *(speech.say(line) for line in after),
        ),
        choices=(
            button(speech, words.nav.my_data, "my_data"),
            button(speech, words.nav.erase, "erase"),
            button(speech, words.nav.resume, "continue"),
        ),
    )


def care(speech: Speech, aside: Aside) -> Note:
    """Somebody is in need: kindly where to turn, and nothing about minutes."""
    words = speech.words
    return Note(
        kind="care",
        lines=(speech.say(aside.answer), speech.say(words.misc.care_keep)),
        choices=(button(speech, words.nav.human, "human"), button(speech, words.nav.resume, "continue")),
    )


def paused(speech: Speech, interview: Interview) -> Note:
    words = speech.words
    return Note(
        kind="paused",
        title=speech.say(words.tasks.paused_title),
        lines=(speech.say(words.tasks.paused_text),),
        rows=(Row(speech.say(words.summary.task), escaped(task_title(speech, interview))),),
        choices=(
            button(speech, words.nav.resume, "continue", primary=True),
            button(speech, words.nav.new_task, "new"),
            button(speech, words.nav.my_tasks, "tasks"),
        ),
    )


def cancelled(speech: Speech, interview: Interview) -> Note:
    words = speech.words
    return Note(
        kind="cancelled",
        title=speech.say(words.tasks.cancelled_title),
        lines=(speech.say(words.tasks.cancelled_text, task=task_title(speech, interview)),),
        choices=_ways_on(speech),
    )


def confirm(speech: Speech, title: Text, line: str, yes: Text, press: Press) -> Note:
    """A question that must be answered before something is lost."""
    return Note(
        kind=f"confirm_{press.verb}",
        title=speech.say(title),
        lines=(line,),
        choices=(
            Choice(speech.say(yes), press, primary=False),
            Choice(speech.say(speech.words.nav.no), Press("no"), primary=True),
        ),
    )


def is_it_new(speech: Speech, text: str) -> Note:
    words = speech.words
    return Note(
        kind="is_it_new",
        lines=(speech.say(words.describe.is_it_new, text=text),),
        choices=(
            Choice(speech.say(words.nav.yes), Press("new_yes"), primary=True),
            Choice(speech.say(words.nav.no), Press("no")),
        ),
    )


def tasks_or_data(speech: Speech) -> Note:
    words = speech.words
    return Note(
        kind="tasks_or_data",
        title=speech.say(words.tasks.both_title),
        lines=(speech.say(words.tasks.both),),
        choices=(button(speech, words.nav.my_tasks, "tasks"), button(speech, words.nav.my_data, "my_data")),
    )


def data_found(speech: Speech, found: DataFound) -> Note:
    words = speech.words.privacy
    return Note(
        kind="my_data",
        title=speech.say(words.data_title),
        lines=(
            speech.say(words.data_text, minutes=found.minutes),
            f"[{speech.say(words.data_link)}]({found.link})",
        ),
        rows=(
            Row(speech.say(words.data_tasks), str(found.tasks)),
            Row(speech.say(words.data_messages), str(found.messages)),
            Row(speech.say(words.data_cases), str(found.cases)),
        ),
        choices=(
            button(speech, speech.words.nav.erase, "erase"),
            button(speech, speech.words.nav.privacy, "privacy"),
            button(speech, speech.words.nav.resume, "continue"),
        ),
    )


def erased(speech: Speech, *, requested: bool) -> Note:
    words = speech.words.privacy
    return Note(
        kind="erased",
        title=speech.say(words.requested_title if requested else words.erased_title),
        lines=(speech.say(words.erase_requested if requested else words.erased),),
        choices=(button(speech, speech.words.nav.start, "new"),),
    )


def _ways_on(speech: Speech) -> tuple[Choice, ...]:
    nav = speech.words.nav
    return (
        button(speech, nav.start, "new"),
        button(speech, nav.my_tasks, "tasks"),
        button(speech, nav.human, "human"),
    )


def group_note(speech: Speech, link: str) -> Note:
    """Said in a group: what this is, and where to talk."""
    words = speech.words.welcome
    return Note(kind="group", lines=(speech.say(words.group), f"[{speech.say(words.group_button)}]({link})"))
