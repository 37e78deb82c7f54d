"""The operator's commands. Exit code 2: the input or the settings are wrong, and a sentence says how."""

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import click

from config import Config, WrongSettingsError, read_config
from knowledge.assess import Assessment, assess, freer
from knowledge.evaluation.texts import read_described, read_labelled
from knowledge.faults import NOT_JSON, NOT_OBJECT
from knowledge.given import UnreadableError, read_given, written
from knowledge.model import Revision
from knowledge.parse import Files
from knowledge.part import LANGUAGES, Language
from knowledge.plain_data import read_text, written_facts, written_matches
from knowledge.prepared import Knowledge, prepare
from knowledge.yaml_text import Problem
from manifest.build import UnusableAppError, package, read_app
from services.effects import TurnPorts
from services.library import UnpublishableError, read
from services.ports import Clock, Store
from services.trials import Texts

CONTENT = Path(__file__).parent / "knowledge" / "content"
TEXTS = Path(__file__).parent / "knowledge" / "evaluation" / "texts"


class Root(Protocol):
    """What the commands need from the composition root."""

    clock: Clock

    def serve(self, config: Config) -> None: ...
    async def chat(self, config: Config, *, person: str, language: Language | None, as_json: bool) -> None: ...
    async def with_store(self, config: Config, use: Callable[[Store], Any]) -> Any: ...
    async def with_ports(self, config: Config, use: Callable[[TurnPorts], Any]) -> Any: ...
    async def upgrade(self, config: Config) -> None: ...
    async def is_current(self, config: Config) -> bool: ...


