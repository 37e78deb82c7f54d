"""A case as the person who asked for help sees it: what they are told at each step, and what they can do."""

from collections.abc import Sequence
from dataclasses import replace

from dialogs.case import OPEN, Case, Event
from dialogs.case_card import WORDS, moment, state_name
from dialogs.labels import shortened
from dialogs.notes import confirm as confirm_note
from dialogs.reply import Choice, Field, Form, Note, Press, Row
from dialogs.speech import Speech, escaped
from knowledge.part import Text

_EVENTS_SHOWN = 6
_LONGEST_NOTE = 600
_WRITTEN = frozenset({"asked", "replied", "answered", "added", "solved"})


def told(speech: Speech, case: Case, event: Event) -> Note | Form:
    """What happened, why they hear of it, and the way on. A question or a message can be answered at once."""
    words = speech.words.case
    line = speech.say(
        getattr(words, f"told_{event.what}"),
        who=event.who.name,
        coach=case.coach.name if case.coach else "",
        number=case.number,
        whom=event.whom,
    )
    if event.what in ("asked", "replied"):
        return _answerable(speech, case, event, line)
    note = (_quoted(event.note),) if event.note and event.what != "stood_in" else ()
    over = case.state not in OPEN
    goes_on = replace(case, number=event.whom) if event.what == "merged" else case
    return Note(
        kind=f"case_{event.what}",
        key=told_key(case, event),
        lines=(line, *note, speech.say(words.told_next if over else words.told_why)),
        choices=(*((_act(speech, words.reopen, "case_reopen", case),) if over else ()), *_ways_on(speech, goes_on)),
    )


def told_key(case: Case, event: Event) -> str:
    """What names a message about a case: the memory finds the case by it when the message does not arrive."""
    return f"told:{case.number}:{event.at:%Y%m%d%H%M%S%f}"


def view(speech: Speech, case: Case, events: Sequence[Event]) -> Note:
    """The whole case: where it stands, who has it, what was written."""
    words = speech.words.case
    coach = case.coach.name if case.coach else speech.say(words.coach_none)
    rows = [
        Row(speech.say(words.state), state_name(speech, case)),
        Row(speech.say(words.coach), escaped(coach)),
        Row(speech.say(words.sent_then), escaped(shortened(case.comment or case.title, _LONGEST_NOTE))),
        Row(speech.say(words.opened), moment(speech, case.opened)),
    ]
    if case.promised is not None and case.state in OPEN and case.coach is None:
        rows.append(Row(speech.say(words.promised), moment(speech, case.promised)))
    written = [event for event in events if event.what in _WRITTEN and event.note]
    rows += [_event_row(speech, event) for event in written[-_EVENTS_SHOWN:]]
    return Note(
        kind="case_view",
        key=f"view:{case.number}",
        title=speech.say(words.view_title, number=case.number),
        rows=tuple(rows),
        choices=_own_buttons(speech, case),
    )


def done(speech: Speech, case: Case, text: Text) -> Note:
    """A short confirmation of what the person did to their case."""
    line = speech.say(text, number=case.number)
    return Note(kind="case_done", lines=(line,), choices=_ways_on(speech, case))


def ask_to_withdraw(speech: Speech, number: str) -> Note:
    words = speech.words.case
    line = speech.say(words.withdraw_text, number=number)
    return confirm_note(speech, words.withdraw_title, line, words.withdraw_yes, Press("case_withdraw_yes", number))


def is_it_for_the_case(speech: Speech, number: str, coach: str, text: str) -> Note:
    """Words after a coach has written: an answer to the coach, or about something else."""
    words = speech.words
    return Note(
        kind="is_it_for_the_case",
        lines=(speech.say(words.case.is_it_for_the_case, coach=coach, number=number, text=text),),
        choices=(
            Choice(speech.say(words.case.for_the_case), Press("case_send", number), primary=True),
            Choice(speech.say(words.nav.no), Press("no")),
        ),
    )


def _answerable(speech: Speech, case: Case, event: Event, line: str) -> Form:
    words, key = speech.words.case, told_key(case, event)
    return Form(
        key=key,
        title=speech.say(words.view_title, number=case.number),
        intro=f"{line}\n\n{_quoted(event.note)}",
        fields=(Field(WORDS, speech.say(words.answer_field), "lines", (), (), ""),),
        send=Choice(speech.say(words.send), Press("case_answer", case.number, question=key), primary=True),
        nav=_ways_on(speech, case),
    )


def _quoted(words: str) -> str:
    return f"”{escaped(words)}”"


def _event_row(speech: Speech, event: Event) -> Row:
    return Row(f"{escaped(event.who.name)}, {moment(speech, event.at)}", escaped(shortened(event.note, _LONGEST_NOTE)))


def _own_buttons(speech: Speech, case: Case) -> tuple[Choice, ...]:
    words = speech.words.case
    mine = Choice(speech.say(speech.words.nav.my_tasks), Press("tasks"))
    if case.state in OPEN:
        return (
            _act(speech, words.add, "case_add", case),
            _act(speech, words.withdraw, "case_withdraw", case),
            mine,
        )
    return (_act(speech, words.reopen, "case_reopen", case), mine)


def _ways_on(speech: Speech, case: Case) -> tuple[Choice, ...]:
    return (
        _act(speech, speech.words.case.view, "case", case),
        Choice(speech.say(speech.words.nav.resume), Press("continue")),
    )


def _act(speech: Speech, label: Text, verb: str, case: Case) -> Choice:
    return Choice(speech.say(label), Press(verb, case.number))
