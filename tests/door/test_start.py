"""The server does not start in a way that would let anybody in, and says what to do."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.commands import Operator
from tests.databases import NewDatabase
from tests.door.server import ROOT
from tests.fakes.client import bot_environment

pytestmark = pytest.mark.slow

FAKE = bot_environment("http://127.0.0.1:9")
REFUSED: Mapping[str, tuple[Mapping[str, str], str]] = {
    "no credentials on every address": ({"HOST": "0.0.0.0"}, "MicrosoftAppId"),  # noqa: S104 - it is refused
    "no credentials on a public address": ({"HOST": "192.0.2.1"}, "MicrosoftAppId"),
    "no credentials on IPv6": ({"HOST": "::"}, "MicrosoftAppId"),
    "no tenant": ({**FAKE, "MicrosoftAppTenantId": ""}, "MicrosoftAppTenantId"),
    "no secret": ({**FAKE, "MicrosoftAppPassword": ""}, "MicrosoftAppPassword"),
    "many tenants": ({**FAKE, "MicrosoftAppType": "MultiTenant"}, "APPTYPE"),
    "keys over plain http": ({**FAKE, "BOT_OPENID_METADATA_URL": "http://keys.example/"}, "BOT_OPENID_METADATA_URL"),
    "tokens over plain http": ({**FAKE, "BOT_TOKEN_URL": "http://login.example/"}, "BOT_TOKEN_URL"),
    "local sign-in in public": ({**FAKE, "HOST": "192.0.2.1", "LOCAL_SIGN_IN": "1"}, "LOCAL_SIGN_IN"),
}


@pytest.mark.parametrize(("settings", "named"), REFUSED.values(), ids=REFUSED)
def test_unsafe_settings_end_the_start_with_a_sentence(settings: Mapping[str, str], named: str, tmp_path: Path) -> None:
    told = Operator(tmp_path).runs("serve", DATABASE_URL="sqlite:////nowhere/at/all.db", PORT="0", **settings)

    assert told.code == 2
    assert named in told.err
    assert "Traceback" not in told.err


def test_a_server_that_is_told_to_stop_ends_without_a_fault(new_database: NewDatabase, tmp_path: Path) -> None:
    log = tmp_path / "log"
    known = {name: value for name, value in os.environ.items() if not name.startswith(("Microsoft", "BOT_"))}
    environment = {**known, "DATABASE_URL": new_database("sqlite"), "PORT": "0", **FAKE}

    with (
        log.open("wb") as output,
        subprocess.Popen([sys.executable, "app.py", "serve"], cwd=ROOT, env=environment, stderr=output) as process,
    ):
        while b'"serving"' not in log.read_bytes() and process.poll() is None:
            time.sleep(0.05)
        process.terminate()

        assert process.wait(timeout=20) == 0
    assert b'"stopping"' in log.read_bytes()
