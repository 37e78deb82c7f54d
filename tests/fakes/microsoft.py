"""A fake Microsoft in its own process: `python -m tests.fakes.microsoft --port 0`."""

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from tests.fakes import connector, control, openid
from tests.fakes.world import WORLD, World

_MAX_BODY = 16 * 1024 * 1024


def build(world: World) -> web.Application:
    app = web.Application(client_max_size=_MAX_BODY)
    app[WORLD] = world
    app.add_routes([*openid.routes(), *control.routes(), *connector.routes()])
    return app


@asynccontextmanager
async def running(world: World, *, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve in this process; gives the base URL, without a slash at its end."""
    runner = web.AppRunner(build(world), access_log=None, handler_cancellation=True, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, host, port, backlog=1024).start()
    try:
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _serve(options: argparse.Namespace) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if options.until_eof:
        loop.add_reader(sys.stdin, stop.set)
    async with running(World(), host=options.host, port=options.port) as base_url:
        line = json.dumps({"base_url": base_url})
        print(line, flush=True)  # noqa: T201 - The line tells the caller where to go.
        if options.port_file:
            await asyncio.to_thread(options.port_file.write_text, f"{line}\n")
        await stop.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--port-file", type=Path)
    parser.add_argument("--until-eof", action="store_true", help="stop when standard input ends")
    asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
