"""The query language of the search, and the snippets it shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.searching import Query, Term, read_query, snippet, stems


def _term(*forms: str, beginning: bool = False) -> Term:
    return Term(tuple(tuple(form.split()) for form in forms), beginning)


@pytest.mark.parametrize(
    ("written", "wanted", "unwanted"),
    [
        ("katt", [[_term("katt")]], []),
        ("fakturor avtalen", [[_term("faktur", "fakturor")], [_term("avtal", "avtalen")]], []),
        ('"stora katten"', [[_term("stor katt", "stora katten")]], []),
        ("hund OR katt", [[_term("hund"), _term("katt")]], []),
        ("hund ELLER katt mus", [[_term("hund"), _term("katt")], [_term("mus")]], []),
        ("hund -katt", [[_term("hund")]], [_term("katt")]),
        ("löne*", [[_term("lone", beginning=True)]], []),
        ("OR hund", [[_term("hund")]], []),
        ('"hund', [[_term("hund")]], []),
    ],
)
def test_words_phrases_alternatives_and_beginnings_are_read(
    written: str, wanted: list[list[Term]], unwanted: list[Term]
) -> None:
    assert read_query(written) == Query(tuple(map(tuple, wanted)), tuple(unwanted))


@pytest.mark.parametrize("written", ["", "   ", "-hund", '""', "*", "a*", "!!", "OR"])
def test_what_asks_for_nothing_finds_nothing(written: str) -> None:
    assert read_query(written) is None


@given(st.text(max_size=400))
def test_whatever_is_typed_is_a_query_or_none(written: str) -> None:
    query = read_query(written)

    assert query is None or all(query.wanted)


def test_endings_dots_and_accents_do_not_matter() -> None:
    assert stems("Fakturorna ÅTGÄRDAS", "sv") == stems("fakturor atgardas", "sv")


def test_a_snippet_marks_each_hit_in_its_form() -> None:
    query = read_query("faktura")
    assert query is not None

    pieces = snippet("Jag får fakturor\nvarje dag och varje faktura skrivs ut", query)

    assert [piece.words for piece in pieces if piece.hit] == ["fakturor", "faktura"]
    assert "".join(piece.words for piece in pieces) == "Jag får fakturor varje dag och varje faktura skrivs ut"


def test_a_snippet_of_a_long_text_begins_near_the_hit() -> None:
    query = read_query("avtal")
    assert query is not None

    shown = "".join(piece.words for piece in snippet("ord " * 200 + "avtalet " + "slut " * 200, query))

    assert shown.startswith("… ord")
    assert shown.endswith("slut …")
    assert "avtalet" in shown
    assert len(shown) < 250
