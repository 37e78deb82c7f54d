"""The shipped content, read once a run, and the moment at which the tests play."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from knowledge.model import Revision
from knowledge.parse import Files, parse
from knowledge.prepared import Knowledge, prepare

CONTENT = Path(__file__).parents[1] / "knowledge" / "content"
NAMES = {"organisation": "Halmstads kommun", "programme": "Automationssmedjan", "team": "Automationssmedjans team"}
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@cache
def shipped_files() -> Files:
    return {path.relative_to(CONTENT).as_posix(): path.read_text("utf-8") for path in sorted(CONTENT.rglob("*.yaml"))}


@cache
def shipped() -> Revision:
    """The content that lies with the program."""
    revision = parse(shipped_files())
    assert isinstance(revision, Revision), "\n".join(map(str, revision))
    return revision


def greeting(words: str) -> Revision:
    """The same content with another greeting."""
    wording = shipped().wording
    hello = wording.welcome.hello.model_copy(update={"sv": words})
    welcome = wording.welcome.model_copy(update={"hello": hello})
    return shipped().model_copy(update={"wording": wording.model_copy(update={"welcome": welcome})})


@cache
def shipped_knowledge(number: int = 1) -> Knowledge:
    return prepare(number, shipped(), NAMES)
