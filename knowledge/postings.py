"""An inverted index: which documents hold a term, and how much that says (BM25)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

Document = Mapping[str, float]
"""Term -> how often it occurs, a weighted occurrence counting more."""

_SATURATION = 1.2
_LENGTH = 0.3
"""The usual two constants of BM25; lengths count little because our documents are alike."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Term -> what it adds to the score of each document that holds it."""

    shares: Mapping[str, Mapping[int, float]]
    rarest: float
    """What a term says that no document holds: the most that any can."""

    def says(self, term: str, document: int) -> float:
        return self.shares.get(term, {}).get(document, 0.0)

    def add(self, terms: Iterable[str], factor: float, scores: list[float]) -> None:
        """Add what each term says, times the factor, to the score of each document."""
        for term in terms:
            for document, share in self.shares.get(term, {}).items():
                scores[document] += factor * share


def postings(documents: Sequence[Document], *, at_most: float = 1.0) -> Postings:
    """Index the documents. A term in a larger part of them than `at_most` (0 to 1) is left out as common."""
    count = len(documents)
    held = Counter(term for document in documents for term in document)
    usual = sum(sum(document.values()) for document in documents) / max(count, 1)
    shares: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for number, document in enumerate(documents):
        length = 1 - _LENGTH + _LENGTH * sum(document.values()) / max(usual, 1)
        for term, times in document.items():
            if held[term] <= max(at_most * count, 5):
                rarity = _rarity(held[term], count)
                shares[term][number] = rarity * times / (times + _SATURATION * length)
    return Postings(dict(shares), _rarity(0, count))


def _rarity(holding: int, count: int) -> float:
    return log(1 + (count - holding + 0.5) / (holding + 0.5))
