"""Names are taken out of what people wrote; programs, days and departments stay."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.hiding import HIDDEN, listed, without_names
from tests.cast import NAMES, shipped

KNOWN = listed(shipped(), NAMES.values())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Vi mejlar Karin Svensson i Outlook.", "Vi mejlar […] […] i Outlook."),
        ("listan från Anna-Lena O'Brien går ut", "listan från […] […] går ut"),
        ("Varje Måndag kl 8 fyller jag i Excelfilen åt Björn", "Varje Måndag kl 8 fyller jag i Excelfilen åt […]"),
        ("Every Monday I ask John, and in May we call Mary.", "Every Monday I ask […], and in May we call […]."),
        ("Jag bokar. Sedan hämtar jag. ”Ring mig” säger Åke", "Jag bokar. Sedan hämtar jag. ”Ring mig” säger […]"),
        ("- Fyll i\n- Skicka till Ärla\n* Klart", "- Fyll i\n- Skicka till […]\n* Klart"),
        ("  \n Nya rader är en början", "  \n Nya rader är en början"),
        ("Halmstads kommun använder Microsoft Teams", "Halmstads kommun använder Microsoft Teams"),
        ("chefen \u00c5sa Bjo\u0308rnsson", "chefen […] […]"),
        ("till Per Ek och Måns Ek, Frans och Dan", "till […] […] och […] […], […] och […]"),
        ("Handläggare: Bo Ek; Siv", "Handläggare: […] […]; […]"),
        ("Så här: Jag börjar i Words mallar", "Så här: Jag börjar i Words mallar"),
        ("vi frågar t.ex. Karin Ek, bl.a. Bo m.m. Siv", "vi frågar t.ex. […] […], bl.a. […] m.m. […]"),
        ("we ask e.g. Mary at the desk, i.e. John", "we ask e.g. […] at the desk, i.e. […]"),
        ("vi mejlar bo.Ek och K. Svensson kl. Åtta", "vi mejlar bo.[…] och […]. […] kl. […]"),
        ("Klart m.m.\nSedan tar Bo vid", "Klart m.m.\nSedan tar […] vid"),
        ("vi gör 1. Sedan - Karin - vid behov", "vi gör 1. Sedan - […] - vid behov"),
        ("1) Fyll i\n– Skicka till Ärla", "1) Fyll i\n– Skicka till […]"),
        ("Fråga Maj-Britt om E-tjänsten och Excel-filen", "Fråga […] om E-tjänsten och Excel-filen"),
        ("vi ringer Stellan från Share Point", "vi ringer […] från Share Point"),
        ("", ""),
    ],
)
def test_a_name_inside_a_sentence_is_hidden_and_what_we_list_is_not(text: str, shown: str) -> None:
    assert without_names(text, KNOWN) == shown


@given(st.text(max_size=200))
def test_nothing_but_capitalised_words_is_taken_out_and_once_is_enough(text: str) -> None:
    shown = without_names(text, KNOWN)

    assert without_names(shown, KNOWN) == shown
    if not any(letter.isupper() for letter in text):
        assert shown == normalize("NFC", text)


@given(st.sampled_from(("Karin", "Åsa", "Svensson", "O'Brien", "Anna-Lena")), st.sampled_from((" ", ", ", " (", " - ")))
def test_whatever_stands_before_a_name_inside_a_sentence_it_is_hidden(name: str, before: str) -> None:
    shown = without_names(f"vi skickar listan{before}{name} idag", KNOWN)

    assert name not in shown
    assert HIDDEN in shown
