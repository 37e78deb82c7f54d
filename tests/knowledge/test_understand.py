import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.evaluation.reading import slots
from knowledge.lexicon import Lexicon
from knowledge.part import Language
from knowledge.reading.tokens import normalised
from knowledge.understand import Fact, Facts, detect_language, understand
from tests.knowledge.shipped import lexicon, words

LISTED = """outlook excel teams sharepoint onedrive forms lists planner word powerpoint powerbi powerapps powerautomate
onenote pdf access paper phone sms sap visma raindance unit4 procapita lifecare treserva viva platina evolution
public360 ciceron w3d3 heroma personec winlas adato quinyx timecare edwise ist schoolsoft vklass unikum infomentor
dexter artvise flexite castor bygglov_bygg-r ecos vision google_forms gmail dropbox whatsapp website intranet
e_service bankid"""


def read(text: str) -> dict[str, object]:
    """What is stated, without what is not."""
    return {slot: value for slot, value in slots(understand(words(), text)).items() if value}


def words_of(facts: Facts) -> list[str]:
    """The words from which each fact was read."""
    single = (facts.runs_per_year, facts.minutes, facts.people, facts.errors, facts.input)
    return [fact.words for fact in (*single, *facts.systems, *facts.flags) if fact is not None]


def test_every_system_of_the_checklist_is_in_the_lexicon_once() -> None:
    ids = [system.id for system in lexicon().systems]

    assert set(LISTED.split()) <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("system", "kind"),
    [("teams", "m365"), ("access", "file"), ("procapita", "business"), ("gmail", "outside"), ("paper", "none")],
)
def test_a_system_knows_where_its_data_comes_from(system: str, kind: str) -> None:
    found = lexicon().system(system)

    assert found is not None
    assert found.kind == kind


def test_a_fact_carries_the_words_that_state_it() -> None:
    facts = understand(words(), "Jag konterar fakturor i Raindance, ca 40 fakturor i veckan, 6 min per styck.")

    assert facts.runs_per_year == Fact(1760.0, "40 fakturor i veckan")
    assert facts.minutes == Fact(6.0, "6 min")
    assert facts.systems == (Fact("raindance", "Raindance"),)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("En timme... eller nej snarare en och en halv.", {"minutes": 90.0}),
        ("Det är 20 i veckan, nej vänta 30", {"runs_per_year": 1320.0}),
        ("I do it monthly. No wait, every other month.", {"runs_per_year": 6.0}),
    ],
)
def test_a_correction_replaces_what_it_corrects(text: str, stated: dict[str, object]) -> None:
    assert read(text) == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Förr tog det en hel dag, nu tar det 2 timmar varje månad", {"runs_per_year": 12.0, "minutes": 120.0}),
        ("Förut var det 40 i veckan men nu är det bara 10", {"runs_per_year": 440.0}),
        ("I used to do it in Excel but now we use Stratsys", {"systems": {"stratsys"}}),
    ],
)
def test_now_beats_before(text: str, stated: dict[str, object]) -> None:
    assert read(text) == stated


@pytest.mark.parametrize("mask", ["[telefon]", "[e-post]"])
def test_what_was_masked_names_no_channel(mask: str) -> None:
    assert read(f"Anställda ansöker om ledighet och chefen ({mask}) godkänner i Excel") == {"systems": {"excel"}}


def test_the_normal_beats_the_exception() -> None:
    assert read("10 minuter blir det, fast i december kan det ta en timme") == {"minutes": 10.0}


@pytest.mark.parametrize(
    "text",
    [
        "TimeCare används inte till det",
        "Inte i Teams.",
        "Vi har 850 anställda och 1200 elever",
        "Det kostar 5000 kr per år",
        "Det blir fel ett par gånger, har inte koll på hur många, men det tar en evighet",
        "hej vem är du?",
        "var är blanketten?",
        "Can Copilot do it?",
    ],
)
def test_what_is_denied_wished_for_or_about_something_else_is_no_fact(text: str) -> None:
    assert read(text) == {}


@pytest.mark.parametrize(
    ("text", "runs", "minutes"),
    [
        ("Ca 45 erbjudanden/mån och det tar sammanlagt 9 timmar i månaden", 540.0, 12.0),
        ("about a dozen per week, four hours in total", 528.0, 20.0),
        ("6 grupper om året med 20 barn i varje, 5 min per barn", 120.0, 5.0),
        ("I key 14 logs on the last of the month, about 5 min per log", 168.0, 5.0),
        ("varje vecka läser vi av 14 stationer, en timme", 44.0, 60.0),
        ("3 ggr i veckan under 12 veckor, en kvart", 36.0, 15.0),
        ("ringer runt varje morgon, lördag och söndag med, tio minuter", 365.0, 10.0),
    ],
)
def test_a_run_is_an_item_with_a_rate_or_else_a_session(text: str, runs: float, minutes: float) -> None:
    stated = read(text)

    assert (stated["runs_per_year"], stated["minutes"]) == (runs, minutes)


