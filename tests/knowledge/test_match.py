"""Finding templates for a task in somebody's own words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.match import Match, index, match
from knowledge.part import Language
from tests.knowledge.shipped import described, match_wording, shipped_index

HARD = described("finding_hard.jsonl")


def test_what_clearly_fits_gets_no_question() -> None:
    found = match(shipped_index(), "Jag sparar bilagor från mejlen i rätt mapp i dokumentbiblioteket")

    assert found.best[0].template.id == "mail-attachment-to-sharepoint"
    assert found.best[0].score >= match_wording().fits_from
    assert found.question is None


@pytest.mark.parametrize("text", ["", " \n", "🙂🙂🙂", "och det som är", "???", "\x00"])
def test_a_text_that_says_nothing_is_asked_for_more(text: str) -> None:
    found = match(shipped_index(), text)

    assert found.best == ()
    assert found.question == match_wording().say_more


@pytest.mark.parametrize("text", ["qwxz zzkjq vvbn", "12 345 67", "x" * 30_000])
def test_a_text_that_is_like_nothing_we_know_gets_an_honest_question(text: str) -> None:
    found = match(shipped_index(), text)

    assert found.best == ()
    assert found.question is not None


@given(text=st.text(max_size=600), language=st.sampled_from(["sv", "en", None]))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_an_orderly_answer(text: str, language: Language | None) -> None:
    _orderly(match(shipped_index(), text, language).best)


@given(words=st.lists(st.sampled_from(sorted({w for line in HARD for w in line.text.split()})), max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_mix_of_real_words_gets_an_orderly_answer(words: list[str]) -> None:
    _orderly(match(shipped_index(), " ".join(words), systems=["outlook", "no such"], answers={"C13": 7}).best)


def test_the_same_question_gets_the_same_answer_whatever_the_letters_case() -> None:
    text = "Vi sorterar mejl i funktionsbrevlådan"

    assert _ids(match(shipped_index(), text).best) == _ids(match(shipped_index(), text.upper()).best)


def test_a_reason_names_only_words_that_the_person_wrote() -> None:
    for line in HARD:
        for found in match(shipped_index(), line.text).best:
            for reason in found.reasons:
                assert all(quoted in line.text for quoted in reason.sv.split('"')[1::2])


def test_a_reason_names_the_systems_in_use_that_the_template_works_with() -> None:
    best = match(shipped_index(), "spara bilagor från mejl i en mapp", systems=["outlook", "sql"]).best[0]

    assert best.reasons[-1].sv == "Den fungerar med Outlook, som du använder."
    assert best.reasons[-1].en == "It works with Outlook, which you use."


def test_letters_without_dots_and_a_slip_of_the_finger_still_find_it() -> None:
    best = match(shipped_index(), "sorterar inkomande mejl i funktionsbrevladan till ratt grupp").best

    assert best[0].template.id == "shared-mailbox-triage"


def test_a_text_in_english_is_understood_by_a_person_whose_setting_is_swedish() -> None:
    best = match(shipped_index(), "I save the attachments of my mails in the right folder", "sv").best

    assert best[0].template.id == "mail-attachment-to-sharepoint"


def test_sensitive_data_is_a_caution_where_the_template_is_not_made_for_it() -> None:
    text = "spara bilagor från mejl i en mapp"
    without = match(shipped_index(), text).best[0]
    with_them = match(shipped_index(), text, answers={"C13": "kansliga"}).best[0]

    assert len(with_them.cautions) == len(without.cautions) + 1
    assert with_them.template.sensitivity.note.sv in with_them.cautions[0].sv


def test_a_premium_licence_is_a_caution() -> None:
    best = match(shipped_index(), "fylla i en wordmall med uppgifter till ett avtal").best[0]

    assert best.template.id == "word-template-document"
    assert match_wording().premium in best.cautions


def test_only_active_templates_are_suggested() -> None:
    text = "spara bilagor från mejl i en mapp"
    retired = [each.model_copy(update={"status": "retired"}) for each in shipped_index().templates]

    assert match(index(retired, match_wording()), text).best == ()


def _ids(best: tuple[Match, ...]) -> list[str]:
    return [found.template.id for found in best]


def _orderly(best: tuple[Match, ...]) -> None:
    scores = [found.score for found in best]
    assert len(best) <= 5
    assert len(set(_ids(best))) == len(best)
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
