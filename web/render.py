"""Showing a page: its words in the reader's language, and the frame around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from dialogs.speech import HOME, Speech
from knowledge.part import LANGUAGES, Language, Part, Text
from knowledge.prepared import Knowledge
from services.access import Visitor, form_token
from web.parts import SITE, VISITOR
from web.visit import LANGUAGE, theme_of, token_of

_SECTIONS = (
    ("conversations", "/coach/conversations", {"coach"}),
    ("cases", "/coach/cases", {"coach"}),
    ("judging", "/coach/judging", {"coach"}),
    ("portfolio", "/coach/portfolio", {"coach", "admin"}),
    ("knowledge", "/admin/knowledge", {"admin"}),
    ("settings", "/admin/settings", {"admin"}),
)
"""What the menu leads to, and for whom."""
_WITHIN = {"cases": ("/coach/cases", "/coach/replies", "/coach/away"), "settings": ("/admin",)}
"""Sections whose pages begin in several ways."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looks at a page: how one speaks to them, and who they are when they are signed in."""

    speech: Speech
    visitor: Visitor | None

    @property
    def language(self) -> Language:
        return self.speech.language

    def moment(self, at: datetime) -> str:
        """A day and a time of day: "28 nov. 2026 14:03"."""
        return format_datetime(at.astimezone(HOME), "d MMM y HH:mm", locale=self.language)

    def day(self, at: datetime | date) -> str:
        day = at.astimezone(HOME).date() if isinstance(at, datetime) else at
        return format_date(day, "d MMM y", locale=self.language)

    def month(self, day: date) -> str:
        """Name and year: november 2026."""
        return format_date(day, "LLLL y", locale=self.language)

    def percent(self, share: float) -> str:
        return format_percent(share, locale=self.language)

    def decimal(self, value: float) -> str:
        """A number with two decimals."""
        return format_decimal(value, format="0.00", locale=self.language)

    def department(self, code: str | None) -> str:
        found = self.speech.knowledge.revision.department(code)
        return self.speech.say(found.name) if found is not None else code or ""

    def outcome(self, code: str | None) -> str:
        return self.speech.say(getattr(self.speech.words.result, code)) if code else ""

    def template(self, code: str | None) -> str:
        found = self.speech.knowledge.revision.template(code) if code else None
        return self.speech.say(found.title) if found is not None else code or ""


async def reader_of(request: web.Request) -> Reader:
    return _reader(request, await request.app[SITE].library.latest())


def reader_without_store(request: web.Request) -> Reader | None:
    """The same while the database does not answer, with the words that are at hand."""
    knowledge = request.app[SITE].library.known()
    return _reader(request, knowledge) if knowledge is not None else None


def _reader(request: web.Request, knowledge: Knowledge) -> Reader:
    visitor = request.get(VISITOR)
    return Reader(Speech(knowledge, language_of(request, visitor)), visitor)


def language_of(request: web.Request, visitor: Visitor | None) -> Language:
    """What the visitor has chosen, else what the address or the browser says."""
    chosen = visitor.session.language if visitor is not None else request.get(LANGUAGE)
    wanted = chosen or request.query.get("lang")
    if wanted in LANGUAGES:
        return "en" if wanted == "en" else "sv"
    return "en" if request.headers.get("Accept-Language", "sv")[:2].lower() == "en" else "sv"


def said(speech: Speech, *groups: Part) -> dict[str, str]:
    """Every sentence of these groups, ready for a page. Places in braces that a view fills stay as they are."""
    texts = {name: getattr(group, name) for group in groups for name in type(group).model_fields}
    return {name: speech.say(text) for name, text in texts.items() if isinstance(text, Text)}


def show(
    request: web.Request,
    reader: Reader,
    template: str,
    view: Mapping[str, Any],
    *groups: Part,
    status: int = 200,
) -> web.Response:
    """A page in its frame."""
    speech, visitor = reader.speech, reader.visitor
    token = token_of(request)
    frame = {
        "site": said(speech, speech.words.site),
        "words": said(speech, *groups),
        "language": reader.language,
        "other": "en" if reader.language == "sv" else "sv",
        "menu": _menu(request, visitor),
        "name": visitor.name if visitor is not None else "",
        "form": form_token(token) if token and visitor is not None else "",
        "here": request.rel_url.raw_path_qs,
        "theme": theme_of(request),
    }
    response = aiohttp_jinja2.render_template(template, request, {**frame, **view})
    response.set_status(status)
    return response


def _menu(request: web.Request, visitor: Visitor | None) -> list[dict[str, Any]]:
    """What this visitor may go to; the section whose address says most about the page is where they are."""
    roles = visitor.roles if visitor is not None else frozenset()
    begins = {key: _WITHIN.get(key, (href,)) for key, href, _ in _SECTIONS}
    found = {
        key: max((len(each) for each in ways if request.path.startswith(each)), default=0)
        for key, ways in begins.items()
    }
    here = max(found, key=lambda key: found[key])
    return [
        {"key": key, "href": href, "here": key == here and found[key] > 0}
        for key, href, whose in _SECTIONS
        if roles & whose
    ]
