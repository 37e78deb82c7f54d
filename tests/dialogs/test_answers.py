"""Reading answers: what people press and type, for each kind of question."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.answers import NotUnderstood, OneSystem, OutOfRange, read_pressed, read_typed, system_options, tidy
from knowledge.model import UNSURE, Question
from knowledge.part import Language
from tests.cast import shipped, shipped_knowledge

CHOICES = [question for question in shipped().questions if question.kind == "choice"]
EVERY_OPTION = [(question, option.code) for question in CHOICES for option in question.options]


def typed(name: str, text: str, language: Language = "sv") -> Any:
    return read_typed(shipped_knowledge(), shipped().question(name), text, language)


@pytest.mark.parametrize(
    ("question", "code"), EVERY_OPTION, ids=[f"{question.id} {code}" for question, code in EVERY_OPTION]
)
def test_an_option_is_named_by_its_number_its_code_its_label_or_a_way_to_say_it(question: Question, code: str) -> None:
    option = question.option(code)
    assert option is not None
    place = [each.code for each in question.options].index(code) + 1
    ways = (code, code.upper(), option.label.sv, f"{option.label.en}!", *option.says.both, str(place), f"svar {place}")

    assert {read_typed(shipped_knowledge(), question, way, "sv") for way in ways} == {code}


@pytest.mark.parametrize("question", CHOICES, ids=lambda each: each.id)
def test_the_number_after_the_last_option_is_not_to_know(question: Question) -> None:
    last = len(question.options) + 1

    assert typed(question.id, str(last)) == "vet_ej"
    assert typed(question.id, str(last + 1)) == NotUnderstood()
    assert typed(question.id, "0") == NotUnderstood()


@pytest.mark.parametrize(
    "words", ["vet inte", "Vet ej!", "ingen aning", "jag vet inte.", "don't know", "not sure", "idk"]
)
@pytest.mark.parametrize("name", ["C12", "C02", "C05", "C10", "DPIA", "C18"])
def test_not_to_know_is_an_answer_to_most_questions(name: str, words: str) -> None:
    assert typed(name, words) == "vet_ej"


@pytest.mark.parametrize("name", ["C01", "C03"])
def test_not_to_know_is_no_answer_where_everything_hangs_on_it(name: str) -> None:
    assert typed(name, "vet inte") == NotUnderstood()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("C01", "Varje fredag", "vecka"),
        ("C01", "every day", "dag"),
        ("C01", "40 i veckan", 1760.0),
        ("C01", "varje kvartal", "kvartal"),
        ("C02", "45", 45.0),
        ("C02", "en kvart", 15.0),
        ("C02", "ungefär en halvtimme", 30.0),
        ("C02", "1,5 timme", 90.0),
        ("C02", "0.1", 0.1),
        ("C02", "4800", 4800.0),
        ("C02", "4801", OutOfRange()),
        ("C02", "lagom", NotUnderstood()),
        ("C03", "bara jag", 1.0),
        ("C03", "vi är tre", 3.0),
        ("C03", "12", 12.0),
        ("C03", "många", NotUnderstood()),
        ("C05", "nästan altid", "nastan"),
        ("C05", "ja", "alltid"),
        ("C05", "kanske", NotUnderstood()),
        ("C05", "", NotUnderstood()),
        ("C08", "nej", "ingen"),
        ("C10", "Outlook och Excel", ("m365",)),
        ("C10", "1, 2", ("m365", "fil")),
        ("C10", "bara excel", ("m365",)),
        ("C10", "gmail", ("utanfor",)),
        ("C10", "ett verksamhetssystem och en export", ("fil", "ett_sys")),
        ("C10", "tangentbord", NotUnderstood()),
        ("DPIA", "barn och kameror", ("D3", "D7")),
        ("DPIA", "inget", ("inget",)),
        ("DPIA", "8 och 1", ("D1",)),
        ("DPIA", "9, 9", "vet_ej"),
        ("DPIA", "excel", NotUnderstood()),
    ],
)
def test_typed_answers_are_read(name: str, text: str, value: Any) -> None:
    assert typed(name, text) == value


def test_one_business_system_leaves_open_how_it_is_reached() -> None:
    business = next(system for system in shipped().lexicon.systems if system.kind == "business")

    assert typed("C10", business.name) == OneSystem(business.name)
    assert system_options(shipped_knowledge(), [business.id, "excel"]) == ()
    assert system_options(shipped_knowledge(), ["excel", "outlook"]) == ("m365",)
    assert system_options(shipped_knowledge(), []) == ()


@pytest.mark.parametrize(
    ("name", "codes", "value"),
    [
        ("C05", ["alltid"], "alltid"),
        ("C05", ["vet_ej"], "vet_ej"),
        ("C05", ["alltid", "nastan"], None),
        ("C05", [], None),
        ("C05", ["inga"], None),
        ("C01", ["vecka"], "vecka"),
        ("C01", ["vet_ej"], None),
        ("C02", ["30"], 30.0),
        ("C02", ["31"], None),
        ("C02", ["nan"], None),
        ("C02", ["1e999"], None),
        ("C03", ["2"], 2.0),
        ("C10", ["fil", "m365", "fil"], ("m365", "fil")),
        ("C10", ["m365", "vet_ej"], "vet_ej"),
        ("C10", ["m365", "fusk"], None),
        ("C10", [""], None),
        ("DPIA", ["inget", "D7", "D1"], ("D1", "D7")),
        ("DPIA", ["inget"], ("inget",)),
    ],
)
def test_only_what_a_card_offers_can_be_pressed(name: str, codes: list[str], value: Any) -> None:
    assert read_pressed(shipped().question(name), codes) == value


@pytest.mark.parametrize("name", ["C10", "DPIA"])
def test_a_label_with_commas_in_it_is_one_option(name: str) -> None:
    for option in shipped().question(name).options:
        assert typed(name, option.label.sv) == typed(name, option.label.en) == (option.code,)
        assert {typed(name, way) for way in option.says.both} == {(option.code,)}


@given(st.lists(st.sampled_from(["m365", "fil", "ett_sys", "flera_sys", "utanfor"]), min_size=1))
def test_chosen_options_stand_once_and_in_the_order_of_the_card(codes: list[str]) -> None:
    question = shipped().question("C10")

    assert list(tidy(question, codes)) == [option.code for option in question.options if option.code in codes]


@given(st.sampled_from(shipped().questions), st.text(max_size=80), st.sampled_from(["sv", "en"]))
def test_any_words_at_all_are_an_answer_or_none(question: Question, text: str, language: Any) -> None:
    value = read_typed(shipped_knowledge(), question, text, language)

    match value:
        case NotUnderstood() | OutOfRange() | OneSystem():
            pass
        case float() | int():
            assert question.least <= value <= (question.most or value)
        case str():
            assert value == "vet_ej" or question.option(value) is not None
        case tuple():
            assert all(question.option(code) is not None for code in value)


@pytest.mark.parametrize(
    ("question", "text", "read"),
    [
        ("C12", "nej jag vet inte", UNSURE),
        ("C14", "ja fast det beror på", NotUnderstood()),
        ("C05", "ja men inte alltid", NotUnderstood()),
        ("C18", "ingen aning tyvärr", UNSURE),
        ("C16", "jag förstår inte frågan", NotUnderstood()),
        ("C03", "jag vet inte riktigt", NotUnderstood()),
        ("C12", "bara", NotUnderstood()),
        ("C12", "nej, inte alls", "nej"),
        ("C08", "nej", "ingen"),
        ("C01", "3", "nagra_v"),
    ],
)
def test_a_typed_answer_is_never_guessed(question: str, text: str, read: object) -> None:
    asked = shipped_knowledge().revision.question(question)

    assert read_typed(shipped_knowledge(), asked, text, "sv") == read
