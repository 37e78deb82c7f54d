"""The log tells where something broke, never what people wrote or a secret."""

import subprocess
import sys

import pytest

from tests.door.server import ROOT

pytestmark = pytest.mark.slow

BREAKS = """
import structlog
from log import set_up_logging

set_up_logging()
said = "en " + "hemlighet"
try:
    said / 2
except TypeError:
    structlog.get_logger().exception("turn_failed", reference="abc")
"""


def test_a_traceback_in_the_log_holds_no_values() -> None:
    command = [sys.executable, "-c", BREAKS]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603

    assert '"turn_failed"' in done.stderr
    assert "TypeError" in done.stderr
    assert "en hemlighet" not in done.stderr
