"""Community samples find the templates they may inspire, and only what their licence allows is repeated."""

import json
import re
from typing import Any

import pytest

from knowledge.inspiration import COPYRIGHT, Inspiration, written
from knowledge.model import Revision
from knowledge.parse import parse
from knowledge.samples import Chosen, Sample, choose, read_samples
from tests.cast import CONTENT, shipped
from tests.knowledge.test_parse import small_files

FREE = "pnp/powerautomate-samples"
PLANNER = "mail-to-planner-task"


def sample(title: str, **more: Any) -> Sample:
    source = more.pop("source_repo", FREE)
    name = re.sub(r"\W+", "-", title.lower())
    given = {
        "source_repo": source,
        "title": title,
        "url": f"https://github.com/{source}/tree/main/samples/{name}",
        "license": "MIT",
        "products": ["Power Automate"],
        **more,
    }
    return Sample.model_validate_json(json.dumps(given))


def flagged(**more: Any) -> Sample:
    return sample("Flagged email to Planner task", **more)


def chosen(*samples: Sample, most: int = 3) -> Chosen:
    return choose(samples, shipped().templates, shipped().wording.match, most=most)


def titles(found: Chosen) -> dict[str, list[str]]:
    return {name: [link.title for link in links] for name, links in found.links.items()}


def test_a_sample_inspires_the_template_that_does_the_same() -> None:
    assert titles(chosen(flagged())) == {PLANNER: ["Flagged email to Planner task"]}


@pytest.mark.parametrize(
    "other",
    [
        sample("Tic Tac Toe", short_description="A game for two in a canvas app."),
        sample("Mission control", short_description="Rockets, orbits and telemetry of planets."),
        sample("Sample flow for the Power Platform"),
    ],
)
def test_a_sample_that_does_nobodys_task_inspires_nothing(other: Sample) -> None:
    assert chosen(other) == Chosen({}, 0)


@pytest.mark.parametrize(
    "made",
    [
        {"products": ["Power Apps"]},
        {"products": ["Power Automate", "AI Builder"]},
        {"tags": ["Power Automate for desktop Copilot"]},
        {"products": [], "path": "prompts/power-apps/flagged"},
        {"products": []},
    ],
)
def test_a_sample_inspires_no_template_that_lacks_a_product_of_it(made: dict[str, Any]) -> None:
    assert chosen(flagged(**made)).links == {}


def test_where_no_product_is_named_the_path_tells_it() -> None:
    assert list(chosen(flagged(products=[], path="prompts/power-automate/flagged")).links) == [PLANNER]


@pytest.mark.parametrize("part", [{"tags": ["COMPONENT"]}, {"source_repo": "pnp/powerplatform-snippets"}])
def test_a_part_for_makers_inspires_nothing(part: dict[str, Any]) -> None:
    assert chosen(flagged(**part)).links == {}


def test_a_sample_that_has_moved_away_is_left_out() -> None:
    assert chosen(flagged(moved_stub=True)) == Chosen({}, 0)


def test_the_sample_that_a_template_names_as_its_source_comes_first_even_if_its_words_do_not_tell() -> None:
    source = sample("Things", products=[])
    templates = [
        each.model_copy(update={"source_url": source.url}) if each.id == PLANNER else each
        for each in shipped().templates
    ]

    found = choose((flagged(), source), templates, shipped().wording.match, most=3)

    assert titles(found) == {PLANNER: ["Things", "Flagged email to Planner task"]}


def test_a_template_gets_no_more_links_than_wanted_the_best_first() -> None:
    worse = [sample(f"Flagged email to Planner task {word}") for word in ("archive", "invoice", "approval")]

    found = chosen(*worse, flagged(), most=2)

    assert (len(found.links[PLANNER]), found.links[PLANNER][0].title, found.fitting) == (
        2,
        "Flagged email to Planner task",
        4,
    )


