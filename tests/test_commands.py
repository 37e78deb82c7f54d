"""The command line as an operator meets it."""

import shutil
from pathlib import Path

import pytest

from tests.builders import judged, task
from tests.cast import CONTENT
from tests.commands import Operator, json_lines

pytestmark = pytest.mark.slow

FLAGGED = {
    "source_repo": "pnp/powerautomate-samples",
    "title": "Flagged email to Planner task",
    "url": "https://github.com/pnp/powerautomate-samples/tree/main/samples/flagged",
    "license": "MIT",
    "products": ["Power Automate"],
}
TETRIS = {**FLAGGED, "title": "Tetris", "url": "https://github.com/pnp/powerautomate-samples/tree/main/samples/tetris"}


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


def test_assess_answers_each_good_line_in_order_and_tells_the_bad_ones(operator: Operator) -> None:
    given = json_lines(
        [
            {"id": "first", **task(), "unknown": True},
            "{half a line",
            {"id": 2, "answers": {}},
            "",
            {"id": None, **task(C05="profess")},
            {"answers": {"C05": "ibland"}},
            [1],
            task(C14="ja"),
            task(C02=10**400),
        ]
    )

    found = operator.runs("assess", given=given)

    assert found.code == 2
    assert found.lines == [
        {"id": "first", **judged(task())},
        {"id": 2, "outcome": None, "missing": ["C01"]},
        {"id": None, **judged(task(C05="profess"))},
        judged(task(C14="ja")),
    ]
    bad = [line.partition(": ") for line in found.err.splitlines()]
    assert [where for where, _, _ in bad] == ["line 2", "line 6", "line 7", "line 9"]
    assert [said[:24] for _, _, said in bad] == [
        "this is not JSON: Expect",
        "C05 has no option 'ibland'"[:24],
        "this is not an object",
        "C02 has to be from 0.1 to 4800"[:24],
    ]


def test_assess_ends_well_when_every_line_was_good(operator: Operator) -> None:
    found = operator.runs("assess", "--json", given=json_lines([task()]))

    assert (found.code, found.lines, found.err) == (0, [judged(task())], "")


def test_no_input_is_no_output(operator: Operator) -> None:
    for command in ("assess", "understand", "recommend"):
        found = operator.runs(command)
        assert (found.code, found.out, found.err) == (0, "", "")


def test_bytes_that_are_no_text_are_told_and_the_rest_goes_on(operator: Operator) -> None:
    given = b'{"text": "\xff"}\n' + b"[" * 100_000 + b'\n{"text": "varje vecka"}'

    found = operator.runs("understand", given=given)

    assert (found.code, [line[:24] for line in found.err.splitlines()]) == (
        2,
        ["line 1: this is not JSON", "line 2: this is not JSON"],
    )
    assert [line["facts"] for line in found.lines] == [{"runs_per_year": 44}]


def test_understand_finds_facts_and_the_words_they_came_from(operator: Operator) -> None:
    given = json_lines(
        [
            {"id": 7, "text": "Vi är tre som kopierar från Outlook varje vecka, det tar en kvart", "else": 1},
            {"text": "We do it every day", "lang": "en"},
            {"text": ""},
            {"text": 7},
            {"text": "x", "lang": "de"},
        ]
    )

    found = operator.runs("understand", "--json", given=given)

    assert found.code == 2
    assert [(line.get("id"), line["facts"]) for line in found.lines] == [
        (7, {"runs_per_year": 44, "minutes": 15, "people": 3, "systems": ["outlook"]}),
        (None, {"runs_per_year": 220}),
        (None, {}),
    ]
    assert found.lines[0]["evidence"]["minutes"] == "en kvart"
    assert [line[:7] for line in found.err.splitlines()] == ["line 4:", "line 5:"]


def test_recommend_finds_at_most_five_templates_best_first(operator: Operator) -> None:
    given = json_lines(
        [
            {"id": "a", "text": "Anställda ansöker om ledighet och chefen godkänner i Outlook"},
            {"id": "b", "text": "Jag klappar hästar"},
            {"id": "c", "text": "Anställda ansöker om ledighet", "answers": {"C10": "m365"}},
            {"id": "d", "text": "Anställda ansöker om ledighet", "answers": {"C10": "x"}},
        ]
    )

    found = operator.runs("recommend", given=given)

    assert (found.code, found.err) == (2, "line 4: C10 has no option 'x'\n")
    assert [line["id"] for line in found.lines] == ["a", "b", "c"]
    first, none, _ = found.lines
    assert "leave-request-approval" in [each["id"] for each in first["templates"]]
    assert none["templates"] == []
    scores = [each["score"] for each in first["templates"]]
    assert scores == sorted(scores, reverse=True)
    assert 1 <= len({each["id"] for each in first["templates"]}) == len(scores) <= 5


