"""Content that can be read but cannot work: each way of breaking it is named where it is."""

from collections.abc import Mapping

import pytest

from knowledge.check import check
from knowledge.model import Revision
from knowledge.parse import parse
from services.library import UnpublishableError, read
from tests.cast import shipped, shipped_files
from tests.knowledge.test_parse import ALLTID, C13_TITLE, changed, line_of, small_files

DPIA_WHEN = "    ask_when: {not: {value: C13, is: [inga, kollegor]}}"
SMALL = "when: {value: knockouts, is: [K5]}"
GUARD = "when: {value: guard, is: [team]}"
EXTRA = "extra_time: {sallan: 0, ibland: 0.05, ofta: 0.15, vet_ej: 0.05}"
TIMES = "      - code: alltid\n"
NAME = "access-request"
TEMPLATE = f"templates/{NAME}.yaml"
STANDARD = "{name: Microsoft Forms, tier: standard}"


def told(files: Mapping[str, str]) -> list[str]:
    """Every problem of these files, as an editor reads it."""
    try:
        read(files)
    except UnpublishableError as error:
        return [str(problem) for problem in error.problems]
    return []


def one_template() -> dict[str, str]:
    """The shipped content, but of its templates only one."""
    return {**small_files(), TEMPLATE: shipped_files()[TEMPLATE]}


def inspiring(links: Mapping[str, int | list[str]]) -> str:
    """The content file with these links, or with as many as are asked for; each takes four lines."""
    lines = ["inspiration:"]
    for name, wanted in links.items():
        urls = [f"https://github.com/a/{at}" for at in range(wanted)] if isinstance(wanted, int) else wanted
        lines.append(f"  {name}:")
        for url in urls:
            lines += ["    - title: A sample", f"      url: {url}", "      licence: none", "      source: a/b"]
    return "\n".join(lines) + "\n"


