"""Every card of cases, coaching and sharing, drawn with the longest inputs: size, elements, labels, buttons, words."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

import pytest

from bot.cards.dialog import as_dialog
from bot.cards.draw import draw
from bot.cards.parts import MOST_IN_A_SET, SCHEMA, VERSION
from bot.outbound import write_reply
from dialogs.case import TOPICS, Case, Event, Somebody, State
from dialogs.case_card import SENT, WORDS, case_card, dialog, refusal, thread_line
from dialogs.case_told import ask_to_withdraw, done, is_it_for_the_case, told, view
from dialogs.coaching import checklist
from dialogs.followups import HOURS, ask_for_hours, follow_up, measure
from dialogs.handover import sent
from dialogs.labels import task_title
from dialogs.message import CaseOpened, Pressed, TaskLine
from dialogs.own_list import task_list
from dialogs.plain import plain
from dialogs.reply import Note, Press, Reply, led
from dialogs.sharing import make_task, shared_task, shared_template
from dialogs.speech import Speech
from dialogs.state import Interview, Talk
from knowledge.part import LANGUAGES, Language
from tests.builders import PLAIN
from tests.cards.test_cards import ACTIONS, ELEMENTS, HOSTILE, LONG, MOST_BYTES, parts
from tests.cast import NOW, shipped, shipped_knowledge
from tests.stage import Stage

MOST_TYPED = 2_000
"""Characters of a field on a card; what is typed in the chat may be longer."""
MARKDOWN = re.compile(r"(?<!\\)(\[länk|\*\*fet|_kursiv|<b>|`kod)|(?m:^# rubrik|^- lista|^1\. tal)")
STATES: tuple[State, ...] = get_args(State)
TOLD = ("taken", "assigned", "asked", "replied", "solved", "closed", "reopened")
HAPPENED = (*TOLD, "opened", "answered", "added", "withdrawn", "urgent", "reminded")
CARLA = Somebody("carla", f"Carla {HOSTILE}")
CASE = Case(
    id=1,
    number="AC-2026-0001",
    person=1,
    name=f"Anna {HOSTILE}",
    title=HOSTILE[:60],
    comment=LONG[:4000],
    rows=dict.fromkeys(LANGUAGES, (("Från", "Äldreomsorg"), ("Uppgift", LONG[:400]), ("Att tänka på", HOSTILE))),
    state="new",
    opened=NOW,
    topic="stuck",
    urgent=True,
    coach=CARLA,
    promised=NOW,
)
BUILT = Interview(
    id="task-0123456789",
    revision=1,
    begun=NOW,
    description=LONG[:4000],
    described=True,
    settled=True,
    answers={**PLAIN, "C01": "dag", "C10": ("m365",)},
    summed_up=True,
    building="leave-request-approval",
)


def speaking(language: Language) -> Speech:
    return Speech(shipped_knowledge(), language)


def played(stage: Stage, presses: list[Pressed]) -> Iterator[Reply]:
    """Everything that is said or shown in the place of a card."""
    for pressed in presses:
        turn = stage.hear(pressed)
        yield from (*turn.replies, *(reply for reply in (turn.settled, turn.instead) if reply is not None))


def of_cases(speech: Speech) -> Iterator[Reply]:
    """The channel's cards and dialogs, and what the person is shown."""
    team = tuple(Somebody(f"person-{number:030}", f"{HOSTILE[:40]} {number}") for number in range(40))
    for number, state in enumerate(STATES):
        case = replace(CASE, state=state, topic=TOPICS[number % len(TOPICS)])
        yield led(case_card(speech, case), refusal(speech, case))
        yield case_card(speech, replace(case, coach=None, urgent=False, comment="", rows={}))
        yield view(speech, case, (Event("solved", CARLA, NOW, LONG[:400]),))
    for verb in ("case_reply", "case_ask", "case_solve", "case_assign"):
        form = dialog(speech, CASE, verb, team)
        assert form is not None
        yield led(form, speech.say(speech.words.case.empty))
    yield from (told(speech, CASE, Event(what, CARLA, NOW, LONG[:MOST_TYPED])) for what in TOLD)
    yield done(speech, CASE, speech.words.case.passed_on)
    yield ask_to_withdraw(speech, CASE.number)
    yield is_it_for_the_case(speech, CASE.number, CARLA.name, LONG[:10_000])
    yield sent(speech, CaseOpened(CASE.number, NOW, received=False))
    pressed = [Pressed(Press(verb, CASE.number)) for verb in ("case_add", "case_answer")]
    pressed.append(Pressed(Press("case_answer", CASE.number), {WORDS: LONG[:MOST_TYPED]}))
    yield from played(Stage(language=speech.language), pressed)


