"""The judgement in plain words: the outcome, why, what it would give, and what would change it."""

from dataclasses import replace
from datetime import datetime, timedelta

from dialogs.decided import NOTHING_DECIDED, Decided, excepted
from dialogs.interview import given, unasked
from dialogs.labels import answer_label
from dialogs.reply import Bar, Choice, Press, Result, Section
from dialogs.speech import Speech
from dialogs.state import Interview, Talk
from knowledge.assess import DPIA, Assessment, Change, Given, Missing, assess, freer, strongest, weight
from knowledge.match import Index, Matches, clearly_fits, match
from knowledge.model import UNSURE, Revision
from knowledge.part import Text
from knowledge.prepared import Knowledge

HANDS_ON = ("C12", "C13", "C14", "C15")
"""Guardrails: a person is never told to answer them differently, only how the task could be narrowed."""
TOO_SMALL = "K5"
"""Also holds wherever another knockout leaves nothing to win; then only that one is worth telling."""
_CHANGES = 3
_STRONG = 50
"""The least score that speaks for a task. Few answers may be there to choose from."""


def judged(knowledge: Knowledge, talk: Talk, interview: Interview) -> tuple[Given, Assessment] | Missing:
    """What the interview's answers come to. The template search runs first: one that fits makes it easier."""
    return judged_by(knowledge.revision, talk, interview, template_fit(knowledge.index, interview))


def judged_by(
    revision: Revision, talk: Talk, interview: Interview, template_match: float
) -> tuple[Given, Assessment] | Missing:
    """The same where it is known already whether a template fits, 0 or 1."""
    facts = given(talk, interview, revision, template_match=template_match)
    assessment = assess(revision.scoring, facts)
    return assessment if isinstance(assessment, Missing) else (facts, assessment)


def template_fit(index: Index, interview: Interview) -> float:
    """1 when the best template clearly fits the description, else 0."""
    fits = interview.description and clearly_fits(index, interview.description, systems=_named(interview))
    return 1.0 if fits else 0.0


def search(knowledge: Knowledge, interview: Interview) -> Matches:
    """The templates for the task as it was described; none for a task without a description."""
    if not interview.description:
        return Matches((), None)
    return match(knowledge.index, interview.description, systems=_named(interview), answers=interview.answers)


def _named(interview: Interview) -> tuple[str, ...]:
    """The programs that the description names."""
    systems = next((fact.value for fact in interview.facts if fact.slot == "systems"), ())
    return systems if isinstance(systems, tuple) else ()


def result(
    speech: Speech, talk: Talk, interview: Interview, now: datetime, decided: Decided = NOTHING_DECIDED
) -> Result | None:
    """The result card; None while too little is known."""
    found = judged(speech.knowledge, talk, interview)
    if isinstance(found, Missing):
        return None
    facts, assessment = found
    return Result(
        key=f"{interview.id}:result",
        outcome=assessment.outcome,
        badge=outcome_name(speech, assessment.outcome),
        title=outcome_name(speech, assessment.outcome),
        said=speech.say(assessment.row.said),
        hours=hours_line(speech, assessment),
        arithmetic=_arithmetic(speech, facts, assessment),
        bars=_bars(speech, assessment),
        sections=tuple(each for each in _sections(speech, talk, interview, found, (now, decided)) if each.lines),
        choices=_choices(speech, interview, assessment),
    )


def outcome_name(speech: Speech, outcome: str) -> str:
    return speech.say(getattr(speech.words.result, outcome))


def hours_line(speech: Speech, assessment: Assessment) -> str:
    """The hours that a flow frees, as a range."""
    if assessment.hours.gross < 1:
        return speech.say(speech.words.result.hours_none)
    low, high = speech.hours(assessment.hours.low), speech.hours(assessment.hours.high)
    return speech.say(speech.words.result.hours, low=low, high=high)


