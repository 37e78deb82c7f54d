"""Which questions can still change the outcome of a task, when some are answered and some are not.

Every open question is taken to have all its answers at once: measures become ranges, answers become sets of codes, and
a condition holds, does not hold, or is undecided. A question that feeds no undecided claim of the decision table need
not be asked. The ranges may be wider than what can really happen, never narrower: a question too many may be asked,
never one too few. How much is known (confidence) counts as it stands: not knowing what decides nothing does no harm.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.assess import DPIA, Given, confidence, forced_by_risks, weight
from knowledge.conditions import AllOf, AnyOf, AtLeast, Below, Condition, Is, Not, Value, claims
from knowledge.measures import (
    ERRORS,
    FREQUENCY,
    MINUTES,
    MOST_RUNS,
    PEOPLE,
    Scores,
    benefit,
    ease,
    hours_now,
    share,
    suitability,
)
from knowledge.model import UNSURE, Question, Revision
from knowledge.scoring import TIERS, Outcome, Tier, Weight

HOURS = frozenset({FREQUENCY, MINUTES, PEOPLE})
"""What the hours of every task rest on, whatever its outcome."""

_REMEMBERED = 2_000
Range = tuple[float, float]
Claim = Is | Below | AtLeast


def deciding(revision: Revision, given: Given, still_open: Sequence[Question]) -> frozenset[str]:
    """The open questions whose answer can change the outcome, whatever template may fit.

    Remembered for the newest states: a turn asks several times, and many people stand at the same question.
    """
    answers = tuple(sorted(given.answers.items()))
    known = (answers, given.runs, given.dpia, given.inferred, given.skipped)
    return _deciding(_Same(revision), known, tuple(question.id for question in still_open))


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A revision told from others by which one it is, not by its content."""

    revision: Revision

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.revision is other.revision

    def __hash__(self) -> int:
        return id(self.revision)


_Known = tuple[tuple[tuple[str, Value], ...], float | None, frozenset[str], frozenset[str], frozenset[str]]


@lru_cache(_REMEMBERED)
def _deciding(same: _Same, known: _Known, still_open: tuple[str, ...]) -> frozenset[str]:
    answers, runs, dpia, inferred, skipped = known
    given = Given(dict(answers), runs, dpia=dpia, inferred=inferred, skipped=skipped)
    questions = [same.revision.question(name) for name in still_open]
    return Undecided(same.revision, given, questions).deciding()


