"""The lexicon, the templates, the wording of the search and the labelled texts as they are shipped."""

import json
from functools import cache
from pathlib import Path

import yaml

from knowledge.evaluation.texts import Described, Labelled, read_described, read_labelled
from knowledge.lexicon import Lexicon
from knowledge.match import Index, index
from knowledge.match_wording import MatchWording
from knowledge.template import Template
from knowledge.understand import Vocabulary, vocabulary
from knowledge.yaml_text import Located, read_yaml

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "knowledge" / "content"
DATA = ROOT / "tests" / "data"
TEXTS = ROOT / "knowledge" / "evaluation" / "texts"


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


@cache
def lexicon() -> Lexicon:
    read = read_yaml("lexicon.yaml", (CONTENT / "lexicon.yaml").read_text(encoding="utf-8"))
    assert isinstance(read, Located), read
    return Lexicon.model_validate_json(json.dumps(read.data["lexicon"]), strict=True)


@cache
def words() -> Vocabulary:
    return vocabulary(lexicon())


@cache
def labelled(name: str) -> tuple[Labelled, ...]:
    return read_labelled(_lines(name)).records


@cache
def described(name: str) -> tuple[Described, ...]:
    return read_described(_lines(name)).records


def _lines(name: str) -> list[str]:
    return (TEXTS / name).read_text("utf-8").splitlines()


def _json(path: Path) -> str:
    return json.dumps(yaml.safe_load(path.read_text("utf-8")))
