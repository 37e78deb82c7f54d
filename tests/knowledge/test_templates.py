"""The templates that we ship: whole, in both languages, and true to what the connectors are."""

from pathlib import Path

import pytest

from knowledge.part import LANGUAGES, Texts
from knowledge.template import Template
from tests.knowledge.shipped import DATA, template, template_files

PHRASES = 8
PREMIUM = {
    "AI Builder",
    "Azure Key Vault",
    "Desktop flows",
    "DocuSign",
    "HTTP",
    "HTTP with Microsoft Entra ID",
    "Microsoft Dataverse",
    "SQL Server",
    "Word Online (Business)",
}

every_template = pytest.mark.parametrize("path", template_files(), ids=lambda path: path.stem)


def test_the_templates_are_the_sixty_that_stored_data_names() -> None:
    assert {path.stem for path in template_files()} == set((DATA / "template_ids.txt").read_text("utf-8").split())


@every_template
def test_a_template_lies_in_the_file_of_its_name(path: Path) -> None:
    assert template(path).id == path.stem


@every_template
def test_a_template_says_as_much_in_one_language_as_in_the_other(path: Path) -> None:
    shown = template(path)

    for listed in (shown.not_when, shown.prerequisites, shown.steps):
        assert len(listed.sv) == len(listed.en) > 0


@every_template
def test_people_may_describe_a_template_in_many_ways_in_both_languages(path: Path) -> None:
    for said in (template(path).phrases, template(path).keywords):
        for language in LANGUAGES:
            assert len(said.to(language)) >= PHRASES
            assert len({text.casefold() for text in said.to(language)}) == len(said.to(language))


def test_no_phrase_describes_two_templates() -> None:
    phrases = [text.casefold() for path in template_files() for text in template(path).phrases.both]

    assert len(phrases) == len(set(phrases))


@every_template
def test_a_connector_has_the_tier_that_its_maker_gives_it(path: Path) -> None:
    for connector in template(path).connectors:
        assert connector.tier == ("premium" if connector.name in PREMIUM else "standard")


@every_template
def test_a_template_with_a_premium_connector_says_that_it_costs(path: Path) -> None:
    shown = template(path)
    premium = any(connector.tier == "premium" for connector in shown.connectors)

    assert not premium or shown.licence in {"premium", "mixed"}
    assert shown.licence == "standard" or shown.licence_note is not None


@every_template
def test_a_template_takes_some_time_to_build(path: Path) -> None:
    hours = template(path).build_hours

    assert 0 < hours.min < hours.max


@every_template
def test_a_template_that_posts_in_a_channel_says_that_a_private_one_does_not_work(path: Path) -> None:
    shown = template(path)

    if any("kanal" in step.casefold() for step in shown.steps.sv):
        assert _mentions(shown, "inte är privat", "kanalen är privat")


@every_template
def test_a_template_with_planner_says_that_premium_plans_do_not_work(path: Path) -> None:
    shown = template(path)

    if any(connector.name == "Planner" for connector in shown.connectors):
        assert _mentions(shown, "grundläggande plan")


@every_template
def test_a_template_that_fills_in_word_says_what_a_sign_in_policy_does_to_it(path: Path) -> None:
    shown = template(path)

    if any(connector.name == "Word Online (Business)" for connector in shown.connectors):
        assert _mentions(shown, "flerfaktor")


def test_special_diets_are_sensitive() -> None:
    diet = next(template(path) for path in template_files() if path.stem == "special-diet")

    assert diet.sensitivity.max_level == "sensitive_review"


def _mentions(shown: Template, *words: str) -> bool:
    texts: tuple[Texts, ...] = (shown.not_when, shown.prerequisites)
    said = " ".join(text for listed in texts for text in listed.sv).casefold()
    return any(word in said for word in words)
