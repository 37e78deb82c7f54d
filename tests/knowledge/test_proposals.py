"""What people wrote and then chose a template for, as phrases for an admin."""

from knowledge.proposals import proposals
from tests.knowledge.shipped import shipped_index

HELD = next(each for each in shipped_index().templates if each.id == "timesheet").phrases.sv[0]


def test_what_is_found_worst_comes_first_with_its_place_of_today() -> None:
    found = proposals(
        shipped_index(),
        [
            ("I save attachments from mails in the right folder", "mail-attachment-to-sharepoint"),
            ("qwxz zzkjq vvbn och hundvalpar", "timesheet"),
        ],
    )

    assert [(each.template, each.language, each.place) for each in found] == [
        ("timesheet", "sv", None),
        ("mail-attachment-to-sharepoint", "en", 1),
    ]


def test_a_phrase_that_the_template_holds_is_no_news() -> None:
    assert proposals(shipped_index(), [(HELD.upper(), "timesheet")]) == ()


def test_the_same_words_are_proposed_once_on_one_line_and_not_too_long() -> None:
    told = "Vi fyller i\n våra  timmar " + "varje fredag " * 40

    found = proposals(shipped_index(), [(told, "timesheet"), (told, "timesheet")])

    assert len(found) == 1
    assert found[0].phrase.startswith("Vi fyller i våra timmar varje")
    assert len(found[0].phrase) <= 200


def test_templates_that_are_gone_and_words_that_say_nothing_are_left_out() -> None:
    assert proposals(shipped_index(), [("Vi fyller i våra timmar", "gone"), ("hej", "timesheet")]) == ()
