"""The templates that we ship: whole, in both languages, and true to what the connectors are."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from knowledge.part import LANGUAGES, Texts
from knowledge.template import Template
from tests.cast import shipped
from tests.knowledge.shipped import DATA, template, template_files

PHRASES = 8
LEARN = "learn.microsoft.com"
HOSTS = {LEARN, "support.microsoft.com", "github.com"}
LOCALE = re.compile(r"^/[a-z]{2}-[a-z]{2}/", re.IGNORECASE)
COSTLY = {"power_automate_desktop", "ai_builder", "dataverse"}
"""Products that no ordinary Microsoft 365 licence holds."""
AN_EASY_DAY = 8
"""Hours at most that an easy template takes to build: difficulty 1 is an afternoon, or a day for the careful."""

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
    tiers = {connector.name: connector.tier for connector in shipped().connectors}

    for connector in template(path).connectors:
        assert connector.tier == tiers[connector.name]


@every_template
def test_a_template_with_a_premium_connector_says_that_it_costs(path: Path) -> None:
    shown = template(path)
    premium = any(connector.tier == "premium" for connector in shown.connectors)

    assert not premium or shown.licence in {"premium", "mixed"}
    assert shown.licence == "standard" or shown.licence_note is not None


@every_template
def test_a_template_made_with_a_product_that_costs_says_so(path: Path) -> None:
    shown = template(path)

    assert COSTLY.isdisjoint({shown.product, *shown.products_also}) or shown.licence != "standard"


@every_template
def test_a_template_takes_some_time_to_build_and_an_easy_one_no_more_than_a_day(path: Path) -> None:
    shown = template(path)

    assert 0 < shown.build_hours.min < shown.build_hours.max
    assert shown.difficulty > 1 or shown.build_hours.max <= AN_EASY_DAY


@every_template
def test_the_links_of_a_template_lead_to_pages_that_we_know(path: Path) -> None:
    links = [link for link in (template(path).learn_url, template(path).source_url) if link is not None]

    assert [fault for link in links for fault in faults(link)] == []


def test_the_links_of_the_connectors_lead_to_microsoft_learn() -> None:
    links = [connector.learn_url for connector in shipped().connectors if connector.learn_url is not None]

    assert [fault for link in links for fault in faults(link, {LEARN})] == []


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


def faults(link: str, hosts: set[str] = HOSTS) -> list[str]:
    """What is wrong with a link: it leads elsewhere, changes with the language, or was copied with too much of it."""
    parts = urlsplit(link)
    found = {
        "scheme": parts.scheme != "https",
        "host": parts.netloc not in hosts,
        "query": "?" in link or "#" in link,
        "locale": parts.netloc == LEARN and LOCALE.match(parts.path) is not None,
        "slashes": "//" in parts.path,
        "page": not parts.path.strip("/"),
    }
    return [f"{fault}: {link}" for fault, wrong in found.items() if wrong]
