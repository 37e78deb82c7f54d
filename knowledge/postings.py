"""An inverted index: which documents hold a term, and how much that says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, log1p, sqrt
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Document = Mapping[str, float]
"""Term -> how often it occurs, a weighted occurrence counting more."""
Numbers: TypeAlias = NDArray[np.float64]

_SATURATION = 1.2
_LENGTH = 0.3
"""The usual two constants of BM25; lengths count little because our documents are alike."""


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """For each term the documents that hold it and what it adds to the score of each, term after term."""

    documents: int
    _terms: Mapping[str, int]
    _begins: NDArray[np.int64]
    """Where each term's postings begin, and last where all end."""
    _holders: NDArray[np.int32]
    _shares: NDArray[np.float32]

    @property
    def rarest(self) -> float:
        """What a term says that no document holds: the most that any can."""
        return _rarity(0, self.documents)

    def __contains__(self, term: str) -> bool:
        return term in self._terms

    def near(self, query: Mapping[str, float]) -> Numbers:
        """The score of every document: what the terms of the query add, each times its weight."""
        found = [(self._at(self._terms[term]), weight) for term, weight in query.items() if term in self._terms]
        if not found:
            return np.zeros(self.documents)
        holders = np.concatenate([self._holders[at] for at, _ in found])
        shares = np.concatenate([self._shares[at] * weight for at, weight in found])
        return np.bincount(holders, shares, self.documents).astype(np.float64, copy=False)

    def says(self, term: str, document: int) -> float:
        """What a term adds to the score of one document; 0 when the document does not hold it."""
        if term not in self._terms:
            return 0.0
        at = self._at(self._terms[term])
        return float(self._shares[at][self._holders[at] == document].sum())

    def direction(self, query: Document) -> dict[str, float]:
        """A query by its rare terms (TF-IDF), of length 1: what `near` then gives is a cosine."""
        weights = {term: (1 + log(times)) * self._rare(term) for term, times in query.items() if term in self._terms}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {term: weight / length for term, weight in weights.items()} if length else {}

    def _at(self, term: int) -> slice:
        return slice(self._begins[term], self._begins[term + 1])

    def _rare(self, term: str) -> float:
        at = self._at(self._terms[term])
        return _rarity(int(at.stop - at.start), self.documents)


def postings(documents: Iterable[Document], kind: Literal["bm25", "cosine"]) -> Postings:
    """Index the documents: by BM25 for queries whose terms each count once, by cosine for directions."""
    terms: dict[str, int] = {}
    ids = [np.zeros(0, np.int32)]
    counts = [np.zeros(0, np.float32)]
    for document in documents:
        ids.append(np.array([terms.setdefault(term, len(terms)) for term in document], np.int32))
        counts.append(np.fromiter(document.values(), np.float32, len(document)))
    number = np.repeat(np.arange(len(ids) - 1, dtype=np.int32), [len(each) for each in ids[1:]])
    term, times = np.concatenate(ids), np.concatenate(counts)
    held = np.bincount(term, minlength=len(terms))
    rarity = np.log1p((len(ids) - 1 - held + 0.5) / (held + 0.5))[term]
    shares = _bm25(number, times, rarity) if kind == "bm25" else _cosine(number, times, rarity)
    order = np.argsort(term, kind="stable")
    begins = np.concatenate([[0], np.cumsum(held)])
    return Postings(len(ids) - 1, terms, begins, number[order], shares[order].astype(np.float32))


def _bm25(number: NDArray[np.int32], times: NDArray[np.float32], rarity: Numbers) -> Numbers:
    lengths = np.bincount(number, times)
    usual = lengths.mean() if len(lengths) else 1.0
    length = 1 - _LENGTH + _LENGTH * lengths[number] / max(usual, 1.0)
    return rarity * times / (times + _SATURATION * length)


def _cosine(number: NDArray[np.int32], times: NDArray[np.float32], rarity: Numbers) -> Numbers:
    weights = (1 + np.log(times)) * rarity
    return weights / np.sqrt(np.bincount(number, weights * weights))[number]


def _rarity(holding: int, count: int) -> float:
    return log1p((count - holding + 0.5) / (holding + 0.5))
