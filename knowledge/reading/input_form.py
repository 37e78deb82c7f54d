"""In what form the information reaches the writer: only when the text says so clearly."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from knowledge.lexicon import Form, InputWords
from knowledge.part import Language
from knowledge.reading.phrases import Hit, Phrases, several
from knowledge.reading.scope import DENIES
from knowledge.reading.systems import Named
from knowledge.reading.tokens import Token
from knowledge.reading.writer import I_OR_WE, by_others, is_writer, written_into

_FIELDS = (
    "arrives",
    "receives",
    "takes_out",
    "paper",
    "paper_arrives",
    "digital",
    "form",
    "form_arrives",
    "fields",
    "same",
    "free",
    "mixed",
    "outgoing",
    "partly",
)
_NEAR = 10
_CLOSE = 4
_WAYS = ("by", "via", "from", "fran", "through", "per", "genom", "over", "on", "in", "pa", "i")
_OF = ("av", "by")
_ME_OR_US = ("mig", "mej", "oss", "me", "us")
_I_OR_YES = "ja"
_SENDS = (
    "skick",
    "mejl",
    "mail",
    "lamn",
    "rapporter",
    "anmal",
    "meddel",
    "fyll",
    "send",
    "sent",
    "submit",
    "report",
    "hand",
    "fill",
    "turn",
)
"""How what somebody does begins, that may as well be done by the writer."""
_MAY_BE_SENT = ("arrives", "form_arrives", "fields")
_FROM = ("fran", "from")
"""Before a program these tell where the writer finds something, not that it arrives."""
_PER = ("per", "pr", "a")
_TIMES = frozenset(
    [
        "min",
        "minuter",
        "minut",
        "timme",
        "timmar",
        "tim",
        "h",
        "kvart",
        "halvtimme",
        "minute",
        "minutes",
        "mins",
        "hour",
        "hours",
    ]
)
_ARRIVED = ("handskriv", "handwritten", "papper", "paper")
"""Things of paper: they have been written by somebody, whoever does something with them now."""
_AND = ("och", "o", "a", "and", "sen", "then")


@dataclass(frozen=True, slots=True)
class Arrival:
    """The form, and the tokens that say so."""

    form: Form
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Programs:
    """What is known of the programs in a text."""

    named: Sequence[Named]
    in_fields: Collection[str]
    """Those out of which data comes in fields."""
    no_channel: Sequence[bool]
    """The words that sound like a channel and mean none."""

    @property
    def places(self) -> frozenset[int]:
        return frozenset(program.first for program in self.named)


def input_phrases(words: InputWords, language: Language) -> Phrases[tuple[str, ...]]:
    return several(_entries(words, language))


def _entries(words: InputWords, language: Language) -> Iterator[tuple[str, str]]:
    for field in _FIELDS:
        yield from ((phrase, field) for phrase in getattr(words, field).to(language))


def input_form(
    text: Sequence[Token],
    phrases: Phrases[tuple[str, ...]],
    alive: Sequence[bool],
    programs: Programs,
) -> Arrival | None:
    """The form that all statements agree on."""
    reader = _Reader(text, phrases, alive, programs)
    found = [*reader.stated(), *reader.arriving(), *reader.taken_out()]
    agreed = _agreed(found)
    return None if agreed and reader.is_doubtful(agreed) else agreed


class _Reader:
    def __init__(
        self, text: Sequence[Token], phrases: Phrases[tuple[str, ...]], alive: Sequence[bool], programs: Programs
    ) -> None:
        self._text = text
        self._programs = programs
        self._hits = [
            Hit(hit.first, hit.last, meaning)
            for hit in phrases.find_all(text)
            if alive[hit.first] and not (hit.first and text[hit.first - 1].fold in DENIES)
            for meaning in hit.value
            if not (meaning in ("paper", "paper_arrives") and programs.no_channel[hit.first])
        ]
        written = written_into(text, programs.named)
        self._hits += [Hit(verb, system.last, "digital") for verb, system in written]
        self._sent = {hit.first for hit in self._hits if hit.value in _MAY_BE_SENT and self._writer_sends(hit)}
        self._arrivals = {hit.first: hit.last for hit in self._hits if self._arrives(hit)}
        self._outgoing = frozenset(hit.last for hit in self._hits if hit.value == "outgoing")

    def stated(self) -> Iterator[Arrival]:
        """Expressions that say it by themselves."""
        forms: dict[str, Form] = {
            "paper_arrives": "papper",
            "form_arrives": "falt",
            "fields": "falt",
            "same": "likadan",
            "free": "fritext",
            "mixed": "blandat",
        }
        for hit in self._hits:
            by_writer = hit.value in ("paper_arrives", "mixed") and self._by_writer(hit)
            by_writer = by_writer or (hit.value in ("paper_arrives", "form_arrives") and self._from_writer(hit))
            by_writer = by_writer or (hit.value in ("form_arrives", "fields") and self._is_sent(hit.first))
            if hit.value in forms and not by_writer and not self._is_counted(hit.first):
                yield Arrival(forms[hit.value], hit.first, hit.last)

    def arriving(self) -> Iterator[Arrival]:
        """Things that may go in or out, in a clause where something arrives."""
        for hit in self._hits:
            if hit.value not in ("paper", "digital", "form") or self._goes_out(hit.first) or self._by_writer(hit):
                continue
            if self._is_counted(hit.first) or self._is_counted(hit.first - 1) or self._from_writer(hit):
                continue
            if any(self._same_clause(hit.first, at) for at in range(hit.first - _NEAR, hit.first + _NEAR + 1)):
                form: Form = {"paper": "papper", "form": "falt"}.get(hit.value, "blandat")  # type: ignore[assignment]
                yield Arrival(form, hit.first, -hit.last if hit.value == "digital" else hit.last)

    def taken_out(self) -> Iterator[Arrival]:
        """Data taken out of a program that holds it in fields: from Procapita, out of a Google form."""
        before = {hit.last: hit for hit in self._hits if hit.value == "takes_out"}
        for system in self._programs.named:
            hit = next((before[at] for at in (system.first, system.first - 1) if at in before), None)
            if hit is not None and system.id in self._programs.in_fields:
                yield Arrival("falt", hit.first, system.last)

    def is_doubtful(self, found: Arrival) -> bool:
        """Whether only part of it arrives so: "most on paper, some take a picture"."""
        if found.form == "blandat":
            return False
        if found.form == "fritext":
            return any(hit.value == "paper" for hit in self._hits) and not any(h.value == "digital" for h in self._hits)
        return any(hit.value == "partly" and self._near_together(hit.first, found.first) for hit in self._hits)

    def _near_together(self, one: int, other: int) -> bool:
        low, high = min(one, other), max(one, other)
        return high - low <= _NEAR and all(token.sort != "stop" for token in self._text[low:high])

    def _is_writers(self, hit: Hit[str]) -> bool:
        """Whether it is the writer who gets something: "the owners get a letter" is the other way round."""
        before = self._text[hit.first - 1] if hit.first else None
        begins = before is None or before.sort in ("stop", "pause") or before.fold in _AND
        near = range(max(0, hit.first - 2), min(hit.last + 1, len(self._text)))
        return begins or any(is_writer(self._text, at) for at in near)

    def _is_sent(self, at: int) -> bool:
        """Whether the writer fills in or sends what is named here."""
        return any(place in self._sent for place in range(at - 2, at + 1))

    def _by_writer(self, hit: Hit[str]) -> bool:
        """Whether it is the writer who calls, scans or writes, and nothing arrives before that."""
        if by_others(self._text, hit.first):
            return False
        inside = range(hit.first + 1, min(max(hit.last, hit.first + 2), len(self._text)))
        if self._text[hit.first].fold.endswith("r") and any(is_writer(self._text, at) for at in inside):
            return True
        is_long = hit.last - hit.first >= _CLOSE - 1 and hit.value != "mixed"
        if is_long or self._text[hit.first].fold.startswith(_ARRIVED):
            return False
        for at in range(hit.first - 1, max(-1, hit.first - 1 - _NEAR), -1):
            arrives = at in self._arrivals and self._text[at].fold not in _WAYS
            ends = self._text[at].sort == "stop" or (self._text[at].sort == "pause" and not self._goes_on(at))
            if ends or arrives:
                return False
            if at in self._sent:
                return True
            if is_writer(self._text, at) and (hit.first - at <= _CLOSE or self._text[at].fold != _I_OR_YES):
                return True
        return False

    def _goes_on(self, pause: int) -> bool:
        """Whether what follows a comma is what the same person does next: ", and send it"."""
        return pause + 1 < len(self._text) and self._text[pause + 1].fold in _AND

    def _is_counted(self, at: int) -> bool:
        """Whether a time is told per letter or call: 12 minutes per letter."""
        return at > 0 and self._text[at].fold in _PER and self._text[at - 1].fold in _TIMES

    def _from_writer(self, hit: Hit[str]) -> bool:
        """Whether its sentence tells that it is the writer whom it comes from."""
        low, high = max(0, hit.first - _NEAR), min(len(self._text) - 1, hit.last + _NEAR)
        return any(
            (self._text[at].fold in _FROM or (self._text[at].fold in _OF and at == hit.last))
            and self._text[at + 1].fold in _ME_OR_US
            and self._near_together(hit.first, at)
            for at in range(low, high)
        )

    def _arrives(self, hit: Hit[str]) -> bool:
        if hit.value == "receives":
            return self._is_writers(hit)
        if hit.value in ("paper", "digital"):
            return by_others(self._text, hit.first)
        if hit.value == "arrives":
            out_of_program = self._text[hit.first].fold in _FROM and hit.last in self._programs.places
            return not out_of_program and not self._writer_sends(hit)
        return hit.value == "paper_arrives" or (hit.value == "form_arrives" and not self._is_sent(hit.first))

    def _writer_sends(self, hit: Hit[str]) -> bool:
        """Whether it is the writer who sends, hands in or reports."""
        if not self._text[hit.first].fold.startswith(_SENDS):
            return False
        goes_on = hit.first > 0 and self._text[hit.first - 1].fold in _AND
        for at in range(hit.first - 1, max(-1, hit.first - 1 - (_NEAR if goes_on else _NEAR // 2)), -1):
            if self._text[at].sort == "stop" or (self._text[at].sort == "pause" and not goes_on):
                break
            if is_writer(self._text, at):
                return True
        return hit.last < len(self._text) and is_writer(self._text, hit.last)

    def _goes_out(self, at: int) -> bool:
        mine = self._text[at].fold.endswith("lar") and any(
            token.fold in I_OR_WE for token in self._text[max(0, at - _NEAR // 2) : at]
        )
        return mine or any(last in self._outgoing for last in range(at - 2, at + 2))

    def _same_clause(self, one: int, other: int) -> bool:
        """Whether something arrives at the other place, in the sentence of the one."""
        if other not in self._arrivals:
            return False
        low, high = (one, other) if one < other else (self._arrivals[other], one)
        return not any(self._text[at].sort == "stop" or is_writer(self._text, at) for at in range(low, high))


def _agreed(found: Sequence[Arrival]) -> Arrival | None:
    """One form; mixed when paper and digital both arrive; None when they differ otherwise. "Digital" alone is none."""
    digital = [one for one in found if one.last < 0]
    stated = [one for one in found if one.last >= 0]
    forms = {one.form for one in stated}
    if not stated:
        return None
    first = stated[0]
    if "fritext" in forms and "papper" not in forms:
        return next(one for one in stated if one.form == "fritext")
    if "papper" in forms and not digital and forms <= {"papper", "fritext", "likadan"}:
        return next(one for one in stated if one.form == "papper") if "likadan" not in forms else None
    if "papper" in forms and (digital or len(forms) > 1):
        others = [abs(one.last) for one in found]
        return Arrival("blandat", min(one.first for one in found), max(others))
    if "likadan" in forms:
        return next(one for one in stated if one.form == "likadan")
    return first if len(forms) == 1 else None
