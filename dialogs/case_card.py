"""A case as the team sees it: its card in the channel, the lines of its thread, and the dialogs its buttons open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from babel.dates import format_datetime

from dialogs.case import OPEN, Case, Event, Somebody
from dialogs.form import PREFIX
from dialogs.reply import Choice, Field, Form, Note, Press, Row
from dialogs.speech import HOME, Speech, escaped
from knowledge.part import Text

COACH, URGENT, WORDS = f"{PREFIX}coach", f"{PREFIX}urgent", f"{PREFIX}text"
"""Names of the fields in the dialogs."""
SENT = "_send"
"""Ends the verb of a dialog that comes back filled in."""
_LONGEST_COMMENT = 4_000
_LINE = "line"
"""A note of this kind is one line in a thread, not a card."""


def card_key(number: str) -> str:
    """What names a case's card among the messages of a channel."""
    return f"case:{number}"


def case_card(speech: Speech, case: Case) -> Note:
    """The one card of a case, which is updated in its place."""
    words = speech.words.case
    return Note(
        kind="case",
        key=card_key(case.number),
        title=speech.say(words.title, number=case.number, title=case.title),
        lines=(status(speech, case), *((speech.say(words.urgent),) if case.urgent else ())),
        rows=_rows(speech, case),
        choices=_buttons(speech, case),
    )


def status(speech: Speech, case: Case) -> str:
    """Where the case stands and who has it, in one line."""
    words, state = speech.words.case, state_name(speech, case)
    if case.state not in OPEN:
        return speech.say(words.status_over, state=state)
    if case.coach is None:
        return speech.say(words.status_nobody, state=state)
    return speech.say(words.status_coach, state=state, coach=case.coach.name)


def state_name(speech: Speech, case: Case) -> str:
    return speech.say(getattr(speech.words.case, f"state_{case.state}"))


def topic_name(speech: Speech, case: Case) -> str:
    return speech.say(getattr(speech.words.case, f"topic_{case.topic}"))


def moment(speech: Speech, at: datetime) -> str:
    """A day and a time of day, as the reader's language writes them."""
    return format_datetime(at.astimezone(HOME), "d MMM HH:mm", locale=speech.language)


def thread_line(speech: Speech, case: Case, event: Event) -> Note:
    """What happened to a case, as a line in its thread."""
    words = speech.words.case
    told = speech.say(
        getattr(words, f"event_{event.what}"),
        who=event.who.name,
        coach=event.whom or (case.coach.name if case.coach else ""),
        whom=event.whom,
        person=case.name,
        note=event.note,
        day=speech.day(case.promised) if case.promised else "",
    )
    return Note(kind=_LINE, lines=(told.strip(),))


def refusal(speech: Speech, case: Case, by: Somebody | None = None) -> str:
    """Why a button did not do what it says."""
    words = speech.words.case
    if by is not None and case.coach == by:
        return speech.say(words.refused_changed)
    if case.state == "taken" and case.coach is not None:
        return speech.say(words.refused_taken, coach=case.coach.name)
    return speech.say(words.refused_state, state=state_name(speech, case))


def dialog(speech: Speech, case: Case, verb: str, team: Sequence[Somebody]) -> Form | None:
    """What a button asks for before it does anything; None for a button that opens no dialog."""
    words = speech.words.case
    text = {
        "case_reply": (words.reply, words.reply_intro, words.reply_field),
        "case_ask": (words.ask, words.ask_intro, words.ask_field),
        "case_solve": (words.solve, words.solve_intro, words.solve_field),
    }.get(verb)
    if text is not None:
        title, intro, label = text
        empty = _dialog(speech, case, verb, title, intro)
        return replace(empty, fields=(Field(WORDS, speech.say(label), "lines", (), (), ""),))
    if verb == "case_assign":
        empty = _dialog(speech, case, verb, words.assign, words.assign_intro)
        return replace(empty, fields=_assigning(speech, case, team))
    return None


def _dialog(speech: Speech, case: Case, verb: str, title: Text, intro: Text) -> Form:
    """The dialog without its fields."""
    words = speech.words.case
    send = words.save if verb == "case_assign" else words.send
    press = Press(f"{verb}{SENT}", case.number, question=str(case.moves))
    return Form(
        key=f"{card_key(case.number)}:{verb}",
        title=f"{case.number} · {speech.say(title).rstrip('…')}",
        intro=speech.say(intro, name=case.name),
        fields=(),
        send=Choice(speech.say(send), press, primary=True),
        nav=(Choice(speech.say(speech.words.nav.cancel), Press("case_show", case.number)),),
    )


def _assigning(speech: Speech, case: Case, team: Sequence[Somebody]) -> tuple[Field, ...]:
    words = speech.words.case
    people = tuple(Choice(each.name, Press("case_assign", each.key)) for each in team)
    hurry = (
        Choice(speech.say(words.urgent_no), Press("case_assign", "0")),
        Choice(speech.say(words.urgent_yes), Press("case_assign", "1")),
    )
    now = (case.coach.key,) if case.coach else ()
    return (
        Field(COACH, speech.say(words.assign_field), "choice", people, now, ""),
        Field(URGENT, speech.say(words.assign_urgent), "choice", hurry, ("1" if case.urgent else "0",), ""),
    )


def _rows(speech: Speech, case: Case) -> tuple[Row, ...]:
    words = speech.words.case
    rows = [Row(speech.say(words.person), escaped(case.name))]
    rows += [Row(label, escaped(value)) for label, value in case.rows.get(speech.language, ())]
    rows.append(Row(speech.say(words.wants), topic_name(speech, case)))
    if case.comment:
        rows.append(Row(speech.say(words.comment), escaped(case.comment[:_LONGEST_COMMENT])))
    rows.append(Row(speech.say(words.opened), moment(speech, case.opened)))
    if case.promised is not None and case.state in OPEN:
        rows.append(Row(speech.say(words.promised), moment(speech, case.promised)))
    return tuple(rows)


def _buttons(speech: Speech, case: Case) -> tuple[Choice, ...]:
    """What leads on from this state, at most six."""
    words = speech.words.case

    def button(label: Text, verb: str, *, primary: bool = False, opens: bool = False) -> Choice:
        return Choice(speech.say(label), Press(verb, case.number, question=str(case.moves)), primary, opens)

    reply = button(words.reply, "case_reply", opens=True)
    assign = button(words.assign, "case_assign", opens=True)
    solve = button(words.solve, "case_solve", opens=True)
    match case.state:
        case "new" | "reopened":
            return (button(words.take, "case_take", primary=True), assign, reply, solve)
        case "taken":
            ask = button(words.ask, "case_ask", opens=True)
            return (reply, ask, solve, assign, button(words.take_over, "case_take"))
        case "waiting":
            return (reply, solve, assign, button(words.take_over, "case_take"))
        case "solved":
            return (button(words.close, "case_close"), button(words.reopen, "case_reopen"), reply)
        case _:
            return (button(words.reopen, "case_reopen"),)