def test_a_sample_that_lies_in_two_places_is_shown_once() -> None:
    twice = (flagged(), flagged(), flagged(source_repo="pnp/zzz-samples"))

    assert [link.source for link in chosen(*twice).links[PLANNER]] == [FREE]


def test_the_order_of_the_samples_does_not_matter() -> None:
    samples = (
        flagged(),
        sample("Weekly timesheet", products=["Power Apps"]),
        sample("Flagged mail becomes a Planner task"),
    )

    assert chosen(*samples) == chosen(*reversed(samples))


@pytest.mark.parametrize(
    ("more", "licence", "description"),
    [
        ({}, "MIT", "Makes a task."),
        ({"license": "none found in the repository"}, "none", None),
        ({"license": "CC-BY-4.0"}, "CC-BY-4.0", None),
        ({"source_repo": "somebody/whose-notice-we-have-not-read"}, "MIT", None),
        ({"short_description": " "}, "MIT", None),
    ],
)
def test_a_description_is_copied_only_under_mit_and_with_its_notice_known(
    more: dict[str, Any], licence: str, description: str | None
) -> None:
    (link,) = chosen(flagged(**{"short_description": "Makes a task.", **more})).links[PLANNER]

    assert (link.licence, link.description) == (licence, description)


def test_titles_and_descriptions_become_one_plain_line() -> None:
    odd = sample("**Flagged email**\u2028to Planner  task", short_description="`Makes`\n a\x00 task\x85.")

    (link,) = chosen(odd).links[PLANNER]

    assert (link.title, link.description) == ("Flagged email to Planner task", "Makes a task .")


def test_every_bad_line_is_told_with_its_number() -> None:
    good = json.dumps(flagged().model_dump())
    lines = [
        good,
        "{half",
        "",
        "[1]",
        good.replace("https://", "http://"),
        good.replace("github.com", "github.com.evil.example"),
        '{"title": 7}',
        good.replace("Flagged", "\\ud800"),
    ]

    samples, problems = read_samples(lines)

    assert samples == (flagged(),)
    assert [problem.split(": ", 2)[:2] for problem in problems] == [
        ["line 2", "this is not JSON"],
        ["line 4", "the line"],
        ["line 5", "url"],
        ["line 6", "url"],
        ["line 7", "source_repo"],
        ["line 7", "title"],
        ["line 7", "url"],
        ["line 7", "license"],
        ["line 8", "this is not JSON"],
    ]


def test_what_is_written_is_read_back_as_it_was() -> None:
    links = chosen(flagged(short_description='Says "hej": {a} # b 🙂'), sample("Weekly timesheet")).links

    revision = parse({**small_files(), "inspiration.yaml": written(links)})

    assert isinstance(revision, Revision), revision
    assert revision.inspiration == links


def test_no_links_at_all_are_a_file_too() -> None:
    revision = parse({**small_files(), "inspiration.yaml": written({})})

    assert isinstance(revision, Revision), revision
    assert revision.inspiration == {}


def test_the_notice_of_the_licence_stands_where_a_description_was_copied_and_only_there() -> None:
    link = Inspiration(title="A", url="https://github.com/a", licence="MIT", source=FREE, description="B")

    with_words = written({PLANNER: (link,)})
    without = written({PLANNER: (link.model_copy(update={"description": None}),)})

    assert f"# {FREE}: Copyright (c) 2021 Microsoft 365 Community\n" in with_words
    assert "Permission is hereby granted, free of charge" in with_words
    assert ("Copyright" in without, "Permission" in without) == (False, False)


def test_the_links_that_we_ship_carry_the_notices_of_what_they_repeat() -> None:
    text = (CONTENT / "inspiration.yaml").read_text("utf-8")
    copied = {link.source for links in shipped().inspiration.values() for link in links if link.description}

    assert copied != set()
    assert [source for source in copied if f"# {source}: {COPYRIGHT[source]}\n" not in text] == []
    assert "Permission is hereby granted" in text
