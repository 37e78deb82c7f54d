"""What every page of the knowledge base needs: the draft, what is wrong with it, and how its parts are called."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

from knowledge.documents import Documents, document_of
from knowledge.editor_wording import EditorWording
from knowledge.part import LANGUAGES, Part, Text
from knowledge.yaml_text import Problem
from services.workbench import Checked, Draft, Workbench
from web.admin.knowledge.claims import Subjects, subjects
from web.admin.knowledge.fields import Words, called
from web.admin.knowledge.places import FOLDERS, address_of, things_at
from web.parts import SITE
from web.render import Reader, reader_of, show

HOME = "/admin/knowledge"
EDIT = f"{HOME}/edit"
_TABS = ("", "changes", "trial", "preview", "publish", "history", "learning", "calibration")

_SPOKEN = (
    "vet_ej", "systems", "flags", "secrecy_area", "whose", "department", "guard", "knockouts", "suitability", "ease",
    "benefit", "hours_now", "hours_gross", "confidence", "template_match", "self", "coach", "team",
    "personal_data", "sensitive", "secrecy", "decision", "yes", "no", "each", "together", "unclear",
)  # fmt: skip

_INNER = re.compile(r"(?<=\.(sv|en))\..*|\.(all|any|not|value|is|measure|below|at_least)\b.*")
"""What follows the place that a form has for a text of a language, or for a condition."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The draft as one request sees it."""

    request: web.Request
    reader: Reader
    bench: Workbench
    draft: Draft
    checked: Checked

    @property
    def words(self) -> EditorWording:
        return self.reader.speech.words.editor

    def say(self, key: str, **places: object) -> str:
        return self.reader.speech.say(getattr(self.words, key), **{name: str(each) for name, each in places.items()})

    def named(self, group: Mapping[str, Text], *keys: str) -> str:
        """The first of these that has a name; empty when none has."""
        text = next((group[key] for key in keys if key in group), None)
        return self.reader.speech.say(text) if text is not None else ""

    def label(self, model: str, name: str) -> str:
        return self.named(self.words.fields, f"{model.lower()}_{name}", name) or name.replace("_", " ")

    def hint(self, model: str, name: str) -> str:
        return self.named(self.reader.speech.words.editor.hints, f"{model.lower()}_{name}", name)

    def value(self, name: str, value: str) -> str:
        return (
            self.named(self.reader.speech.words.editor.values_of, f"{name}_{value}", value)
            or self._system(value)
            or value
        )

    def about(self, document: str) -> str:
        return self.named(self.words.about, document)

    def called(self, thing: Any) -> str:
        """What a thing is called in the reader's language."""
        return called(thing, self.reader.language)

    def fields(self) -> Words:
        return Words(self.reader.language, self.label, self.hint, self.value)

    def between(self, before: Documents, after: Documents) -> "Desk":
        """The same desk with two other states of the content before it."""
        return replace(self, draft=replace(self.draft, published=before, documents=after))

    def subjects(self) -> Subjects:
        """What the conditions of the draft may speak of."""
        names = {each: self.value("subject", each) for each in _SPOKEN}
        return subjects(self.draft.documents, names, self.reader.language)

    def title(self, address: str) -> str:
        """What a page of the content is called."""
        document, _, rest = address.partition("/")
        if not rest:
            return self.named(self.words.documents, document) or document
        if document == "wording":
            return self.named(self.words.groups, rest) or rest
        if document == "templates":
            return self.called(self.draft.documents.get(address)) or rest
        parts = rest.split("/")
        return f"{self.label('', parts[0])} {parts[1]}" if len(parts) > 1 else self._thing(document, rest)

    def told(self, found: Problem) -> str:
        """What is wrong, as a sentence of its own."""
        said = found.to(self.reader.language)
        return f"{said[:1].upper()}{said[1:]}."

    def problems(self) -> list[dict[str, Any]]:
        """What is wrong, each with the page where it is mended."""
        return [self.problem(each) for each in self.checked.problems]

    def problem(self, found: Problem) -> dict[str, Any]:
        address, field = self.place(found)
        return {
            "address": address,
            "field": _INNER.sub("", field),
            "where": " · ".join(filter(None, (self.trail(address), self._field(field)))),
            "said": self.told(found),
        }

    def place(self, found: Problem) -> tuple[str, str]:
        """The page on which a problem is mended, and the field there."""
        document, path = self.inside(found)
        if document not in self.draft.documents:
            return (document.partition("/")[0] if document.startswith(FOLDERS) else ""), ""
        return address_of(document, path, self.draft.documents)

    def inside(self, found: Problem) -> tuple[str, tuple[str | int, ...]]:
        """The document of a problem, and the place in it."""
        return document_of(found.at, self.draft.documents)

    def trail(self, address: str) -> str:
        """The names of a page and of those above it."""
        parts = address.split("/")
        return " › ".join(self.title("/".join(parts[: number + 1])) for number in range(len(parts)) if parts[0])

    def wrong_on(self, address: str) -> dict[str, list[str]]:
        """What is wrong on one page, by field."""
        found: dict[str, list[str]] = {}
        for each in self.checked.problems:
            where, name = self.place(each)
            if where == address:
                found.setdefault(name, []).append(self.told(each))
        return found

    def show(self, template: str, view: Mapping[str, Any], *groups: Part, tab: str, status: int = 200) -> web.Response:
        """A page in the frame of the knowledge base, perhaps with words of further groups."""
        tabs = [(each, f"{HOME}/{each}".rstrip("/"), self.say(f"tab_{each or 'home'}"), each == tab) for each in _TABS]
        frame = {"tabs": tabs, "changes_count": len(self.draft.changed), "problems_count": len(self.checked.problems)}
        words = self.reader.speech.words
        return show(
            self.request, self.reader, f"knowledge/{template}", {**frame, **view}, words.editor, *groups, status=status
        )

    def _field(self, field: str) -> str:
        """The names on the way to a field of a page."""
        steps = [step for step in field.split(".") if step and not step.isdecimal() and step != "all"]
        names = [self.named(self.words.fields, step) for step in steps if step not in LANGUAGES]
        side = next((f" ({self.say(f'in_{step}')})" for step in steps if step in LANGUAGES), "")
        return f"{' › '.join(filter(None, names)) or ' › '.join(steps[:1])}{side}"

    def _thing(self, document: str, name: str) -> str:
        data: Any = self.draft.documents.get(document)
        if isinstance(data, Sequence) and not isinstance(data, str):
            data = next((each for each in data if isinstance(each, dict) and each.get("id") == name), None)
            text = self.called(data)
            return f"{name} {text}" if text and text != name else name
        return self.label(document.capitalize(), name)

    def _system(self, value: str) -> str:
        systems = things_at(self.draft.documents.get("lexicon"), ("systems",))
        named = (each for each in systems if isinstance(each, dict) and each.get("id") == value)
        return next((str(each.get("name", "")) for each in named), "")


async def desk_of(request: web.Request) -> Desk:
    bench = request.app[SITE].bench
    reader, draft = await reader_of(request), await bench.draft()
    return Desk(request, reader, bench, draft, await bench.checked(draft))
