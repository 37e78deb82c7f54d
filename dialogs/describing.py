"""The description of a task: taken in, added to, read for facts."""

from dataclasses import replace

from dialogs.answers import does_not_know
from dialogs.commands import fold
from dialogs.facts import noted, plausible
from dialogs.standing import show
from dialogs.state import Interview
from dialogs.step import Scene, Step
from knowledge.match import match
from knowledge.part import Language
from knowledge.prepared import Knowledge
from knowledge.understand import understand

DESCRIPTION = "description"
"""What a message is about that told of the task."""
_ENOUGH_WORDS = 4
_SURELY_ENOUGH = 9
_NO_TASK = frozenset(
    {"ja", "nej", "ja tack", "nej tack", "yes", "no", "yes please", "no thanks", "ok", "okej", "inget"}
)
_MOST = 4000


def describe(scene: Scene, interview: Interview, text: str) -> Step:
    """Take in the description. Too little to be a task is asked for once more, kindly."""
    speech = scene.speech
    if not is_a_task(scene.knowledge, text):
        return show(scene, speech.say(speech.words.describe.too_little))
    told = _told(scene.knowledge, interview, text, speech.language)
    lead = () if told.facts else (speech.say(speech.words.describe.thanks),)
    return replace(show(scene.with_interview(told), *lead), about=DESCRIPTION)


def add(scene: Scene, interview: Interview, text: str) -> Step | None:
    """More of the description, or a correction of it; None when the words hold no fact."""
    read = understand(scene.knowledge.vocabulary, text, scene.speech.language)
    if read.empty:
        return None
    told = _told(scene.knowledge, interview, f"{interview.description}\n{text}", scene.speech.language, newest=text)
    step = show(scene.with_interview(told), scene.speech.say(scene.speech.words.facts.updated))
    return replace(step, about=DESCRIPTION)


def retell(scene: Scene, interview: Interview, was: str, now: str) -> Scene:
    """The description with other words in the place of some, or without them. What was confirmed stays an answer."""
    whole = interview.description
    description = (whole.replace(was, now) if was and was in whole else now).strip()
    if interview.settled or interview.answers:
        return scene.with_interview(interview, description=description[:_MOST])
    bare = interview.model_copy(update={"facts": (), "flags": (), "whose": None})
    if not description:
        return scene.with_interview(bare, description="", described=False)
    return scene.with_interview(_told(scene.knowledge, bare, description, scene.speech.language))


def is_a_task(knowledge: Knowledge, text: str) -> bool:
    """Whether the words can be the description of a task: some facts, a template that fits, or enough words."""
    folded = fold(text)
    if folded in _NO_TASK or does_not_know(folded):
        return False
    return len(text.split()) >= _ENOUGH_WORDS or _tells_something(knowledge, text)


def is_surely_a_task(knowledge: Knowledge, text: str) -> bool:
    """The same where nobody asked for one: a few words of small talk or a question are none."""
    if not is_a_task(knowledge, text):
        return False
    told = len(text.split()) >= _SURELY_ENOUGH and not text.rstrip().endswith("?")
    return told or _tells_something(knowledge, text)


def _tells_something(knowledge: Knowledge, text: str) -> bool:
    return not understand(knowledge.vocabulary, text).empty or bool(match(knowledge.index, text).best)


def _told(
    knowledge: Knowledge, interview: Interview, text: str, language: Language, newest: str | None = None
) -> Interview:
    """The interview with this description, and the facts that can be read from it; the newest words win."""
    read = understand(knowledge.vocabulary, text if newest is None else newest, None if newest is None else language)
    facts = plausible(knowledge, noted(read))
    flags = tuple(dict.fromkeys((*interview.flags, *(flag.value for flag in read.flags))))
    kept = tuple(fact for fact in interview.facts if fact.slot not in {new.slot for new in facts})
    order = ("runs_per_year", "minutes", "people", "errors", "input", "systems")
    merged = tuple(sorted((*kept, *facts), key=lambda fact: order.index(fact.slot)))
    return interview.model_copy(
        update={
            "description": text[:_MOST],
            "described": True,
            "facts": merged,
            "flags": flags,
            "whose": read.whose if read.runs_per_year else interview.whose,
            "settled": False,
        }
    )
