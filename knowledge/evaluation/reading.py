"""How well `understand` agrees with labelled texts: per slot, and how many texts yield a fact they do not state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from knowledge.evaluation.texts import Labelled, Neutral, Stated
from knowledge.understand import Facts, Vocabulary, understand

NUMBERS = ("runs_per_year", "minutes", "people")
SINGLE = (*NUMBERS, "errors", "input")
SETS = ("systems", "flags")
SLOTS = (*SINGLE, *SETS)
SCORED = (*SINGLE, "systems")
"""Flags are hints that a person answers anyway: they are left out of the overall figures."""
CLOSE_ENOUGH = 0.10

Slots: TypeAlias = Mapping[str, Any]


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

    @property
    def is_right(self) -> bool:
        return self.right == self.read == self.stated


@dataclass(frozen=True, slots=True)
class Misread:
    """A text of which a fact was missed, or read though the text does not state it."""

    text: Labelled
    slot: str
    stated: Any
    read: Any
    is_false: bool


@dataclass(frozen=True, slots=True)
class ReadingScore:
    """Counts per slot over some texts; the texts with a false fact (flags aside); everything misread."""

    slots: Mapping[str, Count]
    texts: int
    false_texts: int
    misread: tuple[Misread, ...]

    @property
    def overall(self) -> float:
        """F1 (0 to 1) pooled over all slots but flags."""
        return sum((self.slots[slot] for slot in SCORED), Count()).f1

    @property
    def false_share(self) -> float:
        """The part (0 to 1) of the texts of which something is believed that they do not state."""
        return self.false_texts / self.texts if self.texts else 0.0


def score_reading(vocabulary: Vocabulary, texts: Sequence[Labelled]) -> ReadingScore:
    """Read every text in its own language's grammar, as it is told apart by itself, and compare."""
    totals = dict.fromkeys(SLOTS, Count())
    misread: list[Misread] = []
    false_texts = 0
    for text in texts:
        read = slots(understand(vocabulary, text.text))
        stated, counts = _best(read, text)
        totals = {slot: total + counts[slot] for slot, total in totals.items()}
        false_texts += any(counts[slot].has_false for slot in SCORED)
        misread += [
            Misread(text, slot, stated.get(slot), read.get(slot), count.has_false)
            for slot, count in counts.items()
            if not count.is_right
        ]
    return ReadingScore(totals, len(texts), false_texts, tuple(misread))


def slots(facts: Facts) -> Slots:
    """The facts as values by slot; what is not stated is left out."""
    single = {slot: fact.value for slot in SINGLE if (fact := getattr(facts, slot)) is not None}
    return single | {slot: found for slot in SETS if (found := {fact.value for fact in getattr(facts, slot)})}


def _best(read: Slots, text: Labelled) -> tuple[Slots, dict[str, Count]]:
    """Counted against the reading that the numbers agree with best."""
    gold = _stated(text.gold)
    readings = (gold, *({**gold, **_stated(other)} for other in text.alt))
    each = [(one, {slot: _count(slot, read, one, text.neutral) for slot in SLOTS}) for one in readings]
    return max(each, key=lambda found: sum(found[1][slot].right for slot in NUMBERS))


def _stated(stated: Stated) -> Slots:
    return {slot: value for slot in SLOTS if (value := getattr(stated, slot))}


def _count(slot: str, read: Slots, stated: Slots, neutral: Neutral) -> Count:
    ignored = getattr(neutral, slot)
    if slot in SETS:
        return _count_set(read.get(slot, set()), set(stated.get(slot, ())), set(ignored))
    if slot in read and slot not in stated and any(_same(slot, read[slot], value) for value in ignored):
        return Count()
    right = slot in read and slot in stated and _same(slot, read[slot], stated[slot])
    return Count(int(right), int(slot in read), int(slot in stated))


def _count_set(read: set[str], stated: set[str], ignored: set[str]) -> Count:
    """Sensitive data is personal data: saying both is not wrong."""
    ignored |= {"personal_data"} if "sensitive" in stated else set()
    found = read - (ignored - stated)
    return Count(len(found & stated), len(found), len(stated))


def _same(slot: str, read: Any, stated: Any) -> bool:
    if slot in NUMBERS:
        return bool(abs(read - stated) <= CLOSE_ENOUGH * stated + 1e-9)
    return bool(read == stated)