def test_chat_writes_one_object_a_reply_and_remembers_the_person(operator: Operator) -> None:
    told = operator.runs("chat", "--json", "--person", "Eva", given="ny\nundescribed\nhr\nnej\nblå\n")
    again = operator.runs("chat", "--json", "--person", "Eva", "--lang", "sv", given="fortsätt\n")
    other = operator.runs("chat", "--json", "--lang", "en", "--person", "Åsa", given="")

    assert [line["kind"] for line in told.lines] == ["welcome", "describe", "ask", "ask", "ask", "ask"]
    assert set(told.lines[0]) == {"kind", "text", "choices"}
    assert {"code": "kollegor", "label": "Bara kollegors namn och kontaktuppgifter"} in told.lines[-1]["choices"]
    assert [line["kind"] for line in again.lines] == ["ask", "ask"]
    assert "kollegor" in [choice["code"] for choice in again.lines[-1]["choices"]]
    assert [line["kind"] for line in other.lines] == ["welcome"]
    assert (told.code, again.code, other.code) == (0, 0, 0)


def test_content_is_checked_published_and_listed(operator: Operator, tmp_path: Path) -> None:
    folder, _ = content_and_samples(tmp_path, [])
    (folder / "inspiration.yaml").write_text("inspiration: {}", encoding="utf-8")

    checked = operator.runs("knowledge", "check")
    same = operator.runs("knowledge", "publish", "--note", "Samma text")
    published = operator.runs("knowledge", "publish", str(folder), "--note", "Ny text", "--by", "Adam")
    history = operator.runs("knowledge", "history")

    assert (checked.code, checked.out[:13]) == (0, "No problems: ")
    assert (same.code, same.out) == (0, "Nothing has changed; nothing was published.\n")
    assert (published.code, published.out) == (0, "Published as revision 2.\n")
    assert history.code == 0
    assert [line.split()[0] for line in history.out.splitlines()] == ["2", "1"]
    assert "Adam  Ny text" in history.out.splitlines()[0]


