"""Content with texts that are hard to keep as they are: quotes, signs of YAML, blanks, odd line ends, other scripts."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from knowledge.model import Revision
from knowledge.parse import dump, validate
from knowledge.yaml_text import Path
from tests.cast import shipped

FEW = max(15, settings().max_examples // 20)
"""How many whole revisions are tried: each takes long to read."""
WORDS = (
    *(
        "no",
        "yes",
        "on",
        "off",
        "null",
        "~",
        "true",
        "True",
        "1:30",
        "190:20:30",
        "2026-03-01",
        "44",
        "-7",
        "0.5",
        "1e3",
    ),
    *(
        "0x1F",
        "017",
        ".5",
        ".inf",
        "1_000",
        "=",
        "<<",
        "?",
        "- x",
        "-",
        "# x",
        "a # b",
        "a: b",
        "a:",
        ": b",
        "&x",
        "*x",
    ),
    *("!x", "!!str x", "%x", "@x", "`x`", "[x", "{x", "x]", "x, y", '"', "'", "''", '""', "\\", "\\n", "|", ">", "---"),
    *(
        "...",
        "--- x",
        " x",
        "x ",
        "  ",
        "\n",
        "\nx",
        "x\n",
        "x\n\n",
        "x\ny",
        "x\n\n\ny ",
        " x\n  y",
        "x\n y\nz",
        "\t",
        "x\ty",
    ),
    *(
        "\r",
        "x\r\ny",
        "\x85",
        "x\u2028y",
        "x\u2029y",
        "\ufeff",
        "\ufeffx",
        "\xa0",
        "\u200b",
        "\x07",
        "\x00",
        "\x7f",
        "å",
        "日本",
    ),
    *(
        "😀",
        "a\x85",
        "\x85a",
        "x " * 300,
        "x" * 500,
        f"{'x' * 130} {'y' * 130}",
        "x\n" * 50,
        "{a}",
        "{{a}}",
        "ord: ”x”",
    ),
)
NOTHING_ODD = st.characters(exclude_categories=["Cs"])
hostile = (
    st.sampled_from(WORDS)
    | st.text(NOTHING_ODD, min_size=1, max_size=80)
    | st.text("ab:-#,'\"\\ \n\t&*!|>%@`[]{}~01", min_size=1)
)


def small() -> Any:
    """The shipped content as data, of its templates only three."""
    data = json.loads(dump(shipped()))
    data["templates"] = data["templates"][:3]
    return data


@cache
def places() -> tuple[Path, ...]:
    """Where any text may stand: sentences in both languages, and lists of phrases."""
    return tuple(_texts(small(), ()))


def _texts(data: Any, path: Path) -> Iterator[Path]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, each in pairs:
        if isinstance(each, str) and "words" not in path and (step in ("sv", "en") or path[-1:] in (("sv",), ("en",))):
            yield (*path, step)
        yield from _texts(each, (*path, step))


@st.composite
def revisions(draw: st.DrawFn) -> Revision:
    """The shipped content with some of its texts changed."""
    data = small()
    for path in draw(st.lists(st.sampled_from(places()), max_size=12)):
        *above, last = path
        place = data
        for step in above:
            place = place[step]
        place[last] = draw(hostile)
    revision = validate(data)
    assert isinstance(revision, Revision), revision
    return revision
