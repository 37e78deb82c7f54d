"""From the compose box: templates and own tasks to share; and a message that becomes a task in the person's chat."""

from dataclasses import dataclass

from dialogs.conversation import clean
from dialogs.message import Started, TaskLine
from dialogs.reply import Note
from dialogs.sharing import shared_task, shared_template
from dialogs.speech import Speech
from knowledge.match import match
from knowledge.part import Language
from knowledge.prepared import Knowledge
from knowledge.template import Template
from services.effects import TurnPorts
from services.records import Address, Delivery, Incoming
from services.turns import take_turn

_MOST = 15
_BEGINNING = 6
"""Letters of a word that count: endings differ."""


@dataclass(frozen=True, slots=True)
class Found:
    """A card to share, and how it is called in the list of hits."""

    title: str
    summary: str
    card: Note


async def find_templates(query: str, language: Language, ports: TurnPorts) -> tuple[Found, ...]:
    """Templates whose name has these words, then those that fit them; without a query all, by name."""
    knowledge = await ports.library.latest()
    speech = Speech(knowledge, language)
    return tuple(
        Found(speech.say(each.title), speech.say(each.summary), shared_template(speech, each))
        for each in _templates(knowledge, clean(query).strip(), language)[:_MOST]
    )


async def find_tasks(query: str, who: Address, language: Language, ports: TurnPorts) -> tuple[Found, ...]:
    """The person's own tasks whose name has these words, newest first."""
    speech = Speech(await ports.library.latest(), language)
    wanted = query.casefold().split()
    lines = await ports.store.tasks_of(who.tenant, who.person, language)
    found = [each for each in lines if all(word in each.title.casefold() for word in wanted)]
    return tuple(_task(speech, each) for each in found[:_MOST])


async def start_task(
    text: str, received: str, who: Address, language: Language, ports: TurnPorts
) -> tuple[Delivery, ...] | None:
    """Begin a task with these words in the person's own chat; None when there is no such chat yet."""
    chat = await ports.store.chat_of(who.tenant, who.person)
    if chat is None:
        return None
    incoming = Incoming(chat, f"task:{received}"[:500], "", "make_task", Started(text), language, ports.clock())
    return (await take_turn(incoming, ports)).deliveries


def _templates(knowledge: Knowledge, query: str, language: Language) -> list[Template]:
    """Whoever searches tries words: the more of them a template speaks of, the higher it stands; its name first."""
    templates = sorted(knowledge.index.templates, key=lambda each: each.title.to(language).casefold())
    words = [word[:_BEGINNING] for word in query.casefold().split()]
    if not words:
        return templates
    fitting = [each.template for each in match(knowledge.index, query, language).best]

    def worth(template: Template) -> tuple[int, int, bool]:
        title, about = template.title.to(language).casefold(), _about(template, language)
        named = sum(word in title for word in words)
        return named, sum(word in about for word in words), template in fitting

    ranked = sorted(((worth(each), each) for each in templates), key=lambda pair: pair[0], reverse=True)
    return [each for found, each in ranked if any(found)]


def _about(template: Template, language: Language) -> str:
    told = (template.summary.to(language), *template.keywords.to(language), *template.phrases.to(language))
    return " ".join(told).casefold()


def _task(speech: Speech, task: TaskLine) -> Found:
    return Found(task.title, task.changed, shared_task(speech, task))