def of_coaching(speech: Speech) -> Iterator[Reply]:
    """The list of every template, every lesson, and the questions afterwards."""
    for template in shipped().templates:
        everything = tuple(range(1, len(template.steps.to(speech.language)) + 1))
        building = BUILT.model_copy(update={"building": template.id})
        yield checklist(speech, building, template)
        yield checklist(speech, building.model_copy(update={"ticked": everything}), template)
    yield follow_up(speech, BUILT)
    yield ask_for_hours(speech, BUILT, task_title(speech, BUILT))
    yield measure(speech, BUILT)
    steps = next(template for template in shipped().templates if template.id == BUILT.building).steps.sv
    presses = [Press("lesson", lesson.id, BUILT.id) for lesson in shipped().lessons]
    presses += [Press("tick", f"{number}+", BUILT.id) for number, _ in enumerate(steps, 1)]
    presses += [Press(verb, "", BUILT.id) for verb in ("not_yet", "quiet", "remind_me", "stuck", "measured")]
    stage = Stage(language=speech.language, talk=Talk(welcomed=True, asked_department=True, interview=BUILT))
    yield from played(stage, [Pressed(press, {HOURS: "9999", "field_C15": "allvarlig"}) for press in presses])


def of_sharing(speech: Speech) -> Iterator[Reply]:
    yield from (shared_template(speech, template) for template in shipped().templates)
    line = TaskLine("task-0123456789", HOSTILE[:60], "finished", "not_now", CASE.number, "12 september 2026")
    yield shared_task(speech, line)
    yield shared_task(speech, replace(line, outcome=None))
    yield make_task(speech, LONG, speech.say(speech.words.share.made_empty))
    yield task_list(speech, (line,), (CASE, replace(CASE, coach=None)))


@pytest.fixture(scope="module", params=LANGUAGES)
def cards(request: pytest.FixtureRequest) -> list[tuple[Reply, dict[str, Any]]]:
    speech = speaking(request.param)
    replies = (*of_cases(speech), *of_coaching(speech), *of_sharing(speech))
    return [(reply, draw(reply, request.param)) for reply in replies]


def read_as_markdown(card: dict[str, Any]) -> list[str]:
    """Texts, and labels with values beside them, in which a card would find markdown of the person's own."""
    texts = [part["text"] for part in parts(card) if part["type"] == "TextBlock"]
    rows = [fact for part in parts(card) if part["type"] == "FactSet" for fact in part["facts"]]
    return [words for words in (*texts, *(row[name] for row in rows for name in row)) if MARKDOWN.search(words)]


def size(reply: Reply, language: Language) -> int:
    """Bytes as they are sent."""
    return len(json.dumps(draw(reply, language), ensure_ascii=False).encode())


def test_every_kind_of_card_is_looked_at(cards: list[tuple[Reply, dict[str, Any]]]) -> None:
    kinds = {reply.kind if isinstance(reply, Note) else type(reply).__name__ for reply, _ in cards}

    coaching = {"checklist", "lesson", "all_done", "follow_up", "not_yet", "quiet", "remind_me", "measured", "Handover"}
    cases = {
        "case",
        "case_view",
        "case_add",
        "case_empty",
        "case_done",
        "case_opened",
        "confirm_case_withdraw_yes",
        "is_it_for_the_case",
    }
    told = {f"case_{what}" for what in TOLD} - {"case_asked", "case_replied"}
    assert kinds == coaching | cases | told | {"Form", "Answered", "shared_template", "shared_task", "tasks"}


