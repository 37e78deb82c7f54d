"""What was read from a description: shown with the words it came from, confirmed or corrected, turned into answers."""

from dialogs.answers import system_options
from dialogs.interview import answer
from dialogs.labels import answer_label
from dialogs.reply import Choice, Press, Row, Understood
from dialogs.speech import Speech, escaped
from dialogs.state import Interview, Slot, Understanding
from knowledge.conditions import Value
from knowledge.model import Question
from knowledge.prepared import Knowledge
from knowledge.understand import Facts

QUESTION: dict[Slot, str] = {
    "runs_per_year": "C01",
    "minutes": "C02",
    "people": "C03",
    "errors": "C04",
    "input": "C06",
}
"""Which question a fact answers. Systems only mark options: how they must be reached is the person's to say."""


def noted(facts: Facts) -> tuple[Understanding, ...]:
    """The facts as the conversation remembers them."""
    found: list[Understanding] = []
    for slot in QUESTION:
        fact = getattr(facts, slot)
        if fact is not None:
            value = fact.value if isinstance(fact.value, str) else float(fact.value)
            found.append(Understanding(slot=slot, value=value, words=fact.words))
    if facts.systems:
        words = ", ".join(dict.fromkeys(fact.words for fact in facts.systems))
        found.append(Understanding(slot="systems", value=tuple(fact.value for fact in facts.systems), words=words))
    return tuple(found)


def plausible(knowledge: Knowledge, facts: tuple[Understanding, ...]) -> tuple[Understanding, ...]:
    """Facts that can be answers at all: a number outside its question's range is asked instead."""
    return tuple(fact for fact in facts if _fits(knowledge, fact))


def understood(speech: Speech, interview: Interview) -> Understood:
    """The facts card."""
    words = speech.words
    return Understood(
        key=f"{interview.id}:facts",
        title=speech.say(words.facts.title),
        intro=speech.say(words.facts.intro),
        rows=tuple(_row(speech, interview, fact) for fact in interview.facts),
        choices=(
            Choice(speech.say(words.facts.right), Press("facts_right", interview=interview.id), primary=True),
            Choice(speech.say(words.nav.pause), Press("pause")),
            Choice(speech.say(words.nav.human), Press("human")),
        ),
    )


def without(interview: Interview, slot: str) -> Interview:
    """The interview with one fact dropped; it will be asked instead."""
    left = tuple(fact for fact in interview.facts if fact.slot != slot)
    return interview.model_copy(update={"facts": left})


def settle(interview: Interview, knowledge: Knowledge) -> Interview:
    """The interview with its facts confirmed: they become answers that count as understood, not as asked."""
    taken: list[str] = []
    for fact in interview.facts:
        name = QUESTION.get(fact.slot)
        if name is not None and name not in interview.answers:
            interview = answer(interview, knowledge.revision.question(name), fact.value)
            taken.append(name)
    return interview.model_copy(update={"settled": True, "inferred": (*interview.inferred, *taken)})


def marked_systems(interview: Interview, knowledge: Knowledge) -> tuple[str, ...]:
    """Options of C10 to mark for the programs that were named."""
    named = next((fact.value for fact in interview.facts if fact.slot == "systems"), ())
    return system_options(knowledge, named if isinstance(named, tuple) else ())


def marked_risks(interview: Interview, knowledge: Knowledge) -> tuple[str, ...]:
    """Risks of the impact assessment that the description speaks of."""
    told = f" {' '.join(interview.description.casefold().split())} "
    return tuple(risk.id for risk in knowledge.revision.lexicon.risks if any(f" {w}" in told for w in risk.words.both))


def fact_line(speech: Speech, fact: Understanding) -> str:
    """A fact as "label: value"."""
    return f"{_label(speech, fact.slot)}: {escaped(value_label(speech, fact))}"


def value_label(speech: Speech, fact: Understanding) -> str:
    if fact.slot == "systems":
        ids = fact.value if isinstance(fact.value, tuple) else ()
        names = {system.id: system.called(speech.language) for system in speech.knowledge.revision.lexicon.systems}
        return speech.listed([names.get(name, name.replace("_", " ").capitalize()) for name in ids])
    return answer_label(speech, _question(speech.knowledge, fact.slot), fact.value)


def slot_label(speech: Speech, slot: str) -> str:
    return _label(speech, slot)


def _row(speech: Speech, interview: Interview, fact: Understanding) -> Row:
    words = speech.words.facts
    return Row(
        label=_label(speech, fact.slot),
        value=escaped(value_label(speech, fact)),
        detail=speech.say(words.said, words=fact.words),
        choices=(Choice(speech.say(words.wrong), Press("fact_wrong", fact.slot, interview.id)),),
    )


def _label(speech: Speech, slot: str) -> str:
    return speech.say(getattr(speech.words.facts, slot))


def _question(knowledge: Knowledge, slot: Slot) -> Question:
    return knowledge.revision.question(QUESTION[slot])


def _fits(knowledge: Knowledge, fact: Understanding) -> bool:
    if fact.slot == "systems":
        return True
    question = _question(knowledge, fact.slot)
    return _within(question, fact.value)


def _within(question: Question, value: Value) -> bool:
    if isinstance(value, int | float):
        return not question.most or question.least <= value <= question.most
    return isinstance(value, str) and question.option(value) is not None
