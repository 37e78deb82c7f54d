"""Telling people what happens to a case: the team in its channels, the person in their chat. Inside a transaction."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from dialogs.case import OPEN, Case, Event
from dialogs.case_card import case_card, thread_line
from dialogs.case_told import told
from dialogs.reply import Reply, led
from dialogs.speech import Speech
from dialogs.state import Asking, Talk
from knowledge.part import Language
from knowledge.prepared import Knowledge
from knowledge.promises import Promises
from services.ports import Settings, Unit, Writer
from services.records import Delivery, Entry, Post, Receiver
from services.saying import outgoing
from services.worktime import WorkingTime

LOOK_AGAIN = timedelta(minutes=15)
"""A case and a channel that are made at the same moment can miss each other: it is looked at once more."""
_WORDS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Announcer:
    """Puts on record what is to be said; `said` gathers what may be sent as soon as the transaction is over."""

    unit: Unit
    knowledge: Knowledge
    write: Writer
    settings: Settings
    now: datetime
    said: list[Delivery] = field(default_factory=list)

    async def opened(self, case: Case) -> bool:
        """Post the card of a case in every channel that takes it; False when none does."""
        receivers = [each for each in await self.unit.receivers.all() if takes(each, case)]
        for receiver in receivers:
            await self.post(case, receiver)
        await self.promise(case)
        later = self.now + LOOK_AGAIN
        await self.unit.agenda.plan(Entry("posted", f"posted:{case.id}", later, case=case.id))
        return bool(receivers)

    async def post(self, case: Case, receiver: Receiver, *lead: str) -> None:
        """Post the card, with what the person has written since, for a channel that has not seen it."""
        speech = Speech(self.knowledge, receiver.language)
        events = await self.unit.cases.events(case)
        since = [thread_line(speech, case, each).lines[0] for each in events if each.what in ("added", "answered")]
        card = led(case_card(speech, case), *lead, *since[-_WORDS_SHOWN:])
        await self._say(receiver.conversation, card, receiver.language)

    async def changed(self, case: Case, event: Event) -> None:
        """Update the card in its place, wherever it stands, and tell in its thread what happened."""
        for post in await self.unit.cases.posts(case):
            card = case_card(Speech(self.knowledge, post.language), case)
            await self._say(post.conversation, card, post.language, replaces=post)
        await self.tell_team(case, event)

    async def tell(self, case: Case, event: Event) -> None:
        """Tell the person. What they type next may be meant for the coach who has just written."""
        if not await self.unit.is_reachable(case.person):
            await self.tell_team(case, replace(event, what="unreachable"))
        talk = await self.unit.talk_of(case.person)
        language = self.language_of(talk)
        reply = told(Speech(self.knowledge, language), case, event)
        made = outgoing(reply, language, self.write)
        self.said.extend(await self.unit.tell(case.person, (made,), self.now, case.task))
        waits = talk.asking is not None and talk.asking.about == "case_reply" and talk.asking.case == case.number
        if case.state not in OPEN and waits:
            await self.unit.remember(case.person, talk.model_copy(update={"asking": None}))
        elif event.what in ("asked", "replied") and (talk.asking is None or talk.asking.about == "case_reply"):
            asking = Asking(about="case_reply", case=case.number, who=event.who.name)
            await self.unit.remember(case.person, talk.model_copy(update={"asking": asking}))

    async def tell_team(self, case: Case, event: Event) -> None:
        """A line in the thread of each of the case's cards."""
        for post in await self.unit.cases.posts(case):
            line = thread_line(Speech(self.knowledge, post.language), case, event)
            await self._say(post.conversation, line, post.language, under=post)

    async def promise(self, case: Case) -> None:
        """Remind the channel when nobody has taken the case by the promised time."""
        if case.promised is not None:
            key = f"untaken:{case.id}:{case.moves}"
            await self.unit.agenda.plan(Entry("untaken", key, case.promised, case=case.id))

    def language_of(self, talk: Talk) -> Language:
        """The language in which a person was last spoken to."""
        return talk.language or talk.spoken or self.settings.default_language

    async def _say(
        self,
        conversation: int,
        reply: Reply,
        language: Language,
        *,
        replaces: Post | None = None,
        under: Post | None = None,
    ) -> None:
        thread = replaces or under
        made = outgoing(reply, language, self.write, replaces=replaces.message if replaces else None)
        made = replace(made, thread=thread.message if thread else None)
        self.said.extend(await self.unit.post(conversation, (made,), self.now))


def takes(receiver: Receiver, case: Case) -> bool:
    return receiver.takes(case.department, case.topic) and not receiver.unreachable


def working_time(promises: Promises) -> WorkingTime:
    """When people are at work, as the content says."""
    return WorkingTime(*promises.hours, promises.closure)
