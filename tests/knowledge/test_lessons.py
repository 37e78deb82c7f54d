"""The lessons for newcomers: short, in both languages, and each build step gets the one that it needs."""

import json
import re
from collections.abc import Iterator

import pytest

from knowledge.check import check
from knowledge.lesson import Lesson, lesson_for
from knowledge.model import Revision
from knowledge.parse import dump, parse, restore
from knowledge.part import LANGUAGES, Language, Text, Texts
from knowledge.template import Template
from tests.cast import shipped
from tests.knowledge.test_parse import changed, problems

SHORTEST, LONGEST = 80, 150
LOOP_LINK = "    link: https://learn.microsoft.com/power-automate/apply-to-each\n"
LOOP_WORDS = "      sv: [sling, uppgift per rad, kort per, listar raderna]\n"

every_lesson = pytest.mark.parametrize("lesson", shipped().lessons, ids=lambda lesson: lesson.id)
every_template = pytest.mark.parametrize("template", shipped().templates, ids=lambda template: template.id)
either_language = pytest.mark.parametrize("language", LANGUAGES)


def small(name: str, *words: str) -> Lesson:
    return Lesson(id=name, title=Text(sv=name, en=name), words=Texts(sv=words, en=()), text=Texts(sv=("x",), en=("x",)))


def found(step: str, language: Language) -> str | None:
    needed = lesson_for(shipped().lessons, step, language)
    return needed.id if needed else None


def used(language: Language) -> Iterator[str | None]:
    return (found(step, language) for template in shipped().templates for step in template.steps.to(language))


def test_a_step_needs_the_lesson_one_of_whose_words_begins_a_word_of_it() -> None:
    approval = small("approval", "godkänn")

    assert lesson_for([approval], "Starta GODKÄNNANDE, och vänta", "sv") == approval
    assert lesson_for([approval], "Lägg i mappen Ogodkännbart", "sv") is None
    assert lesson_for([approval], "Starta godkännande", "en") is None


def test_several_words_have_to_follow_each_other() -> None:
    mailbox = small("mailbox", "delad brevlåd")

    assert lesson_for([mailbox], "Nytt mejl i (delad) brevlådan", "sv") == mailbox
    assert lesson_for([mailbox], "En brevlåda som är delad", "sv") is None
    assert lesson_for([mailbox], "En delad fil och en brevlåda", "sv") is None


def test_the_first_lesson_wins_and_no_lesson_is_none() -> None:
    special, general = small("special", "schemalag"), small("general", "flöde")

    assert lesson_for([special, general], "Skapa schemalagt flöde", "sv") == special
    assert lesson_for([general, special], "Skapa schemalagt flöde", "sv") == general
    assert lesson_for([special, general], "Gör formulär", "sv") is None
    assert lesson_for([], "Skapa schemalagt flöde", "sv") is None


@pytest.mark.parametrize(
    ("sv", "en", "needed"),
    [
        (
            "Skapa flöde på nytt mejl i delad brevlåda",
            "Create a flow on new mail in a shared mailbox",
            "shared_mailbox",
        ),
        ("Skapa schemalagt flöde vardagar klockan 7", "Create a scheduled flow on weekdays at 7", "trigger"),
        ("Lägg villkor så att bara viktiga ändringar", "Add a condition so only important changes", "condition"),
        ("Skicka mejl i en slinga med dynamiska fält", "Send mail in a loop with dynamic fields", "loop"),
        ("Fråga IT om licens och inloggningsregler", "Ask IT about the licence and the sign-in rules", "premium"),
        ("Spara filen med dagens datum", "Save the file with today's date", "dates"),
        ("Bygg enkel rapport och dela länken", "Build a simple report and share the link", "sharing"),
        ("Skapa flöde som räknar platser", "Create a flow that counts seats", "flow"),
        ("Gör formulär för datum och typ", "Make a form for dates and type", None),
    ],
)
def test_a_step_gets_the_lesson_that_a_colleague_would_pick(sv: str, en: str, needed: str | None) -> None:
    assert (found(sv, "sv"), found(en, "en")) == (needed, needed)


@either_language
@every_template
def test_every_template_has_a_step_with_a_lesson(template: Template, language: Language) -> None:
    assert any(found(step, language) for step in template.steps.to(language))


@every_template
def test_a_step_has_the_same_lesson_in_both_languages(template: Template) -> None:
    steps = template.steps

    assert [found(step, "sv") for step in steps.sv] == [found(step, "en") for step in steps.en]


@either_language
def test_every_lesson_is_needed_by_some_step(language: Language) -> None:
    assert {each.id for each in shipped().lessons} - set(used(language)) == set()


@either_language
@every_lesson
def test_a_lesson_takes_two_minutes_to_read(lesson: Lesson, language: Language) -> None:
    assert SHORTEST <= len(" ".join(lesson.text.to(language)).split()) <= LONGEST


@every_lesson
def test_a_lesson_has_no_decoration(lesson: Lesson) -> None:
    said = " ".join((lesson.title.sv, lesson.title.en, *lesson.text.both))

    assert re.findall(r"[–—*_`{}!]|\s-\s", said) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  - id: premium\n", "  - id: loop\n", "lessons.yaml: loop: this id stands 2 times"),
        (LOOP_WORDS, "", "lessons.yaml: loop: it needs words and text in both languages"),
        (LOOP_WORDS, "      sv: ['-']\n", "lessons.yaml: loop.words: a word needs a letter"),
        (
            "        - En slinga gör",
            "        - Hej.\n        - En slinga gör",
            "loop.text: the languages differ in their",
        ),
        (LOOP_LINK, "    link: https://learn.microsoft.com.example/\n", "loop.link: it leads to https://learn."),
        (
            LOOP_LINK,
            "    link: http://learn.microsoft.com/power-automate\n",
            "loop.link: it leads to https://learn.",
        ),
        (LOOP_LINK, '    link: "https://learn.microsoft.com/x y"\n', "loop.link: it leads to https://learn."),
    ],
)
def test_a_lesson_that_cannot_work_is_named(old: str, new: str, problem: str) -> None:
    revision = parse(changed("lessons.yaml", old, new))

    assert isinstance(revision, Revision)
    assert [str(each) for each in check(revision) if problem in str(each)] != []


def test_a_lesson_may_lead_nowhere() -> None:
    revision = parse(changed("lessons.yaml", LOOP_LINK, ""))

    assert isinstance(revision, Revision)
    assert check(revision) == ()


def test_a_fault_in_a_lesson_is_told_at_its_place() -> None:
    told = problems(changed("lessons.yaml", LOOP_LINK, "    url: x\n"))

    assert [(each.file, each.path) for each in told] == [("lessons.yaml", "lessons.loop.url")]


def test_a_revision_from_before_there_were_lessons_has_none_and_still_loads() -> None:
    stored = json.loads(dump(shipped()))
    del stored["lessons"]

    assert restore(json.dumps(stored), shipped()) == shipped().model_copy(update={"lessons": ()})


def test_lessons_are_stored_with_their_revision() -> None:
    assert restore(dump(shipped())).lessons == shipped().lessons
