import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.part import Language
from knowledge.understand import name_systems, read_frequency, read_minutes, read_people
from tests.knowledge.shipped import words


@pytest.mark.parametrize(
    ("text", "language", "runs"),
    [
        ("varje fredag", "sv", 44.0),
        ("40 i veckan", "sv", 1760.0),
        ("två gånger om dagen", "sv", 440.0),
        ("var tredje vecka", "sv", 14.67),
        ("ungefär varje dag", "sv", 220.0),
        ("varannan vecka", "sv", 22.0),
        ("5 ggr/vecka", "sv", 220.0),
        ("3-4 gånger i veckan", "sv", 154.0),
        ("den 25:e", "sv", 12.0),
        ("måndag och torsdag", "sv", 88.0),
        ("veckan", "sv", 44.0),
        ("twice a month", "en", 24.0),
        ("every other day", "en", 110.0),
        ("Fridays", "en", 44.0),
    ],
)
def test_a_frequency_is_runs_a_year(text: str, language: Language, runs: float) -> None:
    assert read_frequency(words(), text, language) == runs


@pytest.mark.parametrize("text", ["12", "ofta", "vet inte", "", "?"])
def test_a_number_without_a_period_is_no_frequency(text: str) -> None:
    assert read_frequency(words(), text, "sv") is None


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("ungefär en kvart", "sv", 15.0),
        ("45", "sv", 45.0),
        ("1,5 h", "sv", 90.0),
        ("en timme och tio minuter", "sv", 70.0),
        ("1 h 30 min", "sv", 90.0),
        ("5-10", "sv", 7.5),
        ("tjugo", "sv", 20.0),
        ("halvannan timme", "sv", 90.0),
        ("tre kvart", "sv", 45.0),
        ("en halv dag", "sv", 240.0),
        ("mellan 10 och 20 minuter", "sv", 15.0),
        ("1½ h", "sv", 90.0),
        ("half an hour", "en", 30.0),
        ("an hour and a half", "en", 90.0),
        ("2 hours 15 minutes", "en", 135.0),
    ],
)
def test_a_length_of_time_is_minutes(text: str, language: Language, minutes: float) -> None:
    assert read_minutes(words(), text, language) == minutes


@pytest.mark.parametrize(
    ("text", "language", "people"),
    [
        ("bara jag", "sv", 1),
        ("jag och två kollegor", "sv", 3),
        ("vi är sex", "sv", 6),
        ("4", "sv", 4),
        ("fyra stycken", "sv", 4),
        ("ett tiotal", "sv", 10),
        ("alla 8", "sv", 8),
        ("just me", "en", 1),
        ("my colleague and I", "en", 2),
    ],
)
def test_people_are_counted_with_the_writer(text: str, language: Language, people: int) -> None:
    assert read_people(words(), text, language) == people


@pytest.mark.parametrize("text", ["vet inte", "", "0", "två till tre"])
def test_what_names_no_number_of_people_is_not_guessed(text: str) -> None:
    assert read_people(words(), text, "sv") is None


def test_systems_are_named_in_the_order_of_the_answer() -> None:
    found = name_systems(words(), "excel och procapita, mest Excel")

    assert [(system.value, system.words) for system in found] == [("excel", "excel"), ("procapita", "procapita")]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=100), st.sampled_from(["sv", "en"]))
def test_any_answer_is_read_without_trouble(text: str, language: Language) -> None:
    runs, minutes = read_frequency(words(), text, language), read_minutes(words(), text, language)
    people = read_people(words(), text, language)

    assert runs is None or runs >= 0
    assert minutes is None or minutes > 0
    assert people is None or people >= 1