class Undecided:
    """A judgement some of whose answers are open. An open question may be answered, or left out by a rule.

    How well a template fits is open too: it may be looked for at any time.
    """

    def __init__(self, revision: Revision, given: Given, still_open: Sequence[Question]) -> None:
        self._scoring, self._given = revision.scoring, given
        self._open = {question.id: question for question in still_open}
        self._weights = {criterion.id: self._possible(criterion.id) for criterion in self._scoring.criteria}
        self._forced = {name: _forces(weights) for name, weights in self._weights.items()}
        self._measures: Mapping[str, Range] = {}
        self._measures = self._ranges()

    def outcomes(self) -> frozenset[Outcome]:
        """The outcomes that are still possible."""
        return frozenset(outcome for outcome, _ in self._rows())

    def deciding(self) -> frozenset[str]:
        """The open questions whose answer can change the outcome."""
        rows = list(self._rows())
        if len({outcome for outcome, _ in rows}) <= 1:
            return frozenset()
        undecided = dict.fromkeys(claim for _, claims in rows for claim in claims)
        return frozenset(name for name in self._open if any(self._feeds(name, claim) for claim in undecided))

    def _rows(self) -> Iterator[tuple[Outcome, list[Claim]]]:
        """The rows of the decision table that may be the one, each with its undecided claims."""
        for row in self._scoring.decision:
            holding = True if row.when is None else self._holds(row.when)
            if holding is not False:
                yield row.outcome, [] if row.when is None or holding else list(self._undecided(row.when))
            if holding:
                return

    def _possible(self, name: str) -> tuple[Weight, ...]:
        """What the answer to a criterion may count as."""
        criterion, question = self._scoring.by_id[name], self._open.get(name)
        if question is None:
            return (weight(criterion, self._given),)
        left_out = Weight(score=criterion.unsure.score)
        numbers = (
            (Weight(score=question.least), Weight(score=question.most or MOST_RUNS)) if _is_number(question) else ()
        )
        return (*criterion.options.values(), criterion.unsure, left_out, *numbers)

    def _ranges(self) -> Mapping[str, Range]:
        low = {name: min(_scores(weights), default=0.0) for name, weights in self._weights.items()}
        high = {name: max(_scores(weights), default=0.0) for name, weights in self._weights.items()}
        if self._given.runs is not None and FREQUENCY not in self._open:
            low[FREQUENCY] = high[FREQUENCY] = self._given.runs
        scoring = self._scoring
        now_low = hours_now(low[FREQUENCY], low, min(self._extra()))
        now_high = hours_now(high[FREQUENCY], high, max(self._extra()))
        gross_low = now_low * self._share(low, sure=False)
        gross_high = now_high * self._share(high, sure=True)
        return {
            "suitability": (suitability(scoring, low), suitability(scoring, high)),
            "ease": (ease(scoring, low, 0.0), ease(scoring, high, 1.0)),
            "hours_now": (now_low, now_high),
            "hours_gross": (gross_low, gross_high),
            "benefit": (benefit(scoring.benefit, gross_low, low), benefit(scoring.benefit, gross_high, high)),
            "confidence": (known := confidence(scoring, self._given), known),
            "template_match": (0.0, 1.0),
        }

    def _extra(self) -> Collection[float]:
        extra = self._scoring.benefit.extra_time
        answered = self._given.answers.get(ERRORS, UNSURE)
        return extra.values() if ERRORS in self._open else (extra.get(str(answered), extra.get(UNSURE, 0.0)),)

    def _share(self, scores: Scores, *, sure: bool) -> float:
        """The least share counts every factor that may hold, the greatest only those that hold for sure."""
        factors = self._scoring.benefit.factors
        holding = [
            factor.factor for factor in factors if self._holds(factor.when) in ((True,) if sure else (True, None))
        ]
        return share(self._scoring.benefit, scores, holding)

    def _holds(self, condition: Condition) -> bool | None:
        """Whether a condition holds; None while it is undecided."""
        match condition:
            case Is():
                return self._is(condition)
            case Below(measure=name, below=limit):
                low, high = self._measures.get(name, (0.0, 0.0))
                return True if high < limit else False if low >= limit else None
            case AtLeast(measure=name, at_least=limit):
                low, high = self._measures.get(name, (0.0, 0.0))
                return True if low >= limit else False if high < limit else None
            case AllOf(all=parts):
                return _all(self._holds(part) for part in parts)
            case AnyOf(any=parts):
                return _not(_all(_not(self._holds(part)) for part in parts))
            case Not(not_=part):
                return _not(self._holds(part))

    def _is(self, claim: Is) -> bool | None:
        name, codes = claim.value, claim.is_
        if name == "knockouts":
            found = [self._holds(knockout.when) for knockout in self._scoring.knockouts if knockout.id in codes]
            return _not(_all(_not(each) for each in found))
        if name == "guard":
            return _same(tier in codes for tier in self._guards())
        if name in self._open:
            return None if self._may_be(name, codes) else False
        value = self._given.answers.get(name, UNSURE if name == ERRORS else ())
        return any(code in codes for code in value) if isinstance(value, tuple) else value in codes

    def _may_be(self, name: str, codes: Collection[str]) -> bool:
        question = self._open[name]
        return any(option.code in codes for option in question.options) or (question.unsure and UNSURE in codes)

    def _guards(self, *, without: str = "") -> frozenset[Tier]:
        """The strictest tiers that may be forced, those by one open question left aside."""
        forced = [tiers for name, tiers in self._forced.items() if name != without]
        return _strictest(*dict.fromkeys(forced), self._by_risks(without))

    def _by_risks(self, without: str = "") -> frozenset[Tier]:
        """What the number of risks of the impact assessment may force."""
        dpia = self._scoring.dpia
        derived = [self._holds(flag.derived) for flag in dpia.flags if flag.derived is not None]
        least = len(self._given.dpia) + sum(each is True for each in derived)
        most = least + sum(each is None for each in derived)
        if DPIA in self._open and without != DPIA:
            most += sum(flag.derived is None for flag in dpia.flags)
        return frozenset(forced_by_risks(dpia, count) for count in range(least, most + 1))

    def _undecided(self, condition: Condition) -> Iterator[Claim]:
        """The single claims that leave a condition undecided."""
        if self._holds(condition) is not None:
            return
        match condition:
            case AllOf(all=parts) | AnyOf(any=parts):
                for part in parts:
                    yield from self._undecided(part)
            case Not(not_=part):
                yield from self._undecided(part)
            case Is(value="knockouts", is_=codes):
                for knockout in self._scoring.knockouts:
                    if knockout.id in codes:
                        yield from self._undecided(knockout.when)
            case Is() | Below() | AtLeast():
                yield condition

    def _feeds(self, name: str, claim: Claim) -> bool:
        """Whether the answer to an open question may turn an undecided claim."""
        if isinstance(claim, Is):
            return self._turns_guard(name, claim.is_) if claim.value == "guard" else claim.value == name
        return name in self._parts_of(claim.measure)

    def _turns_guard(self, name: str, codes: Collection[str]) -> bool:
        forces = self._forces_of(name)
        return len(forces) > 1 and any(
            _same(_stricter(other, tier) in codes for tier in forces) is None for other in self._guards(without=name)
        )

    def _forces_of(self, name: str) -> frozenset[Tier]:
        if name == DPIA:
            return self._by_risks() | self._by_risks(DPIA)
        forces = self._forced.get(name, frozenset())
        derived = (flag.derived for flag in self._scoring.dpia.flags if flag.derived is not None)
        named = any(isinstance(claim, Is) and claim.value == name for when in derived for claim in claims(when))
        return forces | self._by_risks() if named else forces

    def _parts_of(self, measure: str) -> set[str]:
        """The criteria that a measure is made of."""
        scoring = self._scoring
        if measure in ("suitability", "ease"):
            weighed = {criterion.id for criterion in scoring.of_part(measure) if criterion.weight}
            return weighed | (set(scoring.suitability.weakest_of) if measure == "suitability" else set())
        if measure not in ("hours_now", "hours_gross", "benefit"):
            return set()
        factors = {claim.value for f in scoring.benefit.factors for claim in claims(f.when) if isinstance(claim, Is)}
        return {*HOURS, ERRORS, *scoring.benefit.share_limited_by, *factors}


def _is_number(question: Question) -> bool:
    return question.kind in ("frequency", "minutes", "people")


def _scores(weights: Iterable[Weight]) -> list[float]:
    return [weight.score or 0.0 for weight in weights]


def _forces(weights: Iterable[Weight]) -> frozenset[Tier]:
    return frozenset(weight.forces or "self" for weight in weights)


@cache
def _strictest(*forced: frozenset[Tier]) -> frozenset[Tier]:
    """The tiers that the strictest of these may be: each is at least the strictest of what is sure."""
    least = max((min(tiers, key=TIERS.index) for tiers in forced), key=TIERS.index)
    return frozenset(_stricter(least, tier) for tiers in forced for tier in tiers)


def _stricter(one: Tier, other: Tier) -> Tier:
    return max(one, other, key=TIERS.index)


def _all(parts: Iterable[bool | None]) -> bool | None:
    found = list(parts)
    return False if False in found else None if None in found else True


def _not(part: bool | None) -> bool | None:  # noqa: FBT001 - the third value makes it no switch.
    return None if part is None else not part


def _same(parts: Iterable[bool]) -> bool | None:
    """What all are; None when they differ."""
    found = set(parts)
    return found.pop() if len(found) == 1 else None
