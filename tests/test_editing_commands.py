"""The knowledge base goes out as files and comes in again, as an operator meets it."""

import shutil
from pathlib import Path

import pytest

from cli import content_files
from knowledge.packing import packed, unpacked
from knowledge.parse import parse
from tests.cast import CONTENT, shipped, shipped_files
from tests.commands import Operator

pytestmark = pytest.mark.slow

SAME = "Nothing has changed; nothing was published.\n"
TITLE = "sv: Personuppgifter, en: Personal data"


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


def edited(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")


def revisions(operator: Operator) -> list[str]:
    return [line.split()[0] for line in operator.runs("knowledge", "history").out.splitlines()]


@pytest.mark.parametrize("target", ["out", pytest.param("deep/er/out.zip", marks=pytest.mark.thorough)])
def test_what_is_published_goes_out_and_comes_in_again_unchanged(operator: Operator, target: str) -> None:
    out = operator.runs("knowledge", "export", target)
    back = operator.runs("knowledge", "import", target, "--note", "Samma")
    different = operator.runs("knowledge", "diff", target)

    assert (out.code, out.out) == (0, f"{len(shipped_files())} files: {target}\n")
    assert (back.code, back.out, back.err) == (0, SAME, "")
    assert (different.code, different.out) == (0, "Nothing would change.\n")
    assert revisions(operator) == ["1"]
    path = operator.folder / target
    files = content_files(path) if path.is_dir() else unpacked(path.read_bytes())
    assert isinstance(files, dict)
    assert parse(files) == shipped()


def test_an_edited_folder_is_told_published_and_the_earlier_revision_kept(operator: Operator) -> None:
    operator.runs("knowledge", "export", "out")
    edited(operator.folder / "out", "questions.yaml", TITLE, "sv: Uppgifter om folk, en: Personal data")

    before = operator.runs("knowledge", "diff", "out")
    published = operator.runs("knowledge", "import", "out", "--note", "Ny rubrik", "--by", "Adam")
    after = operator.runs("knowledge", "diff", "out")
    against_the_first = operator.runs("knowledge", "diff", "out", "--from", "1", "--lang", "en")
    first = operator.runs("knowledge", "export", "first.zip", "--revision", "1")

    assert before.out == "questions · Uppgifter om folk · title.sv: ”Personuppgifter” blir ”Uppgifter om folk”\n"
    assert (published.code, published.out) == (0, "Published as revision 2.\n")
    assert after.out == "Nothing would change.\n"
    assert against_the_first.out == (
        "questions · Personal data · title.sv: “Personuppgifter” becomes “Uppgifter om folk”\n"
    )
    assert first.code == 0
    files = unpacked((operator.folder / "first.zip").read_bytes())
    assert isinstance(files, dict)
    assert parse(files) == shipped()


def test_what_stored_data_uses_is_not_lost_by_either_command(operator: Operator, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    (folder / "templates" / "expense-claim.yaml").unlink()
    (folder / "inspiration.yaml").write_text("inspiration: {}\n", "utf-8")

    for command in ("publish", "import"):
        found = operator.runs("knowledge", command, str(folder), "--note", "Utan utlägg")

        assert (found.code, found.out) == (2, "")
        assert "templates/expense-claim.yaml: expense-claim: the template “" in found.err
        assert "take it out of use instead" in found.err
        assert "1 problems; nothing was published." in found.err
    assert revisions(operator) == ["1"]


def test_a_broken_zip_is_refused_whole_with_file_and_line(operator: Operator, tmp_path: Path) -> None:
    files = {**shipped_files(), "questions.yaml": "questions: [half", "extra.yaml": "more: 1"}
    (tmp_path / "broken.zip").write_bytes(packed(files))
    (tmp_path / "none.zip").write_bytes(b"no zip")

    broken = operator.runs("knowledge", "import", "broken.zip", "--note", "Trasig")
    none = operator.runs("knowledge", "import", "none.zip", "--note", "Trasig")
    different = operator.runs("knowledge", "diff", "none.zip")

    assert (broken.code, none.code, different.code) == (2, 2, 2)
    assert "questions.yaml:2: this is not YAML" in broken.err
    assert "extra.yaml:1: more: this key is not known here" in broken.err
    assert "zip: this cannot be read as a zip: pack the files again" in none.err == different.err
    assert revisions(operator) == ["1"]


def test_a_folder_that_has_files_is_written_over_only_by_force(operator: Operator) -> None:
    (operator.folder / "out" / "templates").mkdir(parents=True)
    (operator.folder / "out" / "templates" / "own.yaml").write_text("id: own\n", "utf-8")

    refused = operator.runs("knowledge", "export", "out")
    left = [path.name for path in (operator.folder / "out").rglob("*.yaml")]
    forced = operator.runs("knowledge", "export", "out", "--force")

    assert (refused.code, refused.out, left) == (2, "", ["own.yaml"])
    assert "out has YAML files already: choose another folder, or say --force to write over them." in refused.err
    assert forced.out.splitlines()[1:] == ["Left as it was, and not from here: templates/own.yaml"]
    assert (operator.folder / "out" / "templates" / "own.yaml").read_text("utf-8") == "id: own\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "--revision", "7"), "There is no revision 7: `knowledge history` lists them."),
        (("diff", "--from", "7"), "There is no revision 7: `knowledge history` lists them."),
        (("export", "--revision", "0"), "Invalid value for '--revision'"),
        (("import", "/no/such", "--note", "x"), "does not exist"),
        (("import", "."), "Missing option '--note'"),
        (("export", "/proc/none/out.zip"), "/proc/none/out.zip cannot be written: "),
    ],
)
def test_what_cannot_be_done_is_told(operator: Operator, words: tuple[str, ...], told: str) -> None:
    found = operator.runs("knowledge", *words)

    assert (found.code, found.out, told in found.err, "Traceback" in found.err) == (2, "", True, False)
