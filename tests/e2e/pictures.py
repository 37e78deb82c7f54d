"""Pictures of cards and pages, for people to look at: taken when PICTURES is set, since they cost a browser much."""

import os
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Locator, Page

from tests.tree import ROOT

_FOLDER: Final = ROOT / "var" / "screenshots"
_WANTED: Final = bool(os.environ.get("PICTURES"))


def picture(of: Page | Locator, name: str | Path, **options: Any) -> None:
    """A picture as `var/screenshots/<name>.png`, where pictures are wanted."""
    if _WANTED:
        of.screenshot(path=_FOLDER / f"{name}.png", **options)
