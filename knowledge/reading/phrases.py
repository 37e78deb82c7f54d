"""Finding the lexicon's expressions in a text: longest first, in time linear in the text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic, TypeAlias, TypeVar

from knowledge.reading.tokens import Token, fold, tokens

V = TypeVar("V")
GAP = "~"
WIDEST_GAP = 3
_KEY = 3
_SHORTEST_PAIR = 7
_ONE_WORD = 2
"""Items of an expression of one word: the word, and its spelling."""
_KEPT = 10_000
"""How many different words are remembered with the expressions that may begin with them."""
_EXPRESSIONS = 30_000
"""How many expressions are remembered with their words: nearly all of them stay from one revision to the next."""

Words: TypeAlias = tuple[str, ...]
"""The folded words of an expression, and last its first word as the lexicon spells it."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[V]):
    """An expression found: tokens `first` up to, not including, `last`."""

    first: int
    last: int
    value: V


class _ByFirst(Generic[V]):
    """Expressions by their first word: a plain one, or what it begins with, ends with or holds."""

    def __init__(self) -> None:
        self.exact: dict[str, list[tuple[Words, V]]] = defaultdict(list)
        self.begins: dict[str, list[tuple[Words, V]]] = defaultdict(list)
        self.ends: dict[str, list[tuple[Words, V]]] = defaultdict(list)
        self.holds: list[tuple[Words, V]] = []

    def add(self, words: Words, value: V) -> None:
        first = words[0]
        if first.startswith("*") and first.endswith("*"):
            self.holds.append((words, value))
        elif first.startswith("*"):
            self.ends[first[-_KEY:]].append((words, value))
        elif first.endswith("*"):
            self.begins[first[:_KEY].rstrip("*")].append((words, value))
        else:
            self.exact[first].append((words, value))

    def expressions(self) -> Iterator[Words]:
        groups = [*self.exact.values(), *self.begins.values(), *self.ends.values(), self.holds]
        return (words for group in groups for words, _ in group)

    def beginning_with(self, word: str) -> Mapping[str, Sequence[tuple[Words, V]]]:
        """The expressions whose first word may be this one, by the word that follows; "" for any other word."""
        found = [*self.exact.get(word, ())]
        for size in range(min(_KEY, len(word)), 0, -1):
            found += self.begins.get(word[:size], ())
        found += self.ends.get(word[-_KEY:], ())
        found += self.holds if len(word) > _KEY else ()
        entries = [(entry, _plain_second(entry[0])) for entry in found if _fits(entry[0][0], word)]
        seconds = {second for _, second in entries} | ({""} if entries else set())
        return {one: [entry for entry, second in entries if second in ("", one)] for one in seconds}


class Phrases(Generic[V]):
    """Expressions, each with what it means. Made once a revision; never changed."""

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._all = _ByFirst[V]()
        for phrase, value in entries:
            self._all.add(_split(phrase), value)
        self._candidates = lru_cache(_KEPT)(self._all.beginning_with)  # People use the same words.

    @property
    def words(self) -> frozenset[str]:
        """Every plain word in the expressions."""
        return frozenset(word.strip("*") for words in self._all.expressions() for word in words[:-1] if word != GAP)

    def find_all(self, text: Sequence[Token]) -> list[Hit[V]]:
        """The longest expression at every place, also inside others."""
        found = (self.at(text, position) for position in range(len(text)))
        return [hit for hit in found if hit is not None]

    def find(self, text: Sequence[Token]) -> list[Hit[V]]:
        """The expressions in these tokens, in order, none inside another."""
        hits: list[Hit[V]] = []
        position = 0
        while position < len(text):
            hit = self.at(text, position)
            if hit is None:
                position += 1
            else:
                hits.append(hit)
                position = hit.last
        return hits

    def at(self, text: Sequence[Token], position: int) -> Hit[V] | None:
        """The longest expression that begins here; of two as long, the one without `*`."""
        token = text[position]
        best = self._longest(text, position, token.fold, position + 1, None)
        return self._longest(text, position, token.pair, position + token.pair_width, best) if token.pair else best

    def _longest(
        self, text: Sequence[Token], position: int, word: str, following: int, best: Hit[V] | None
    ) -> Hit[V] | None:
        """The longest expression whose first word is this one, when it is longer than the best so far."""
        by_second = self._candidates(word)
        if not by_second:
            return best
        second = _skip_hyphen(text, following)
        follows = text[second].fold if second < len(text) else ""
        for words, value in by_second.get(follows) or by_second[""]:
            last = _end(words, text, following) if _covers(words[0], text[position], word) else None
            if last is not None and (best is None or last > best.last) and _same_accents(words[-1], text[position]):
                best = Hit(position, last, value)
        return best


