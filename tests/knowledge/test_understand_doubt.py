"""What is left unread because another reading is as good, and what looks like a fact and is none."""

from typing import Any

import pytest

from knowledge.evaluation.reading import slots
from knowledge.reading.tokens import tokens
from knowledge.understand import understand
from tests.knowledge.shipped import lexicon, words


def read(text: str) -> dict[str, Any]:
    """What is stated, without what is not."""
    return {slot: value for slot, value in slots(understand(words(), text)).items() if value}


@pytest.mark.parametrize(
    "text",
    [
        "Det tar 2 minuter, eller tre får man nog säga.",
        "It takes 5 minutes, no, closer to 8 they say.",
    ],
)
def test_a_time_that_may_be_corrected_is_not_read(text: str) -> None:
    assert "minutes" not in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sex ärenden i veckan, kring fem grannar i varje.",
        "We check 6 trucks every Monday, then I type the lot in, half an hour.",
        "Fire drills: four a year at each of 9 schools.",
        "30 forms every other week, 4 minutes each",
        "We order 50 uniforms four times a year, 50 uniforms each time, 2 hours",
        "110 ansökningar en gång om året",
        "Some 40 requests a month. The library has 300 visits a week.",
    ],
)
def test_a_number_that_may_be_a_size_is_no_frequency(text: str) -> None:
    assert "runs_per_year" not in read(text)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Varannan vecka under 12 sommarveckor.", 6.0),
        ("Varje fredag under vinterns 16 veckor.", 16.0),
        ("Brev per post, sen bevakar jag svaren i tre veckor. Sex ärenden i veckan.", 264.0),
        ("Morgon och kväll, varenda dag i veckan.", 730.0),
        ("Not daily, just Mondays and Thursdays.", 88.0),
    ],
)
def test_a_frequency_holds_for_its_part_of_the_year(text: str, runs: float) -> None:
    assert read(text)["runs_per_year"] == runs


@pytest.mark.parametrize(
    "text",
    [
        "8 per week in the season which is 26 weeks.",
        "Sommaren kan det vara 40 i veckan.",
        "Vi bockar av efter varje pass.",
        "They told me to write here before Friday the 14th.",
        "Tack för infon i fredags!",
        "40 st i fjol, i år 52.",
    ],
)
def test_a_season_a_deadline_or_a_day_that_was_is_no_frequency(text: str) -> None:
    assert "runs_per_year" not in read(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20 notes a day. It takes me an hour each morning.", 3.0),
        ("En gång i veckan kör jag ut listan, 20 min om dan.", None),
        ("60 sheets a month, a whole working day", None),
        ("Varje måndag bokar jag, tjugo minuter om man räknar telefonkön åt bolaget.", 20.0),
    ],
)
def test_a_time_is_that_of_one_run_only_when_that_adds_up(text: str, minutes: float | None) -> None:
    assert read(text).get("minutes") == minutes


@pytest.mark.parametrize(
    "text",
    [
        "Vi har tre handläggare, när kommer den nya lagen?",
        "Är det bara för skolan? Vi är 22 här.",
        "My laptop takes 10 minutes to start, who do I talk to?",
        "det är likadant varje gång och jag skriver in",
    ],
)
def test_people_and_times_beside_a_question_are_not_those_of_a_task(text: str) -> None:
    assert not {"people", "minutes"} & read(text).keys()


@pytest.mark.parametrize(
    ("text", "people"),
    [("the two of us tick them off", 2), ("There are 7 of us in payroll", 7), ("Three of us inspect", 3)],
)
def test_so_many_of_us_are_people(text: str, people: int) -> None:
    assert read(text)["people"] == people


@pytest.mark.parametrize(
    "text",
    [
        "Får antal på mejl, sen ringer jag in det till köket.",
        "Owners get a reminder letter by post.",
        "Everyone who leaves gets a survey in Forms from me.",
        "I order paint for 6 preschools by phone.",
        "15 minuter per brev.",
        "Remisser skickas från oss på papper till länsstyrelsen.",
        "De flesta lämnar på papper, några fotar av.",
    ],
)
def test_what_the_writer_sends_or_only_part_of_is_no_input(text: str) -> None:
    assert "input" not in read(text)


@pytest.mark.parametrize(
    ("text", "systems"),
    [
        ("Allt läggs i Castor. Dropbox fick vi sluta med.", {"castor"}),
        ("We tried WhatsApp once. Castor since then.", {"castor"}),
        ("Jag skriver i Excel, Unikum går inte att använda till det", {"excel"}),
        ("De får inte mejla utan lägger det i Excel", {"excel"}),
        ("Utvecklingssamtal bokas i Unikum, 24 samtal var", {"unikum"}),
        ("Tvättlappar beställs i Proceedo", {"proceedo"}),
        ("Bidders write in Excel", {"excel"}),
        ("Lägger in allt i Outlookkalendern", {"outlook"}),
        ("Bilarna registreras i Bilpoolen", None),
    ],
)
def test_a_program_is_what_is_used_by_that_name(text: str, systems: set[str] | None) -> None:
    assert read(text).get("systems") == systems


@pytest.mark.parametrize(
    "text",
    [
        "Jag sköter påminnelserna i Castor. Sen e de oxå bokningarna, i Teams.",
        "1. Grants, I enter them in Castor. 2. Month-end in Raindance.",
        "A) Leave requests in Castor B) parking permits in Excel",
        "First, I register contracts in Castor. Second, I remind people in Excel.",
        "Varje månad i Castor. Dessutom lägger jag schema i Heroma.",
    ],
)
def test_a_second_task_is_known_by_how_it_is_begun(text: str) -> None:
    assert read(text)["systems"] == {"castor"}


def test_two_ways_of_one_task_are_no_two_tasks() -> None:
    assert read("siffrorna kommer dels via e-tjänsten, dels på papper")["input"] == "blandat"


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("funkar ungefär hälften av gångerna", "ofta"),
        ("jag får klippa rätt mycket", None),
        ("every second month and now and again I'm late with it", "ibland"),
    ],
)
def test_a_share_is_not_a_period(text: str, often: str | None) -> None:
    assert read(text).get("errors") == often


def test_ordinary_words_are_listed_once() -> None:
    for listed in (lexicon().not_misspelt.sv, lexicon().not_misspelt.en):
        assert len(set(listed)) == len(listed)


def test_what_is_no_misspelling_is_left_alone() -> None:
    assert [token.fold for token in tokens("bidders")] == [token.fold for token in words().read("bidders")[1]]