def test_no_card_is_larger_than_teams_takes_in_good_spirits(cards: list[tuple[Reply, dict[str, Any]]]) -> None:
    sizes = {plain(reply)[:80]: len(json.dumps(card).encode()) for reply, card in cards}

    assert {name: each for name, each in sizes.items() if each >= MOST_BYTES} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_own_list_shows_cases_with_their_state_and_coach(language: Language) -> None:
    speech, carla = speaking(language), Somebody("carla", "Carla")
    words, mine = speech.words.case, replace(CASE, state="taken", title="Listor", coach=carla)
    untaken = replace(CASE, number="AC-2026-0002", title="*Ny*", coach=None)

    card = task_list(speech, (), (untaken, mine))

    nobody = f"{speech.say(words.state_new)} · {speech.say(words.coach_none)}"
    assert [(row.label, row.detail, row.choices[0].press) for row in card.rows] == [
        ("AC-2026-0002 · \\*Ny\\*", nobody, Press("case", "AC-2026-0002")),
        ("AC-2026-0001 · Listor", f"{speech.say(words.state_taken)} · Carla", Press("case", "AC-2026-0001")),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_own_list_fits(language: Language) -> None:
    title = "Sammanställer listor åt kollegor i Excel varje fredag förmid"
    tasks = tuple(
        TaskLine(f"task-{number:010}", title, "finished", "not_now", None, "12 september 2026") for number in range(15)
    )
    carla = Somebody("carla", "Carla Svensson")
    cases = tuple(replace(CASE, number=f"AC-2026-{each:04}", title=title, coach=carla) for each in range(5))

    assert size(task_list(speaking(language), tasks, cases), language) < MOST_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_with_six_long_messages_fits(language: Language) -> None:
    events = tuple(Event(what, CARLA, NOW, LONG[:MOST_TYPED]) for what in ("asked", "answered") * 3)

    assert size(view(speaking(language), CASE, events), language) < MOST_BYTES


def test_cards_hold_only_what_teams_can_draw_and_say_so(cards: list[tuple[Reply, dict[str, Any]]]) -> None:
    for _, card in cards:
        kinds = {part["type"] for part in parts(card)} - {"AdaptiveCard"}

        assert kinds <= ELEMENTS | ACTIONS
        assert (card["version"], card["$schema"]) == (VERSION, SCHEMA) == ("1.5", SCHEMA)
        assert card["lang"] in LANGUAGES
        assert card["fallbackText"].strip()


def test_every_field_has_a_label_and_a_name_of_its_own_and_every_text_wraps(
    cards: list[tuple[Reply, dict[str, Any]]],
) -> None:
    for _, card in cards:
        inputs = [part for part in parts(card) if part["type"].startswith("Input.")]

        assert all(each["label"].strip() for each in inputs)
        assert len({each["id"] for each in inputs}) == len(inputs)
        assert all(part["wrap"] is True for part in parts(card) if part["type"] == "TextBlock")


def test_buttons_are_few_in_a_row_and_work_in_clients_without_execute(
    cards: list[tuple[Reply, dict[str, Any]]],
) -> None:
    for _, card in cards:
        rows = [card.get("actions", []), *(part["actions"] for part in parts(card) if part["type"] == "ActionSet")]

        assert max(len(row) for row in rows) <= MOST_IN_A_SET == 6
        for button in (part for part in parts(card) if part["type"] == "Action.Execute"):
            instead = button["fallback"]
            opening = {"msteams": {"type": "task/fetch"}} if "msteams" in instead["data"] else {}
            assert button["title"].strip()
            assert button["verb"] == button["data"]["v"]
            assert (instead["type"], instead["data"]) == ("Action.Submit", {**button["data"], **opening})


def test_what_people_wrote_is_shown_letter_by_letter(cards: list[tuple[Reply, dict[str, Any]]]) -> None:
    for _, card in cards:
        assert read_as_markdown(card) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", HAPPENED)
def test_a_line_in_a_thread_is_text_with_the_words_as_they_were_written(language: Language, what: str) -> None:
    event = Event(what, CARLA, NOW, HOSTILE)

    message = write_reply(thread_line(speaking(language), CASE, event), language)

    assert set(message) == {"type", "locale", "summary", "text", "textFormat"}
    assert MARKDOWN.search(message["text"]) is None
    assert "{" not in message["text"]


@pytest.mark.parametrize("verb", ["case_reply", "case_ask", "case_solve", "case_assign"])
def test_a_dialog_has_one_button_that_sends_and_knows_how_often_the_case_was_moved(verb: str) -> None:
    form = dialog(speaking("sv"), replace(CASE, moves=3), verb, (CARLA,))
    assert form is not None

    (button,) = as_dialog(draw(form, "sv"))["actions"]

    assert (button["type"], button["data"]) == ("Action.Submit", {"v": f"{verb}{SENT}", "c": CASE.number, "q": "3"})


@pytest.mark.parametrize("verb", ["case_take", "case_close", "case_reopen", "case_show", ""])
def test_other_buttons_open_no_dialog(verb: str) -> None:
    assert dialog(speaking("sv"), CASE, verb, ()) is None
