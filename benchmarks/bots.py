"""The bots under test: how each is started, pinned, watched and stopped."""

import asyncio
import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.script import ECHO, PRODUCT, Script

ROOT: Final = Path(__file__).resolve().parent.parent
_START: Final = 60  # Seconds that a bot may take to listen.
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot by name; `{folder}` in a setting stands for a fresh folder of each run."""

    name: str
    command: tuple[str, ...]
    script: Script
    settings: Mapping[str, str] = field(default_factory=dict)


SDK: Final = Bot("SDK echo", (sys.executable, "-m", "benchmarks.echo_sdk"), ECHO)
BARE: Final = Bot("bare aiohttp", (sys.executable, "-m", "benchmarks.echo_bare"), ECHO)


def product(command: str, extra: Mapping[str, str], database_url: str, name: str) -> Bot:
    """The product itself, with full persistence."""
    settings = {"DATABASE_URL": database_url, **extra}
    return Bot(name, tuple(shlex.split(command)), PRODUCT, settings)


@dataclass(frozen=True, slots=True)
class Cores:
    """Where the bot runs and where everything else does; the same when there is only one core."""

    bot: frozenset[int]
    load: frozenset[int]

    @classmethod
    def split(cls) -> "Cores":
        first, *others = sorted(os.sched_getaffinity(0))
        return cls(frozenset({first}), frozenset(others or [first]))


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that listens."""

    url: str
    process_id: int

    def cpu_seconds(self) -> float:
        """Processor time of the bot and its children since their start."""
        return sum(_cpu_seconds(each) for each in _family(self.process_id))

    def memory_bytes(self) -> int:
        return sum(_memory_bytes(each) for each in _family(self.process_id))


@asynccontextmanager
async def started(bot: Bot, environment: Mapping[str, str], cores: Cores, log: Path) -> AsyncIterator[Running]:
    """Run the bot on its own core until the block ends."""
    port = _free_port()
    with TemporaryDirectory(prefix="bench-") as folder:
        own = {name: value.replace("{folder}", folder) for name, value in bot.settings.items()}
        address = {"HOST": "127.0.0.1", "PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}"}
        process = _start(bot.command, {**os.environ, **environment, **address, **own}, cores, log)
        try:
            await _listening(process, port, log)
            yield Running(f"http://127.0.0.1:{port}/api/messages", process.pid)
        finally:
            await asyncio.to_thread(_stop, process)


def _start(command: Sequence[str], environment: Mapping[str, str], cores: Cores, log: Path) -> subprocess.Popen[bytes]:
    # A child inherits the cores of the thread that starts it, and so do all its threads.
    os.sched_setaffinity(0, cores.bot)
    try:
        with log.open("ab") as output:
            return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=output, stderr=output)
    finally:
        os.sched_setaffinity(0, cores.load)


async def _listening(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        await asyncio.sleep(0.05)
    raise RuntimeError(f"The bot did not start; see {log}.")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _family(process_id: int) -> Iterator[int]:
    yield process_id
    for children in Path(f"/proc/{process_id}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))


def _cpu_seconds(process_id: int) -> float:
    # The second field is the program's name in brackets and may hold spaces.
    fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _memory_bytes(process_id: int) -> int:
    return int(Path(f"/proc/{process_id}/statm").read_text().split()[1]) * _PAGE
