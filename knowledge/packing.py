"""Content files in one zip, and back: only files of content, and never more than is said, whatever the zip claims."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from knowledge import faults
from knowledge.parse import Files
from knowledge.part import Text
from knowledge.yaml_text import MOST_CHARACTERS, Problem

MOST_FILES = 10_000
MOST_BYTES_OF_A_FILE = 4 * MOST_CHARACTERS
MOST_BYTES = 200_000_000
"""Of all files together, unpacked."""

_WHOLE = "zip"
_NAME = re.compile(r"(?:(?:templates|wording)/)?[A-Za-z0-9_][A-Za-z0-9_-]*\.yaml")
_BESIDE = re.compile(r"/$|^__MACOSX/|(^|/)\.DS_Store$")
"""Folders, and what a Mac puts beside the files."""
_ENCRYPTED = 0x1
_PIECE = 65_536
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, NotImplementedError, OSError, OverflowError, RuntimeError, ValueError),
)
"""What the reader of zips raises for what is none; some of it for a zip that is damaged on purpose."""


def packed(files: Files) -> bytes:
    """A zip with these files; the same files are always the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, text in sorted(files.items()):
            entry = zipfile.ZipInfo(name)  # Its time is 1980, whenever it is packed.
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode())
    return written.getvalue()


def unpacked(data: bytes) -> Files | tuple[Problem, ...]:
    """The files in a zip, perhaps below one folder; or all that keeps them from being read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not _BESIDE.search(entry.filename)]
            problems = tuple(_refused(entries))
            return problems or _read(archive, entries)
    except _BROKEN:
        return (Problem(_WHOLE, 0, "", faults.NOT_ZIP),)


def _refused(entries: Sequence[zipfile.ZipInfo]) -> Iterator[Problem]:
    """What is wrong with the list of files, before any is read."""
    if len(entries) > MOST_FILES:
        yield Problem(_WHOLE, 0, "", faults.TOO_MANY_FILES.filled(most=MOST_FILES))
        return
    if not entries:
        yield Problem(_WHOLE, 0, "", faults.NO_FILES)
    folder, seen = _folder(entries), set[str]()
    for entry in entries:
        name = entry.filename.removeprefix(folder)
        said = _fault(entry, name)
        if said is not None:
            yield Problem(entry.filename or _WHOLE, 0, "", said)
        if name in seen:
            yield Problem(entry.filename or _WHOLE, 0, "", faults.FILE_TWICE)
        seen.add(name)


def _fault(entry: zipfile.ZipInfo, name: str) -> Text | None:
    if not _NAME.fullmatch(name):
        return faults.NOT_CONTENT
    if entry.flag_bits & _ENCRYPTED:
        return faults.ENCRYPTED
    return None if entry.compress_type in _METHODS else faults.NOT_ZIP


def _folder(entries: Sequence[zipfile.ZipInfo]) -> str:
    """The one folder below which everything stands, as when a folder was packed; empty where there is none."""
    tops = {entry.filename.partition("/")[0] for entry in entries if "/" in entry.filename}
    alone = len(tops) == 1 and all("/" in entry.filename for entry in entries)
    return f"{next(iter(tops))}/" if alone and tops.isdisjoint({"templates", "wording", "", ".", ".."}) else ""


def _read(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]) -> Files | tuple[Problem, ...]:
    folder = _folder(entries)
    left = MOST_BYTES
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for entry in entries:
        content = _content(archive, entry, min(left, MOST_BYTES_OF_A_FILE))
        if content is None:
            return (Problem(entry.filename, 0, "", faults.TOO_MUCH.filled(millions=MOST_BYTES // 1_000_000)),)
        left -= len(content)
        try:
            files[entry.filename.removeprefix(folder)] = content.decode()
        except UnicodeDecodeError:
            problems.append(Problem(entry.filename, 0, "", faults.NOT_UTF8))
    return tuple(problems) or files


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes | None:
    """What is really in there, counted while it is read; None where it is more than that."""
    pieces: list[bytes] = []
    size = 0
    with archive.open(entry) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > most:
                return None
            pieces.append(piece)
    return b"".join(pieces)
