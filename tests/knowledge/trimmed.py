"""The shipped content with few words, templates and links: what is tried many times is read quickly."""

import json
from functools import cache
from typing import Any

from knowledge.parse import dump
from tests.cast import shipped

_FEW = 2


def trimmed() -> Any:
    """A copy as data, which may be changed."""
    return json.loads(_trimmed())


@cache
def _trimmed() -> str:
    data = json.loads(dump(shipped()))
    wording = {**data["wording"], "match": _cut(data["wording"]["match"])}
    few = {name: data[name][:_FEW] for name in ("asides", "lessons")}
    templates = [_cut(each) for each in data["templates"][:_FEW]]
    return json.dumps(
        {**data, **few, "templates": templates, "wording": wording, "inspiration": {}, "lexicon": _lexicon(data)}
    )


def _lexicon(data: Any) -> Any:
    """Few words of each kind, and the programs that questions speak of."""
    spoken = json.dumps(data["questions"])
    systems = [_cut(each) for each in data["lexicon"]["systems"] if f'"{each["id"]}"' in spoken]
    return {**_cut(data["lexicon"]), "systems": systems}


def _cut(data: Any) -> Any:
    if isinstance(data, list):
        return [_cut(each) for each in data[:_FEW]]
    if not isinstance(data, dict):
        return data
    is_counted = any(isinstance(each, int | float) and not isinstance(each, bool) for each in data.values())
    kept = list(data.items())[:_FEW] if is_counted and "fits_from" not in data and "id" not in data else data.items()
    return {name: _cut(each) for name, each in kept}
