"""Teams in a browser, as far as a tab can tell: a page with the tab in a frame, over https as in the world.

In its own process: `python -m tests.e2e.teams_host PAGES TOKEN`; ends when its input does.
"""

import asyncio
import json
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from aiohttp import ClientSession, web
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

TEAMS: Final = "teams.microsoft.com"
PAGES: Final = "coach.exempel.se"
_RUNTIME = {"apiVersion": 4, "hostVersionsInfo": {}, "isLegacyTeams": False, "supports": {}}
_PAGE = """<!doctype html><title>Teams</title>
<iframe src="https://{pages}/coach?tab=1" width="1000" height="700"></iframe>
<script>
const answers = {{
  initialize: ["content", "web", {runtime}, "2.0.1"],
  getContext: [{{ theme: "dark", locale: "sv-se", entityId: "coaches" }}],
  "authentication.getAuthToken": {token} ? [true, {token}] : [false, "resourceRequiresConsent"],
}};
addEventListener("message", (told) => {{
  const {{ id, uuid, func }} = told.data;
  if (answers[func]) told.source.postMessage({{ id, uuid, uuidAsString: uuid, args: answers[func] }}, told.origin);
}});
</script>"""
_LEFT_OUT = ("content-length", "content-encoding", "transfer-encoding", "date", "server")


@contextmanager
def teams_around(pages: str, token: str) -> Iterator[tuple[str, ...]]:
    """What a browser has to be started with so that it finds this Teams, and the pages behind their https."""
    command = [sys.executable, "-m", "tests.e2e.teams_host", pages, token]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdin
        assert process.stdout
        try:
            here = f"127.0.0.1:{json.loads(process.stdout.readline())['port']}"
            rules = ",".join(f"MAP {name}:443 {here}" for name in (TEAMS, PAGES))
            yield (f"--host-resolver-rules={rules}", "--ignore-certificate-errors")
        finally:
            process.stdin.close()
            process.wait(timeout=10)


class _Proxy:
    """Answers for Teams itself, and passes on what is for the pages."""

    def __init__(self, pages: str, token: str, session: ClientSession) -> None:
        self._pages = pages
        self._token = token
        self._session = session

    async def answer(self, request: web.Request) -> web.Response:
        if request.host == TEAMS:
            values = {"pages": PAGES, "runtime": json.dumps(json.dumps(_RUNTIME)), "token": json.dumps(self._token)}
            return web.Response(text=_PAGE.format(**values), content_type="text/html")
        sent = {name: value for name, value in request.headers.items() if name.lower() != "accept-encoding"}
        url, body = f"{self._pages}{request.rel_url.raw_path_qs}", await request.read()
        passed = self._session.request(request.method, url, data=body, headers=sent, allow_redirects=False)
        async with passed as told:
            kept = [(name, value) for name, value in told.headers.items() if name.lower() not in _LEFT_OUT]
            response = web.Response(status=told.status, body=await told.read())
            response.headers.clear()
            for name, value in kept:
                response.headers.add(name, value)
            return response


def _certificate() -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, PAGES)]), datetime.now(UTC)  # noqa: TID251
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(PAGES), x509.DNSName(TEAMS)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    with tempfile.NamedTemporaryFile() as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.write(made.public_bytes(Encoding.PEM))
        file.flush()
        context.load_cert_chain(Path(file.name))
    return context


async def _serve(pages: str, token: str) -> None:
    async with ClientSession() as session:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", _Proxy(pages, token, session).answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=_certificate()).start()
        print(json.dumps({"port": runner.addresses[0][1]}), flush=True)  # noqa: T201
        await asyncio.to_thread(sys.stdin.read)
        await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve(*sys.argv[1:3]))
