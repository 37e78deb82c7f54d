"""How well the reading of free text agrees with labelled texts: per slot, and how many texts yield a false fact."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from knowledge.lexicon import Lexicon
from knowledge.understand import Facts, Vocabulary, understand, vocabulary
from knowledge.yaml_text import Located, read_yaml

ROOT = Path(__file__).parents[2]
NUMBERS = ("runs_per_year", "minutes", "people")
SINGLE = (*NUMBERS, "errors", "input")
SETS = ("systems", "flags")
SCORED = (*SINGLE, "systems")
"""Flags are hints, and are left out of the overall figure."""
CLOSE_ENOUGH = 0.10

Slots: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Labelled:
    id: str
    language: str
    text: str
    readings: tuple[Slots, ...]
    """Gold, and other readings as good."""
    neutral: Slots


@dataclass(frozen=True, slots=True)
class Count:
    """Facts: read rightly, read at all, and there to be read."""

    right: int = 0
    read: int = 0
    stated: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.right + other.right, self.read + other.read, self.stated + other.stated)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.read + self.stated) if self.read + self.stated else 1.0

    @property
    def has_false(self) -> bool:
        return self.read > self.right


@dataclass(frozen=True, slots=True)
class Score:
    slots: Mapping[str, Count]
    false_texts: tuple[str, ...]
    texts: int

    @property
    def overall(self) -> float:
        return sum((self.slots[slot] for slot in SCORED), Count()).f1

    @property
    def false_share(self) -> float:
        return len(self.false_texts) / self.texts


@cache
def lexicon() -> Lexicon:
    read = read_yaml("lexicon.yaml", (ROOT / "knowledge/content/lexicon.yaml").read_text(encoding="utf-8"))
    assert isinstance(read, Located), read
    return Lexicon.model_validate_json(json.dumps(read.data["lexicon"]), strict=True)


@cache
def words() -> Vocabulary:
    return vocabulary(lexicon())


def labelled(language: str) -> list[Labelled]:
    lines = (ROOT / "tests/data/extraction_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [text for text in map(_labelled, lines) if text.language == language]


def _labelled(line: str) -> Labelled:
    record = json.loads(line)
    gold = record["gold"]
    others = [{**gold, **other} for other in record.get("alt", [])]
    return Labelled(record["id"], record["lang"], record["text"], (gold, *others), record.get("neutral", {}))


def slots(facts: Facts) -> Slots:
    single = {slot: fact.value for slot in SINGLE if (fact := getattr(facts, slot)) is not None}
    return single | {slot: {fact.value for fact in getattr(facts, slot)} for slot in SETS}


def score(texts: Sequence[Labelled]) -> Score:
    totals = dict.fromkeys((*SINGLE, *SETS), Count())
    false_texts = []
    for text in texts:
        counts = _counts(slots(understand(words(), text.text)), text)
        totals = {slot: total + counts[slot] for slot, total in totals.items()}
        if any(count.has_false for count in counts.values()):
            false_texts.append(text.id)
    return Score(totals, tuple(false_texts), len(texts))


def _counts(read: Slots, text: Labelled) -> dict[str, Count]:
    """Counted against the reading that the numbers agree with best."""
    each = [{slot: _count(slot, read, gold, text.neutral) for slot in (*SINGLE, *SETS)} for gold in text.readings]
    return max(each, key=lambda counts: sum(counts[slot].right for slot in NUMBERS))


def _count(slot: str, read: Slots, gold: Slots, neutral: Slots) -> Count:
    if slot in SETS:
        return _count_set(slot, read, gold, neutral)
    if slot in read and slot not in gold and any(_same(slot, read[slot], value) for value in neutral.get(slot, ())):
        return Count()
    right = slot in read and slot in gold and _same(slot, read[slot], gold[slot])
    return Count(int(right), int(slot in read), int(slot in gold))


def _count_set(slot: str, read: Slots, gold: Slots, neutral: Slots) -> Count:
    stated = set(gold.get(slot, ()))
    ignored = set(neutral.get(slot, ())) | ({"personal_data"} if "sensitive" in stated else set())
    found = set(read[slot]) - (ignored - stated)
    return Count(len(found & stated), len(found), len(stated))


def _same(slot: str, read: Any, stated: Any) -> bool:
    if slot in NUMBERS:
        return bool(abs(read - stated) <= CLOSE_ENOUGH * stated + 1e-9)
    return bool(read == stated)