def _sections(
    speech: Speech,
    talk: Talk,
    interview: Interview,
    found: tuple[Given, Assessment],
    around: tuple[datetime, Decided],
) -> tuple[Section, ...]:
    (facts, assessment), (now, decided) = found, around
    words = speech.words.result
    exceptions = excepted(speech, decided, talk.department, assessment.guardrails)
    changes = freer(speech.knowledge.revision.scoring, facts, assessment)
    return (
        Section(speech.say(words.first), _first(speech, assessment, now)),
        Section(speech.say(words.guards), _guards(speech, facts, assessment)),
        Section(speech.say(words.exceptions), exceptions),
        Section(speech.say(words.why), _why(speech, interview, facts)),
        Section(speech.say(words.todo), _todo(speech, facts)),
        Section(speech.say(words.would_change), _changes(speech, talk, interview, assessment, changes)),
    )


def _first(speech: Speech, assessment: Assessment, now: datetime) -> tuple[str, ...]:
    """What to do before the task can come back, where the outcome is "not now"."""
    if assessment.outcome != "not_now":
        return ()
    knockouts = [k for k in speech.knowledge.revision.scoring.knockouts if k.id in assessment.knockouts]
    telling = [k for k in knockouts if k.id != TOO_SMALL] or knockouts
    lines = [speech.say(knockout.first) for knockout in telling]
    if telling:
        day = speech.day(now + timedelta(days=max(knockout.back_after_days for knockout in telling)))
        lines.append(speech.say(speech.words.result.come_back, day=day))
    return tuple(lines)


def _guards(speech: Speech, facts: Given, assessment: Assessment) -> tuple[str, ...]:
    """The reason of every guardrail that fired."""
    scoring = speech.knowledge.revision.scoring
    lines = []
    for name in assessment.guardrails:
        reason = scoring.dpia.reason if name == DPIA else weight(scoring.by_id[name], facts).reason
        if reason is not None:
            lines.append(speech.say(reason, flags=_flags(speech, assessment)))
    return tuple(lines)


def _flags(speech: Speech, assessment: Assessment) -> str:
    labels = {flag.id: speech.say(flag.label) for flag in speech.knowledge.revision.scoring.dpia.flags}
    return speech.listed([labels[flag] for flag in assessment.dpia if flag in labels])


def _why(speech: Speech, interview: Interview, facts: Given) -> tuple[str, ...]:
    """The two strongest and the two weakest answers, in words. An answer is never both; "don't know" is no strength."""
    scoring = speech.knowledge.revision.scoring
    scores = {name: weight(scoring.by_id[name], facts).score or 0 for name in strongest(scoring, facts)}
    strong = [name for name, score in scores.items() if facts.answers[name] != UNSURE and score >= _STRONG][:2]
    rest = [name for name in scores if name not in strong]
    weak = [name for name in reversed(rest) if scores[name] < 100][:2]
    words = speech.words.result
    return (
        *(_told(speech, interview, words.strong, name) for name in strong),
        *(_told(speech, interview, words.weak, name) for name in weak),
    )


def _told(speech: Speech, interview: Interview, text: Text, name: str) -> str:
    """One answer as a strength or a weakness."""
    question = speech.knowledge.revision.question(name)
    answer = answer_label(speech, question, interview.answers[name])
    return speech.say(text, question=speech.say(question.title).lower(), answer=_lower(answer))


def _todo(speech: Speech, facts: Given) -> tuple[str, ...]:
    """What is left to settle: reasons of answers that force nothing."""
    owners = [weight(criterion, facts) for criterion in speech.knowledge.revision.scoring.of_part("owner")]
    return tuple(speech.say(w.reason) for w in owners if w.reason is not None and w.forces is None)


def _changes(
    speech: Speech, talk: Talk, interview: Interview, assessment: Assessment, changes: tuple[Change, ...]
) -> tuple[str, ...]:
    """What would give a freer outcome. That nothing would is only told when everything was asked.

    Questions that could change nothing may do so after another answer: then they are asked, and that is told.
    """
    if assessment.outcome == "self":
        return ()
    words, left_out = speech.words.result, unasked(talk, interview, speech.knowledge.revision)
    if not changes:
        return () if left_out else (speech.say(words.would_change_none),)
    more = (speech.say(words.would_ask_more),) if left_out else ()
    return (*(_change_line(speech, change) for change in _nearest(speech, interview, changes)), *more)