def test_the_shipped_content_has_no_problems() -> None:
    assert check(shipped()) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("questions.yaml", "  - id: C18\n", "  - id: C17\n", "questions.yaml: C17: this id stands 2 times"),
        ("questions.yaml", "  - id: C18\n", "  - id: C19\n", "questions.yaml: C18: this question is missing: stored"),
        ("questions.yaml", "  - id: C18\n", "  - id: C19\n", "scoring.yaml: C18: there is no question with this id"),
        ("questions.yaml", "options: [kansliga]", "options: [hemliga]", "C13.preselect: there is no option “hemliga”"),
        (
            "questions.yaml",
            DPIA_WHEN,
            DPIA_WHEN.replace("C13", "C99"),
            "DPIA.ask_when: “C99” is not a question that is asked before",
        ),
        (
            "questions.yaml",
            DPIA_WHEN,
            DPIA_WHEN.replace("C13", "C14"),
            "DPIA.ask_when: “C14” is not a question that is asked before",
        ),
        ("questions.yaml", DPIA_WHEN, DPIA_WHEN.replace("inga", "alla"), "DPIA.ask_when: C13 has no option “alla”"),
        (
            "questions.yaml",
            DPIA_WHEN,
            "    ask_when: {measure: ease, below: 3}",
            "DPIA.ask_when: “ease” is not known before the judgement",
        ),
        (
            "questions.yaml",
            C13_TITLE,
            "    title: {sv: 'Uppgifter {team}', en: Personal data}\n",
            "questions.C13.title: the places in braces differ between Swedish and English",
        ),
        ("questions.yaml", "    most: 4800\n", "    most: 0.1\n", "C02: “least” has to be smaller than “most”"),
        ("questions.yaml", TIMES, TIMES.replace("alltid", "nastan"), "C05.nastan: this option stands 2 times"),
        ("questions.yaml", "sv: [nästan alltid,", "sv: [ja alltid,", "C05: two options are both typed as “ja alltid”"),
        ("scoring.yaml", "    - id: C18\n", "    - id: C17\n", "scoring.yaml: C17: this id stands 2 times"),
        ("scoring.yaml", "    - id: C18\n", "    - id: C17\n", "scoring.yaml: C18: this criterion is missing: stored"),
        ("scoring.yaml", ALLTID, "", "scoring.yaml: C05.alltid: has no score here"),
        ("scoring.yaml", ALLTID, ALLTID + "        x: {score: 1}\n", "C05.x: is not an option of the question"),
        ("scoring.yaml", ALLTID, "        alltid: {score: 101}\n", "C05: every option, and “unsure”, needs a score"),
        ("scoring.yaml", ALLTID, "        alltid: {}\n", "C05: every option, and “unsure”, needs a score"),
        (
            "scoring.yaml",
            ALLTID,
            "        alltid: {score: 100, forces: coach}\n",
            "C05.alltid: it forces a tier but tells no reason",
        ),
        (
            "scoring.yaml",
            "      unsure: {score: 40}\n",
            "      unsure: {score: 40, forces: team}\n",
            "C05.unsure: it forces a tier but tells no reason",
        ),
        (
            "scoring.yaml",
            "    - id: self\n      outcome: self\n",
            "    - id: self\n      outcome: self\n      when: {value: guard, is: [self]}\n",
            "decision: the last row must hold always: leave out its “when”",
        ),
        ("scoring.yaml", f"      {GUARD}\n", "", "decision.guard: rows after this one can never be reached"),
        ("scoring.yaml", SMALL, SMALL.replace("K5", "K6"), "decision.small: knockouts is never “K6”"),
        ("scoring.yaml", SMALL, "when: {measure: luck, below: 3}", "decision.small: “luck” is not measured"),
        ("scoring.yaml", GUARD, "when: {value: guard, is: [boss]}", "decision.guard: guard is never “boss”"),
        ("scoring.yaml", GUARD, "when: {value: C05, is: [boss]}", "decision.guard: C05 is never “boss”"),
        (
            "scoring.yaml",
            GUARD,
            "when: {value: weather, is: [bad]}",
            "decision.guard: “weather” is neither a question nor guard or knockouts",
        ),
        (
            "scoring.yaml",
            "when: {value: C05, is: [profess]}",
            "when: {value: C05, is: [x]}",
            "knockouts.K1: C05 is never",
        ),
        ("scoring.yaml", "derived: {value: C12,", "derived: {value: C98,", "dpia.D2: “C98” is neither a question nor"),
        ("scoring.yaml", "[C05, C06, C07]\n", "[C05, C77]\n", "C77: there is no criterion with this id"),
        ("scoring.yaml", "[C05, C06, C07, C08]", "[C05, C78]", "C78: there is no criterion with this id"),
        ("scoring.yaml", "curve: [[0, 0],", "curve: [[10, 0],", "benefit.curve: the hours have to grow from corner to"),
        (
            "scoring.yaml",
            EXTRA,
            "extra_time: {sallan: 0}",
            "benefit.extra_time: it needs the options of C04, and “vet_ej”",
        ),
        ("scoring.yaml", "    - id: weak\n", "    - id: small\n", "scoring.yaml: small: this id stands 2 times"),
        ("scoring.yaml", "    - id: K2\n", "    - id: K1\n", "scoring.yaml: K1: this id stands 2 times"),
        ("scoring.yaml", "      - id: D2\n", "      - id: D1\n", "scoring.yaml: D1: this id stands 2 times"),
        ("departments.yaml", "id: hr", "id: it", "departments.yaml: it: this id stands 2 times"),
        ("golden.yaml", "id: special_diets", "id: attest_reminders", "golden.yaml: attest_reminders: this id stands 2"),
        ("lexicon.yaml", "id: outlook", "id: excel", "lexicon.yaml: excel: this id stands 2 times"),
        ("asides.yaml", "id: power_apps", "id: forms", "asides.yaml: forms: this id stands 2 times"),
        ("connectors.yaml", "name: RSS", "name: HTTP", "connectors.yaml: HTTP: this name stands 2 times"),
        (
            "connectors.yaml",
            "      sv: [Kommunen behöver ett avtal med DocuSign.]\n",
            "",
            "connectors.yaml: DocuSign.limits: the languages differ in their sentences",
        ),
    ],
)
def test_each_way_of_breaking_the_content_is_named(file: str, old: str, new: str, problem: str) -> None:
    revision = parse(changed(file, old, new))
    assert isinstance(revision, Revision), revision

    found = [str(each) for each in check(revision)]

    assert [each for each in found if problem in each] != [], found


