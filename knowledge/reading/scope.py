"""Which parts of a text count: what is over, denied, wished for or about another task does not.

Every function marks tokens; none concludes anything from them.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import product

from knowledge.lexicon import ScopeWords
from knowledge.reading.phrases import Phrases, several
from knowledge.reading.tokens import Token

_FIELDS = (
    "not_",
    "not_after",
    "not_only",
    "instead",
    "over",
    "before",
    "now",
    "but",
    "rather",
    "wish",
    "asks_whether",
    "several_tasks",
    "next_task",
    "next_task_if_several",
    "next_task_begins",
)
_PARTLY = "dels"
_FIRST_POINT, _SECOND_POINT = ("1", "a"), ("2", "b")
_FIRST = frozenset(("first", "firstly", "one", "primarily", "forst", "forsta", "ett", "etta"))
_SECOND = frozenset(("second", "secondly", "two", "then", "next", "andra", "tva", "tvaan", "sedan", "sen", "dels"))
_HOW = frozenset(("via", "pa", "i", "per", "fran", "med", "genom", "som", "av", "till"))
"""After "dels" these tell two ways of one task, not two tasks."""
_THAT = frozenset(("som", "om", "nar", "sa", "for", "that", "which", "who", "if", "when", "so", "to"))
"""With these another clause begins."""
_NO = ("nej", "na", "nae", "no", "nope")
_WHO_STOPPED = ("det", "de", "dom", "den", "vi", "jag", "that", "it", "they", "we", "i", "not", "inte", "langre")
DENIES = frozenset(("inte", "ej", "int", "itte", "not", "ingen", "inget", "inga", "no", "never", "aldrig"))
_SO = ("sa", "so")
"""What follows from a denial is not denied: no form, so everyone writes as they like."""
_REACH = 4
"""How many words a denial reaches."""

Marks = list[bool]


class Scope:
    """The marks of one text: `alive` for what is said of this task as it is done now."""

    def __init__(self, text: Sequence[Token], phrases: Phrases[tuple[str, ...]]) -> None:
        self._text = text
        self._hits = [(hit.first, hit.last, hit.value) for hit in phrases.find(text)]
        self._found: dict[tuple[str, ...], dict[int, int]] = {}
        self._switches = self._places("now", "but")
        self.alive = self._alive()
        self.denied = self._denied()
        self.wished = self._from_to_stop("wish")
        self.asked = self._asked()
        self.corrections = sorted(self._places("rather"))
        self._ended = frozenset(self._places("over")) | frozenset(self._places("not_"))

    def _places(self, *names: str) -> dict[int, int]:
        """Where expressions of these kinds begin, and where each ends. Looked up once a text."""
        if names not in self._found:
            self._found[names] = {first: last for first, last, said in self._hits if set(said) & set(names)}
        return self._found[names]

    def _alive(self) -> Marks:
        marks = [True] * len(self._text)
        over = self._places("before")
        for first in over:
            if marks[first]:
                self._kill_segment(marks, first, over.keys())
        for first in self._places("rather"):
            self._kill_what_it_corrects(marks, first)
        for at in range(1, len(self._text)):
            if self._answers_no(at):
                self._kill_sentence(marks, at)
        end = self._end_of_task()
        return [mark and at < end for at, mark in enumerate(marks)]

    def _kill_segment(self, marks: Marks, at: int, over: AbstractSet[int]) -> None:
        """What is over reaches back to where its sentence began, and on to "now", "but" or the sentence's end.

        Right after a comma it begins there: "35 minutes, it used to be an hour".
        """
        begin = at
        after_pause = at > 0 and self._text[at - 1].sort == "pause"
        while not after_pause and begin > 0 and self._text[begin - 1].sort != "stop" and begin not in self._switches:
            begin -= 1
            if not marks[begin]:
                break
        while at < len(self._text) and self._text[at].sort != "stop":
            if at in self._switches and at > begin and at not in over:
                break
            at += 1
        marks[begin:at] = [False] * (at - begin)

    def _kill_what_it_corrects(self, marks: Marks, first: int) -> None:
        """The sentence before one like "No wait, since spring it is in the app"."""
        begins = first > 0 and self._text[first - 1].sort == "stop"
        if begins and any(at in self._places("now") for at in range(first + 1, first + 4)):
            self._kill_sentence(marks, first)

    def _kill_sentence(self, marks: Marks, end: int) -> None:
        """The sentence that ends right before this place."""
        begin = end - 1
        while begin > 0 and self._text[begin - 1].sort != "stop":
            begin -= 1
        marks[begin:end] = [False] * (end - begin)

    def _answers_no(self, at: int) -> bool:
        """Whether a question is answered with no here: "By post? No, we stopped that"."""
        if self._text[at].fold not in _NO or "?" not in self._text[at - 1].text:
            return False
        following = self._text[at + 1] if at + 1 < len(self._text) else None
        return following is None or following.sort in ("pause", "stop") or following.fold in _WHO_STOPPED

    def _end_of_task(self) -> int:
        """Where the message goes on to another task."""
        several = min((at for at in self._places("several_tasks") if not self._tells_how(at)), default=None)
        names = ("next_task",) if several is None else ("next_task", "next_task_if_several")
        starts = [at for at in self._places(*names) if (several is None or at > several) and not self._counts(at)]
        starts += [first for first, last in self._places("next_task_begins").items() if self._is_thing(first, last)]
        starts += self._second_points()
        return min((at for at in starts if at > 2), default=len(self._text))

    def _counts(self, at: int) -> bool:
        """Whether a number stands in the middle of what is said: 2 a week."""
        if self._text[at].sort != "number" or at == 0 or self._text[at - 1].sort in ("stop", "pause"):
            return False
        return at + 1 < len(self._text) and self._text[at + 1].sort not in ("stop", "pause")

    def _second_points(self) -> list[int]:
        """Where a "2)" follows a "1)", a "2." a "1.", and the second "dels" the first."""
        both = [at for at, token in enumerate(self._text) if token.fold == _PARTLY and not self._tells_how(at)]
        points = [(at, token.fold) for at, token in enumerate(self._text) if token.sort == "stop" or self._is_point(at)]
        first = next((at for at, fold in points if fold in _FIRST_POINT), len(self._text))
        return (
            both[1:2] + [at for at, fold in points if fold in _SECOND_POINT and at > first] + self._second_sentences()
        )

    def _second_sentences(self) -> list[int]:
        """Where a sentence begins with "Second" after one that begins with "First"."""
        begins = [at for at in range(len(self._text)) if at == 0 or self._text[at - 1].sort == "stop"]
        first = next((at for at in begins if self._text[at].fold in _FIRST), len(self._text))
        return [at for at in begins if at > first and self._text[at].fold in _SECOND]

    def _is_point(self, at: int) -> bool:
        """Whether a number at the beginning of a sentence is followed by a full stop."""
        begins = at == 0 or self._text[at - 1].sort == "stop"
        following = self._text[at + 1] if at + 1 < len(self._text) else None
        return self._text[at].sort == "number" and begins and following is not None and following.sort == "stop"

    def _tells_how(self, at: int) -> bool:
        following = self._text[at + 1].fold if at + 1 < len(self._text) else ""
        return self._text[at].fold == _PARTLY and following in _HOW

    def _is_thing(self, first: int, last: int) -> bool:
        """Whether a sentence begins here with a thing instead of what somebody does."""
        begins = first == 0 or self._text[first - 1].sort == "stop"
        return begins and last < len(self._text) and not self._text[last].fold.endswith(("r", "jag", "vi"))

    def _denied(self) -> Marks:
        """The words right after a denial, up to a comma, "but" or "instead"."""
        marks = [False] * len(self._text)
        instead = self._places("instead")
        for first, last in self._places("not_").items():
            if self._corrects(first, last):
                continue
            for at in range(first, min(last + _REACH, len(self._text))):
                if at >= last and (self._breaks(at) or at in instead or (at > last and self._text[at].fold in _SO)):
                    break
                marks[at] = True
        for first in self._places("not_after"):
            begin = first
            while begin > max(0, first - _REACH) and not self._breaks(begin - 1):
                begin -= 1
            marks[begin:first] = [True] * (first - begin)
        return marks

    def _corrects(self, first: int, last: int) -> bool:
        """Whether a denial stands by itself: "40 minutes, no, more like 30"."""
        rather = first in self._places("rather")
        return rather and last < len(self._text) and self._text[last].sort in ("pause", "stop")

    def _asked(self) -> frozenset[int]:
        """The places right after "can", where the name of a program is a question."""
        return frozenset(self._places("asks_whether").values())

    def _breaks(self, at: int) -> bool:
        return self._text[at].sort in ("stop", "pause") or at in self._switches

    def is_denied_at(self, at: int) -> bool:
        """Whether a denial stands right before this word, in whatever expression: "may not e-mail"."""
        return at > 0 and self._text[at - 1].fold in DENIES

    def is_over(self, first: int, last: int) -> bool:
        """Whether a clause that begins with these words takes them back: "Dropbox we had to stop using"."""
        if first > 0 and not self._breaks(first - 1):
            return False
        for at in range(last, min(last + _REACH + 1, len(self._text))):
            if self._breaks(at) or self._text[at].fold in _THAT:
                return False
            if at in self._ended or self._text[at].fold in DENIES:
                return True
        return False

    def _ends(self, at: int) -> bool:
        return self._text[at].sort == "stop" or at in self._switches

    def _from_to_stop(self, name: str) -> Marks:
        """From such a word to the end of the sentence, or to "now"."""
        marks = [False] * len(self._text)
        for first in self._places(name):
            at = first
            while at < len(self._text) and not marks[at] and not self._ends(at):
                marks[at] = True
                at += 1
        return marks


def scope_phrases(words: ScopeWords) -> Phrases[tuple[str, ...]]:
    return several(_entries(words))


def _entries(words: ScopeWords) -> Iterator[tuple[str, str]]:
    spoken = words.spoken.sv | words.spoken.en
    for field in _FIELDS:
        for phrase in getattr(words, field).both:
            yield from ((said, field) for said in _as_spoken(phrase, spoken))


def _as_spoken(phrase: str, spoken: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The expression in every spelling."""
    return map(" ".join, product(*((word, *spoken.get(word, ())) for word in phrase.split())))