class Wrong(click.ClickException):
    """Bad input or settings."""

    exit_code = 2


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Automationscoachen, a coach in Microsoft Teams. Without a command it serves."""
    if context.invoked_subcommand is None:
        context.invoke(serve)


@main.command()
@click.pass_obj
def serve(root: Root) -> None:
    """Serve the bot: POST /api/messages."""
    root.serve(settings())


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a reply: kind, text, choices.")
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help="The person's language.")
@click.option("--person", default="terminal", show_default=True, help="Whose conversation it is; it is remembered.")
@click.pass_obj
def chat(root: Root, *, as_json: bool, lang: Language | None, person: str) -> None:
    """Talk with the coach in the terminal. Ctrl-D ends it; everything is kept."""
    asyncio.run(root.chat(settings(), person=person, language=lang, as_json=as_json))


@main.command("assess")
@click.option("--json", "_as_json", is_flag=True, help="Accepted; the output is always JSON lines.")
def assess_lines(*, _as_json: bool) -> None:
    """Judge answers: JSON lines in, JSON lines out."""
    revision = shipped_content().revision

    def judge(data: dict[str, Any]) -> dict[str, Any]:
        given = read_given(revision, data)
        found = assess(revision.scoring, given)
        changes = freer(revision.scoring, given, found) if isinstance(found, Assessment) else ()
        return written(found, changes)

    _each_line(judge)


@main.command()
@click.option("--json", "_as_json", is_flag=True, help="Accepted; the output is always JSON lines.")
def understand(*, _as_json: bool) -> None:
    """Read facts out of descriptions: JSON lines in, JSON lines out."""
    knowledge = shipped_content()
    _each_line(lambda data: written_facts(knowledge, *read_text(data)))


@main.command()
@click.option("--json", "_as_json", is_flag=True, help="Accepted; the output is always JSON lines.")
def recommend(*, _as_json: bool) -> None:
    """Find templates for descriptions: JSON lines in, JSON lines out."""
    knowledge = shipped_content()
    _each_line(lambda data: written_matches(knowledge, *read_text(data), data.get("answers")))


@main.group()
def db() -> None:
    """Bring the database up to date, or check that it is."""


@db.command("upgrade")
@click.pass_obj
def db_upgrade(root: Root) -> None:
    """Create or change the tables so that they fit this version."""
    asyncio.run(root.upgrade(settings()))
    click.echo("The database is up to date.")


@db.command("check")
@click.pass_obj
def db_check(root: Root) -> None:
    """Say whether the database answers and fits this version."""
    if not asyncio.run(root.is_current(settings())):
        raise Wrong("The database does not answer or is of another version: run `python app.py db upgrade`.")
    click.echo("The database answers and is up to date.")


@main.group()
def manifest() -> None:
    """Make the app package for Teams."""


@manifest.command()
@click.option("--app-id", required=True, help="The app's id in the catalogue: a GUID that stays the same for ever.")
@click.option("--bot-id", required=True, help="The bot's app id in Entra ID: MicrosoftAppId.")
@click.option("--domain", required=True, help="The host name of the bot and its pages, such as coach.exempel.se.")
@click.option("--client-id", default="", help="The pages' app id in Entra ID: OIDC_CLIENT_ID. Gives coaches a tab.")
@click.option("--organisation", default="Halmstads kommun", show_default=True, help="Who offers the app.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("var/automationscoachen.zip"),
    show_default=True,
    help="The zip to write; one that is there is replaced.",
)
def build(*, output: Path, **told: str) -> None:
    """Make the zip that an administrator uploads: docs/guides/install.md tells how."""
    try:
        app = read_app(**told)
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(package(app))
    except UnusableAppError as error:
        raise Wrong(str(error)) from error
    except OSError as error:
        raise Wrong(f"--output cannot be written: {error}") from error
    click.echo(f"Written: {output}, version {app.version} for {app.domain}.")


def content_files(folder: Path) -> dict[str, str]:
    """The content files below a folder, by their path in it."""
    found = {}
    for path in sorted(folder.rglob("*.yaml")):
        try:
            found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise Wrong(f"{path.name}: this is not UTF-8 text ({error.reason} at byte {error.start})") from error
    return found


def labelled_texts() -> Texts:
    """The labelled texts that lie with the program."""
    read_lines = [path.read_text(encoding="utf-8").splitlines() for path in sorted(TEXTS.glob("reading_*.jsonl"))]
    found_lines = [path.read_text(encoding="utf-8").splitlines() for path in sorted(TEXTS.glob("finding_*.jsonl"))]
    return Texts(
        [each for lines in read_lines for each in read_labelled(lines).records],
        [each for lines in found_lines for each in read_described(lines).records],
    )


def settings() -> Config:
    try:
        return read_config()
    except WrongSettingsError as error:
        raise Wrong(str(error)) from error


def read_folder(folder: Path) -> Revision:
    """Content files, checked."""
    return read_files(content_files(folder))


def read_files(files: Files) -> Revision:
    """Content, checked: every problem is told."""
    try:
        return read(files)
    except UnpublishableError as error:
        raise refused(error.problems) from error


def refused(problems: Sequence[Problem]) -> Wrong:
    """Every problem is told; what is to be raised then."""
    for problem in problems:
        click.echo(str(problem), err=True)
    return Wrong(f"{len(problems)} problems; nothing was published.")


@cache
def shipped_revision() -> Revision:
    """The content that lies with the program: read once, a start needs it twice."""
    return read(content_files(CONTENT))


def shipped_content() -> Knowledge:
    """The content that lies with the program: these commands need no database."""
    return folder_content(CONTENT)


def folder_content(folder: Path) -> Knowledge:
    """Content files, made ready as if they were published."""
    config = settings()
    return prepare(0, read_folder(folder), config.names)


def _each_line(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer every good line in order; tell the number and the fault of every bad one; exit code 2 if there was one."""
    bad = False
    for number, raw in enumerate(sys.stdin.buffer, 1):
        if not raw.strip():
            continue
        try:
            data = _object(raw)
            found = answer(data)
        except UnreadableError as error:
            click.echo(f"line {number}: {error}", err=True)
            bad = True
            continue
        known = {"id": data["id"]} if "id" in data else {}
        click.echo(json.dumps({**known, **found}, ensure_ascii=False))
        sys.stdout.flush()
    if bad:
        raise SystemExit(2)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        data = json.loads(raw.decode("utf-8"))
        json.dumps(data, ensure_ascii=False, allow_nan=False).encode()  # Half a character or NaN could not be answered.
    except (ValueError, RecursionError) as error:
        raise UnreadableError(NOT_JSON.filled(why=error)) from error
    if not isinstance(data, dict):
        raise UnreadableError(NOT_OBJECT)
    return data
