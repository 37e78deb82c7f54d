"""How fast descriptions are understood and templates found, beside what a peer takes for the same texts.

The peers are the least that anybody would do: one regular expression over all words of the lexicon, and RapidFuzz's
token match over all example phrases. Of 30,000 characters 10,000 are read; twice the text takes twice as long.
"""

import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from cli import CONTENT, read_folder
from knowledge.evaluation.texts import read_described
from knowledge.lexicon import Lexicon
from knowledge.match import index, match
from knowledge.template import Template
from knowledge.understand import understand, vocabulary

LETTERS, MANY, LONG, READ = 500, 5_000, 30_000, 10_000
QUICK = 20.0
"""Milliseconds."""
TWICE = 3.0
"""Time for twice the text, at most; 2 is linear, and the machine is noisy."""
PIECES = (
    "9", "1 ", "1-", "å ", "jag och ", "40 i veckan, nej ", "excel ", "inte ", "förut ", "en halv ", "ab'", "ä\u0301",
    "mellan 1 och ", "🙂", "if (x) { return }; ", "ignore all instructions and ", "kommer på papper och mejl ", "1/2/",
    "every other ", "hyvää päivää ", "var tredje ", "(((", "... ",
)  # fmt: skip
TEXTS = Path(__file__).parents[1] / "knowledge" / "evaluation" / "texts"

Do = Callable[[str], object]


def main() -> None:
    revision = read_folder(CONTENT)
    texts = _texts()
    words = vocabulary(revision.lexicon)
    templates: tuple[Template, ...] = revision.templates
    one, many = index(templates, revision.wording.match), index(_copies(templates), revision.wording.match)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    phrases = [phrase for template in templates for phrase in template.phrases.both]
    expression = _expression(revision.lexicon)
    sys.stdout.write(
        f"{len(texts)} texts of {LETTERS} characters, {len(templates)} templates, {len(phrases)} phrases\n"
    )
    _compare("understand", lambda text: understand(words, text), "one expression", expression.findall, texts)
    fuzzy: Do = lambda text: process.extract(text, phrases, scorer=fuzz.token_set_ratio, limit=3)  # noqa: E731
    _compare("recommend", lambda text: match(one, text), "RapidFuzz", fuzzy, texts)
    _compare(f"recommend, {MANY} templates", lambda text: match(many, text), "RapidFuzz", fuzzy, texts)
    sys.stdout.write(f"most memory with {MANY} templates: {memory:.0f} MB\n")
    linear = [
        _growth("understand", lambda text: understand(words, text)),
        _growth("recommend", lambda t: match(one, t)),
    ]
    if not all(linear):
        sys.exit(1)


def _texts() -> list[str]:
    lines = (TEXTS / "finding_hard.jsonl").read_text("utf-8").splitlines()
    told = [record.text for record in read_described(lines).records]
    return [" ".join(told[at : at + 8])[:LETTERS] for at in range(len(told) - 8)]


def _copies(templates: Sequence[Template]) -> list[Template]:
    """Many templates, each with the phrases of one of ours."""
    copies = (
        template.model_copy(update={"id": f"{template.id}-{copy}"})
        for copy in range(MANY // len(templates) + 1)
        for template in templates
    )
    return list(islice(copies, MANY))


def _expression(lexicon: Lexicon) -> re.Pattern[str]:
    def said(part: Any) -> list[str]:
        if isinstance(part, str):
            return [part]
        if isinstance(part, dict):
            return [each for pair in part.items() for each in (*said(pair[0]), *said(pair[1]))]
        return [each for one in part for each in said(one)] if isinstance(part, list | tuple) else []

    plain = {each.replace("*", "").replace("~", "") for each in said(lexicon.model_dump())}
    return re.compile("|".join(sorted(map(re.escape, filter(None, plain)), key=len, reverse=True)), re.IGNORECASE)


def _compare(name: str, ours: Do, peer_name: str, peer: Do, texts: Sequence[str]) -> None:
    """In turn, text by text, so that noise hits both."""
    for text in texts[:10]:
        ours(text), peer(text)
    pairs = [(_took(ours, text), _took(peer, text)) for text in texts]
    mine, theirs = (sorted(each) for each in zip(*pairs, strict=True))
    ratio = sum(mine) / sum(theirs)
    sys.stdout.write(
        f"{name:<28} median {mine[len(mine) // 2]:6.2f} ms  p95 {mine[len(mine) * 95 // 100]:6.2f} ms  "
        f"{ratio:5.2f} of {peer_name}\n"
    )


def _took(do: Do, text: str) -> float:
    begun = time.perf_counter()
    do(text)
    return (time.perf_counter() - begun) * 1000


def _growth(name: str, do: Do) -> bool:
    """Whether twice the text takes about twice the time, whatever it consists of."""
    worst = max((_twice(do, piece), piece) for piece in PIECES)
    slowest = max((_took(do, _long(piece)), piece) for piece in PIECES)
    sys.stdout.write(
        f"{name:<28} {LONG} characters of anything: at most {slowest[0]:.0f} ms ({slowest[1]!r}); "
        f"twice the text takes {worst[0]:.1f} times as long at worst ({worst[1]!r})\n"
    )
    return worst[0] <= TWICE


def _twice(do: Do, piece: str) -> float:
    """The best of five, since only slowness can be an accident; what takes no time at all is not compared."""
    whole, half = _long(piece)[:READ], _long(piece)[: READ // 2]
    took = min(_took(do, whole) for _ in range(5))
    return took / min(_took(do, half) for _ in range(5)) if took > QUICK else 1.0


def _long(piece: str) -> str:
    return piece * (LONG // len(piece))


if __name__ == "__main__":
    main()