@pytest.mark.parametrize(
    ("old", "new", "problem", "below"),
    [
        (STANDARD, "{name: Forms, tier: standard}", "connectors.Forms: this connector is not in connectors.yaml", 0),
        (
            STANDARD,
            STANDARD.replace("standard", "premium"),
            "connectors.Microsoft Forms: it is standard in connectors.yaml, not premium",
            0,
        ),
        (
            STANDARD,
            "{name: HTTP with Microsoft Entra ID, tier: premium}\n  - {name: HTTP, tier: premium}",
            "connectors.HTTP: it is premium, but the template's licence is standard",
            1,
        ),
    ],
)
def test_a_template_whose_connector_is_not_what_it_says_is_told_at_its_line(
    old: str, new: str, problem: str, below: int
) -> None:
    files = changed(TEMPLATE, old, new)

    assert f"{TEMPLATE}:{line_of(TEMPLATE, old) + below}: {problem}" in told(files)


def test_content_without_a_list_of_connectors_is_checked_by_what_its_templates_say() -> None:
    files = {name: text for name, text in one_template().items() if name != "connectors.yaml"}

    assert told(files) == []


@pytest.mark.parametrize(
    ("links", "problem"),
    [
        (
            {"no-such-template": 1},
            "inspiration.yaml:2: inspiration.no-such-template: there is no template with this id",
        ),
        ({NAME: 6}, f"inspiration.yaml:2: inspiration.{NAME}: it has 6 links; at most 5 are read"),
        (
            {NAME: ["https://github.com/a/b", "https://github.com/a/c", "https://github.com/a/b/"]},
            f"inspiration.yaml:12: inspiration.{NAME}.2.url: this link stands here twice",
        ),
        (
            {NAME: ["https://github.com/a/b", "https://github.com.evil.example/a/b"]},
            f"inspiration.yaml:8: inspiration.{NAME}.1.url: it leads to https://github.com/ or nowhere",
        ),
        (
            {NAME: ["http://github.com/a/b"]},
            f"inspiration.yaml:4: inspiration.{NAME}.0.url: string should match pattern",
        ),
    ],
)
def test_a_link_that_cannot_be_shown_is_told_at_its_line(links: dict[str, int | list[str]], problem: str) -> None:
    found = told({**one_template(), "inspiration.yaml": inspiring(links)})

    assert [line for line in found if line.startswith(problem)] != [], found


def test_a_description_without_a_licence_that_allows_it_is_told_at_its_line() -> None:
    text = inspiring({NAME: 2}) + "      description: Mine.\n"

    found = told({**one_template(), "inspiration.yaml": text})

    assert (
        f"inspiration.yaml:11: inspiration.{NAME}.1.description: only under MIT may a description be repeated" in found
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("questions.yaml", "sv: Personuppgifter,", "sv: 'Uppgifter {team}',", "questions.C13.title"),
        (TEMPLATE, "title:\n  sv: ", "title:\n  sv: '{team}' #", f"templates.{NAME}.title"),
        ("wording/nav.yaml", "unsure:\n  sv: ", "unsure:\n  sv: '{team}' #", "wording.nav.unsure"),
    ],
)
def test_a_place_in_braces_that_one_language_lacks_is_told_at_its_line(
    file: str, old: str, new: str, problem: str
) -> None:
    files = {**one_template(), **changed(file, old, new)}

    assert told(files) == [
        f"{file}:{line_of(file, old)}: {problem}: the places in braces differ between Swedish and English"
    ]


def test_problems_come_in_the_same_order_each_time() -> None:
    revision = parse(changed("scoring.yaml", "    - id: C09\n", "    - id: C08\n"))
    assert isinstance(revision, Revision)

    told = [str(each) for each in check(revision) if each.path.startswith("C08.")]

    assert told == sorted(told)
    assert len(told) == 9
