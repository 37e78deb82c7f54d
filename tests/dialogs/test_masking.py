"""What must not be stored is taken out, and what only looks like it stays."""

import pytest

from dialogs.masking import mask
from tests.dialogs.numbers import broken_numbers, look_alikes, mobile_numbers, written_numbers


def test_identity_numbers_are_taken_out_however_they_are_written() -> None:
    texts = [*written_numbers(), *broken_numbers()]

    missed = [text for text in texts if "personnummer" not in mask(text).kinds]

    assert len(missed) <= 0.005 * len(texts), missed


def test_identity_numbers_are_taken_out_of_comments_to_the_team_too() -> None:
    texts = [*written_numbers(), *broken_numbers()]

    missed = [text for text in texts if "personnummer" not in mask(text, keep_contact=True).kinds]

    assert len(missed) <= 0.005 * len(texts), missed


def test_nothing_of_a_number_is_left_behind() -> None:
    assert mask("Hon heter Eva, 850101-9802, och bor här.").text == "Hon heter Eva, [personnummer], och bor här."
    assert mask("19850101-9802,20010203+9803").text == "[personnummer],[personnummer]"


def test_other_numbers_stay_as_they_are() -> None:
    texts = list(look_alikes())

    hit = [text for text in texts if mask(text).text != text]

    assert len(hit) <= 0.005 * len(texts), hit


def test_an_organisation_number_is_never_taken_for_a_person() -> None:
    texts = [text for text in look_alikes() if len(text) == 11 and text[6] == "-"]

    assert len(texts) >= 150
    assert all(mask(text).text == text for text in texts)


def test_mobile_numbers_are_taken_out_as_phone_numbers() -> None:
    texts = list(mobile_numbers())

    wrong = [text for text in texts if mask(text).text != "[telefon]"]

    assert len(wrong) <= 0.005 * len(texts), wrong


def test_phone_and_e_mail_stay_in_comments_to_the_team() -> None:
    texts = [f"Ring mig på {number} eller skriv till eva@exempel.se" for number in mobile_numbers()]

    assert [mask(text, keep_contact=True).text for text in texts] == texts


@pytest.mark.parametrize(
    "text", ["Ring mig på 0701019802", "Tel: 070101 9802", "Du når mig på mobil 0702289809, bäst efter lunch"]
)
def test_a_mobile_number_that_could_be_a_birth_date_is_kept_where_it_is_called_a_phone(text: str) -> None:
    assert mask(text, keep_contact=True).text == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Skriv till eva.svensson+jobb@halmstad.se!", "Skriv till [e-post]!"),
        ("mejla till info@sub.exempel.se.", "mejla till [e-post]."),
        ("växeln 035-13 70 00", "växeln [telefon]"),
        ("08-123 456 78 eller 0046 70 123 45 67", "[telefon] eller [telefon]"),
        ("+46 (0)70-123 45 67", "[telefon]"),
    ],
)
def test_contact_details_are_taken_out_of_descriptions(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text", ["", "40 fakturor i veckan", "10-15 minuter", "kl. 08:00-16:30", "2026-2027", "1 000 000 kr", "å\u0308 🙂"]
)
def test_a_text_with_nothing_to_take_out_is_left_letter_by_letter(text: str) -> None:
    assert mask(text).text == text


def test_a_long_wall_of_digits_is_read_quickly() -> None:
    assert mask("1" * 10_000).kinds == frozenset()
    assert mask("0 " * 5_000).text
    assert mask("19 " * 3_000 + "a@" * 2_000).text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("850709/9805", "[personnummer]"),
        ("19850709/9805 bor här", "[personnummer] bor här"),
        ("(035) 13 70 00", "[telefon]"),
        ("46701234567", "[telefon]"),
        ("ring 46 70 123 45 67", "ring [telefon]"),
        ("260115/1430", "260115/1430"),
        ("vecka 46 70 stycken", "vecka 46 70 stycken"),
        ("faktura 4670123456789", "faktura 4670123456789"),
    ],
)
def test_odd_spellings_are_known(text: str, kept: str) -> None:
    assert mask(text).text == kept