def test_a_total_without_a_frequency_states_nothing() -> None:
    assert read("säkert tre timmar i veckan går det åt") == {}


def test_only_the_first_of_two_tasks_counts() -> None:
    text = "Two tasks: first, I book rooms in Outlook, 10 a week. Second, I order coffee in Teams, 5 min."

    assert read(text) == {"runs_per_year": 440.0, "systems": {"outlook"}}


@pytest.mark.parametrize(
    ("text", "people"),
    [("jag, Lena och Mirre", 3), ("inte bara jag utan alla drifttekniker, 8 st", 8), ("It's just me.", 1)],
)
def test_people_are_those_who_do_the_task(text: str, people: int) -> None:
    assert read(text) == {"people": people}


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("funkar jämt", "sallan"),
        ("Var tjugonde värde blir fel", "ibland"),
        ("blir sällan rätt", "ofta"),
        ("it goes wrong a lot", "ofta"),
    ],
)
def test_errors_need_both_that_and_how_often(text: str, often: str) -> None:
    assert read(text) == {"errors": often}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("ansökningarna kommer in via formulär", "falt"),
        ("rapporten kommer från samma mall varje gång", "likadan"),
        ("var och en skriver på sitt vis", "fritext"),
        ("folk ringer in om potthål", "papper"),
        ("anmälningar kommer både per telefon, brev och mejl", "blandat"),
    ],
)
def test_the_form_is_how_information_reaches_the_writer(text: str, form: str) -> None:
    assert read(text)["input"] == form


@pytest.mark.parametrize(
    "text",
    [
        "jag skriver in allt i lifcare, dagligen",
        "JAG SKRIVER IN ALLT I LIFECARE, DAGLIGEN",
        "jag skriver in allt i life care, dagligen",
    ],
)
def test_case_slips_and_split_words_make_no_difference(text: str) -> None:
    assert read(text) == {"runs_per_year": 220.0, "systems": {"lifecare"}}


def test_letters_without_rings_and_dots_are_understood() -> None:
    assert read("narvaro skrivs for hand, varannan manad, en kvart") == read(
        "närvaro skrivs för hand, varannan månad, en kvart"
    )


def test_a_program_outside_the_list_is_named_by_where_its_name_stands() -> None:
    assert read("jag registrerar allt i Kontek")["systems"] == {"kontek"}


def test_messages_add_up_and_a_later_one_corrects_an_earlier_one() -> None:
    first = understand(words(), "40 i veckan i Excel")
    later = understand(words(), "30 i veckan, tio minuter, och Outlook")

    merged = first.merged(later)

    assert merged.runs_per_year == later.runs_per_year
    assert merged.minutes == later.minutes
    assert [system.value for system in merged.systems] == ["excel", "outlook"]
    assert not merged.empty
    assert Facts("sv").empty


@pytest.mark.parametrize(
    ("text", "language"),
    [("jag gör det varje vecka", "sv"), ("I do it every week", "en"), ("123", None), ("", None)],
)
def test_the_language_shows_in_the_small_words(text: str, language: Language | None) -> None:
    assert detect_language(text) == language


def test_an_admin_may_take_a_word_out() -> None:
    fewer = tuple(system for system in lexicon().systems if system.id != "excel")

    changed = lexicon().model_copy(update={"systems": fewer})

    assert isinstance(changed, Lexicon)
    assert changed.system("excel") is None


VOCABULARY = """jag 40 i veckan en timme nej varje måndag och , . - kvart per fel ofta inte excel papper kommer vi är
tre every half an hour the""".split()  # noqa: SIM905 - a list of words is read more easily as a line.


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(VOCABULARY), max_size=60).map(" ".join))
def test_any_text_is_read_and_every_fact_shows_its_words(text: str) -> None:
    facts = understand(words(), text)

    assert all(said and said in normalised(text) for said in words_of(facts))


@pytest.mark.parametrize(
    "piece",
    ["9", "1 ", "1-", "å ", "jag och ", "40 i veckan, nej ", "excel ", "inte ", "förut ", "en halv ", "ab'", "ä\u0301"],
)
def test_thirty_kilobytes_of_anything_are_read(piece: str) -> None:
    facts = understand(words(), piece * (30_000 // len(piece)))

    assert facts.language in ("sv", "en")
