"""Every kind of card, in both languages, as wide as on a phone and in a window: nothing is cut, nothing sticks out.

With PICTURES=1 pictures of all of them are put into var/screenshots/, for people to look at.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from knowledge.part import Language, Text
from tests.cast import shipped
from tests.e2e.channel import Channel
from tests.e2e.pictures import picture
from tests.e2e.playground import WIDE, Card, Playground

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]  # Every kind of card, pictured twice.

WORDING = shipped().wording
NAV = WORDING.nav
PHONE = ".phone .ac-adaptiveCard { width: 320px !important; box-sizing: border-box !important; }"
"""The client's window has a least width; a card does not."""
TALL = 3200
"""The client scrolls what is higher than its window, and a picture would show only a part."""
DRESS = "phone => { document.documentElement.classList.toggle('phone', phone) }"
CUT = """card => {
    const right = card.getBoundingClientRect().right + 1;
    const shown = [card, ...card.querySelectorAll('*:not(input, textarea, svg, svg *)')].filter(
        each => each.clientWidth > 1 && each.getClientRects().length);
    const cut = each => each.scrollWidth > each.clientWidth + 1 || each.getBoundingClientRect().right > right;
    return shown.filter(cut).map(each => each.innerText);
}"""

APPLICATIONS: dict[Language, str] = {
    "sv": "Jag beviljar 40 ansökningar i veckan i Excel och Outlook, det tar 10 minuter och vi är tre personer.",
    "en": "I approve 40 applications a week in Excel and Outlook, it takes 10 minutes and we are three people.",
}
INVOICES: dict[Language, str] = {
    "sv": "Jag kopierar fakturor från Outlook till Excel.",
    "en": "I copy invoices from Outlook to Excel.",
}
LEAVE: dict[Language, str] = {
    "sv": "Varje vecka samlar jag in ledighetsansökningar från mejl och skickar till chefen. Det tar en timme.",
    "en": "Every week I collect leave requests from e-mails and send them to the manager. It takes one hour.",
}
MISUNDERSTOOD: dict[Language, str] = {"sv": "en blå cykel", "en": "a blue bicycle"}
ASIDE: dict[Language, str] = {"sv": "vad är Power Automate?", "en": "what is Power Automate?"}


@dataclass(slots=True)
class Walk:
    """A way through the conversation on which each new card is measured and pictured."""

    teams: Playground
    way: str = ""
    """What the pictures are called by."""
    seen: int = 0
    cut: dict[str, list[str]] = field(default_factory=dict)

    def meets(self, kind: str, card: Card | None = None) -> Card:
        """Look at the newest card, or at this one, in both widths."""
        self.seen += 1
        met = card or self.teams.newest
        for width in ("wide", "phone"):
            self.teams.page.evaluate(DRESS, width == "phone")
            name = f"{self.teams.language}-{self.way}-{self.seen:02}-{kind}-{width}"
            if self.teams.language == "sv" or width == "wide":  # English is no longer than Swedish.
                picture(met.at, name)
            found = met.at.evaluate(CUT)
            if found:
                self.cut[name] = found
        return met

    def says(self, text: str, kind: str) -> Card:
        self.teams.say(text)
        return self.meets(kind)

    def presses(self, label: Text, kind: str, on: Card | None = None) -> Card:
        self.teams.press(label.to(self.teams.language), on)
        return self.meets(kind)


@pytest.fixture
def walk(new_teams: Playground) -> Walk:
    new_teams.page.set_viewport_size({"width": WIDE, "height": TALL})
    new_teams.page.add_style_tag(content=PHONE)
    return Walk(new_teams)


def meets_the_coach(walk: Walk) -> None:
    walk.meets("welcome")
    welcome = walk.teams.newest
    walk.presses(NAV.privacy, "privacy", welcome)
    walk.presses(NAV.help, "help", welcome)
    walk.presses(NAV.start, "describe", welcome)
    walk.says(MISUNDERSTOOD[walk.teams.language], "too-little")


def answers_each_shape_of_question(walk: Walk) -> None:
    """The long way, where personal data ask for the special risks."""
    language = walk.teams.language
    facts = walk.says(APPLICATIONS[language], "facts")
    facts.row(WORDING.facts.people.to(language)).click()
    facts.shows(WORDING.facts.dropped.to(language).split("{")[0])
    walk.meets("facts-corrected", facts)
    walk.presses(WORDING.facts.right, "drop-down")
    walk.meets("facts-confirmed", facts)
    department = walk.teams.newest
    walk.says("1", "list")
    walk.meets("answered", department)
    walk.teams.newest.unfold(NAV.why.to(language))
    walk.meets("list-why")
    walk.presses(WORDING.form.offer, "form")
    walk.presses(WORDING.form.one_by_one, "list-again")
    walk.says(MISUNDERSTOOD[language], "not-understood")
    walk.says(ASIDE[language], "aside")
    walk.says("2", "list-long")
    risks = walk.says("4", "several")
    walk.says("1, 5", "number-of-people")
    walk.meets("several-answered", risks)
    walk.presses(NAV.pause, "paused")
    walk.presses(NAV.resume, "resumed")
    walk.says("3", "whose-number")
    walk.says("1", "summary-of-few")
    walk.presses(WORDING.summary.all_questions, "buttons")
    walk.teams.answer_until(shipped().question("C04").text.to(language))
    walk.meets("buttons-four")
    walk.teams.answer_until(WORDING.summary.title.to(language))
    walk.meets("summary")


