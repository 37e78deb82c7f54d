"""The operator's commands, run as an operator runs them: another process, its own database, nothing of ours around."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.forked import forked


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command wrote, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody at a shell, with settings of their own."""

    folder: Path

    def runs(self, *words: str, given: str | bytes = "", **settings: str) -> Outcome:
        """`python app.py` with these words, this on standard input, and these settings in the environment."""
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONIOENCODING": "utf-8",
            "DATABASE_URL": f"sqlite:///{self.folder / 'coach.db'}",
            **settings,
        }
        set_to = {name: value for name, value in environment.items() if value}
        with TemporaryDirectory() as folder:
            told, out, err = (Path(folder) / name for name in ("given", "out", "err"))
            told.write_bytes(given.encode() if isinstance(given, str) else given)
            process = forked(words, set_to, self.folder, given=told, out=out, err=err)
            process.join(60)
            if process.exitcode is None:
                process.kill()
                raise TimeoutError(f"it does not end: {words}")
            return Outcome(process.exitcode, out.read_bytes().decode(), err.read_bytes().decode())


def json_lines(objects: Iterable[object]) -> str:
    return "".join(f"{each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)}\n" for each in objects)
