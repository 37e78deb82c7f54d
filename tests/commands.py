"""The operator's commands, run as an operator runs them: another process, its own database, nothing of ours around."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


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
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, str(ROOT / "app.py"), *words],
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            cwd=self.folder,
            env={name: value for name, value in environment.items() if value},
            timeout=60,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def json_lines(objects: Iterable[object]) -> str:
    return "".join(f"{each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)}\n" for each in objects)