def several(entries: Iterable[tuple[str, str]]) -> Phrases[tuple[str, ...]]:
    """Expressions that may have several meanings, each with all of them."""
    meanings: dict[Words, tuple[str, tuple[str, ...]]] = {}
    for phrase, meaning in entries:
        words = _split(phrase)[:-1]
        spelt, known = meanings.get(words, (phrase, ()))
        meanings[words] = (spelt, (*known, meaning))
    return Phrases(meanings.values())


def _plain_second(words: Words) -> str:
    second = words[1] if len(words) > _ONE_WORD else ""
    return "" if second == GAP or "*" in second else second


@lru_cache(_EXPRESSIONS)
def _split(phrase: str) -> Words:
    """The folded words of a lexicon expression, with its stars and gaps."""
    parts: list[str] = []
    for raw in phrase.split():
        if raw == GAP:
            parts.append(raw)
            continue
        words = [token.fold for token in tokens(raw) if token.sort not in ("hyphen", "pause", "stop")]
        if not words:
            words = [fold(raw)]
        if raw.startswith("*"):
            words[0] = f"*{words[0]}"
        if raw.endswith("*"):
            words[-1] = f"{words[-1]}*"
        parts.extend(words)
    return (*parts, phrase.split(maxsplit=1)[0].lower())


def _covers(pattern: str, token: Token, word: str) -> bool:
    """Whether an expression needs both halves of a word that was written as two."""
    core = len(pattern.strip("*"))
    if word == token.fold or "*" not in pattern:
        return True
    ends = not pattern.startswith("*") or core > len(word) - len(token.fold)
    return ends and (not pattern.endswith("*") or core > len(token.fold))


def _same_accents(spelled: str, token: Token) -> bool:
    """A word written without rings and dots may mean one that has them; one written with them means itself."""
    written = token.text.lower()
    if written.isascii() or fold(written) != token.fold or fold(spelled.strip("*")) not in token.fold:
        return True
    return spelled.strip("*") in written


def paired(text: Sequence[Token]) -> list[Token]:
    """The tokens, each with the word that it makes with the next one."""
    return [_paired(text, position) for position in range(len(text))]


def _paired(text: Sequence[Token], position: int) -> Token:
    token = text[position]
    following = _skip_hyphen(text, position + 1)
    if token.sort != "word" or following >= len(text) or text[following].sort != "word":
        return token
    joined = token.fold + text[following].fold
    if (len(joined) < _SHORTEST_PAIR or len(token.fold) < _KEY) and token.fold != "e":
        return token
    return replace(token, pair=joined, pair_width=following + 1 - position)


def _skip_hyphen(text: Sequence[Token], position: int) -> int:
    return position + 1 if position < len(text) and text[position].sort == "hyphen" else position


def _fits(pattern: str, word: str) -> bool:
    if pattern[0] != "*" and pattern[-1] != "*":
        return pattern == word
    core = pattern.strip("*")
    if pattern[0] == "*":
        return core in word if pattern[-1] == "*" else word.endswith(core)
    return word.startswith(core)


def _end(words: Words, text: Sequence[Token], position: int) -> int | None:
    """Where the rest of an expression ends when it goes on at this position, or None."""
    gap = 0
    for word in words[1:-1]:
        if word == GAP:
            gap = WIDEST_GAP
            continue
        found = _next(word, text, position, gap)
        if found is None:
            return None
        position, gap = found, 0
    return position


def _next(word: str, text: Sequence[Token], position: int, gap: int) -> int | None:
    position = _skip_hyphen(text, position)
    for at in range(position, min(position + gap + 1, len(text))):
        if _fits(word, text[at].fold):
            return at + 1
        if text[at].sort in ("pause", "stop"):
            return None
    return None