def test_broken_content_is_refused_whole_with_every_problem(operator: Operator, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    (folder / "questions.yaml").write_text("questions: [half", encoding="utf-8")
    (folder / "extra.yaml").write_text("more: 1", encoding="utf-8")

    checked = operator.runs("knowledge", "check", str(folder))
    published = operator.runs("knowledge", "publish", str(folder), "--note", "Trasig")
    history = operator.runs("knowledge", "history")

    assert (checked.code, published.code) == (2, 2)
    assert "questions.yaml:2: this is not YAML" in checked.err
    assert "extra.yaml:1: more: this key is not known here" in checked.err
    assert "2 problems; nothing was published." in published.err
    assert [line.split()[0] for line in history.out.splitlines()] == ["1"]


def test_a_file_that_is_no_text_is_told_by_its_name(operator: Operator, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "questions.yaml").write_bytes(b"\xff\xfe\x00")

    found = operator.runs("knowledge", "check", str(tmp_path / "content"))

    assert (found.code, "questions.yaml: this is not UTF-8 text" in found.err) == (2, True)


def test_samples_become_links_and_a_second_run_changes_nothing(operator: Operator, tmp_path: Path) -> None:
    folder, samples = content_and_samples(tmp_path, [FLAGGED, {**FLAGGED, "url": f"{FLAGGED['url']}-2"}, TETRIS])

    first = operator.runs("knowledge", "import-samples", str(samples), str(folder), "--most", "1")
    written = (folder / "inspiration.yaml").read_bytes()
    second = operator.runs("knowledge", "import-samples", str(samples), str(folder), "--most", "1")
    checked = operator.runs("knowledge", "check", str(folder))

    assert (first.code, second.code, checked.code) == (0, 0, 0)
    assert first.out.splitlines() == [
        "3 samples, 2 fit a template.",
        f"1 of 60 templates got 1 links: {folder / 'inspiration.yaml'}",
    ]
    assert written.count(b"- title:") == 1
    assert (folder / "inspiration.yaml").read_bytes() == written


def test_bad_lines_of_samples_are_all_told_and_nothing_is_written(operator: Operator, tmp_path: Path) -> None:
    folder, samples = content_and_samples(tmp_path, [FLAGGED, "{half", {**FLAGGED, "url": "http://x"}, {"title": 1}])
    before = (folder / "inspiration.yaml").read_bytes()

    found = operator.runs("knowledge", "import-samples", str(samples), str(folder))

    assert (found.code, found.out) == (2, "")
    told = [line for line in found.err.splitlines() if line.startswith("samples.jsonl, ")]
    assert {line.split(":")[0] for line in told} == {f"samples.jsonl, line {number}" for number in (2, 3, 4)}
    assert "nothing was written" in found.err
    assert (folder / "inspiration.yaml").read_bytes() == before


@pytest.mark.parametrize("given", [b"", b"\n\n", b"\xff\xfe"])
def test_a_file_that_holds_no_sample_does_not_empty_the_links(operator: Operator, tmp_path: Path, given: bytes) -> None:
    folder, samples = content_and_samples(tmp_path, [])
    samples.write_bytes(given)
    before = (folder / "inspiration.yaml").read_bytes()

    found = operator.runs("knowledge", "import-samples", str(samples), str(folder))

    assert (found.code, "Traceback" in found.err) == (2, False)
    assert (folder / "inspiration.yaml").read_bytes() == before


def test_broken_links_are_replaced_but_other_broken_content_stops_the_import(
    operator: Operator, tmp_path: Path
) -> None:
    folder, samples = content_and_samples(tmp_path, [FLAGGED])
    (folder / "inspiration.yaml").write_text("inspiration: [half", encoding="utf-8")

    mended = operator.runs("knowledge", "import-samples", str(samples), str(folder))
    (folder / "questions.yaml").write_text("questions: [half", encoding="utf-8")
    stopped = operator.runs("knowledge", "import-samples", str(samples), str(folder))

    assert (mended.code, stopped.code) == (0, 2)
    assert "questions.yaml:2: this is not YAML" in stopped.err


def content_and_samples(folder: Path, samples: list[object]) -> tuple[Path, Path]:
    """A copy of the content, and a file of samples, to change as one likes."""
    shutil.copytree(CONTENT, folder / "content")
    (folder / "samples.jsonl").write_text(json_lines(samples), encoding="utf-8")
    return folder / "content", folder / "samples.jsonl"


def test_the_database_is_checked_and_brought_up_to_date(operator: Operator) -> None:
    before = operator.runs("db", "check")
    upgraded = operator.runs("db", "upgrade")
    after = operator.runs("db", "check")

    assert (before.code, upgraded.code, after.code) == (2, 0, 0)
    assert "run `python app.py db upgrade`" in before.err
    assert after.out == "The database answers and is up to date.\n"


def test_wrong_settings_are_refused_with_a_sentence_and_nothing_is_served(operator: Operator) -> None:
    for command in ("serve", "chat", "assess"):
        found = operator.runs(command, HOST="0.0.0.0")  # noqa: S104 - refused

        assert (found.code, found.out) == (2, "")
        assert "HOST is 0.0.0.0, but there are no credentials: set MicrosoftAppId" in found.err
        assert "Traceback" not in found.err


def test_a_command_that_is_none_ends_with_two(operator: Operator) -> None:
    assert operator.runs("nonsense").code == 2
    assert operator.runs("chat", "--lang", "de").code == 2
    assert operator.runs("knowledge", "check", "/no/such").code == 2


def test_half_a_character_and_no_number_are_bad_lines(operator: Operator) -> None:
    found = operator.runs("understand", given='{"text": "\\ud800"}\n{"id": NaN, "text": "x"}\n{"text": "x"}\n')

    assert (found.code, [line[:6] for line in found.err.splitlines()], len(found.lines)) == (2, ["line 1", "line 2"], 1)


def test_another_kind_of_database_is_told(operator: Operator) -> None:
    found = operator.runs("db", "check", DATABASE_URL="mysql://user:secret@db/x")

    assert (found.code, "DATABASE_URL" in found.err, "secret" in found.err) == (2, True, False)
