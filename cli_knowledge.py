"""The editor's commands: check, measure and enrich the knowledge base."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

from cli import CONTENT, TEXTS, Root, Wrong, content_files, folder_content, main, read_files, read_folder, settings
from dialogs.masking import mask
from knowledge.evaluation.finding import FindingScore, Missed, cross_validated, score_finding
from knowledge.evaluation.reading import SLOTS, Misread, ReadingScore, score_reading
from knowledge.evaluation.texts import Described, Labelled, Read, read_described, read_labelled
from knowledge.inspiration import AT_MOST, written
from knowledge.part import LANGUAGES
from knowledge.proposals import proposals
from knowledge.samples import Sample, choose, read_samples

__all__ = ["main"]

INSPIRATION = "inspiration.yaml"
R = TypeVar("R", Labelled, Described)

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@main.group()
def knowledge() -> None:
    """Check and publish the knowledge base."""


@knowledge.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CONTENT)
def check(folder: Path) -> None:
    """Check content files: every problem, with its file and line."""
    revision = read_folder(folder)
    counts = f"{len(revision.questions)} questions, {len(revision.templates)} templates"
    click.echo(f"No problems: {counts}, {len(revision.lexicon.systems)} programs, {len(revision.asides)} asides.")


@knowledge.command()
@click.pass_obj
def history(root: Root) -> None:
    """List the published revisions, newest first."""
    revisions = asyncio.run(root.with_store(settings(), lambda store: store.history()))
    for each in revisions:
        click.echo(f"{each.number:>4}  {each.at:%Y-%m-%d %H:%M} UTC  {each.by}  {each.note}")
    if not revisions:
        click.echo("Nothing has been published yet.")


@knowledge.command("proposals")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CONTENT)
@click.option("--most", type=click.IntRange(1, 1000), default=50, show_default=True, help="How many at most.")
@click.pass_obj
def proposed_phrases(root: Root, folder: Path, most: int) -> None:
    """List what people wrote and then chose a template for: phrases to add to it. Take names out first."""
    content = folder_content(folder)
    chosen = asyncio.run(root.with_store(settings(), lambda store: store.chosen()))
    found = proposals(content.index, ((mask(text).text, template) for text, template in chosen))[:most]
    for each in found:
        place = f"at place {each.place}" if each.place else "not found"
        click.echo(f"{each.template}, {each.language}, {place} today: {each.phrase}")
    if not found:
        click.echo("Nothing to propose: nobody has chosen a template with words that it does not hold.")


@knowledge.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CONTENT)
@click.option("--reading", type=_FILE, multiple=True, help="Labelled descriptions of your own, instead of ours.")
@click.option("--finding", type=_FILE, multiple=True, help="Descriptions with their templates, instead of ours.")
@click.option("--failures/--no-failures", default=True, show_default=True, help="List every text that went wrong.")
def evaluate(folder: Path, reading: Sequence[Path], finding: Sequence[Path], *, failures: bool) -> None:
    """Measure how well descriptions are understood and templates found, in both languages."""
    content = folder_content(folder)
    for path in reading or sorted(TEXTS.glob("reading_*.jsonl")):
        labelled = _records(path, read_labelled)
        for language in LANGUAGES:
            texts = [text for text in labelled if text.lang == language]
            _show(f"{path.name}, {language}", _reading(score_reading(content.vocabulary, texts), failures=failures))
    for path in finding or sorted(TEXTS.glob("finding_*.jsonl")):
        described = _records(path, read_described)
        for language in LANGUAGES:
            theirs = [text for text in described if text.lang == language]
            _show(f"{path.name}, {language}", _finding(score_finding(content.index, theirs), failures=failures))
    for language in LANGUAGES:
        revision = content.revision
        held = cross_validated(revision.templates, revision.wording.match, language)
        _show(f"example phrases, each held back once, {language}", _finding(held, failures=False))


@knowledge.command("import-samples")
@click.argument("file", type=_FILE)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CONTENT)
@click.option("--most", type=click.IntRange(1, AT_MOST), default=3, show_default=True, help="Links a template.")
def import_samples(file: Path, folder: Path, most: int) -> None:
    """Find the templates that community samples may inspire: JSON lines in, inspiration.yaml in the folder out."""
    samples = _samples(file)
    others = {name: text for name, text in content_files(folder).items() if name != INSPIRATION}
    revision = read_files(others)
    chosen = choose(samples, revision.templates, revision.wording.match, most=most)
    path = folder / INSPIRATION
    try:
        path.write_text(written(chosen.links), encoding="utf-8")
    except OSError as error:
        raise Wrong(f"{path} cannot be written: {error}") from error
    links = sum(map(len, chosen.links.values()))
    click.echo(f"{len(samples)} samples, {chosen.fitting} fit a template.")
    click.echo(f"{len(chosen.links)} of {len(revision.templates)} templates got {links} links: {path}")


def _samples(file: Path) -> tuple[Sample, ...]:
    try:
        samples, problems = read_samples(file.read_text(encoding="utf-8").split("\n"))
    except UnicodeDecodeError as error:
        raise Wrong(f"{file.name}: this is not UTF-8 text ({error.reason} at byte {error.start})") from error
    for problem in problems:
        click.echo(f"{file.name}, {problem}", err=True)
    if problems or not samples:
        raise Wrong(f"{len(problems)} problems and {len(samples)} good samples; nothing was written.")
    return samples


def _records(path: Path, read: Callable[[Sequence[str]], Read[R]]) -> tuple[R, ...]:
    try:
        found = read(path.read_text(encoding="utf-8").splitlines())
    except UnicodeDecodeError as error:
        raise Wrong(f"{path.name}: this is not UTF-8 text ({error.reason} at byte {error.start})") from error
    if found.problems:
        raise Wrong("\n".join(f"{path.name}, {problem}" for problem in found.problems))
    return found.records


def _show(title: str, lines: Iterator[str]) -> None:
    click.echo(f"\n{title}")
    for line in lines:
        click.echo(f"  {line}")


def _reading(score: ReadingScore, *, failures: bool) -> Iterator[str]:
    if not score.texts:
        yield "no texts"
        return
    yield f"{score.texts} texts: F1 {score.overall:.2f} without flags; {score.false_share:.0%} with a false fact"
    for slot in SLOTS:
        count = score.slots[slot]
        yield f"{slot:<14} F1 {count.f1:.2f}  right {count.right}  read {count.read}  stated {count.stated}"
    if failures:
        yield from map(_misread, score.misread)


def _misread(found: Misread) -> str:
    fault = "false" if found.is_false else "missed"
    return f"{found.text.id}: {found.slot} {fault}: stated {_value(found.stated)}, read {_value(found.read)}"


def _value(value: object) -> str:
    if value is None:
        return "nothing"
    return ", ".join(sorted(map(str, value))) if isinstance(value, set | tuple) else str(value)


def _finding(score: FindingScore, *, failures: bool) -> Iterator[str]:
    if score.fitting:
        yield (
            f"{score.fitting} that a template solves: first for {score.first / score.fitting:.0%}, "
            f"among the first three for {score.among_three / score.fitting:.0%}"
        )
    if score.outside:
        yield (
            f"{score.outside} that nothing solves: none shown for {score.none_shown / score.outside:.0%}, "
            f"none or a question for {score.honest / score.outside:.0%}"
        )
    if not score.fitting + score.outside:
        yield "no texts"
    if failures:
        yield from map(_missed, score.missed)


def _missed(missed: Missed) -> str:
    wanted = ", ".join(missed.text.expected) or "nothing"
    place = f"at place {missed.place}" if missed.place else "not found"
    found = ", ".join(missed.found) or "nothing"
    return f"{missed.text.id}: {wanted} {place if missed.text.expected else 'fits'}; found {found}"
