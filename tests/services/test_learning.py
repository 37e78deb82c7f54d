"""What is proposed and pointed out, from rows that stand for conversations."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import documents
from knowledge.hiding import listed
from services.insights import FEWEST
from services.learning import (
    Chosen,
    Proposed,
    Trace,
    phrase_id,
    phrases,
    pointed,
    programs,
    proposed,
    systems_of,
    tidy_phrase,
    undecided,
    with_phrase,
    with_program,
)
from tests.cast import NAMES, shipped

KNOWN = listed(shipped(), NAMES.values())
DOCUMENTS = documents(shipped())
TEMPLATE = "leave-request-approval"


def traces(*people: int, met: str = "a", badly: str = "a") -> list[Trace]:
    """Everybody met with `met`, and it went badly with `badly`."""
    return [Trace(number, person, tuple(met), tuple(badly)) for number, person in enumerate(people, 1)]


def test_what_goes_badly_often_enough_is_pointed_out_with_the_newest_conversations() -> None:
    bad, good = traces(1, 2, 3, 4, 5, 6, 7), traces(8, 9, badly="")

    (found,) = pointed([*bad, *good], least=3, above=1 / 3)

    assert (found.name, found.count, found.of, found.transcripts) == ("a", 7, 9, (1, 2, 3, 4, 5))


def test_exactly_the_part_that_is_still_all_right_is_not_pointed_out() -> None:
    bad, good = traces(1, 2, 3), traces(4, 5, 6, 7, 8, 9, badly="")

    assert pointed([*bad, *good], least=3, above=1 / 3) == ()
    assert pointed([*bad, *good[1:]], least=3, above=1 / 3) != ()


def test_what_one_person_meets_with_many_times_tells_of_one_person() -> None:
    assert pointed(traces(*[1] * 20, 2), least=1) == ()


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(("", "a", "b", "ab"))), max_size=30))
def test_a_figure_never_tells_of_fewer_people_than_may_be_told_of(told: list[tuple[int, str]]) -> None:
    rows = [Trace(number, person, ("a", "b"), tuple(badly)) for number, (person, badly) in enumerate(told)]

    for each in pointed(rows, least=1):
        assert each.count <= each.of == len(rows)
        assert len({row.person for row in rows if each.name in row.met}) >= FEWEST


def test_programs_are_named_by_several_people_and_not_known_by_any_of_their_names() -> None:
    named = traces(1, 2, 2, met="") + [Trace(9, person, ("zorbax", "outlook", "MEJL"), ()) for person in (1, 2)]
    once = [Trace(10, person, ("ensam",), ()) for person in (3, 3, 3)]

    found = programs([*named, *once], DOCUMENTS["lexicon"])

    assert [(each.folded, each.people, each.transcripts) for each in found] == [("zorbax", 2, (9, 9))]


def test_a_phrase_that_its_template_holds_or_that_is_short_is_not_proposed() -> None:
    held = shipped().template(TEMPLATE)
    assert held is not None
    chosen = [
        Chosen(1, TEMPLATE, held.phrases.sv[0].capitalize()),
        Chosen(2, TEMPLATE, "ledighet nu"),
        Chosen(3, "no-such-template", "vi ansöker om ledighet"),
        Chosen(4, TEMPLATE, "vi ansöker alltid om ledighet här"),
        Chosen(5, TEMPLATE, "Vi ansöker alltid\nom ledighet här"),
    ]

    found = phrases(chosen, DOCUMENTS, KNOWN)

    assert [(each.text, each.transcript) for each in found] == [("vi ansöker alltid om ledighet här", 4)]


def test_a_phrase_stays_decided_on_when_the_lists_of_names_have_changed() -> None:
    chosen = [Chosen(7, TEMPLATE, "vi frågar alltid Zorbax om ledighet")]
    (before,) = phrases(chosen, DOCUMENTS, KNOWN)
    (after,) = phrases(chosen, DOCUMENTS, listed(shipped(), ["Zorbax"]))

    assert (before.text, after.text) == ("vi frågar alltid […] om ledighet", chosen[0].description)
    assert undecided([after], [before.id]) == ()
    assert proposed(chosen, before.id) == Proposed(before.id, f"phrase for {TEMPLATE}", 7)
    assert proposed([], before.id) is None


def test_what_reads_the_same_without_names_is_shown_once_and_decided_on_once() -> None:
    chosen = [Chosen(number, TEMPLATE, f"vi frågar alltid {name} om det") for number, name in enumerate(("Bo", "Ali"))]
    found = phrases(chosen, DOCUMENTS, KNOWN)

    assert [each.transcript for each in undecided(found, ())] == [0]
    assert undecided(found, [phrase_id(chosen[1])]) == ()


def test_nothing_is_proposed_for_a_template_that_is_retired() -> None:
    retired = {**DOCUMENTS, f"templates/{TEMPLATE}": {**DOCUMENTS[f"templates/{TEMPLATE}"], "status": "retired"}}

    assert phrases([Chosen(4, TEMPLATE, "vi ansöker alltid om ledighet här")], retired, KNOWN) == ()


def test_a_phrase_and_a_program_are_added_and_nothing_else_changes() -> None:
    template, lexicon = DOCUMENTS[f"templates/{TEMPLATE}"], DOCUMENTS["lexicon"]

    phrased, named = with_phrase(template, "en", "we ask for leave"), with_program(lexicon, "Åbo Plus", "business")

    assert phrased["phrases"]["en"] == [*template["phrases"]["en"], "we ask for leave"]
    assert {**phrased, "phrases": {**phrased["phrases"], "en": template["phrases"]["en"]}} == template
    assert named == {**lexicon, "systems": [*lexicon["systems"], named["systems"][-1]]}
    assert named["systems"][-1] == {"id": "abo_plus", "name": "Åbo Plus", "kind": "business"}
    assert with_program(named, "Åbo-plus!", "file")["systems"][-1]["id"] == "abo_plus_2"


def test_a_program_that_is_known_is_not_added_again() -> None:
    lexicon = with_program(DOCUMENTS["lexicon"], "Åbo Plus", "business")

    assert with_program(lexicon, "Åbo plus", "file", "åbo plus") == lexicon
    assert with_program(lexicon, "MEJL", "file") == lexicon


def test_a_program_under_a_corrected_name_is_recognised_as_people_wrote_it() -> None:
    new = with_program(DOCUMENTS["lexicon"], "Zorbax", "business", "Zorbaks")
    more = with_program(new, "zorbax", "file", "Sorbax")

    assert systems_of(new)[-1]["words"] == {"sv": ["Zorbaks"], "en": ["Zorbaks"]}
    assert systems_of(more)[-1]["words"] == {"sv": ["Zorbaks", "Sorbax"], "en": ["Zorbaks", "Sorbax"]}
    assert len(systems_of(more)) == len(systems_of(new))
    assert with_program(more, "Zorbax", "file", "SORBAX") == more
    assert programs(traces(1, 2, met=""), more) == ()
    assert programs([Trace(9, person, ("sorbax", "zorbaks"), ()) for person in (1, 2)], more) == ()


def test_a_template_without_phrases_gets_its_first() -> None:
    assert with_phrase({"id": "x"}, "sv", "en ny fras")["phrases"] == {"sv": ["en ny fras"]}


def test_what_an_admin_writes_comes_on_one_line_without_signs_of_what_was_hidden() -> None:
    assert tidy_phrase(" vi ringer […]\n på 070-123 45 67 ") == "vi ringer på [telefon]"
