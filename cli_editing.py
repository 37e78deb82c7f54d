"""The editor's commands that move the knowledge base: out as files, in again, and what is different between them."""

import asyncio
from pathlib import Path

import click

from cli import CONTENT, Root, Wrong, content_files, read_files, read_folder, refused, settings
from cli_knowledge import knowledge, main
from knowledge.comparing import compare
from knowledge.difference_words import told
from knowledge.documents import documents
from knowledge.model import Revision
from knowledge.packing import packed, unpacked
from knowledge.parse import Files
from knowledge.part import LANGUAGES, Language
from knowledge.yaml_writing import files
from services.library import Library, UnpublishableError, publish
from services.ports import Store

__all__ = ["main"]

_SOURCE = click.Path(exists=True, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_NUMBER = click.IntRange(1, 2**31 - 1)


@knowledge.command("publish")
@click.argument("folder", type=_FOLDER, default=CONTENT)
@click.option("--note", required=True, help="What changed and why, for the history.")
@click.option("--by", default="operator", show_default=True, help="Who publishes.")
@click.pass_obj
def publish_files(root: Root, folder: Path, note: str, by: str) -> None:
    """Publish content files as a new revision, at once for new conversations."""
    _publish(root, content_files(folder), note, by)


@knowledge.command("import")
@click.argument("source", type=_SOURCE)
@click.option("--note", required=True, help="What changed and why, for the history.")
@click.option("--by", default="operator", show_default=True, help="Who publishes.")
@click.pass_obj
def import_files(root: Root, source: Path, note: str, by: str) -> None:
    """Publish the files of a folder or a zip, all of them or, where anything is wrong, none."""
    _publish(root, _read(source), note, by)


def _publish(root: Root, found: Files, note: str, by: str) -> None:
    revision = read_files(found)
    at = root.clock()
    try:
        number = asyncio.run(
            root.with_store(settings(), lambda store: publish(store, revision, by=by, note=note, at=at))
        )
    except UnpublishableError as error:
        raise refused(error.problems) from error
    click.echo("Nothing has changed; nothing was published." if number is None else f"Published as revision {number}.")


@knowledge.command("export")
@click.argument("target", type=click.Path(path_type=Path), default=Path("var/content.zip"))
@click.option("--revision", "number", type=_NUMBER, help="Another revision than the newest: `knowledge history`.")
@click.option("--force", is_flag=True, help="Write into a folder that has YAML files already.")
@click.pass_obj
def export_files(root: Root, target: Path, number: int | None, *, force: bool) -> None:
    """Write what is published as content files: into a folder, or into a file that ends with .zip."""
    found = files(documents(_revision(root, number)))
    try:
        others = _write_zip(target, found) if target.suffix == ".zip" else _write(target, found, force=force)
    except OSError as error:
        raise Wrong(f"{target} cannot be written: {error}") from error
    click.echo(f"{len(found)} files: {target}")
    for name in others:
        click.echo(f"Left as it was, and not from here: {name}")


def _write_zip(target: Path, found: Files) -> list[str]:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(packed(found))
    return []


def _write(folder: Path, found: Files, *, force: bool) -> list[str]:
    """What other YAML files the folder has."""
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}
    if there and not force:
        raise Wrong(f"{folder} has YAML files already: choose another folder, or say --force to write over them.")
    for name, text in found.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return sorted(there - set(found))


@knowledge.command()
@click.argument("source", type=_SOURCE, default=CONTENT)
@click.option("--from", "number", type=_NUMBER, help="Another revision than the newest: `knowledge history`.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="sv", show_default=True, help="Whose words.")
@click.pass_obj
def diff(root: Root, source: Path, number: int | None, lang: Language) -> None:
    """Tell what would change if the files of a folder or a zip were published."""
    after = documents(read_files(_read(source)))
    differences = compare(documents(_revision(root, number)), after)
    for each in differences:
        click.echo(told(each, lang))
    if not differences:
        click.echo("Nothing would change.")


def _read(source: Path) -> Files:
    if source.is_dir():
        return content_files(source)
    found = unpacked(source.read_bytes())
    if isinstance(found, tuple):
        raise refused(found)
    return found


def _revision(root: Root, number: int | None) -> Revision:
    """A published revision, the newest where no number is told."""
    config, shipped = settings(), read_folder(CONTENT)

    async def load(store: Store) -> Revision:
        library = Library(store, config.names, shipped)
        return await library.read(number if number is not None else await store.latest() or 0)

    try:
        found: Revision = asyncio.run(root.with_store(config, load))
    except LookupError as error:
        raise Wrong(f"There is no revision {number}: `knowledge history` lists them.") from error
    return found
