"""Most files of the content are the same in every test of this folder: each is read once."""

from collections.abc import Iterator
from functools import lru_cache

import pytest

from knowledge import parse
from knowledge.yaml_text import read_yaml


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parse, "read_yaml", lru_cache(1_000)(read_yaml))
        yield
