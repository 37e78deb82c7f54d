"""The templates and the wording of the search as they are shipped."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.match import Index, index
from knowledge.match_wording import MatchWording
from knowledge.template import Template

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "knowledge" / "content"
DATA = ROOT / "tests" / "data"


def template_files() -> list[Path]:
    return sorted((CONTENT / "templates").glob("*.yaml"))


@cache
def template(path: Path) -> Template:
    return Template.model_validate_json(_json(path))


@cache
def match_wording() -> MatchWording:
    return MatchWording.model_validate_json(_json(CONTENT / "wording" / "match.yaml"))


@cache
def shipped_index() -> Index:
    return index([template(path) for path in template_files()], match_wording())


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def _json(path: Path) -> str:
    return json.dumps(yaml.safe_load(path.read_text("utf-8")))
