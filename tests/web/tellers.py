"""People who tell about a task and go so far with it, played as in Teams; figures must come to what they did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chat import code
from dialogs.followups import HOURS
from dialogs.reply import Answered, Ask, Choice, Reply, choices_of
from dialogs.tasks import STAGES, Stage
from services.access import Identity, Session, Visitor
from services.records import Address
from services.transcripts import Filter
from tests.builders import PLAIN
from tests.dialogs.script import kind_of
from tests.web.played import Play
from tests.web.played import Stage as Played

TEMPLATE = "leave-request-approval"
_THEN = datetime.fromisoformat("2019-01-01T08:00:00+01:00")
_CARLA = Identity("local", "local-carla", "Carla", ("coach",), "local")
COACH = Visitor(Session("", _CARLA, _THEN, _THEN, _THEN, _THEN), frozenset({"coach"}))
TOLD = "Anställda ansöker om ledighet och chefen godkänner i Outlook"


@dataclass(frozen=True, slots=True)
class Teller:
    """How far somebody goes. `stop` is the question where they fall silent, for whoever is not judged."""

    name: str
    department: str
    at: datetime
    goes: Stage = "finished"
    stop: str = "C05"
    refuses: bool = False
    hours: int = 0
    """A month, as told afterwards."""
    thumb: str = ""
    trial: bool = False

    def went(self, stage: Stage) -> bool:
        return STAGES.index(self.goes) >= STAGES.index(stage)


async def tell(played: Played, tellers: Iterable[Teller]) -> dict[str, Play]:
    """Everybody tells; gives back their chats."""
    chats = {}
    for teller in tellers:
        chats[teller.name] = await _tell(played, teller)
        if teller.trial:
            await _mark_as_trial(played, chats[teller.name])
        if teller.thumb:
            await _thumb(played, chats[teller.name], teller.thumb)
    return chats


async def _tell(played: Played, teller: Teller) -> Play:
    chat = played.person(teller.name, at=teller.at)
    await chat.says("ny" if teller.goes == "started" else TOLD)
    if teller.goes == "started":
        return chat
    await walk(chat, "result" if teller.went("finished") else teller.stop, teller.department)
    if teller.went("shown"):
        await press(chat, "templates")
    if teller.refuses:
        await press(chat, f"fits_not:{TEMPLATE}")
    if teller.went("chosen"):
        await press(chat, f"fits:{TEMPLATE}")
    if teller.went("building"):
        await press(chat, f"build:{TEMPLATE}")
    if teller.went("built"):
        await press(chat, "works")
    if teller.went("measured"):
        await press(chat, "measured", **{HOURS: str(teller.hours)})
    return chat


async def _mark_as_trial(played: Played, chat: Play) -> None:
    found = await played.store.readings.page(Filter(), chat.now, None, 200)
    number = next(each.id for each in found.rows if each.latest == chat.now)
    assert await played.store.readings.mark_test(number, test=True, by=COACH, now=chat.now)


async def _thumb(played: Played, chat: Play, thumb: str) -> None:
    address = Address("msteams", f"a:{chat.person}", "", "", "", "tenant", chat.person, "", "sv-SE")
    async with played.store.begin() as unit:
        await unit.thumb(address, "", thumb, "", chat.now)


async def walk(chat: Play, goal: str, department: str) -> None:
    """The plain task's answers until the goal is asked."""
    for _ in range(40):
        at = kind_of(_open(chat)[-1])
        if at == goal:
            return
        plain = {"department": department, "understood": "facts_right", "summary": "judge", "SHARED": "each"}
        await press(chat, plain.get(at) or str(PLAIN.get(at, "inget")))
    raise AssertionError(f"the plain way never comes to {goal}")


async def press(chat: Play, name: str, **inputs: str) -> None:
    """The button with this code, as the terminal shows it."""
    buttons = {code(choice.press): choice.press for choice in _choices(chat)}
    assert name in buttons, f"{name} is not offered, only {', '.join(buttons)}"
    await chat.press(buttons[name], **inputs)


def _open(chat: Play) -> list[Reply]:
    return [reply for reply in chat.heard if not isinstance(reply, Answered)]


def _choices(chat: Play) -> list[Choice]:
    sending = [reply.send for reply in chat.heard if isinstance(reply, Ask)]
    return [*(choice for reply in chat.heard for choice in choices_of(reply)), *sending]


def days(month: int, count: int) -> list[datetime]:
    """So many moments in a month."""
    first = datetime.fromisoformat(f"{month // 100}-{month % 100:02}-03T09:00:00+01:00")
    return [first + timedelta(hours=7 * each) for each in range(count)]
