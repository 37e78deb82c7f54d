"""The program in processes of its own, each forked from one that has it loaded: a start takes a tenth of the time.

They share nothing with the tests but the file system. That the program starts by itself is `test_start.py`'s to see.
"""

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.loaded"])
_NOTHING = Path(os.devnull)


def forked(
    words: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    *,
    given: Path = _NOTHING,
    out: Path = _NOTHING,
    err: Path = _NOTHING,
) -> ForkServerProcess:
    """`python app.py` with these words, this environment and nothing else of it, and these files as its streams."""
    process = _CONTEXT.Process(target=_run, args=(words, environment, folder, (given, out, err)), daemon=True)
    process.start()
    return process


def _run(words: Sequence[str], environment: Mapping[str, str], folder: Path, streams: tuple[Path, Path, Path]) -> None:
    import app  # noqa: PLC0415 - the process that asks for this one has no need of it
    import cli  # noqa: PLC0415

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, path in enumerate(streams):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND), number)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, errors="backslashreplace", buffering=1)
    cli.main(list(words), prog_name="python app.py", obj=app.Root())