def reads_the_judgement_and_the_templates(walk: Walk) -> None:
    walk.presses(WORDING.summary.judge, "result-with-guardrails")
    offers = walk.presses(WORDING.result.templates, "templates")
    offers.unfold(WORDING.suggest.steps_toggle.to(walk.teams.language))
    walk.meets("templates-unfolded", offers)
    walk.presses(WORDING.suggest.fits, "template-for-the-team", offers)
    walk.presses(WORDING.suggest.fits_not, "template-refused", offers)


def builds(walk: Walk) -> None:
    """A task that anybody may build: the steps, a lesson, and how it went."""
    coaching, language = WORDING.coaching, walk.teams.language
    walk.teams.say("ny" if language == "sv" else "new")
    walk.teams.say(LEAVE[language])
    walk.teams.press(WORDING.facts.right.to(language))
    walk.teams.answer_until(WORDING.summary.title.to(language))
    walk.presses(WORDING.summary.judge, "result-for-oneself")
    walk.presses(WORDING.share.share, "share")
    walk.presses(WORDING.share.alike, "alike")
    walk.presses(NAV.resume, "result-again")
    offers = walk.presses(WORDING.result.templates, "templates-again")
    chosen = walk.presses(WORDING.suggest.fits, "template-chosen", offers)
    steps = walk.presses(coaching.build, "checklist", chosen)
    steps.button(coaching.tick.to(language)).first.click()
    steps.shows(coaching.step_done.to(language).split("{number}")[1])
    walk.meets("checklist-ticked", steps)
    lesson = next(each for each in steps.at.get_by_role("button").all_inner_texts() if each.endswith("?"))
    walk.teams.press(lesson, steps)
    walk.meets("lesson")
    hours = walk.presses(coaching.works, "hours", steps)
    hours.write("3,5")
    walk.presses(coaching.hours_send, "measured", hours)
    walk.presses(coaching.stuck, "preview-stuck", steps)
    walk.presses(NAV.cancel, "not-sent")


def asks_the_team(walk: Walk) -> None:
    """A task on the short way: the flow would decide by itself."""
    language = walk.teams.language
    walk.teams.say("ny" if language == "sv" else "new")
    walk.says(INVOICES[language], "facts-few")
    walk.presses(WORDING.facts.right, "list-marked")
    walk.says("3", "how-often")
    walk.says("varje vecka" if language == "sv" else "every week", "minutes")
    walk.teams.answer_until(WORDING.summary.title.to(language))
    walk.presses(WORDING.summary.judge, "result-for-the-team")
    preview = walk.presses(WORDING.result.ask_team, "preview")
    opened = walk.presses(WORDING.handover.send, "case", preview)
    view = walk.presses(WORDING.case.view, "case-view", opened)
    walk.presses(WORDING.case.add, "case-add", view)
    walk.says("mer" if language == "sv" else "more", "case-added")
    walk.presses(WORDING.case.withdraw, "case-withdraw", view)
    walk.presses(NAV.no, "case-kept")


def binds_a_channel(walk: Walk) -> None:
    language = walk.teams.language
    channel = Channel.opened(walk.teams.page)
    post = channel.mention("koppla" if language == "sv" else "connect").shows(_start(WORDING.desk.connected, language))
    walk.meets("desk", post.card())
    channel.leave()


def works_the_case(walk: Walk) -> None:
    """The team's side, in its channel."""
    words, language = WORDING.case, walk.teams.language
    channel = Channel.opened(walk.teams.page)
    post = channel.has_posts(2).newest.shows(words.state_new.to(language))
    walk.meets("case-new", post.card())
    for name, verb in (("assign", words.assign), ("reply", words.reply)):
        post.press(verb.to(language)).shows(
            _start(words.assign_intro if name == "assign" else words.reply_field, language)
        )
        walk.meets(f"case-{name}", post.card())
        post.press(NAV.cancel.to(language)).shows(words.state_new.to(language))
    post.press(words.take.to(language)).shows(_start(words.state_taken, language))
    walk.meets("case-taken", post.card())
    channel.leave()
    walk.meets("told-taken")


def _start(text: Text, language: Language) -> str:
    return text.to(language).split(" {")[0]


def looks_after_tasks_and_data(walk: Walk) -> None:
    walk.says("mina förslag" if walk.teams.language == "sv" else "my tasks", "tasks")
    walk.presses(NAV.remove, "remove")
    walk.presses(NAV.no, "kept")
    walk.says("mina data" if walk.teams.language == "sv" else "my data", "data")
    walk.presses(NAV.erase, "erase")
    walk.presses(NAV.no, "not-erased")
    walk.says("människa" if walk.teams.language == "sv" else "human", "preview-again")


def from_a_description_to_templates(walk: Walk) -> None:
    meets_the_coach(walk)
    answers_each_shape_of_question(walk)
    reads_the_judgement_and_the_templates(walk)


def with_the_team(walk: Walk) -> None:
    binds_a_channel(walk)
    asks_the_team(walk)
    works_the_case(walk)


def building(walk: Walk) -> None:
    builds(walk)
    looks_after_tasks_and_data(walk)


@pytest.mark.parametrize("new_teams", ["sv", pytest.param("en", marks=pytest.mark.thorough)], indirect=True)
@pytest.mark.parametrize("way", [from_a_description_to_templates, building, with_the_team])
def test_no_card_is_cut_or_sticks_out(way: Callable[[Walk], None], walk: Walk) -> None:
    """A conversation each: the client takes the longer for a card the more stand above it."""
    walk.way = way.__name__.replace("_", "-")

    way(walk)

    assert walk.cut == {}
