"""The filter of the cases: read from an address, written into one; and who there is among the coaches."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from dialogs.case import TOPICS, Somebody
from dialogs.speech import Speech
from services.board import STATES, Wanted
from services.team import handle
from web.coach.filtering import sealed, unsealed
from web.parts import SITE, VISITOR
from web.render import Reader

_PLAIN = ("coach", "state", "department", "topic", "late")
PASSING = ("told", "refused", "missing", "after", "lang", "reply")
"""What an address tells once and does not carry on."""


async def coaches(request: web.Request) -> tuple[Somebody, ...]:
    """Everybody who can have a case. Whoever looks is one of them from now on."""
    site, visitor = request.app[SITE], request[VISITOR]
    me = Somebody(visitor.key, visitor.name)
    known = await site.memory.team.coaches()
    if me in known:
        return known
    await site.memory.team.meet(me, site.clock())
    return await site.memory.team.coaches()


def read_wanted(request: web.Request, speech: Speech, team: tuple[Somebody, ...]) -> Wanted:
    """What the address asks for. `HTTPBadRequest` for a value that the form cannot have sent."""
    told = {name: request.query.get(name, "") for name in _PLAIN}
    known = _choices(speech, team)
    if any(value and value not in known[name] for name, value in told.items()):
        raise web.HTTPBadRequest
    return Wanted(words=unsealed(request), **told)


def as_query(form: Mapping[str, object], request: web.Request) -> str:
    """The form as an address: only what was chosen, and what was searched for sealed."""
    return urlencode({**{name: str(form[name]) for name in _PLAIN if form.get(name)}, **sealed(request, form)})


def kept(request: web.Request) -> dict[str, str]:
    """What an address carries on: the filter and the view."""
    return {name: value for name, value in request.query.items() if name not in PASSING}


def fields(reader: Reader, wanted: Wanted, team: tuple[Somebody, ...], *, with_state: bool) -> list[dict[str, Any]]:
    """The fields of the filter, with what can be chosen in each."""
    speech, words = reader.speech, reader.speech.words.board
    names = {handle(each.key): each.name for each in team}
    called: dict[str, Callable[[str], str]] = {
        "coach": lambda code: names.get(code) or speech.say(words.mine if code == "mine" else words.nobodys),
        "state": lambda code: state_called(speech, code),
        "department": reader.department,
        "topic": lambda code: speech.say(getattr(words, f"topic_{code}")),
        "late": lambda _: speech.say(words.late_only),
    }
    known = _choices(speech, team)
    found = []
    for name, say in called.items():
        if name == "state" and not with_state:
            continue
        first = speech.say(words.state_current if name == "state" else words.any)
        options = [("", first), *((code, say(code)) for code in known[name])]
        label = speech.say(getattr(words, f"filter_{name}"))
        found.append({"name": name, "label": label, "options": options, "chosen": getattr(wanted, name)})
    return found


def state_called(speech: Speech, code: str) -> str:
    """What a state, or several at once, is called."""
    if code in ("untaken", "over", "all"):
        return speech.say(getattr(speech.words.board, f"state_{code}"))
    return speech.say(getattr(speech.words.case, f"state_{code}"))


def _choices(speech: Speech, team: tuple[Somebody, ...]) -> dict[str, tuple[str, ...]]:
    """Every value that a field of the filter may have."""
    return {
        "coach": ("mine", "nobody", *(handle(each.key) for each in team)),
        "state": tuple(STATES),
        "department": tuple(each.id for each in speech.knowledge.revision.departments),
        "topic": TOPICS,
        "late": ("1",),
    }