def _nearest(speech: Speech, interview: Interview, changes: tuple[Change, ...]) -> list[Change]:
    """For each criterion the smallest step, the smallest steps first; at most three are told."""
    steps = [(_step(speech, interview, change), change) for change in changes]
    steps.sort(key=lambda pair: pair[0])
    told: dict[str, Change] = {}
    for _, change in steps:
        told.setdefault(change.criterion, change)
    return list(told.values())[:_CHANGES]


def _step(speech: Speech, interview: Interview, change: Change) -> int:
    """How far the other option stands from the answer in the table."""
    codes = [option.code for option in speech.knowledge.revision.question(change.criterion).options]
    now = interview.answers.get(change.criterion)
    here = [codes.index(code) for code in (now if isinstance(now, tuple) else (now,)) if code in codes]
    return min((abs(codes.index(change.option) - place) for place in here), default=len(codes))


def _change_line(speech: Speech, change: Change) -> str:
    question = speech.knowledge.revision.question(change.criterion)
    option = question.option(change.option)
    words = speech.words.result
    text = words.change_guard if change.criterion in HANDS_ON else words.change_line
    return speech.say(
        text,
        question=speech.say(question.title).lower(),
        answer=_lower(speech.say(option.label)) if option else change.option,
        outcome=outcome_name(speech, change.outcome).lower(),
    )


def _arithmetic(speech: Speech, facts: Given, assessment: Assessment) -> str:
    """How the hours were reckoned, in numbers the person knows."""
    hours = assessment.hours
    if hours.now <= 0:
        return ""
    scores = {c.id: weight(c, facts).score or 0 for c in speech.knowledge.revision.scoring.criteria}
    words = speech.words.result
    people = scores["C03"]
    told = speech.say(
        words.arithmetic,
        runs=speech.number(facts.runs if facts.runs is not None else scores["C01"]),
        minutes=speech.number(scores["C02"]),
        people=speech.say(words.person if people == 1 else words.persons, number=speech.number(people)),
        now=speech.hours(hours.now),
        extra=_extra(speech, facts),
    )
    share = speech.say(
        words.arithmetic_share if hours.gross > 0 else words.arithmetic_none,
        share=speech.number(round(100 * hours.gross / hours.now)),
        gross=speech.hours(hours.gross),
    )
    unsure = assessment.confidence < speech.knowledge.revision.scoring.benefit.sure_from and hours.gross > 0
    return " ".join([told, share, *([speech.say(words.unsure)] if unsure else [])])


def _extra(speech: Speech, facts: Given) -> str:
    """Time that errors add, where they do."""
    extra = speech.knowledge.revision.scoring.benefit.extra_time.get(str(facts.answers.get("C04", UNSURE)), 0.0)
    return speech.say(speech.words.result.arithmetic_extra, percent=speech.number(extra * 100)) if extra else ""


def _bars(speech: Speech, assessment: Assessment) -> tuple[Bar, ...]:
    words = speech.words.result
    return (
        _bar(speech, words.suitability, assessment.suitability),
        _bar(speech, words.ease, assessment.ease),
        _bar(speech, words.benefit, assessment.benefit),
    )


def _bar(speech: Speech, label: Text, value: float) -> Bar:
    return Bar(speech.say(label, value=round(value)), round(value))


def _choices(speech: Speech, interview: Interview, assessment: Assessment) -> tuple[Choice, ...]:
    words = speech.words.result
    templates = Choice(speech.say(words.templates), Press("templates", interview=interview.id))
    team = Choice(speech.say(words.ask_team), Press("human"))
    fix = Choice(speech.say(words.fix), Press("summary", interview=interview.id))
    later = Choice(speech.say(words.later), Press("pause"))
    share = Choice(speech.say(speech.words.share.share), Press("share"))
    alike = Choice(speech.say(speech.words.share.alike), Press("alike"))
    if interview.building is not None and assessment.outcome in ("self", "coach"):
        steps = Choice(
            speech.say(speech.words.coaching.show_steps), Press("checklist", interview=interview.id), primary=True
        )
        return (steps, templates, team, fix, share, alike)
    to_team = assessment.outcome == "team"
    first = (replace(team, primary=True), templates) if to_team else (replace(templates, primary=True), team)
    return (*first, fix, later, share, alike)


def _lower(label: str) -> str:
    """A label inside a sentence: its first letter small, unless it is a name or an abbreviation."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
