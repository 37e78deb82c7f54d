"""Somebody who presses and writes whatever comes to mind: the coach never breaks, and never leaves them stranded."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dialogs.commands import WORDS
from dialogs.interview import AtQuestion, position, progress
from dialogs.message import Deleted, Edited, Joined, Pressed, Said, Wordless
from dialogs.pressing import VERBS
from dialogs.reply import Press, choices_of
from dialogs.state import Talk
from dialogs.step import Erase
from tests.cast import shipped, shipped_knowledge
from tests.dialogs.script import kind_of
from tests.stage import Stage

QUESTIONS = [question.id for question in shipped().questions]
WORDS_OF_COMMANDS = [word for words in WORDS.values() for word in words]
TYPED = [
    "Jag kopierar 40 fakturor i veckan från Outlook till Excel, det tar 10 minuter",
    "Every Friday I put together a report for five people",
    "ja",
    "nej",
    "vet inte",
    "yes",
    "1",
    "3",
    "99999999",
    "-5",
    "en kvart",
    "varje fredag",
    "bara jag",
    "hr",
    "procapita",
    "outlook, excel",
    "mallar",
    "skicka",
    "vad är power automate",
    "jag orkar inte leva",
    "850101-9802",
    "070-123 45 67",
    "hjälpp",
    "{question} {0} %s",
    "**fet** [länk](https://exempel.se) <b>",
    "\u202e\u200b",
    "asdf qwer",
]

AGAIN = ("back", "new", "restart", "cancel", "open_task", "tasks", "new_yes", "restart_yes", "send")
"""Words as much as buttons: said twice, they are meant twice."""

texts = st.one_of(st.sampled_from(TYPED), st.sampled_from(WORDS_OF_COMMANDS), st.text(max_size=60))


class Wanderer(RuleBasedStateMachine):
    """Any person, on any day."""

    stage: Stage

    @initialize(language=st.sampled_from(["sv", "en"]), text=st.sampled_from([*TYPED, "ny"]))
    def arrives(self, language: Any, text: str) -> None:
        self.stage = Stage(language=language)
        self.stage.hear(Joined())
        self.stage.says(text)

    @rule(data=st.data())
    def presses_what_is_offered(self, data: st.DataObject) -> None:
        choices = self.stage.choices
        press = data.draw(st.sampled_from(choices)).press
        inputs = data.draw(
            st.sampled_from(
                [{}, {"text": "45"}, {"text": "?"}, {"codes": "m365,fil"}, {"field_C02": "45", "field_DPIA": "D1"}]
            )
        )

        self.stage.hear(Pressed(press, inputs))

    @rule(data=st.data())
    def answers_the_question(self, data: st.DataObject) -> None:
        """Mostly the way on, so that the walk comes to the end of an interview too."""
        forward = ("answer", "facts_right", "judge", "templates", "undescribed", "skip")
        offered = [choice.press for choice in self.stage.choices if choice.press.verb in forward and choice.label]
        if offered:
            self.stage.hear(Pressed(data.draw(st.sampled_from(offered))))

    @rule(text=texts)
    def says_something(self, text: str) -> None:
        self.stage.hear(Said(text))

        assert self.stage.shown, "words were not answered"

    @rule(data=st.data())
    def presses_something_old(self, data: st.DataObject) -> None:
        before = self.stage.talk

        turn = self.stage.hear(Pressed(data.draw(st.sampled_from(self.stage.offered))))

        if turn.instead is not None:
            assert turn.talk == before

    @rule(
        verb=st.sampled_from([*sorted(VERBS), "nothing", ""]),
        code=st.sampled_from(["", "nej", "vet_ej", "m365", "999", "task1", "runs_per_year", "x" * 50]),
        question=st.sampled_from([*QUESTIONS, "department", "", "C99"]),
        own=st.booleans(),
        text=st.sampled_from(["", "45", "hej", "850101-9802"]),
    )
    def presses_something_forged(self, verb: str, code: str, question: str, own: bool, text: str) -> None:  # noqa: FBT001
        """A button that no card had; of another interview it can change nothing in this one."""
        before, interview = self.stage.talk, self.stage.talk.interview
        press = Press(verb, code, interview.id if own and interview else "foreign", question)

        turn = self.stage.hear(Pressed(press, {"text": text, "codes": code}))

        if turn.instead is not None:
            assert turn.talk == before
        if not own and verb in ("answer", "typed", "skip", "back", "change", "judge", "facts_right", "fact_wrong"):
            assert turn.talk == before

    @rule(text=texts, about=st.sampled_from([None, *QUESTIONS]), deleted=st.booleans())
    def takes_words_back(self, text: str, about: str | None, deleted: bool) -> None:  # noqa: FBT001 - drawn
        self.stage.hear(Deleted(about) if deleted else Edited(text, about))

    @rule(kind=st.sampled_from(["file", "empty"]))
    def sends_no_words(self, kind: Any) -> None:
        self.stage.hear(Wordless(kind))

    @rule()
    def comes_back_another_day(self) -> None:
        self.stage.later(days=3)
        self.stage.latest = 2
        self.stage.hear(Joined())

    @rule(data=st.data(), inputs=st.sampled_from([{}, {"text": "45"}, {"codes": "m365,fil"}]))
    def presses_twice(self, data: st.DataObject, inputs: dict[str, str]) -> None:
        """Double-clicked, a button in a card has one effect."""
        offered = [choice.press for choice in self.stage.choices if choice.press.verb not in AGAIN]
        if not offered:
            return
        pressed = Pressed(data.draw(st.sampled_from(offered)), inputs)
        self.stage.hear(pressed)
        once = self.stage.talk

        self.stage.hear(pressed)

        assert self.stage.talk == once

    @invariant()
    def there_is_always_a_way_on(self) -> None:
        if hasattr(self, "stage"):
            assert all(choices_of(reply) for reply in self.stage.shown)

    @invariant()
    def what_is_remembered_can_be_stored(self) -> None:
        if hasattr(self, "stage"):
            talk = self.stage.talk
            assert Talk.model_validate_json(talk.model_dump_json(exclude_defaults=True)) == talk

    @invariant()
    def progress_never_runs_past_its_end(self) -> None:
        if not hasattr(self, "stage") or self.stage.talk.interview is None:
            return
        talk, interview = self.stage.talk, self.stage.interview
        revision = shipped_knowledge(interview.revision).revision
        at = position(talk, interview, revision)
        if isinstance(at, AtQuestion):
            number, total = progress(talk, interview, at.question, revision)
            assert 1 <= number <= total

    @invariant()
    def nothing_is_deleted_by_a_yes_to_something_else(self) -> None:
        if hasattr(self, "stage") and any(isinstance(effect, Erase) for effect in self.stage.effects):
            assert "confirm_erase_yes" in map(kind_of, self.stage.earlier)

    @invariant()
    def no_identity_number_is_remembered(self) -> None:
        if hasattr(self, "stage"):
            assert "850101-9802" not in self.stage.talk.model_dump_json()


Wanderer.TestCase.settings = settings(stateful_step_count=30, max_examples=settings().max_examples // 3)
TestNoDeadEnds = Wanderer.TestCase
