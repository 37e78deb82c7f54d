"""The filter of the conversations: read from an address, written into one; words that are searched for stay secret."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from urllib.parse import urlencode

from aiohttp import web
from cryptography.fernet import Fernet, InvalidToken

from dialogs.speech import Speech
from knowledge.part import LANGUAGES
from services.searching import LONGEST_QUERY
from services.transcripts import LABELS, STATUSES, Filter, narrowed
from web.visit import token_of

OUTCOMES = ("self", "coach", "team", "not_now")
_PLAIN = ("department", "outcome", "status", "language", "thumb", "review", "label", "template", "tests")
_DAYS = ("since", "until")
_YEARS = range(2000, 2200)


def read_filter(request: web.Request, speech: Speech) -> Filter:
    """What the address asks for. `HTTPBadRequest` for a value that the form cannot have sent."""
    told = request.query
    chosen = {name: told.get(name, "") for name in _PLAIN}
    known = choices(speech)
    if any(value and value not in known[name] for name, value in chosen.items()):
        raise web.HTTPBadRequest
    since, until = (_day(told.get(name, "")) for name in _DAYS)
    return replace(narrowed(Filter(), chosen), words=unsealed(request), since=since, until=until)


def as_query(form: Mapping[str, object], request: web.Request) -> str:
    """The form as an address: only what was chosen, and what was searched for so that only this session can read it.

    Addresses end up in histories and logs, and people search for people.
    """
    chosen = {name: str(form[name]) for name in (*_DAYS, *_PLAIN) if form.get(name)}
    return urlencode({**chosen, **sealed(request, form)})


def sealed(request: web.Request, form: Mapping[str, object]) -> dict[str, str]:
    """The words that are searched for, as an address may carry them."""
    words = str(form.get("words", "")).strip()[:LONGEST_QUERY]
    return {"q": _secret(request).encrypt(words.encode()).decode()} if words else {}


def choices(speech: Speech) -> dict[str, tuple[str, ...]]:
    """Every value that a field of the filter may have."""
    revision = speech.knowledge.revision
    return {
        "department": tuple(each.id for each in revision.departments),
        "outcome": OUTCOMES,
        "status": STATUSES,
        "language": LANGUAGES,
        "thumb": ("like", "dislike"),
        "review": ("unread", "read"),
        "label": LABELS,
        "template": tuple(each.id for each in revision.templates),
        "tests": ("only", "with"),
    }


def _day(written: str) -> date | None:
    if not written:
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError as error:
        raise web.HTTPBadRequest from error
    if day.year not in _YEARS:
        raise web.HTTPBadRequest
    return day


def number_in(written: str) -> int | None:
    """A number of a row, as an address or a form carries it; None for what none can have."""
    return int(written) if written.isdecimal() and len(written) < 19 else None


def unsealed(request: web.Request) -> str:
    """The words that were searched for; an address of another session, or an older one, searches for nothing."""
    try:
        return _secret(request).decrypt(request.query.get("q", "").encode()).decode()
    except (InvalidToken, UnicodeError):
        return ""


def _secret(request: web.Request) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"search:{token_of(request)}".encode()).digest()))
